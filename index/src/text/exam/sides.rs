//! Reads what a text says about the side of the body.

use super::exam_words::BODY_PARTS;
use super::hint::Hint;
use super::rewrite::Term;
use nearsite_domain::Laterality;

/// Reads one side, or both. "One" is a side only before a part of the body.
pub(super) fn read(terms: &[Term]) -> Option<Hint<Laterality>> {
    let is_one = |at: usize| {
        let next = terms.get(at + 1).map_or("", |term| term.text.as_str());
        ["one", "single", "1"].contains(&terms[at].text.as_str()) && BODY_PARTS.contains(&next)
    };
    let mut words = Vec::new();
    let [mut left, mut right, mut both] = [false; 3];
    for (at, term) in terms.iter().enumerate() {
        match term.text.as_str() {
            "left" => left = true,
            "right" => right = true,
            "both" => both = true,
            _ if is_one(at) => left = true,
            _ => continue,
        }
        words.extend(term.words.iter().copied());
    }
    let asked = match (left, right, both) {
        (false, false, false) => return None,
        (true, true, _) | (_, _, true) => Laterality::BothSides,
        _ => Laterality::OneSide,
    };
    Some(Hint { asked, words })
}
