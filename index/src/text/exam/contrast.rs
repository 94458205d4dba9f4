//! Reads what a text says about contrast.

use super::hint::Hint;
use super::order_words::REASON;
use super::rewrite::Term;
use nearsite_domain::Contrast;

/// Contrast as asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedContrast {
    /// This use of contrast.
    Exactly(Contrast),
    /// Some contrast: with, or without and then with.
    Some,
}

impl AskedContrast {
    /// True if an exam with this use of contrast is what was asked for.
    pub(crate) fn fits(self, contrast: Contrast) -> bool {
        match self {
            _ if contrast == Contrast::Varies => true,
            Self::Exactly(asked) => asked == contrast,
            Self::Some => contrast != Contrast::None,
        }
    }

    /// True if an exam fits that has contrast by its nature: an angiogram is with contrast, with
    /// or without pictures before it.
    pub(crate) fn fits_loosely(self, contrast: Contrast) -> bool {
        self.fits(contrast)
            || contrast == Contrast::Angiography && self != Self::Exactly(Contrast::None)
    }
}

/// Words that may be in a clause about contrast.
const CLAUSE: &[&str] = &[
    "with",
    "without",
    "w",
    "no",
    "non",
    "+contrast",
    "-contrast",
    "contrast",
    "and",
    "then",
    "or",
    "plus",
    "iv",
    "+",
    "agent",
    "any",
];

/// Reads the clauses about contrast. A clause counts if it has the noun or a word that implies it,
/// or if nothing follows that it may be about, as in "CT head w" and "MRI knee without".
pub(super) fn read(terms: &[Term]) -> Option<Hint<AskedContrast>> {
    let mut said: Vec<&Term> = Vec::new();
    let mut at = 0;
    while at < terms.len() {
        let length = terms[at..]
            .iter()
            .take_while(|term| CLAUSE.contains(&term.text.as_str()))
            .count();
        let clause = &terms[at..at + length];
        let is_number = |text: &str| text.contains(|letter: char| letter.is_ascii_digit());
        let is_last = terms
            .get(at + length)
            .is_none_or(|next| next.text == REASON || is_number(&next.text));
        let implies = |term: &Term| {
            let is_joining = ["w", "with", "without"].contains(&term.text.as_str());
            term.text.ends_with("contrast") || is_joining && is_last
        };
        if clause.iter().any(implies) {
            said.extend(clause);
        }
        at += length.max(1);
    }
    let has = |words: &[&str]| said.iter().any(|term| words.contains(&term.text.as_str()));
    let without = has(&["without", "no", "non", "-contrast"]);
    let with = has(&["with", "w", "+contrast"]);
    if said.is_empty() || without && with && has(&["or"]) {
        return None;
    }
    let asked = match (without, with) {
        (true, true) => AskedContrast::Exactly(Contrast::WithoutThenWith),
        (true, false) => AskedContrast::Exactly(Contrast::None),
        (false, true) => AskedContrast::Exactly(Contrast::With),
        (false, false) => AskedContrast::Some,
    };
    let words = said.iter().flat_map(|term| term.words.clone()).collect();
    Some(Hint { asked, words })
}
