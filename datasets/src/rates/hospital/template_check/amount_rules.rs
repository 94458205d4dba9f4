//! Rules for numbers: amounts, percentages, drug units and counts of allowed amounts.

use super::field_values::{StatedFields, StatedValue, TemplateField};
use super::remark_counts::RemarkRecorder;
use super::remark_words::RemarkWord;
use super::template_version::TemplateVersion;
use crate::rates::hospital::format::HospitalFormat;
use crate::rates::stated_rate::Rate4;

/// Placeholder that earlier CMS guidance allowed.
const NINE_NINES: Rate4 = Rate4(999_999_999 * 10_000);

/// Result of checking a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberStatus {
    /// The text is not a number.
    NotNumeric,
    /// Zero or negative.
    NotPositive,
    /// 999999999.
    NineNines,
    /// Any other number.
    Valid,
}

impl NumberStatus {
    /// Checks a number that must be above zero: plain digits in CSV, a JSON number in JSON.
    ///
    /// Returns `None` if the field is not stated.
    pub(super) fn read(stated: &StatedValue<'_>, format: HospitalFormat) -> Option<Self> {
        if !stated.is_stated() {
            return None;
        }
        Some(match stated {
            StatedValue::Number(number) => Self::judge(number),
            StatedValue::Text(text) if format != HospitalFormat::Json && is_plain(text) => {
                Self::judge(text)
            }
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
            Self::Valid
        }
    }
}

/// True for digits with at most one decimal point. A minus sign is allowed here and reported as
/// `NotPositive`.
fn is_plain(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    digits().count() > 0 && digits().all(|byte| byte.is_ascii_digit())
}

/// Checks an amount or percentage. `template` is the only version that has the field, or `None` if
/// both have it.
pub(super) fn check_amount(
    fields: &StatedFields<'_>,
    field: TemplateField,
    template: Option<TemplateVersion>,
    recorder: &mut RemarkRecorder<'_>,
) {
    let word = match NumberStatus::read(&fields.values[field], fields.format) {
        Some(NumberStatus::NotNumeric) => RemarkWord::AmountNotNumeric,
        Some(NumberStatus::NotPositive) => RemarkWord::AmountNotPositive,
        Some(NumberStatus::NineNines) if field != TemplateField::Percentage => {
            RemarkWord::NineNinesAmount
        }
        _ => return,
    };
    match template {
        Some(template) => recorder.add_for(template, word, || fields.name(field)),
        None => recorder.add(word, || fields.name(field)),
    }
}

/// Checks the count of allowed amounts.
pub(super) fn check_count(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let count = &fields.values[TemplateField::Count];
    let word = match count {
        StatedValue::Text(text) if **text == *"999999999" => RemarkWord::NineNinesAmount,
        _ if !count.is_stated() || is_count(count, fields.format) => return,
        _ => RemarkWord::CountInvalid,
    };
    recorder.add_for(TemplateVersion::V3, word, || {
        fields.name(TemplateField::Count)
    });
}

/// True if a count is zero. A JSON number counts as well, although the template requires a string.
pub(super) fn is_zero(count: &StatedValue<'_>) -> bool {
    match count {
        StatedValue::Text(text) => text == "0",
        StatedValue::Number(number) => *number == "0",
        _ => false,
    }
}

fn is_count(count: &StatedValue<'_>, format: HospitalFormat) -> bool {
    let is_large = |text: &str| {
        let is_number = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number && (text.len() > 2 || text.parse().is_ok_and(|count: u32| count > 10))
    };
    count.is_one_of(&["0", "1 through 10"], format)
        || matches!(count, StatedValue::Text(text) if is_large(text))
}

#[cfg(test)]
mod tests {
    use super::{HospitalFormat, NumberStatus, StatedValue, is_count};

    #[test]
    fn amounts_are_plain_numbers_above_zero() {
        for (text, csv, json) in [
            ("412", NumberStatus::Valid, NumberStatus::Valid),
            ("0.75", NumberStatus::Valid, NumberStatus::Valid),
            ("0.00001", NumberStatus::Valid, NumberStatus::Valid),
            ("999999998.99", NumberStatus::Valid, NumberStatus::Valid),
            ("9999999999", NumberStatus::Valid, NumberStatus::Valid),
            (
                "123456789012345678",
                NumberStatus::Valid,
                NumberStatus::Valid,
            ),
            (
                "999999999",
                NumberStatus::NineNines,
                NumberStatus::NineNines,
            ),
            (
                "999999999.00",
                NumberStatus::NineNines,
                NumberStatus::NineNines,
            ),
            ("0", NumberStatus::NotPositive, NumberStatus::NotPositive),
            ("0.00", NumberStatus::NotPositive, NumberStatus::NotPositive),
            ("-5", NumberStatus::NotPositive, NumberStatus::NotPositive),
            ("4e2", NumberStatus::NotNumeric, NumberStatus::Valid),
            ("0e9", NumberStatus::NotNumeric, NumberStatus::NotPositive),
        ] {
            let cell = StatedValue::Text(text.into());
            assert_eq!(
                NumberStatus::read(&cell, HospitalFormat::CsvTall),
                Some(csv),
                "{text}"
            );
            assert_eq!(
                NumberStatus::read(&cell, HospitalFormat::Json),
                Some(NumberStatus::NotNumeric),
                "{text}"
            );
            let number = StatedValue::Number(text);
            assert_eq!(
                NumberStatus::read(&number, HospitalFormat::Json),
                Some(json),
                "{text}"
            );
        }
        for text in [".5", "5."] {
            let cell = StatedValue::Text(text.into());
            assert_eq!(
                NumberStatus::read(&cell, HospitalFormat::CsvWide),
                Some(NumberStatus::Valid),
                "{text}"
            );
        }
        for text in [".", "-", "$5", "1,000", "5%", "N/A", "1 2", "+5", "1.2.3"] {
            let cell = StatedValue::Text(text.into());
            let expected = Some(NumberStatus::NotNumeric);
            assert_eq!(
                NumberStatus::read(&cell, HospitalFormat::CsvWide),
                expected,
                "{text}"
            );
        }
        assert_eq!(
            NumberStatus::read(&StatedValue::Other, HospitalFormat::Json),
            Some(NumberStatus::NotNumeric)
        );
        for nothing in [
            StatedValue::Absent,
            StatedValue::Null,
            StatedValue::Text("".into()),
        ] {
            assert_eq!(NumberStatus::read(&nothing, HospitalFormat::Json), None);
        }
    }

    #[test]
    fn counts_are_zero_the_phrase_or_whole_numbers_from_eleven() {
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
            let stated = StatedValue::Text(text.into());
            assert_eq!(is_count(&stated, HospitalFormat::CsvTall), csv, "{text}");
            assert_eq!(is_count(&stated, HospitalFormat::Json), json, "{text}");
        }
        assert!(!is_count(&StatedValue::Number("234"), HospitalFormat::Json));
    }
}
