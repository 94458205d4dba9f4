//! Counts remarks by word and keeps the first position of each.
//!
//! Requirements of one template version are counted for that version only. The version of the file
//! is known at the end.

use super::remark_words::{REMARK_WORDS, RemarkWord};
use super::template_version::TemplateVersion;
use crate::rates::file_remark::FileRemark;

/// Remarks of a file.
#[derive(Debug)]
pub(super) struct RemarkCounts {
    v2: Vec<RemarkCount>,
    v3: Vec<RemarkCount>,
}

/// Count of one remark word.
#[derive(Debug, Default, Clone)]
struct RemarkCount {
    count: u64,
    first: Option<(RecordPosition, String)>,
}

/// Position of a remark. Without a record it is in the header. Without a position the field is
/// absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordPosition {
    pub(super) record: Option<u64>,
    pub(super) position: Option<u64>,
}

/// Records remarks at one position.
pub(super) struct RemarkRecorder<'a> {
    remarks: &'a mut RemarkCounts,
    position: RecordPosition,
}

impl Default for RemarkCounts {
    fn default() -> Self {
        let none = vec![RemarkCount::default(); REMARK_WORDS.len()];
        Self {
            v2: none.clone(),
            v3: none,
        }
    }
}

impl RemarkCounts {
    /// Starts remarks at a position.
    pub(super) const fn at(&mut self, position: RecordPosition) -> RemarkRecorder<'_> {
        RemarkRecorder {
            remarks: self,
            position,
        }
    }

    /// Starts remarks in the header.
    pub(super) const fn at_header(&mut self, position: Option<u64>) -> RemarkRecorder<'_> {
        self.at(RecordPosition {
            record: None,
            position,
        })
    }

    /// Returns the remarks of one version, in the order of the remark words.
    pub(super) fn finish(self, template: TemplateVersion) -> Vec<FileRemark> {
        let counts = match template {
            TemplateVersion::V2 => self.v2,
            TemplateVersion::V3 => self.v3,
        };
        let named = REMARK_WORDS.iter().zip(counts);
        let remarks = named.filter_map(|((word, sentence), entry)| {
            let (position, field) = entry.first?;
            Some(FileRemark {
                word: (*word).to_owned(),
                count: entry.count,
                record: position.record,
                position: position.position,
                message: format!("{} {sentence}", on_one_line(&field)),
            })
        });
        remarks.collect()
    }
}

/// Replaces line ends, which column names may contain.
fn on_one_line(field: &str) -> String {
    field.replace(char::is_control, " ")
}

impl RemarkRecorder<'_> {
    /// Adds a remark of both versions. `field` is called for the first remark of a word only.
    pub(super) fn add(&mut self, word: RemarkWord, field: impl FnOnce() -> String) {
        let (v2, v3) = (
            &mut self.remarks.v2[word as usize],
            &mut self.remarks.v3[word as usize],
        );
        v2.count += 1;
        v3.count += 1;
        if v2.first.is_some() && v3.first.is_some() {
            return;
        }
        let first = (self.position, field());
        v2.first.get_or_insert_with(|| first.clone());
        v3.first.get_or_insert(first);
    }

    /// Adds a remark of one version.
    pub(super) fn add_for(
        &mut self,
        template: TemplateVersion,
        word: RemarkWord,
        field: impl FnOnce() -> String,
    ) {
        let counts = match template {
            TemplateVersion::V2 => &mut self.remarks.v2,
            TemplateVersion::V3 => &mut self.remarks.v3,
        };
        let entry = &mut counts[word as usize];
        entry.count += 1;
        let position = self.position;
        entry.first.get_or_insert_with(|| (position, field()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::remark_words::RemarkWord;
    use super::{RecordPosition, RemarkCounts, TemplateVersion};

    #[test]
    fn remarks_are_counted_by_version_and_keep_their_first_position() {
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
        let v3 = RemarkCounts {
            v2: remarks.v2.clone(),
            v3: remarks.v3.clone(),
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
            listed(v3, TemplateVersion::V3),
            [
                version,
                ("code-type-unknown".to_owned(), 2, Some(1), Some(100))
            ]
        );
    }
}
