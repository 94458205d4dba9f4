//! Reads the cell or field of a code, which may hold more than the code: a modifier, the name of
//! the code set, marks of a spreadsheet, or several codes.
//!
//! Input is the text and the codes of the catalog. Output is a [`CodeCell`]. A text is read only
//! where it has one meaning. A code that is padded or cut stays what it is.

use super::rate_filter::{CODE_BYTES, CodeBytes, RateFilter};
use crate::code_type::narrow;
use crate::reading::reject::{RejectCode, RowFault};
use std::borrow::Cow;

/// Most modifiers of a code on a claim.
const MAX_MODIFIERS: usize = 4;
/// Names of the code sets as they are written before a code. A longer name comes first.
const SET_NAMES: [&str; 5] = ["CPT4", "CPTIV", "CPT", "HCPCS", "HCPC"];
/// Further words before a code that say nothing about it.
const WORDS_BEFORE: [&str; 8] = ["CODE", "CODES", "LEVEL", "II", "IV", "R", "4", "2"];
/// Words between a code and its modifiers.
const WORDS_BETWEEN: [&str; 4] = ["MOD", "MODS", "MODIFIER", "MODIFIERS"];
/// Words between the ends of a range.
const WORDS_OF_RANGE: [&str; 3] = ["TO", "THRU", "THROUGH"];
/// Codes that mean every code of a type.
const WILDCARDS: [&str; 2] = ["CSTM-00", "CSTM-ALL"];

/// Meaning of the cell of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CodeCell {
    /// One code of the catalog, and the modifiers written with it in upper case.
    Code(CodeBytes, Vec<String>),
    /// Several codes or a range, at least one of them of the catalog.
    Several,
    /// A code of the catalog, and text that is neither a code nor a modifier.
    Unclear,
    /// Range of other codes.
    Range,
    /// Every code of a type.
    Wildcard,
    /// Any other text.
    Other,
}

impl CodeCell {
    /// Reads a cell.
    pub(crate) fn read(text: &str, wanted: &RateFilter) -> Self {
        if let Some(code) = wanted.code(text) {
            return Self::Code(code, Vec::new());
        }
        let text = text.trim();
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !may_hold_code(text) {
            return Self::Other;
        }
        let folded = fold(text);
        if WILDCARDS.contains(&folded.trim()) {
            return Self::Wildcard;
        }
        CellWords::read(&folded, wanted).meaning(wanted)
    }

    /// True if it names a code of the catalog by any reading.
    pub(crate) const fn names_wanted(&self) -> bool {
        matches!(self, Self::Code(..) | Self::Several | Self::Unclear)
    }
}

/// Returns the fault of a cell that names a code of the catalog but is not one code.
pub(crate) fn unusable(cell: &CodeCell, field: impl Into<Cow<'static, str>>) -> RowFault {
    let (code, message) = match cell {
        CodeCell::Several => (
            RejectCode::SeveralCodes,
            "names several codes or a range; state one code",
        ),
        _ => (
            RejectCode::InvalidCode,
            "must be one code, with modifiers if any",
        ),
    };
    RowFault::field(code, field, message)
}

/// Joins two lists of modifiers, each modifier once. Returns none if they name both the technical
/// and the professional component.
pub(crate) fn joined_modifiers(first: &[String], second: &[String]) -> Option<Vec<String>> {
    let mut all = first.to_vec();
    for modifier in second {
        if !all.contains(modifier) {
            all.push(modifier.clone());
        }
    }
    let has = |wanted: &str| all.iter().any(|modifier| modifier == wanted);
    (!(has("26") && has("TC"))).then_some(all)
}

/// Fault of a code whose modifiers name two components.
pub(crate) fn contradiction() -> RowFault {
    let message = "the modifiers of the code and of its charge name both components, 26 and TC";
    RowFault::row(RejectCode::ComponentContradiction, message)
}

