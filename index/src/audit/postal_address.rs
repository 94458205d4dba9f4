//! Practice addresses: a normalized spelling for comparison, and addresses where no exam can take
//! place.

use crate::text::{STREET_SPELLINGS, fold, tokens};
use nearsite_domain::Address;

/// Returns the address in a normalized spelling, for comparison only. Case, accents and punctuation
/// make no difference, nor do `Street` and `St`, or `Suite`, `Unit` and `#`. Returns `None` if no
/// street or box is stated.
///
/// The ZIP code replaces city and state, because one ZIP code may have several town names. City and
/// state count only without a ZIP code.
pub(super) fn normalized(address: &Address) -> Option<String> {
    let lines = [&address.line1, &address.line2].into_iter().flatten();
    let mut words: Vec<String> = lines.flat_map(|line| words_of(line)).collect();
    words.dedup_by(|next, word| next == word && word == UNIT);
    if words.is_empty() {
        return None;
    }
    Some(format!("{}|{}", words.join(" "), area(address)))
}

/// Returns the ZIP code, or city and state if there is no ZIP code.
pub(super) fn area(address: &Address) -> String {
    let stated = |text: &Option<String>| fold(text.as_deref().unwrap_or_default().trim());
    match address.zip {
        Some(zip) => zip.to_string(),
        None => format!("{},{}", stated(&address.city), stated(&address.state)),
    }
}

/// True if the address is a post-office box and no street: `PO Box 12`, `P.O. Drawer A`, `Box 12`.
pub(super) fn is_po_box(address: &Address) -> bool {
    let mut has_box = false;
    for line in [&address.line1, &address.line2].into_iter().flatten() {
        let mut words = words_of(line);
        if let Some(place) = find_box(&words) {
            has_box = true;
            words.drain(place);
        }
        if is_street(&words) {
            return false;
        }
    }
    has_box
}

/// Returns the kind of mail drop that the address names: a private mailbox (`PMB 12`) or a lockbox
/// of a bank.
pub(super) fn mail_drop(address: &Address) -> Option<&'static str> {
    let lines = [&address.line1, &address.line2].into_iter().flatten();
    lines
        .map(|line| words_of(line))
        .find_map(|words| find_mail_drop(&words))
}

/// Returns the words of a line, each in the spelling that the postal service prefers.
fn words_of(line: &str) -> Vec<String> {
    // A period or apostrophe joins letters (P.O., O'Neil). Any other mark separates words. `#` is a
    // separate word.
    let plain = fold(line)
        .replace(['.', '\'', '\u{2019}'], "")
        .replace('#', " # ");
    let spaced = plain.split_whitespace().flat_map(|word| {
        let marks = (word == "#").then_some(UNIT);
        marks.into_iter().chain(tokens(word))
    });
    spaced.flat_map(split_glued).map(preferred).collect()
}

/// Word before the number of a room or suite.
const UNIT: &str = "ste";

/// Words people write without a space before a number.
const GLUED: [&str; 7] = ["suite", "ste", "unit", "apt", "pmb", "pobox", "pob"];

/// Splits `ste200` into `ste` and `200`. Leaves other words unchanged.
fn split_glued(word: &str) -> impl Iterator<Item = &str> {
    let numbered = |prefix: &&str| {
        let number = word.strip_prefix(prefix);
        number.is_some_and(is_number)
    };
    let at = GLUED.iter().find(|prefix| numbered(prefix));
    let (head, tail) = word.split_at(at.map_or(word.len(), |prefix| prefix.len()));
    [head, tail].into_iter().filter(|part| !part.is_empty())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn preferred(word: &str) -> String {
    let mut rows = SPELLINGS.iter().chain(STREET_SPELLINGS);
    let found = rows.find(|(_, all)| all.contains(&word));
    found.map_or(word, |(short, _)| short).to_owned()
}

/// Short spellings that count only in a comparison of addresses, each with its long forms. The rest
/// are [`STREET_SPELLINGS`].
#[rustfmt::skip]
const SPELLINGS: &[(&str, &[&str])] = &[
    (UNIT, &["suite", "unit", "apartment", "apt", "room", "rm", "number", "no"]),
    ("st", &["street", "str", "saint"]), ("dr", &["drive"]), ("ct", &["court"]), ("fl", &["floor", "flr"]),
];

/// Finds a post-office box in a line, its number included.
fn find_box(words: &[String]) -> Option<std::ops::Range<usize>> {
    let spelled = |from: usize, parts: &[&str]| {
        let there = words.get(from..from + parts.len());
        there.is_some_and(|there| there.iter().eq(parts))
    };
    let head = |from: usize| {
        let heads: [&[&str]; 6] = [
            &["po", "box"],
            &["po", "drawer"],
            &["p", "o", "box"],
            &["p", "o", "drawer"],
            &["post", "office", "box"],
            &["pobox"],
        ];
        let head = heads.into_iter().find(|head| spelled(from, head));
        // `pob` and `box` also occur in street names. They count only before a number.
        let bare = (spelled(from, &["pob"]) || from == 0 && spelled(0, &["box"]))
            && words.get(from + 1).is_some_and(|word| is_number(word));
        head.map(<[&str]>::len).or(bare.then_some(1))
    };
    let (from, length) = (0..words.len()).find_map(|from| Some((from, head(from)?)))?;
    let mut to = from + length;
    to += usize::from(words.get(to).is_some_and(|word| word == UNIT));
    let numbers = |word: &String| word.len() == 1 || word.contains(|c: char| c.is_ascii_digit());
    to += usize::from(words.get(to).is_some_and(numbers));
    Some(from..to)
}

/// True if a line begins with a house number and a street's name.
fn is_street(words: &[String]) -> bool {
    let is_house = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && !["st", "nd", "rd", "th"]
                .iter()
                .any(|end| word.ends_with(end))
    };
    let is_name = |word: &String| word.starts_with(char::is_alphabetic) || word.len() > 2;
    words.first().is_some_and(is_house) && words.get(1).is_some_and(is_name)
}

