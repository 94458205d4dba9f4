//! Reads numbers of X-ray views, from orders and from names of the catalog.

use super::hint::Hint;
use super::rewrite::Term;
use std::ops::RangeInclusive;

/// Numbers of views from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ViewRange {
    least: u32,
    most: u32,
}

impl ViewRange {
    /// True if every number asked for is in this range.
    pub(crate) fn contains(self, asked: Self) -> bool {
        self.least <= asked.least && asked.most <= self.most
    }

    /// True if some number asked for is in this range.
    pub(crate) fn meets(self, asked: Self) -> bool {
        self.least <= asked.most && asked.least <= self.most
    }
}

fn number(word: &str) -> Option<u32> {
    let words = ["one", "two", "three", "four", "five", "six"];
    let at = words.iter().position(|one| *one == word);
    match (at, word) {
        (Some(at), _) => Some(at as u32 + 1),
        (None, "single") => Some(1),
        _ => word.parse().ok().filter(|&views| views > 0 && views < 20),
    }
}

/// Returns the numbers before the word for views at a position, and the position they start at.
fn before(words: &[&str], view: usize) -> Option<(ViewRange, usize)> {
    let word = |back: usize| view.checked_sub(back).map_or("", |at| words[at]);
    let skipped = usize::from(word(1) == "bending");
    let word = |back: usize| word(back + skipped);
    let range = |least, most, length: usize| {
        (
            ViewRange { least, most },
            view.saturating_sub(length + skipped),
        )
    };
    if ["more", "+", "plus"].contains(&word(1)) {
        let back = if word(2) == "or" { 3 } else { 2 };
        return Some(range(number(word(back))?, u32::MAX, back));
    }
    let last = number(word(1))?;
    Some(match (word(2), number(word(2)), number(word(3))) {
        ("or" | "to" | "and", _, Some(first)) if first <= last => range(first, last, 3),
        ("to", ..) if word(3) == "up" => range(1, last, 3),
        ("minimum" | "min" | "least", ..) => range(last, u32::MAX, 2),
        (_, Some(first), _) if first <= last => range(first, last, 2),
        _ => range(last, last, 1),
    })
}

/// Reads the number of views of an order, and the positions of its terms.
pub(super) fn read(terms: &[Term]) -> Option<(Hint<ViewRange>, RangeInclusive<usize>)> {
    let words: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
    let view = words.iter().position(|word| *word == "view")?;
    let (asked, start) = before(&words, view)?;
    let said = start..=view;
    let words = terms[said.clone()]
        .iter()
        .flat_map(|term| term.words.clone())
        .collect();
    Some((Hint { asked, words }, said))
}

/// Returns the number of views that a name of the catalog states.
pub(super) fn of_name(terms: &[String]) -> Option<ViewRange> {
    let words: Vec<&str> = terms.iter().map(String::as_str).collect();
    let view = words.iter().position(|word| *word == "view")?;
    before(&words, view).map(|(range, _)| range)
}
