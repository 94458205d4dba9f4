//! Counts remarks by word and keeps the first place of each.
//!
//! What only one edition of the template asks is counted for that edition; which of the two counts stands is known at the end.

use super::edition::Edition;
use super::words::{WORDS, Word};
use crate::rates::FileRemark;

/// Remarks of a file.
#[derive(Debug)]
pub(super) struct Remarks {
    second: Vec<Tally>,
    third: Vec<Tally>,
}

/// One word.
#[derive(Debug, Default, Clone)]
struct Tally {
    count: u64,
    first: Option<(Place, String)>,
}

/// Where something stands; without record it is the header, without position it is nowhere in it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) record: Option<u64>,
    pub(super) position: Option<u64>,
}

/// Makes remarks about one place.
pub(super) struct Marker<'a> {
    remarks: &'a mut Remarks,
    place: Place,
}

impl Default for Remarks {
    fn default() -> Self {
        let none = vec![Tally::default(); WORDS.len()];
        Self {
            second: none.clone(),
            third: none,
        }
    }
}

impl Remarks {
    /// Begins remarks about a place.
    pub(super) const fn at(&mut self, place: Place) -> Marker<'_> {
        Marker {
            remarks: self,
            place,
        }
    }

    /// Begins remarks about the header.
    pub(super) const fn at_header(&mut self, position: Option<u64>) -> Marker<'_> {
        self.at(Place {
            record: None,
            position,
        })
    }

    /// The remarks that hold for an edition, in the order of the words.
    pub(super) fn finish(self, edition: Edition) -> Vec<FileRemark> {
        let tallies = match edition {
            Edition::Second => self.second,
            Edition::Third => self.third,
        };
        let named = WORDS.iter().zip(tallies);
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

impl Marker<'_> {
    /// Makes a remark that holds for every edition; the name of the field is asked for at the first of its word.
    pub(super) fn note(&mut self, word: Word, field: impl FnOnce() -> String) {
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

    /// Makes a remark that holds for one edition.
    pub(super) fn note_in(&mut self, edition: Edition, word: Word, field: impl FnOnce() -> String) {
        let tallies = match edition {
            Edition::Second => &mut self.remarks.second,
            Edition::Third => &mut self.remarks.third,
        };
        let tally = &mut tallies[word as usize];
        tally.count += 1;
        let place = self.place;
        tally.first.get_or_insert_with(|| (place, field()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Word;
    use super::{Edition, Place, Remarks};

    #[test]
    fn remarks_are_counted_by_edition_and_keep_their_first_place() {
        let mut remarks = Remarks::default();
        let at = |record| Place {
            record: Some(record),
            position: Some(record * 100),
        };
        let mut mark = remarks.at(at(1));
        mark.note_in(Edition::Third, Word::CodeTypeUnknown, || "a".to_owned());
        let mut mark = remarks.at(at(2));
        mark.note(Word::CodeTypeUnknown, || "b".to_owned());
        mark.note_in(Edition::Second, Word::EstimateMissing, || "c".to_owned());
        remarks
            .at_header(None)
            .note(Word::VersionMissing, || "version".to_owned());
        let third = Remarks {
            second: remarks.second.clone(),
            third: remarks.third.clone(),
        };
        let told = |remarks: Remarks, edition| -> Vec<_> {
            let told = remarks.finish(edition).into_iter();
            told.map(|remark| (remark.word, remark.count, remark.record, remark.position))
                .collect()
        };
        let version = ("version-missing".to_owned(), 1, None, None);
        assert_eq!(
            told(remarks, Edition::Second),
            [
                version.clone(),
                ("code-type-unknown".to_owned(), 1, Some(2), Some(200)),
                ("estimate-missing".to_owned(), 1, Some(2), Some(200)),
            ]
        );
        assert_eq!(
            told(third, Edition::Third),
            [
                version,
                ("code-type-unknown".to_owned(), 2, Some(1), Some(100))
            ]
        );
    }
}
