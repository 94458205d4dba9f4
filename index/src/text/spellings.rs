//! Other spellings of the words of a site: `St.` and `Saint`, `Pkwy` and `Parkway`, `&` and `and`,
//! `M.D.` and `md`, `TX` and `Texas`.
//!
//! The index holds the other spellings next to the words as written, so a query needs no
//! translation: either spelling finds either. An abbreviation with two meanings is read by its
//! position: `St` is `Saint` before a name and `Street` behind one.

use super::fold::{fold, squeezed, tokens};
use super::states::find_state;
use std::collections::BTreeSet;

/// Part of a registration that a text comes from. It decides how ambiguous abbreviations are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextPart {
    /// Name of a site, an organization or a city.
    Name,
    /// Line of a street address.
    Street,
    /// State.
    State,
}

/// Short spellings of street addresses, each with its long forms.
#[rustfmt::skip]
pub(crate) const STREET_SPELLINGS: &[(&str, &[&str])] = &[
    ("ave", &["avenue", "av"]), ("blvd", &["boulevard"]), ("rd", &["road"]), ("ln", &["lane"]), ("pl", &["place"]),
    ("pkwy", &["parkway", "pky"]), ("hwy", &["highway"]), ("cir", &["circle"]), ("ter", &["terrace"]), ("sq", &["square"]),
    ("trl", &["trail"]), ("plz", &["plaza"]), ("tpke", &["turnpike"]), ("expy", &["expressway"]), ("fwy", &["freeway"]),
    ("rte", &["route", "rt"]), ("ctr", &["center", "centre"]), ("mt", &["mount"]), ("ft", &["fort"]), ("bldg", &["building"]),
    ("n", &["north"]), ("s", &["south"]), ("e", &["east"]), ("w", &["west"]),
    ("ne", &["northeast"]), ("nw", &["northwest"]), ("se", &["southeast"]), ("sw", &["southwest"]),
    ("1", &["one"]), ("2", &["two"]), ("3", &["three"]), ("4", &["four"]), ("5", &["five"]),
    ("1st", &["first"]), ("2nd", &["second"]), ("3rd", &["third"]), ("4th", &["fourth"]), ("5th", &["fifth"]),
    ("6th", &["sixth"]), ("7th", &["seventh"]), ("8th", &["eighth"]), ("9th", &["ninth"]), ("10th", &["tenth"]),
];

/// Short spellings in names, each with its long forms.
#[rustfmt::skip]
const NAME_SPELLINGS: &[(&str, &[&str])] = &[
    ("ctr", &["cntr", "center", "centre"]), ("hosp", &["hospital"]), ("med", &["medical"]), ("med", &["medicine"]),
    ("assoc", &["associates"]), ("assoc", &["association", "assn"]), ("univ", &["university"]), ("inst", &["institute"]),
    ("diag", &["diagnostic", "diagnostics"]), ("svc", &["service"]), ("svcs", &["services"]),
    ("dept", &["department"]), ("grp", &["group"]), ("hlth", &["health"]), ("natl", &["national"]),
    ("intl", &["international"]), ("regl", &["regional"]), ("inc", &["incorporated"]), ("corp", &["corporation"]),
    ("bros", &["brothers"]), ("jr", &["junior"]), ("mtn", &["mountain"]), ("sts", &["saints"]), ("drs", &["doctors"]),
];

/// Short and long forms of which only the long ones have a single meaning.
const LONG_FORMS: [(&str, &str); 6] = [
    ("saint", "st"),
    ("street", "st"),
    ("doctor", "dr"),
    ("drive", "dr"),
    ("suite", "ste"),
    ("sainte", "ste"),
];

/// Long forms that come before a name.
const TITLES: [&str; 3] = ["saint", "doctor", "sainte"];

/// Words before the number or letter of a room, after which a letter is not a direction.
const UNITS: [&str; 9] = [
    "ste", "suite", "unit", "apt", "rm", "room", "bldg", "building", "fl",
];

/// Words of the trade. `Main St Imaging` is on Main Street; there is no Saint Imaging.
#[rustfmt::skip]
const TRADE_WORDS: [&str; 20] = [
    "imaging", "radiology", "diagnostic", "diagnostics", "mri", "ct", "pet", "xray", "x", "ultrasound", "medical", "med",
    "clinic", "center", "ctr", "hospital", "health", "surgery", "physicians", "open",
];

