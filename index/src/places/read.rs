//! Readings of a text: which words are the place and which are the rest.

use super::place::{Place, PlaceMatches};
use super::states::{MOST_WORDS, is_state_alone, state_of};
use super::words::{
    Word, cut, is_one_part, key_of, without_preposition_after, without_preposition_before, words_of,
};
use crate::snapshot::{Town, Towns};
use nearsite_domain::{ZipCentroid, ZipCode};

/// Most words of a town and its state.
const MOST_TOWN_WORDS: usize = 8;
/// Fewest letters of a town without a state.
const FEWEST_LETTERS: usize = 3;
/// Towns that are also words of plain speech or of the names of sites. They need a state.
const PLAIN_WORDS: [&str; 16] = [
    "blue",
    "cash",
    "center",
    "central",
    "cross",
    "friend",
    "home",
    "house",
    "lake",
    "north",
    "park",
    "price",
    "river",
    "university",
    "valley",
    "west",
];
/// Words of the names of sites, as keys. A text of these alone is no exam.
const SITE_WORDS: [&str; 12] = [
    "and",
    "center",
    "centers",
    "centre",
    "clinic",
    "diagnostic",
    "health",
    "hospital",
    "imaging",
    "medical",
    "radiology",
    "scan",
];
/// Other names of towns, and the key of the name in the table.
const OTHER_NAMES: [(&str, &str); 2] = [("newyorkcity", "newyork"), ("nyc", "newyork")];

/// Reads places. The closures answer from a snapshot.
pub(super) struct PlaceReader<'a, IsExam, IsExamWord, IsCode, Zip> {
    pub(super) towns: &'a Towns,
    /// True if words describe an exam or a kind of scan.
    pub(super) is_exam: IsExam,
    /// True if all of the words are the catalog's.
    pub(super) is_exam_word: IsExamWord,
    /// True if a number is a code of the catalog.
    pub(super) is_code: IsCode,
    /// Row of a ZIP code.
    pub(super) zip: Zip,
}

/// Candidates, and the words that are left.
struct Reading<'w> {
    towns: Vec<Place>,
    rest: &'w [Word],
}

/// Words that may be a town, and how they are set apart.
struct Span<'w> {
    words: &'w [Word],
    rest: &'w [Word],
    /// True if a comma or a preposition separates the town from the rest.
    is_set_apart: bool,
}

