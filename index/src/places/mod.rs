//! Place search. In: typed text such as "knee mri in Austin, TX". Out: the rest of the text, and
//! the towns or the ZIP code that the text names first or last.
//!
//! A place is never guessed out of a word that the exam needs. A town is read if a state follows it,
//! if a comma or a word such as "near" sets it apart, or if the rest alone describes an exam. If
//! several towns have the name, all of them are candidates.

mod place;
mod read;
mod states;
#[cfg(test)]
mod tests;
mod words;

pub use place::{Place, PlaceMatches};

use crate::snapshot::Snapshot;
use crate::text::{ExamQuery, fold, tokens};
use read::PlaceReader;

/// Most candidates in a result.
const MOST_PLACES: usize = 8;

impl Snapshot {
    /// Finds the place that a text names first or last.
    pub fn find_places(&self, text: &str) -> PlaceMatches {
        let reader = PlaceReader {
            towns: self.towns(),
            is_exam: |words: &str| self.describes_exam(words),
            is_exam_word: |words: &str| self.has_exam_words(words),
            is_code: |number: &str| self.catalog().find(number).is_some(),
            zip: |zip| self.zip(zip),
        };
        let mut found = reader.read(text);
        found.places.truncate(MOST_PLACES);
        found
    }

    /// True if the finder knows an exam or a kind of scan by most of these words.
    fn describes_exam(&self, words: &str) -> bool {
        ExamQuery::parse(words).is_ok_and(|query| {
            let found = self.find_procedures(&query);
            !found.matches.is_empty() && found.unused_words.len() < found.used_words.len()
        })
    }

    /// True if every word is one of the catalog's.
    fn has_exam_words(&self, words: &str) -> bool {
        let folded = fold(words);
        let mut asked = tokens(&folded).peekable();
        asked.peek().is_some()
            && asked.all(|word| {
                self.catalog().procedures().iter().any(|procedure| {
                    let texts = procedure.synonyms.iter().chain([&procedure.name]);
                    texts
                        .into_iter()
                        .any(|text| tokens(&fold(text)).any(|known| known == word))
                })
            })
    }
}