/// Words that end the name of a street.
const STREET_TYPES: [&str; 13] = [
    "ave",
    "avenue",
    "av",
    "blvd",
    "boulevard",
    "rd",
    "road",
    "ln",
    "lane",
    "pkwy",
    "parkway",
    "hwy",
    "highway",
];

/// Returns other spellings of the words of a text, folded. It may repeat words as written.
pub(super) fn other_spellings(text: &str, part: TextPart) -> BTreeSet<String> {
    let folded = fold(text);
    let mut found = BTreeSet::new();
    if part == TextPart::State {
        if let Some((code, name)) = find_state(&folded) {
            found = other_spellings(name, TextPart::Name);
            found.insert(code.to_owned());
        }
        return found;
    }
    if folded.contains('&') {
        found.insert("and".to_owned());
    }
    if folded.contains('#') && part == TextPart::Street {
        found.extend(["suite".to_owned(), "ste".to_owned()]);
    }
    // O'Reilly is also one word, and so is M.D.
    found.extend(folded.split_whitespace().map(squeezed));
    let plain = folded.replace(['\'', '\u{2018}', '\u{2019}', '`'], "");
    let words: Vec<&str> = tokens(&plain).collect();
    found.extend(words.iter().map(|&word| word.to_owned()));
    for initials in runs_of_initials(&words) {
        found.extend(same_words(&initials).map(str::to_owned));
        found.insert(initials);
    }
    for at in 0..words.len() {
        found.extend(
            spellings_at(&words, at, part)
                .into_iter()
                .map(str::to_owned),
        );
    }
    found.remove("");
    found
}

/// Returns each run of two or more single letters as one word: `m d` as `md`.
fn runs_of_initials(words: &[&str]) -> Vec<String> {
    words
        .chunk_by(|one, next| is_initial(one) && is_initial(next))
        .filter(|run| run.len() > 1)
        .map(<[&str]>::concat)
        .collect()
}

/// True if a word is a single letter.
pub(super) fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Returns other spellings of the word at a position.
fn spellings_at(words: &[&str], at: usize, part: TextPart) -> Vec<&'static str> {
    let word = words.get(at).copied().unwrap_or_default();
    if is_initial(word) && !may_be_direction(words, at, part) {
        return Vec::new();
    }
    let mut found: Vec<&'static str> = same_words(word).collect();
    found.extend(
        LONG_FORMS
            .iter()
            .filter(|(long, _)| *long == word)
            .map(|(_, short)| short),
    );
    if let "st" | "dr" | "ste" = word {
        let (title, street) = title_or_street(words, at, part);
        let meanings = LONG_FORMS.iter().filter(|(_, short)| *short == word);
        let fits = |long: &str| {
            if TITLES.contains(&long) {
                title
            } else {
                street
            }
        };
        found.extend(meanings.map(|&(long, _)| long).filter(|long| fits(long)));
    }
    if word == "ct" && part == TextPart::Street && at > 0 {
        found.push("court");
    }
    found
}

/// Returns the words that mean the same in every position.
fn same_words(word: &str) -> impl Iterator<Item = &'static str> {
    let rows = STREET_SPELLINGS.iter().chain(NAME_SPELLINGS);
    rows.filter(move |(short, long)| *short == word || long.contains(&word))
        .flat_map(|(short, long)| long.iter().chain([short]).copied())
}

/// True if a single letter may be a direction: in an address, except as the letter of a room, and
/// at the start of a name.
fn may_be_direction(words: &[&str], at: usize, part: TextPart) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    match part {
        TextPart::Street => before.is_none_or(|before| !UNITS.contains(before)),
        TextPart::Name | TextPart::State => before.is_none() && words.len() > 1,
    }
}

