//! JSON numbers read from their own text. So "at most 2 decimals" is checked exactly, and no digit
//! is lost to binary fractions.
//!
//! A raw JSON token becomes a number in whole units of its last allowed decimal, or the rule that
//! it breaks.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// Largest number of significant digits that is kept exactly. A number with more has too many
/// decimals or is out of every range.
const MAX_DIGITS: usize = 18;

/// A JSON number as it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    value: f64,
    /// Digits and exponent: the number is the digits times ten to the exponent. `None` if it has
    /// too many digits.
    exact: Option<(i64, i32)>,
}

/// Bounds of a decimal number: `min` and `max` in units of its last allowed decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Least value, in units.
    pub min: i64,
    /// Largest value, in units.
    pub max: i64,
    /// Number of allowed decimals. 2 means units of hundredths.
    pub decimals: u8,
    /// The rule in words, for the message.
    pub rule: &'static str,
}

impl Number {
    /// Reads a text that is a JSON number. Returns `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Returns the nearest floating-point number.
    pub fn value(self) -> f64 {
        self.value
    }

    /// Returns the number in units of the range's last decimal.
    ///
    /// # Errors
    /// The rule of the range, if the number is outside it or has more decimals.
    pub fn within(self, range: &Range) -> Result<i64, &'static str> {
        self.scaled(i32::from(range.decimals))
            .filter(|units| (range.min..=range.max).contains(units))
            .ok_or(range.rule)
    }

    fn scaled(self, decimals: i32) -> Option<i64> {
        let (digits, exponent) = self.exact?;
        if digits == 0 {
            return Some(0);
        }
        // The digits do not end in zero, so a negative shift means too many decimals.
        let shift = u32::try_from(exponent.checked_add(decimals)?).ok()?;
        digits.checked_mul(10i64.checked_pow(shift)?)
    }

    /// Reads a token that the JSON grammar has accepted. Returns `None` if it is not a number.
    fn parse(token: &str) -> Option<Self> {
        if !token.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return None;
        }
        let value: f64 = token.parse().ok()?;
        Some(Self {
            value,
            exact: exact_digits(token),
        })
    }
}

/// Returns the signed significant digits without zeros at either end, and their power of ten.
fn exact_digits(token: &str) -> Option<(i64, i32)> {
    let (mantissa, exponent) = match token.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (token, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let unsigned: String = whole
        .trim_start_matches('-')
        .chars()
        .chain(fraction.chars())
        .collect();
    let significant = unsigned.trim_matches('0');
    if significant.is_empty() {
        return Some((0, 0));
    }
    if significant.len() > MAX_DIGITS {
        return None;
    }
    let trailing_zeros = unsigned.len() - unsigned.trim_end_matches('0').len();
    let shift = i32::try_from(trailing_zeros)
        .ok()?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let size: i64 = significant.parse().ok()?;
    let digits = if mantissa.starts_with('-') {
        -size
    } else {
        size
    };
    Some((digits, exponent.checked_add(shift)?))
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self {
            value: f64::from(number),
            exact: exact_digits(&number.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Self::parse(raw.get()).ok_or_else(|| D::Error::custom("expected a number"))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const MILES: Range = Range {
        min: 10,
        max: 25_000,
        decimals: 2,
        rule: "rule",
    };

    fn read(token: &str) -> Number {
        serde_json::from_str(token).unwrap()
    }

    #[test]
    fn decimals_are_counted_on_the_text() {
        for (token, hundredths) in [
            ("25", 2500),
            ("25.5", 2550),
            ("2.5e1", 2500),
            ("25.00000", 2500),
            ("0.1", 10),
            ("100e-1", 1000),
        ] {
            assert_eq!(read(token).within(&MILES), Ok(hundredths), "{token}");
        }
        for token in [
            "25.001",
            "25.000000000000000000001",
            "0.09",
            "250.01",
            "-25",
            "1e308",
            "1e-400",
            "1e99999999999",
            "0",
        ] {
            assert!(read(token).within(&MILES).is_err(), "{token}");
        }
    }

    #[test]
    fn only_numbers_are_numbers() {
        for token in ["\"25\"", "true", "null", "[1]", "{}"] {
            assert!(serde_json::from_str::<Number>(token).is_err(), "{token}");
        }
    }

    #[test]
    fn a_text_is_read_as_json_reads_it() {
        assert_eq!(Number::read("25.50"), Some(read("25.5")));
        assert_eq!(Number::from(2_500), read("25e2"));
        for text in ["", " ", "abc", "0x10", "025", "+1", "1.", "\"25\""] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }

    #[test]
    fn coordinates_keep_their_nearest_value() {
        let bits = |token| read(token).value().to_bits();
        assert_eq!(bits("30.27"), 30.27f64.to_bits());
        assert_eq!(bits("-97.740000000000001"), (-97.74f64).to_bits());
    }
}