fn find_mail_drop(words: &[String]) -> Option<&'static str> {
    let numbered = |from: usize| {
        let rest = words.get(from..).unwrap_or_default();
        let mut rest = rest.iter().skip_while(|word| *word == UNIT);
        rest.next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    (0..words.len()).find_map(|at| match (word(at), word(at + 1)) {
        ("pmb", _) if numbered(at + 1) => Some("PMB"),
        ("private", "mailbox") => Some("private mailbox"),
        ("private", "mail") if word(at + 2) == "box" => Some("private mailbox"),
        ("lockbox", _) if numbered(at + 1) => Some("lockbox"),
        ("lock", "box") if numbered(at + 2) => Some("lockbox"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use nearsite_domain::ZipCode;

    fn address(line1: &str, line2: &str) -> Address {
        let stated = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Address {
            line1: stated(line1),
            line2: stated(line2),
            zip: ZipCode::new("78701").ok(),
            ..Address::default()
        }
    }

    fn spelled(line1: &str, line2: &str) -> Option<String> {
        normalized(&address(line1, line2))
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        let usual = Some("1200 n main st ste 200|78701".to_owned());
        for (line1, line2) in [
            ("1200 N Main St", "Suite 200"),
            ("1200 N. MAIN STREET", "ste. 200"),
            ("1200 North Main Street, #200", ""),
            ("1200  north   main st. - Unit #200", ""),
            ("1200 Nórth Main St", "Suite200"),
            ("1200 N Main St", "Suite No. 200"),
        ] {
            assert_eq!(spelled(line1, line2), usual, "{line1} {line2}");
        }
    }

    #[test]
    fn other_addresses_stay_apart() {
        let usual = spelled("1200 N Main St", "Suite 200");
        for (line1, line2) in [
            ("1200 N Main St", "Suite 201"),
            ("1200 N Main St", ""),
            ("1200 S Main St", "Suite 200"),
            ("1200 N Main Ave", "Suite 200"),
            ("12 00 N Main St", "Suite 200"),
        ] {
            assert_ne!(spelled(line1, line2), usual, "{line1} {line2}");
        }
        assert_eq!(spelled("", ""), None);
        assert_eq!(spelled(" - ", ""), None);
        let mut elsewhere = address("1200 N Main St", "Suite 200");
        elsewhere.zip = None;
        elsewhere.city = Some("AUSTIN".into());
        let first = normalized(&elsewhere);
        elsewhere.city = Some(" Austin".into());
        assert_eq!(normalized(&elsewhere), first);
        assert_ne!(first, usual);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_compared_without_case_and_space(line1 in ".*", line2 in "[a-zA-Z0-9 .,#'-]*") {
            let whole = address(&line1, &line2);
            let _ = (is_po_box(&whole), mail_drop(&whole));
            let spaced = line2.replace(' ', "  ");
            proptest::prop_assert_eq!(spelled(&line1, &line2), spelled(&line1, &spaced));
            proptest::prop_assert_eq!(spelled("", &line2), spelled("", &line2.to_ascii_uppercase()));
        }
    }

    #[test]
    fn boxes_are_known_by_their_words() {
        for (line1, line2) in [
            ("PO Box 12", ""),
            ("P.O. Box 12", "Suite 5"),
            ("p o box #12", ""),
            ("Post Office Box 12-B", ""),
            ("POBox 12", ""),
            ("POB12", ""),
            ("P. O. Drawer A", ""),
            ("Box 1234", ""),
            ("", "PO Box 7"),
            ("Medical Plaza", "PO Box 7"),
            ("PO Box 7", "5th Floor"),
        ] {
            assert!(is_po_box(&address(line1, line2)), "{line1} {line2}");
        }
    }

    #[test]
    fn streets_are_no_boxes() {
        for (line1, line2) in [
            ("", ""),
            ("12 Box Elder Rd", ""),
            ("100 Post Office Rd", ""),
            ("1 Main St", "PO Box 12"),
            ("PO Box 12", "1 Main St"),
            ("One Main St, PO Box 12", ""),
            ("12 Poboxley Way", ""),
            ("Boxwood 12", ""),
            ("Box Canyon Clinic", ""),
            ("5 Boxer Ln", "Box"),
        ] {
            assert!(!is_po_box(&address(line1, line2)), "{line1} {line2}");
        }
    }

    #[test]
    fn mail_drops_are_known_by_their_words() {
        for (line1, line2, drop) in [
            ("1 Main St PMB 12", "", "PMB"),
            ("1 Main St", "PMB #12", "PMB"),
            ("1 Main St", "P.M.B.12", "PMB"),
            ("1 Main St", "Private Mail Box 3", "private mailbox"),
            ("Lockbox 99", "", "lockbox"),
        ] {
            assert_eq!(
                mail_drop(&address(line1, line2)),
                Some(drop),
                "{line1} {line2}"
            );
        }
        for (line1, line2) in [
            ("1 PMB Plaza", ""),
            ("1 Lockbox Rd", ""),
            ("1 Private Rd", "Mail Room"),
            ("PO Box 12", ""),
        ] {
            assert_eq!(mail_drop(&address(line1, line2)), None, "{line1} {line2}");
        }
    }
}