/// True if a text has the form of a code, in the catalog or not.
pub(crate) fn states_code(text: &str) -> bool {
    let folded = fold(text);
    !is_drug_code(&folded)
        && gaps_and_words(&folded)
            .any(|(_, word)| code_and_modifier(without_set_name(word)).is_some())
}

/// True if letters and digits without a gap may be a code with more: with a modifier behind it, or
/// with the name of its set before it.
fn may_hold_code(text: &str) -> bool {
    text.len() == CODE_BYTES + 2 || matches!(text.bytes().next(), Some(b'C' | b'c' | b'H' | b'h'))
}

/// Returns the text in upper case, with ASCII characters for full-width ones, hyphens for dashes,
/// and without characters of no width.
fn fold(text: &str) -> String {
    let letters = text.chars().filter_map(|letter| match letter {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        _ if letter.is_whitespace() => Some(' '),
        _ => Some(narrow(letter).to_ascii_uppercase()),
    });
    letters.collect()
}

/// Words of a cell by what they are.
#[derive(Debug, Default)]
struct CellWords {
    codes: Vec<CodeBytes>,
    modifiers: Vec<String>,
    /// True if a word is none of these.
    has_other: bool,
    /// True if a modifier may as well be the end of a second code, as in `70551/52`.
    may_be_codes: bool,
    /// True if the codes are the two ends of a range.
    is_range: bool,
}

impl CellWords {
    fn read(folded: &str, wanted: &RateFilter) -> Self {
        let mut words = Self::default();
        if is_drug_code(folded) {
            words.has_other = true;
            return words;
        }
        for (gap, word) in gaps_and_words(folded) {
            words.take(gap, word, wanted);
        }
        words
    }

    fn take(&mut self, gap: &str, word: &str, wanted: &RateFilter) {
        let is_first = self.codes.is_empty();
        let bare = without_set_name(word);
        let is_decimal = matches!(gap, "." | ",") && word.bytes().all(|byte| byte == b'0');
        if bare.is_empty()
            || is_first && WORDS_BEFORE.contains(&bare)
            || !is_first && (is_decimal || WORDS_BETWEEN.contains(&word))
        {
            return;
        }
        if let Some((code, modifier)) = code_and_modifier(bare) {
            self.is_range |= self.codes.len() == 1 && gap.trim() == "-";
            self.codes.push(code);
            self.modifiers.extend(modifier.map(str::to_owned));
        } else if let Some((code, "26")) = code_and_digits(bare) {
            // The reading of an exam, or a longer number.
            self.codes.push(code);
            self.has_other = true;
        } else if let Some(&code) = self.codes.last()
            && is_modifier(word)
            && gap != "."
        {
            self.may_be_codes |= gap.contains('/') && wanted.has_code_ending(code, word);
            self.modifiers.push(word.to_owned());
        } else if self.codes.len() == 1 && WORDS_OF_RANGE.contains(&word) {
            self.is_range = true;
        } else {
            self.has_other = true;
        }
    }

    fn meaning(mut self, wanted: &RateFilter) -> CodeCell {
        let (Some(&first), Some(&last)) = (self.codes.first(), self.codes.last()) else {
            return CodeCell::Other;
        };
        let is_plain = self.modifiers.is_empty() && !self.has_other;
        if self.codes.len() == 2 && self.is_range && is_plain && first != last {
            return if wanted.has_code_between(first, last) {
                CodeCell::Several
            } else {
                CodeCell::Range
            };
        }
        if !self.codes.iter().any(|&code| wanted.has_code(code)) {
            return CodeCell::Other;
        }
        let is_one = self.codes.len() == 1 || is_plain && self.codes.iter().all(|&c| c == first);
        if !is_one || self.may_be_codes {
            return CodeCell::Several;
        }
        let mut modifiers = Vec::new();
        for modifier in std::mem::take(&mut self.modifiers) {
            if !modifiers.contains(&modifier) {
                modifiers.push(modifier);
            }
        }
        if self.has_other || modifiers.len() > MAX_MODIFIERS {
            return CodeCell::Unclear;
        }
        CodeCell::Code(first, modifiers)
    }
}

