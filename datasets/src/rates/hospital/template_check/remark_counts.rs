//! Counts remarks by word and keeps the first place of each.
//!
//! What only one template of the template asks is counted for that template; which of the two counts stands is known at the end.

use super::remark_words::{REMARK_WORDS, RemarkWord};
use super::template_version::TemplateVersion;
use crate::rates::file_remark::FileRemark;

/// Remarks of a file.
#[derive(Debug)]
pub(super) struct RemarkCounts {
    second: Vec<RemarkCount>,
    third: Vec<RemarkCount>,
}

/// One word.
#[derive(Debug, Default, Clone)]
struct RemarkCount {
    count: u64,
    first: Option<(RecordPosition, String)>,
}

/// Where something stands; without record it is the header, without position it is nowhere in it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordPosition {
    pub(super) record: Option<u64>,
    pub(super) position: Option<u64>,
}

/// Makes remarks about one place.
pub(super) struct RemarkRecorder<'a> {
    remarks: &'a mut RemarkCounts,
    place: RecordPosition,
}

impl Default for RemarkCounts {
    fn default() -> Self {
        let none = vec![RemarkCount::default(); REMARK_WORDS.len()];
        Self {
            second: none.clone(),
            third: none,
        }
    }
}

impl RemarkCounts {
    /// Begins remarks about a place.
    pub(super) const fn at(&mut self, place: RecordPosition) -> RemarkRecorder<'_> {
        RemarkRecorder {
            remarks: self,
            place,
        }
    }

    /// Begins remarks about the header.
    pub(super) const fn at_header(&mut self, position: Option<u64>) -> RemarkRecorder<'_> {
        self.at(RecordPosition {
            record: None,
            position,
        })
    }

    /// The remarks that hold for an template, in the order of the words.
    pub(super) fn finish(self, template: TemplateVersion) -> Vec<FileRemark> {
        let tallies = match template {
            TemplateVersion::V2 => self.second,
            TemplateVersion::V3 => self.third,
        };
        let named = REMARK_WORDS.iter().zip(tallies);
        let remarks = named.filter_map(|((word, sentence), tally)| {
            let (place, field) = tally.first?;
            Some(FileRemark {
                word: (*word).to_owned(),
                count: tally.count,
                record: place.record,
                position: place.position,
                message: format!("{} {sentence}", on_one_line(&field)),
            })
        });
        remarks.collect()
    }
}

/// Names of columns may hold line ends.
fn on_one_line(field: &str) -> String {
    field.replace(char::is_control, " ")
}

impl RemarkRecorder<'_> {
    /// Makes a remark that holds for every template; the name of the field is asked for at the first of its word.
    pub(super) fn add(&mut self, word: RemarkWord, field: impl FnOnce() -> String) {
        let (second, third) = (
            &mut self.remarks.second[word as usize],
            &mut self.remarks.third[word as usize],
        );
        second.count += 1;
        third.count += 1;
        if second.first.is_some() && third.first.is_some() {
            return;
        }
        let first = (self.place, field());
        second.first.get_or_insert_with(|| first.clone());
        third.first.get_or_insert(first);
    }

    /// Makes a remark that holds for one template.
    pub(super) fn add_for(
        &mut self,
        template: TemplateVersion,
        word: RemarkWord,
        field: impl FnOnce() -> String,
    ) {
        let tallies = match template {
            TemplateVersion::V2 => &mut self.remarks.second,
            TemplateVersion::V3 => &mut self.remarks.third,
        };
        let tally = &mut tallies[word as usize];
        tally.count += 1;
        let place = self.place;
        tally.first.get_or_insert_with(|| (place, field()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::remark_words::RemarkWord;
    use super::{RecordPosition, RemarkCounts, TemplateVersion};

    #[test]
    fn remarks_are_counted_by_edition_and_keep_their_first_place() {
        let mut remarks = RemarkCounts::default();
        let at = |record| RecordPosition {
            record: Some(record),
            position: Some(record * 100),
        };
        let mut recorder = remarks.at(at(1));
        recorder.add_for(TemplateVersion::V3, RemarkWord::CodeTypeUnknown, || {
            "a".to_owned()
        });
        let mut recorder = remarks.at(at(2));
        recorder.add(RemarkWord::CodeTypeUnknown, || "b".to_owned());
        recorder.add_for(TemplateVersion::V2, RemarkWord::EstimateMissing, || {
            "c".to_owned()
        });
        remarks
            .at_header(None)
            .add(RemarkWord::VersionMissing, || "version".to_owned());
        let third = RemarkCounts {
            second: remarks.second.clone(),
            third: remarks.third.clone(),
        };
        let listed = |remarks: RemarkCounts, template| -> Vec<_> {
            let finished = remarks.finish(template).into_iter();
            finished
                .map(|remark| (remark.word, remark.count, remark.record, remark.position))
                .collect()
        };
        let version = ("version-missing".to_owned(), 1, None, None);
        assert_eq!(
            listed(remarks, TemplateVersion::V2),
            [
                version.clone(),
                ("code-type-unknown".to_owned(), 1, Some(2), Some(200)),
                ("estimate-missing".to_owned(), 1, Some(2), Some(200)),
            ]
        );
        assert_eq!(
            listed(third, TemplateVersion::V3),
            [
                version,
                ("code-type-unknown".to_owned(), 2, Some(1), Some(100))
            ]
        );
    }
}
