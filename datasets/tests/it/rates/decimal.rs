//! Amounts and dates without floating point: digits are counted and compared.

/// Places of the column `rate`.
const PLACES: i64 = 4;
/// One more than the largest value of the column: 18 digits.
const TOO_LARGE: i128 = 1_000_000_000_000_000_000;

/// Ten-thousandths of a plain decimal, half-up by size; none when it is no plain decimal or does
/// not fit the column.
pub(super) fn rate(words: &str) -> Option<i128> {
    let words = words.trim();
    let unsigned = words.strip_prefix('-').unwrap_or(words);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned_exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !is_digits(whole) || !is_digits(fraction) || !is_digits(unsigned_exponent) {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    // An exponent beyond a million decides by its sign alone; no text here is that long.
    let huge = if exponent.starts_with('-') {
        -1_000_000
    } else {
        1_000_000
    };
    let exponent: i64 = exponent.parse().unwrap_or(huge);
    let kept = digits.len() as i64 + exponent - fraction.len() as i64 + PLACES;
    if kept > 19 {
        return None;
    }
    let units = round(digits, kept);
    let signed = if words.starts_with('-') {
        -units
    } else {
        units
    };
    (units < TOO_LARGE).then_some(signed)
}

/// The number of the first `kept` digits, one more if the next digit is five or above.
fn round(digits: &str, kept: i64) -> i128 {
    let zeros = usize::try_from(-kept).unwrap_or(0).min(30);
    let kept = usize::try_from(kept).unwrap_or(0);
    let padded = format!("{}{digits}", "0".repeat(zeros));
    let padded = format!("{padded:0<kept$}");
    let (units, rest) = padded.split_at(kept);
    let units: i128 = format!("0{units}").parse().unwrap();
    units + i128::from(rest.starts_with(['5', '6', '7', '8', '9']))
}

/// The date a text begins with, if that date exists.
pub(super) fn iso_date(words: &str) -> Option<String> {
    let date = words.trim().get(..10)?;
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let has_lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    (has_lengths && exists(year, month, day)).then(|| date.to_owned())
}

/// A date as month, day and year, in ISO form.
pub(super) fn american_date(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.trim().split('/').collect();
    let [month, day, year] = parts[..] else {
        return None;
    };
    let has_lengths =
        year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
    (has_lengths && exists(year, month, day)).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

fn exists(year: &str, month: &str, day: &str) -> bool {
    let number = |text: &str| {
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{american_date, iso_date, rate};

    #[test]
    fn amounts_are_read_to_the_last_digit() {
        let cases = [
            ("412.5", Some(4_125_000)),
            (" 0 ", Some(0)),
            ("-3", Some(-30_000)),
            ("1.00005", Some(10_001)),
            ("1.00004999", Some(10_000)),
            ("0.00005", Some(1)),
            ("0.00004", Some(0)),
            ("-0.00005", Some(-1)),
            ("-0.000049", Some(0)),
            (".5", None),
            ("5.", None),
            ("+5", None),
            ("1e2", Some(1_000_000)),
            ("12E-1", Some(12_000)),
            ("5e-5", Some(1)),
            ("5e-6", Some(0)),
            ("9e-400", Some(0)),
            ("0e99999999999999999999", Some(0)),
            ("1e99999999999999999999", None),
            ("1e-99999999999999999999", Some(0)),
            ("99999999999999.9999", Some(999_999_999_999_999_999)),
            ("99999999999999.99995", None),
            ("99999999999999.99994", Some(999_999_999_999_999_999)),
            ("100000000000000", None),
            ("0.1e1", Some(10_000)),
            ("", None),
            ("NaN", None),
            ("$800", None),
            ("1,200", None),
            ("50%", None),
            ("1e", None),
            (".", None),
            ("0x10", None),
            ("1 2", None),
        ];
        for (words, expected) in cases {
            assert_eq!(rate(words), expected, "{words}");
        }
    }

    #[test]
    fn dates_must_exist() {
        assert_eq!(
            iso_date("2025-06-23T00:00:00-05:00").as_deref(),
            Some("2025-06-23")
        );
        assert_eq!(iso_date("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(iso_date("2100-02-29"), None);
        assert_eq!(iso_date("2025-6-23"), None);
        assert_eq!(iso_date("9999-12-31").as_deref(), Some("9999-12-31"));
        assert_eq!(american_date("4/1/2026").as_deref(), Some("2026-04-01"));
        assert_eq!(american_date("13/1/2026"), None);
        assert_eq!(american_date("04/31/2026"), None);
    }
}