/// Returns the words of letters and digits, each with the text before it.
fn gaps_and_words(folded: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        let begin = rest.find(|letter: char| letter.is_alphanumeric())?;
        let (gap, after) = rest.split_at(begin);
        let end = after.find(|letter: char| !letter.is_alphanumeric());
        let (word, after) = after.split_at(end.unwrap_or(after.len()));
        rest = after;
        Some((gap, word))
    })
}

/// Removes the name of the code set from the beginning of a word, if only a code or nothing
/// remains.
fn without_set_name(word: &str) -> &str {
    let rest = SET_NAMES.iter().filter_map(|name| word.strip_prefix(name));
    let mut rest = rest.filter(|rest| rest.is_empty() || code_and_modifier(rest).is_some());
    rest.next().unwrap_or(word)
}

/// Splits a word into a code and the modifier written without a gap, which begins with a letter. A
/// pair of digits may as well be part of a longer number.
fn code_and_modifier(word: &str) -> Option<(CodeBytes, Option<&str>)> {
    let code: CodeBytes = word.as_bytes().get(..CODE_BYTES)?.try_into().ok()?;
    let rest = word.get(CODE_BYTES..).filter(|_| is_code(code))?;
    let is_letter = rest.starts_with(|first: char| first.is_ascii_uppercase());
    match rest.len() {
        0 => Some((code, None)),
        2 if is_letter && is_modifier(rest) => Some((code, Some(rest))),
        _ => None,
    }
}

/// Splits a word into a code and the two characters after it.
fn code_and_digits(word: &str) -> Option<(CodeBytes, &str)> {
    let code: CodeBytes = word.as_bytes().get(..CODE_BYTES)?.try_into().ok()?;
    let rest = word.get(CODE_BYTES..)?;
    (is_code(code) && rest.len() == 2).then_some((code, rest))
}

/// True if four digits and one more character, or a letter and four digits, make a code.
fn is_code(code: CodeBytes) -> bool {
    let is_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let [first, .., last] = code;
    is_digits(&code[..4]) && (last.is_ascii_digit() || last.is_ascii_uppercase())
        || is_digits(&code[1..]) && first.is_ascii_uppercase()
}

fn is_modifier(word: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    word.len() == 2 && word != "00" && word.bytes().all(is_allowed)
}

