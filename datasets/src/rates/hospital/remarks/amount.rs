//! Rules about numbers: amounts, percentages, units of drugs and counts.

use super::edition::Edition;
use super::stated::{Field, Form, Said, Stated};
use super::tally::Marker;
use super::words::Word;
use crate::rates::Rate4;

/// The placeholder older guidance allowed.
const NINE_NINES: Rate4 = Rate4(999_999_999 * 10_000);

/// What a number is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// It is none.
    NotNumeric,
    /// Zero or less.
    NotPositive,
    /// 999999999.
    NineNines,
    /// Any other.
    Sound,
}

impl Number {
    /// Reads a number that must be above zero: plain digits in CSV, a JSON number in JSON. None when nothing is stated.
    pub(super) fn read(stated: &Stated<'_>, form: Form) -> Option<Self> {
        if !stated.is_stated() {
            return None;
        }
        Some(match stated {
            Stated::Number(number) => Self::judge(number),
            Stated::Text(text) if form != Form::Json && is_plain(text) => Self::judge(text),
            _ => Self::NotNumeric,
        })
    }

    fn judge(number: &str) -> Self {
        let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
        let is_zero = !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        if is_zero || number.starts_with('-') {
            Self::NotPositive
        } else if Rate4::parse(number) == Ok(NINE_NINES) {
            Self::NineNines
        } else {
            Self::Sound
        }
    }
}

/// Digits with at most one point among them; a sign is a fault of another kind.
fn is_plain(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    digits().count() > 0 && digits().all(|byte| byte.is_ascii_digit())
}

/// Looks at an amount, or a percentage, that one edition has or both have.
pub(super) fn remark_amount(
    said: &Said<'_>,
    field: Field,
    edition: Option<Edition>,
    mark: &mut Marker<'_>,
) {
    let word = match Number::read(&said.values[field], said.form) {
        Some(Number::NotNumeric) => Word::AmountNotNumeric,
        Some(Number::NotPositive) => Word::AmountNotPositive,
        Some(Number::NineNines) if field != Field::Percentage => Word::NineNinesAmount,
        _ => return,
    };
    match edition {
        Some(edition) => mark.note_in(edition, word, || said.name(field)),
        None => mark.note(word, || said.name(field)),
    }
}

/// Looks at a count of allowed amounts.
pub(super) fn remark_count(said: &Said<'_>, mark: &mut Marker<'_>) {
    let count = &said.values[Field::Count];
    let word = match count {
        Stated::Text(text) if **text == *"999999999" => Word::NineNinesAmount,
        _ if !count.is_stated() || is_count(count, said.form) => return,
        _ => Word::CountInvalid,
    };
    mark.note_in(Edition::Third, word, || said.name(Field::Count));
}

/// Whether a count is zero; a number of JSON is, though it should be a text.
pub(super) fn is_zero(count: &Stated<'_>) -> bool {
    match count {
        Stated::Text(text) => text == "0",
        Stated::Number(number) => *number == "0",
        _ => false,
    }
}

fn is_count(count: &Stated<'_>, form: Form) -> bool {
    let is_large = |text: &str| {
        let is_number = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number && (text.len() > 2 || text.parse().is_ok_and(|count: u32| count > 10))
    };
    count.is_one_of(&["0", "1 through 10"], form)
        || matches!(count, Stated::Text(text) if is_large(text))
}

#[cfg(test)]
mod tests {
    use super::{Form, Number, Stated, is_count};

    #[test]
    fn amounts_are_plain_numbers_above_zero() {
        for (text, csv, json) in [
            ("412", Number::Sound, Number::Sound),
            ("0.75", Number::Sound, Number::Sound),
            ("0.00001", Number::Sound, Number::Sound),
            ("999999998.99", Number::Sound, Number::Sound),
            ("9999999999", Number::Sound, Number::Sound),
            ("123456789012345678", Number::Sound, Number::Sound),
            ("999999999", Number::NineNines, Number::NineNines),
            ("999999999.00", Number::NineNines, Number::NineNines),
            ("0", Number::NotPositive, Number::NotPositive),
            ("0.00", Number::NotPositive, Number::NotPositive),
            ("-5", Number::NotPositive, Number::NotPositive),
            ("4e2", Number::NotNumeric, Number::Sound),
            ("0e9", Number::NotNumeric, Number::NotPositive),
        ] {
            let cell = Stated::Text(text.into());
            assert_eq!(Number::read(&cell, Form::Tall), Some(csv), "{text}");
            assert_eq!(
                Number::read(&cell, Form::Json),
                Some(Number::NotNumeric),
                "{text}"
            );
            let number = Stated::Number(text);
            assert_eq!(Number::read(&number, Form::Json), Some(json), "{text}");
        }
        for text in [".5", "5."] {
            let cell = Stated::Text(text.into());
            assert_eq!(
                Number::read(&cell, Form::Wide),
                Some(Number::Sound),
                "{text}"
            );
        }
        for text in [".", "-", "$5", "1,000", "5%", "N/A", "1 2", "+5", "1.2.3"] {
            let cell = Stated::Text(text.into());
            let expected = Some(Number::NotNumeric);
            assert_eq!(Number::read(&cell, Form::Wide), expected, "{text}");
        }
        assert_eq!(
            Number::read(&Stated::Other, Form::Json),
            Some(Number::NotNumeric)
        );
        for nothing in [Stated::Absent, Stated::Null, Stated::Text("".into())] {
            assert_eq!(Number::read(&nothing, Form::Json), None);
        }
    }

    #[test]
    fn counts_are_zero_a_phrase_or_whole_numbers_from_eleven() {
        for (text, csv, json) in [
            ("0", true, true),
            ("11", true, true),
            ("99", true, true),
            ("2025", true, true),
            ("1 through 10", true, true),
            ("1 Through 10", true, false),
            ("10", false, false),
            ("1", false, false),
            ("00", false, false),
            ("011", false, false),
            ("2,025", false, false),
            ("12.0", false, false),
            ("-12", false, false),
            ("1-10", false, false),
        ] {
            let stated = Stated::Text(text.into());
            assert_eq!(is_count(&stated, Form::Tall), csv, "{text}");
            assert_eq!(is_count(&stated, Form::Json), json, "{text}");
        }
        assert!(!is_count(&Stated::Number("234"), Form::Json));
    }
}