impl<IsExam, IsExamWord, IsCode, Zip> PlaceReader<'_, IsExam, IsExamWord, IsCode, Zip>
where
    IsExam: Fn(&str) -> bool,
    IsExamWord: Fn(&str) -> bool,
    IsCode: Fn(&str) -> bool,
    Zip: Fn(ZipCode) -> Option<ZipCentroid>,
{
    /// Reads a text. A ZIP code decides over a town, which is then only cut from the rest.
    pub(super) fn read(&self, text: &str) -> PlaceMatches {
        let words = words_of(text);
        let zip = self.zip_in(text, &words);
        let left = zip.as_ref().map_or(words.as_slice(), |zip| zip.rest);
        let town = self.town_in(text, left);
        let town = town.filter(|town| zip.is_none() || !town.rest.is_empty());
        let rest = town.as_ref().map_or(left, |town| town.rest);
        let rest = match (&zip, &town) {
            (None, None) => text.trim(),
            _ => cut(text, rest),
        };
        PlaceMatches {
            rest: rest.to_owned(),
            places: zip.or(town).map(|found| found.towns).unwrap_or_default(),
        }
    }

    /// The ZIP code at the end or the beginning. If there is one at both, the first is the place
    /// only if the last alone is a code of the catalog.
    fn zip_in<'w>(&self, text: &str, words: &'w [Word]) -> Option<Reading<'w>> {
        let place = |word: &Word| {
            let row =
                (self.zip)(ZipCode::new(zip_text(cut(text, std::slice::from_ref(word)))?).ok()?)?;
            Some(Place {
                city: row.city,
                state: row.state,
                zip: row.zip,
            })
        };
        let is_code = |word: &Word| (self.is_code)(cut(text, std::slice::from_ref(word)));
        let (last, before) = words.split_last()?;
        let (first, after) = words.split_first()?;
        let read = |place: Place, rest: &'w [Word]| Reading {
            towns: vec![place],
            rest: without_preposition_after(rest).unwrap_or(rest),
        };
        match (place(first), place(last)) {
            (Some(first_place), _) if is_code(last) && !is_code(first) && words.len() > 1 => {
                Some(read(first_place, after))
            }
            (_, Some(place)) => Some(read(place, before)),
            (Some(place), None) => Some(read(place, after)),
            (None, None) => None,
        }
    }

    /// The longest town at the end, else at the beginning.
    fn town_in<'w>(&self, text: &str, words: &'w [Word]) -> Option<Reading<'w>> {
        let longest = words.len().min(MOST_TOWN_WORDS);
        let at_end = (1..=longest).rev().map(|length| span_at_end(words, length));
        let at_start = (1..=longest)
            .rev()
            .map(|length| span_at_start(words, length));
        at_end.chain(at_start).find_map(|span| {
            let towns = self.towns_of(text, &span)?;
            Some(Reading {
                towns: towns.iter().map(Place::from).collect(),
                rest: span.rest,
            })
        })
    }

    /// The towns that a span names, if it may be read as a town.
    fn towns_of(&self, text: &str, span: &Span<'_>) -> Option<Vec<Town>> {
        let stated = self.towns_with_state(span.words);
        if !stated.is_empty() {
            return Some(stated);
        }
        let key = key_of(span.words);
        let towns = self.named(&key);
        let name = cut(text, span.words);
        let may_be = is_one_part(span.words)
            && key.len() >= FEWEST_LETTERS
            && !towns.is_empty()
            && !PLAIN_WORDS.contains(&key.as_str())
            && !is_state_alone(&key)
            && !(self.is_exam_word)(name);
        let is_read = may_be
            && (span.rest.is_empty() || span.is_set_apart || self.is_exam_alone(text, span.rest));
        is_read.then(|| towns.to_vec())
    }

    /// True if the rest alone describes an exam or a kind of scan.
    fn is_exam_alone(&self, text: &str, rest: &[Word]) -> bool {
        let names_more = rest
            .iter()
            .any(|word| !SITE_WORDS.contains(&word.key.as_str()));
        names_more && (self.is_exam)(cut(text, rest))
    }

    /// The towns of a name that is followed by a state.
    fn towns_with_state(&self, words: &[Word]) -> Vec<Town> {
        for length in (1..=MOST_WORDS.min(words.len().saturating_sub(1))).rev() {
            let (name, state) = words.split_at(words.len() - length);
            let Some(state) = state_of(&key_of(state)).filter(|_| is_one_part(name)) else {
                continue;
            };
            let towns = self.named(&key_of(name)).iter();
            let here: Vec<Town> = towns.filter(|town| town.state == state).cloned().collect();
            if !here.is_empty() {
                return here;
            }
        }
        Vec::new()
    }

    fn named(&self, key: &str) -> &[Town] {
        let other = OTHER_NAMES.iter().find(|(known, _)| *known == key);
        self.towns.named(other.map_or(key, |(_, name)| name))
    }
}

/// The ZIP code in a word that has the form of one.
fn zip_text(word: &str) -> Option<&str> {
    let (first, more) = word.split_once('-').unwrap_or((word, "0000"));
    (first.len() == 5 && more.len() == 4).then_some(word)
}

fn span_at_end(words: &[Word], length: usize) -> Span<'_> {
    let (rest, town) = words.split_at(words.len() - length);
    let shorter = without_preposition_after(rest);
    Span {
        words: town,
        rest: shorter.unwrap_or(rest),
        is_set_apart: shorter.is_some() || rest.last().is_some_and(|word| word.ends_part),
    }
}

fn span_at_start(words: &[Word], length: usize) -> Span<'_> {
    let shorter = without_preposition_before(words);
    let words = shorter.unwrap_or(words);
    let (town, rest) = words.split_at(length.min(words.len()));
    Span {
        words: town,
        rest,
        is_set_apart: shorter.is_some() || town.last().is_some_and(|word| word.ends_part),
    }
}
