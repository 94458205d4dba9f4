//! One box for the exam and the ZIP code: "knee MRI, 78701". The script reads the box with the same
//! rules, tested on the same table (`web/words/one-box.json`). Five digits may be a code or a ZIP
//! code. Position decides, and where it does not, the catalog and the ZIP table do. Towns stay in
//! the exam here: the place search reads them.
//!
//! 1. ZIP or ZIP+4 at the end, after a comma, a semicolon or a space; "in", "near" and similar
//!    words before it are dropped. If there is one at the beginning too and the last alone is a
//!    known code, the first is the ZIP code.
//! 2. Digits alone: a known code is the exam, anything else the ZIP code. After "CPT" or "code"
//!    they are the exam.
//! 3. At the beginning, before words: the ZIP code, unless it is a known code and no known ZIP code.
//! 4. Three digits or more at the end in another form: a mistyped ZIP code, passed on unchanged.

const CODE_WORDS: [&str; 5] = ["cpt", "hcpcs", "code", "código", "codigo"];
const SECOND_CODE_WORDS: [&str; 3] = ["code", "código", "codigo"];
/// Longest first where one ends in another.
const TOWARDS: [&str; 12] = [
    "código postal",
    "codigo postal",
    "alrededor de",
    "cerca de",
    "close to",
    "zip code",
    "around",
    "near",
    "zip",
    "by",
    "in",
    "en",
];

/// Facts about a number of five digits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NumberFacts {
    /// True if it is a code of the catalog.
    pub(super) is_code: bool,
    /// True if it is in the ZIP table.
    pub(super) is_zip: bool,
}

/// Contents of the box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OneBox {
    /// The exam, in the words it was typed.
    pub(super) exam: String,
    /// As typed; empty when there is none. Not always a ZIP: see [`is_zip`].
    pub(super) zip: String,
}

impl OneBox {
    fn new(exam: &str, zip: &str) -> Self {
        Self {
            exam: exam.to_owned(),
            zip: zip.to_owned(),
        }
    }

    /// Reads the box. `facts` are known of the [`numbers_in_doubt`].
    pub(super) fn parse(typed: &str, facts: impl Fn(&str) -> NumberFacts) -> Self {
        let text = tidy(typed);
        let at_start = zip_at_start(&text);
        if let Some((before, number)) = zip_at_end(&text) {
            let exam = exam_of(before);
            let is_called_code = number.len() == 5 && is_code_word(&exam);
            if is_called_code || (exam.is_empty() && facts(number).is_code) {
                return Self::new(number, "");
            }
            if let Some((first, rest)) = at_start
                && facts(number).is_code
                && !facts(first).is_code
            {
                return Self::new(&exam_of(rest), first);
            }
            return if number.len() == 5 && ends_in_code_word(&exam) {
                Self::new(&text, "")
            } else {
                Self::new(&exam, number)
            };
        }
        if let Some((number, rest)) = at_start {
            let of_number = facts(number);
            return if of_number.is_code && !of_number.is_zip {
                Self::new(&text, "")
            } else {
                Self::new(&exam_of(rest), number)
            };
        }
        match mistyped_zip(&text) {
            Some((before, number)) => Self::new(&exam_of(before), number),
            None => Self::new(&exam_of(&text), ""),
        }
    }
}

/// True if the text has the form of a ZIP or ZIP+4.
pub(super) fn is_zip(text: &str) -> bool {
    let (first, rest) = text.split_once('-').unwrap_or((text, "0000"));
    first.len() == 5 && rest.len() == 4 && is_digits(first) && is_digits(rest)
}

/// Returns the numbers that may be a code or a ZIP code: alone, before words, or at both ends.
pub(super) fn numbers_in_doubt(typed: &str) -> Vec<String> {
    let text = tidy(typed);
    if text.len() == 5 && is_digits(&text) {
        return vec![text];
    }
    let Some((first, _)) = zip_at_start(&text) else {
        return Vec::new();
    };
    let last = zip_at_end(&text).map(|(_, last)| last);
    let numbers = [Some(first), last].into_iter().flatten();
    numbers
        .filter(|number| number.len() == 5)
        .map(str::to_owned)
        .collect()
}

/// One space for any, and no marks around. What is no letter of a text at all counts as a space.
pub(super) fn tidy(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let is_gap =
        |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{feff}';
    for word in typed.split(is_gap).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    let start = text.trim_start_matches([' ', ',', ';']);
    start.trim_end_matches([' ', ',', ';', '.']).to_owned()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ' ' | ',' | ';')
}

fn zip_at_end(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind(is_separator).map_or(0, |at| at + 1);
    let (before, number) = text.split_at(at);
    is_zip(number).then(|| (before.trim_end_matches(is_separator), number))
}