/// Decides if `st`, `dr` or `ste` is a title before a name, a word of a street, or possibly both.
fn title_or_street(words: &[&str], at: usize, part: TextPart) -> (bool, bool) {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let next = words.get(at + 1).copied().unwrap_or_default();
    let is_name = next.chars().count() > 1
        && next.chars().all(char::is_alphabetic)
        && !UNITS.contains(&next)
        && !is_direction(next);
    if words.get(at) == Some(&"ste") {
        return (
            is_name && part == TextPart::Name,
            !is_name || part == TextPart::Street,
        );
    }
    if !is_name {
        return (false, true);
    }
    match part {
        TextPart::Street => {
            let starts_name = match before {
                None => true,
                Some(&before) => is_direction(before) || at == 1 && is_number(before),
            };
            let mut behind = words.iter().skip(at + 2);
            let is_within_name = behind.any(|word| STREET_TYPES.contains(word));
            (starts_name || is_within_name, !starts_name)
        }
        TextPart::Name | TextPart::State if before.is_none() => (true, false),
        TextPart::Name | TextPart::State => {
            let is_trade = TRADE_WORDS.contains(&next);
            (!is_trade, true)
        }
    }
}

fn is_direction(word: &str) -> bool {
    let points = ["north", "south", "east", "west"];
    let is_long = |word: &str| points.iter().any(|point| word.ends_with(point));
    is_long(word) || same_words(word).any(is_long)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spellings that a text has beyond its own words.
    fn added(text: &str, part: TextPart) -> Vec<String> {
        let folded = fold(text);
        let own: BTreeSet<&str> = tokens(&folded).collect();
        let mut added: Vec<String> = other_spellings(text, part).into_iter().collect();
        added.retain(|word| !own.contains(word.as_str()));
        added
    }

    #[test]
    fn names_have_the_spellings_people_use() {
        for (name, expected) in [
            ("Mueller & Sons", "and"),
            ("St. Anselm", "saint"),
            ("Saint Anselm", "st"),
            ("Center of St Louis", "centre cntr ctr saint street"),
            ("Main St Imaging", "street"),
            ("Main St", "street"),
            ("Ste. Genevieve", "sainte"),
            ("Sault Ste. Marie", "sainte"),
            ("Ft. Worth", "fort"),
            ("Mount Vernon", "mt"),
            ("M.D. Parkway", "md pkwy pky"),
            ("J. Smith, M. D.", "md"),
            ("U.S. Scans", "us"),
            ("O'Reilly", "oreilly"),
            ("O\u{2019}Neil-Smith", "oneil oneilsmith"),
            ("St. Mary's", "marys saint"),
            ("Kapi\u{02bb}olani", "kapiolani"),
            ("Dr. Smith", "doctor"),
            ("Seton Hosp", "hospital"),
            ("Austin Med Ctr", "center centre cntr medical medicine"),
            ("Heart Associates", "assoc"),
            ("Heart Assoc", "assn associates association"),
            ("N Austin MRI", "north"),
            ("North Austin MRI", "n"),
            ("John S Smith", ""),
            ("N.E. Radiology", "ne north northeast"),
            ("First Radiology", "1st"),
        ] {
            assert_eq!(added(name, TextPart::Name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn addresses_have_the_spellings_of_streets() {
        for (line, expected) in [
            ("12 Main St", "street"),
            ("12 Main Street, #200", "st ste suite"),
            ("100 St. Charles Blvd", "boulevard saint"),
            ("100 N St Marys Dr", "drive north saint"),
            ("100 Old St Augustine Rd", "road saint street"),
            ("1000 Dr. King Ave", "av avenue doctor"),
            ("34 W 12th St NE", "northeast street west"),
            ("1 Elm Ct", "court one"),
            ("1200 Elm Court", ""),
            ("1200 Lake Rd Ste E", "road suite"),
            ("1200 Fifth Avenue Suite 5", "5th av ave five ste"),
        ] {
            assert_eq!(added(line, TextPart::Street).join(" "), expected, "{line}");
        }
    }

    #[test]
    fn states_have_their_name_and_code() {
        for (state, expected) in [
            ("TX", "texas"),
            ("Texas", "tx"),
            ("N.C.", "carolina nc north"),
            ("North Carolina", "n nc"),
            ("MT", "montana"),
            ("XX", ""),
        ] {
            assert_eq!(added(state, TextPart::State).join(" "), expected, "{state}");
        }
    }
}
