//! Money in integer cents, shares in parts per million, and the rounded quotient that all ranking
//! uses.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Returns `a / b` rounded half-up to an integer: floor((2a + b) / 2b).
///
/// Ranking rounds every quotient separately with this function, so results do not depend on the
/// order of operations or on floating point. `b` must be positive. `a` must be below 2^62 in size,
/// as all amounts, distances and weights are.
pub const fn quotient(a: i64, b: i64) -> i64 {
    debug_assert!(b > 0);
    (2 * a + b).div_euclid(2 * b)
}

/// An amount of US dollars in integer cents.
///
/// ```
/// use nearsite_domain::Cents;
///
/// let amount = Cents::parse("412.005")?;
/// assert_eq!(amount, Cents(41_201));
/// assert_eq!(amount.to_string(), "412.01");
/// assert!(Cents::parse("99999999").is_err(), "a placeholder of nines");
/// # Ok::<(), nearsite_domain::InvalidAmount>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Reason why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAmount {
    /// The text is not a plain decimal number such as `412.00`.
    #[error("not a plain decimal amount such as 412.00")]
    NotDecimal,
    /// The amount is below one cent or above ten million dollars.
    #[error("amount must be from 0.01 to 10000000")]
    OutOfRange,
    /// The amount is a placeholder for "no price", such as nine 9s.
    #[error("amount is a placeholder, not a price")]
    Sentinel,
}

impl Cents {
    /// The largest amount accepted from a file or request: ten million dollars.
    pub const MAX: Self = Self(1_000_000_000);

    /// Reads a plain decimal (digits, optionally a point and digits) and rounds it half-up to the
    /// cent.
    ///
    /// # Errors
    /// [`InvalidAmount`] if the text is not a plain decimal, is out of range, or a sentinel.
    pub fn parse(text: &str) -> Result<Self, InvalidAmount> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || text.ends_with('.') {
            return Err(InvalidAmount::NotDecimal);
        }
        if is_sentinel(whole, fraction) {
            return Err(InvalidAmount::Sentinel);
        }
        let significant = whole.trim_start_matches('0');
        if significant.len() > 9 {
            return Err(InvalidAmount::OutOfRange);
        }
        let number = |part: &str| part.bytes().fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
        let cents = format!("{fraction:0<3}");
        let round_up = i64::from(cents.as_bytes()[2] >= b'5');
        let amount = Self(number(significant) * 100 + number(&cents[..2]) + round_up);
        if amount.0 < 1 || amount > Self::MAX {
            Err(InvalidAmount::OutOfRange)
        } else {
            Ok(amount)
        }
    }

    /// Returns the mean of two amounts, rounded half-up to the cent.
    #[must_use]
    pub const fn midpoint(self, other: Self) -> Self {
        Self(quotient(self.0 + other.0, 2))
    }

    /// Dollars as a floating-point number, for display in JSON.
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

/// True if the amount is a placeholder of nines, with or without cents.
fn is_sentinel(whole: &str, fraction: &str) -> bool {
    let nines = |part: &str| part.bytes().all(|b| b == b'9');
    let plain_cents = fraction.bytes().all(|b| b == b'0') || nines(fraction);
    whole.len() >= 7 && nines(whole) && plain_cents
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}.{:02}",
            self.0.unsigned_abs() / 100,
            self.0.unsigned_abs() % 100
        )
    }
}

/// Parts per million, 0 to 1,000,000: the scale of the ranking terms and of the utility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ppm(pub i64);

impl Ppm {
    /// One whole: 1,000,000 parts.
    pub const ONE: Self = Self(1_000_000);
    /// One half: the value toward which prices with weak evidence move.
    pub const HALF: Self = Self(500_000);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_rounds_half_up() {
        assert_eq!(quotient(1, 2), 1);
        assert_eq!(quotient(-1, 2), 0);
        assert_eq!(quotient(5, 3), 2);
        assert_eq!(quotient(4, 3), 1);
    }

    #[test]
    fn amounts_round_half_up_to_the_cent() {
        assert_eq!(Cents::parse("412"), Ok(Cents(41_200)));
        assert_eq!(Cents::parse("412.005"), Ok(Cents(41_201)));
        assert_eq!(Cents::parse("412.0049999"), Ok(Cents(41_200)));
        assert_eq!(Cents::parse("0.005"), Ok(Cents(1)));
        assert_eq!(Cents::parse("10000000.00"), Ok(Cents::MAX));
    }

    #[test]
    fn amounts_that_are_none_are_refused_by_kind() {
        for text in [
            "", ".5", "5.", "-5", "+5", "1e3", "NaN", "inf", "$5", "1,000", "5.0.0", " 5",
        ] {
            assert_eq!(Cents::parse(text), Err(InvalidAmount::NotDecimal), "{text}");
        }
        for text in ["0", "0.00", "0.004", "10000000.01", "12345678901234567890"] {
            assert_eq!(Cents::parse(text), Err(InvalidAmount::OutOfRange), "{text}");
        }
        for text in [
            "999999999",
            "999999999.00",
            "999999999.99",
            "99999999",
            "9999999.99",
        ] {
            assert_eq!(Cents::parse(text), Err(InvalidAmount::Sentinel), "{text}");
        }
    }
}