fn zip_at_start(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_at(text.find(is_separator)?);
    let rest = rest.trim_start_matches(is_separator);
    (is_zip(number) && !rest.is_empty()).then_some((number, rest))
}

fn mistyped_zip(text: &str) -> Option<(&str, &str)> {
    let (before, number) = text.split_at(text.rfind(is_separator)? + 1);
    let (first, rest) = number.split_once('-').unwrap_or((number, ""));
    let is_number = first.len() >= 3 && is_digits(first) && is_digits(rest);
    let before = before.trim_end_matches(is_separator);
    (is_number && before.chars().any(char::is_alphabetic)).then_some((before, number))
}

/// True for a word that only announces a code, such as "CPT code:".
fn is_code_word(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ':', '#']).to_lowercase();
    match text.split_once(' ') {
        None => CODE_WORDS.contains(&text.as_str()),
        Some((first, second)) => CODE_WORDS.contains(&first) && SECOND_CODE_WORDS.contains(&second),
    }
}

/// True if the last word or two announce a code, such as "knee MRI, CPT code".
fn ends_in_code_word(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let last = |count: usize| words[words.len().saturating_sub(count)..].join(" ");
    is_code_word(&last(1)) || is_code_word(&last(2))
}

/// The exam without "near" after it or "CPT" before its code.
fn exam_of(text: &str) -> String {
    let text = tidy(text);
    let exam = tidy(without_towards(&text));
    match after_code_word(&exam) {
        Some(code) => code.to_owned(),
        None => exam,
    }
}

fn without_towards(text: &str) -> &str {
    let ends_in = |word: &&str| {
        let before = cut_end(text, word)?;
        (before.is_empty() || before.ends_with(' ')).then(|| before.trim_end())
    };
    TOWARDS.iter().find_map(ends_in).unwrap_or(text)
}

/// Removes an ending in upper or lower case. Nothing if the text does not end so.
fn cut_end<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let letters = ending.chars().count();
    let (at, _) = text.char_indices().rev().nth(letters.checked_sub(1)?)?;
    (text[at..].to_lowercase() == ending).then(|| &text[..at])
}

/// The code after a word for one: an optional letter, four or five digits, an optional letter.
fn after_code_word(text: &str) -> Option<&str> {
    let at = text.find([' ', ':', '#'])?;
    let (word, rest) = text.split_at(at);
    let code = rest.trim_start_matches([' ', ':', '#']);
    let digits = code
        .strip_prefix(|letter: char| letter.is_ascii_alphabetic())
        .unwrap_or(code);
    let digits = digits
        .strip_suffix(|letter: char| letter.is_ascii_alphabetic())
        .unwrap_or(digits);
    let is_code = matches!(digits.len(), 4 | 5) && is_digits(digits);
    (is_code && CODE_WORDS.contains(&word.to_lowercase().as_str())).then_some(code)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        typed: String,
        exam: String,
        zip: String,
    }

    /// The table the script is tested on, with some of its codes and ZIP codes.
    #[test]
    fn the_box_is_read_as_the_script_reads_it() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../web/words/one-box.json")).unwrap();
        assert!(cases.len() > 40);
        for case in cases {
            let read = OneBox::parse(&case.typed, facts);
            assert_eq!(read, OneBox::new(&case.exam, &case.zip), "{:?}", case.typed);
        }
    }

    fn facts(number: &str) -> NumberFacts {
        NumberFacts {
            is_code: ["73721", "77065", "77067", "70460"].contains(&number),
            is_zip: ["78701", "10001", "77065", "77067", "70460"].contains(&number),
        }
    }

    #[test]
    fn only_a_number_alone_or_before_words_or_at_both_ends_is_in_doubt() {
        let doubt = |typed| numbers_in_doubt(typed);
        assert_eq!(doubt(" 73721. "), ["73721"]);
        assert_eq!(doubt("78701, knee"), ["78701"]);
        assert_eq!(doubt("73721 78701"), ["73721", "78701"]);
        assert_eq!(doubt("78701-1234, cpt 73721"), ["73721"]);
        for sure in [
            "knee 78701",
            "78701-1234",
            "78701-1234 knee",
            "knee",
            "é",
            "",
        ] {
            assert!(doubt(sure).is_empty(), "{sure}");
        }
    }

    #[test]
    fn letters_of_any_kind_do_no_harm() {
        for typed in [
            "İin",
            "ẞ, 78701",
            "膝 MRI 78701",
            "\u{0}\u{202e}knee",
            "－－－",
            "KNEE EN 78701",
        ] {
            let read = OneBox::parse(typed, facts);
            assert!(!read.exam.contains('\u{0}'));
        }
        assert_eq!(
            OneBox::parse("KNEE EN 78701", facts),
            OneBox::new("KNEE", "78701")
        );
    }
}
