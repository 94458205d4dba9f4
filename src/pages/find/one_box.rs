//! One box for the exam and the ZIP code: "knee MRI, 78701". The script reads the box with the same
//! rules, tested on the same table (`web/words/one-box.json`). Five digits alone may be a code or a
//! ZIP code. The catalog decides.
//!
//! 1. ZIP or ZIP+4 at the end, after a comma, a semicolon or a space; "in", "near" and similar
//!    words before it are dropped.
//! 2. Digits alone: a known code is the exam, anything else the ZIP code. After "CPT" or "code"
//!    they are the exam.
//! 3. At the beginning, before words: the ZIP code, unless it is a known code.
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

    /// Reads the box. `is_code` is true if the [`number_in_doubt`] is a code of the catalog.
    pub(super) fn parse(typed: &str, is_code: bool) -> Self {
        let text = tidy(typed);
        if let Some((before, number)) = zip_at_end(&text) {
            let exam = exam_of(before);
            let is_called_code = is_code_word(&exam) && number.len() == 5;
            return if is_called_code || (exam.is_empty() && is_code) {
                Self::new(number, "")
            } else {
                Self::new(&exam, number)
            };
        }
        if let Some((number, rest)) = zip_at_start(&text) {
            return if is_code {
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

/// Returns the number that may be a code or a ZIP code, if there is one: alone, or before words.
pub(super) fn number_in_doubt(typed: &str) -> Option<String> {
    let text = tidy(typed);
    if text.len() == 5 && is_digits(&text) {
        return Some(text);
    }
    if zip_at_end(&text).is_some() {
        return None;
    }
    let (number, _) = zip_at_start(&text)?;
    (number.len() == 5).then(|| number.to_owned())
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

    /// The table the script is tested on; its catalog knows 73721.
    #[test]
    fn the_box_is_read_as_the_script_reads_it() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../web/words/one-box.json")).unwrap();
        assert!(cases.len() > 40);
        for case in cases {
            let is_code = number_in_doubt(&case.typed).is_some_and(|number| number == "73721");
            let read = OneBox::parse(&case.typed, is_code);
            assert_eq!(read, OneBox::new(&case.exam, &case.zip), "{:?}", case.typed);
        }
    }

    #[test]
    fn only_a_number_alone_or_before_words_is_in_doubt() {
        let doubt = |typed| number_in_doubt(typed);
        assert_eq!(doubt(" 73721. "), Some("73721".into()));
        assert_eq!(doubt("78701, knee"), Some("78701".into()));
        for sure in [
            "73721 78701",
            "knee 78701",
            "78701-1234",
            "78701-1234 knee",
            "knee",
            "é",
            "",
        ] {
            assert_eq!(doubt(sure), None, "{sure}");
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
            let read = OneBox::parse(typed, false);
            assert!(!read.exam.contains('\u{0}'));
        }
        assert_eq!(
            OneBox::parse("KNEE EN 78701", false),
            OneBox::new("KNEE", "78701")
        );
    }
}