/// True if the text is a drug code: three groups of digits with hyphens, ten or eleven digits in
/// all.
fn is_drug_code(folded: &str) -> bool {
    let groups: Vec<&str> = folded.trim().split('-').collect();
    let is_digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    groups.len() == 3 && groups.iter().all(is_digits) && (10..=11).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::{CodeCell, RateFilter};

    fn wanted() -> RateFilter {
        RateFilter::of(
            &[
                "70551", "70552", "72125", "72126", "73721", "73722", "C8900", "G0279",
            ],
            &[],
            &[],
        )
    }

    fn read(text: &str) -> CodeCell {
        CodeCell::read(text, &wanted())
    }

    #[test]
    fn a_cell_of_one_meaning_is_read_as_code_and_modifiers() {
        for (text, code, modifiers) in [
            ("73721", "73721", ""),
            (" 73721 ", "73721", ""),
            ("73721-TC", "73721", "TC"),
            ("73721 26", "73721", "26"),
            ("73721TC", "73721", "TC"),
            ("73721tc", "73721", "TC"),
            ("73721-26-LT", "73721", "26 LT"),
            ("73721-26,LT", "73721", "26 LT"),
            ("73721 (26)", "73721", "26"),
            ("73721 - TC", "73721", "TC"),
            ("73721\u{2013}TC", "73721", "TC"),
            ("73721/TC", "73721", "TC"),
            ("73721/26", "73721", "26"),
            ("73721-26-26", "73721", "26"),
            ("73721 mod 26", "73721", "26"),
            ("72125-26", "72125", "26"),
            ("CPT 73721", "73721", ""),
            ("CPT:73721", "73721", ""),
            ("CPT® 73721", "73721", ""),
            ("CPT(R) 73721", "73721", ""),
            ("CPT-4: 73721", "73721", ""),
            ("CPT4 73721", "73721", ""),
            ("CPT473721", "73721", ""),
            ("cpt73721", "73721", ""),
            ("CPT Code 73721-TC", "73721", "TC"),
            ("HCPCS 73721", "73721", ""),
            ("HCPCS/CPT 73721", "73721", ""),
            ("HCPCS Level II: c8900", "C8900", ""),
            ("73721.0", "73721", ""),
            ("73721.00", "73721", ""),
            ("=\"73721\"", "73721", ""),
            ("'73721", "73721", ""),
            ("\"73721\"", "73721", ""),
            ("\u{201c}73721\u{201d}", "73721", ""),
            ("\u{ff17}\u{ff13}\u{ff17}\u{ff12}\u{ff11}", "73721", ""),
            ("\u{a0}73721\u{a0}TC", "73721", "TC"),
            ("73721\u{200b}", "73721", ""),
            ("c8900", "C8900", ""),
            ("c8900-tc", "C8900", "TC"),
            ("G0279TC", "G0279", "TC"),
            ("+73721", "73721", ""),
            ("73721,73721", "73721", ""),
        ] {
            let modifiers = modifiers.split_whitespace().map(str::to_owned).collect();
            let code = code.as_bytes().try_into().expect("five bytes");
            assert_eq!(read(text), CodeCell::Code(code, modifiers), "{text:?}");
        }
    }

    #[test]
    fn several_codes_and_ranges_with_one_of_ours_are_several() {
        for text in [
            "73721,73722",
            "73721/73722",
            "73721, 73722",
            "73721;99213",
            "99213 73721",
            "73721 & 73722",
            "73721 or 73722",
            "73721-73723",
            "73721 - 73723",
            "73721\u{2013}73723",
            "73721 to 73723",
            "73000-74000",
            "74000-73000",
            "00100-99499",
            "C8899-C8901",
            "73721-26,73721-TC",
            "73721/73721TC",
            "70551/52",
            "CPT 73721 / HCPCS C8900",
            "73721\n73722",
        ] {
            assert_eq!(read(text), CodeCell::Several, "{text:?}");
        }
    }

    #[test]
    fn a_code_with_other_text_is_unclear() {
        for text in [
            "73721 MRI KNEE",
            "CDM 73721",
            "73721.26",
            "73721-1",
            "73721-723",
            "73721-0610",
            "73721-26-LT-50-59-XU",
            "7372126",
            "26 73721",
            "73721 26LT",
        ] {
            assert_eq!(read(text), CodeCell::Unclear, "{text:?}");
        }
    }

    #[test]
    fn other_codes_ranges_and_wildcards_stay_what_they_are() {
        for (text, expected) in [
            ("70450-70498", CodeCell::Range),
            ("g0202 - g0206", CodeCell::Range),
            ("CSTM-00", CodeCell::Wildcard),
            ("cstm-all", CodeCell::Wildcard),
            ("", CodeCell::Other),
            ("99213", CodeCell::Other),
            ("99213-25", CodeCell::Other),
            ("99213,99214", CodeCell::Other),
            ("0310-1234", CodeCell::Other),
            ("50242-0040-62", CodeCell::Other),
            ("73721-0040-62", CodeCell::Other),
            ("073721", CodeCell::Other),
            ("737210", CodeCell::Other),
            ("7372100", CodeCell::Other),
            ("7372", CodeCell::Other),
            ("3721", CodeCell::Other),
            ("CDM73721", CodeCell::Other),
            ("C73721", CodeCell::Other),
            ("MRI KNEE", CodeCell::Other),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
