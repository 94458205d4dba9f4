//! Modality scores in exact tenths of a point, and the grade that follows from the rounded total.

use super::money::Ppm;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A score from 0.0 to 100.0 in tenths of a point.
///
/// ```
/// use nearsite_domain::{Grade, ScoreTenths};
///
/// // One third of the site score, two thirds of the modality-specific score.
/// let total = ScoreTenths::from_parts("90", "86.95")?;
/// assert_eq!(total.to_string(), "88.0");
/// assert_eq!(total.grade(), Grade::A);
/// # Ok::<(), nearsite_domain::InvalidScore>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScoreTenths(u16);

/// One of the two parts of a total, from 0.000 to 100.000 in thousandths of a point.
///
/// Weights are per mille and points whole numbers, so a part of a score card is exact to the
/// thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScoreThousandths(u32);

/// Error for a text or number that is not a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a score: must be a plain decimal from 0 to 100")]
pub struct InvalidScore;

/// Grade of a rounded total: A from 88, B from 76, else C \[VDOC].
///
/// ```
/// use nearsite_domain::{Grade, ScoreTenths};
///
/// assert_eq!(Grade::C.next(), Some(Grade::B));
/// assert_eq!(Grade::B.floor(), ScoreTenths::parse("76")?);
/// # Ok::<(), nearsite_domain::InvalidScore>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// 88 and above.
    A,
    /// 76 up to 87.9.
    B,
    /// Below 76.
    C,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The lowest total of the grade.
    pub const fn floor(self) -> ScoreTenths {
        match self {
            Self::A => ScoreTenths(880),
            Self::B => ScoreTenths(760),
            Self::C => ScoreTenths(0),
        }
    }

    /// Letter of the grade.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Next better grade. `None` for A.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::A => None,
            Self::B => Some(Self::A),
            Self::C => Some(Self::B),
        }
    }
}

impl ScoreThousandths {
    /// The highest score.
    pub const MAX: Self = Self(100_000);

    /// Takes a number of thousandths, 0 to 100,000.
    ///
    /// # Errors
    /// When the number is above 100,000.
    pub fn new(thousandths: u32) -> Result<Self, InvalidScore> {
        if thousandths <= Self::MAX.0 {
            Ok(Self(thousandths))
        } else {
            Err(InvalidScore)
        }
    }

    /// The number of thousandths, 0 to 100,000.
    pub const fn thousandths(self) -> u32 {
        self.0
    }

    /// Points, for display. The shortest decimal of this number is exact.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl fmt::Display for ScoreThousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:03}", self.0 % 1000);
        let shown = fraction.trim_end_matches('0');
        write!(
            f,
            "{}.{}",
            self.0 / 1000,
            if shown.is_empty() { "0" } else { shown }
        )
    }
}

impl ScoreTenths {
    /// The highest score.
    pub const MAX: Self = Self(1000);

    /// Takes a number of tenths, 0 to 1000.
    ///
    /// # Errors
    /// When the number is above 1000.
    pub fn new(tenths: u16) -> Result<Self, InvalidScore> {
        if tenths <= Self::MAX.0 {
            Ok(Self(tenths))
        } else {
            Err(InvalidScore)
        }
    }

    /// Reads a plain decimal from 0 to 100 and rounds it half-up to one decimal.
    ///
    /// # Errors
    /// If the text is not a plain decimal or is outside 0 to 100.
    pub fn parse(text: &str) -> Result<Self, InvalidScore> {
        let (digits, places) = exact_decimal(text)?;
        Self::new(round_tenths(digits, 10i128.pow(places))?)
    }

    /// Computes the total of a site score and a modality-specific score, one third and two thirds
    /// \[VDOC], from their exact decimal texts. The total is rounded half-up to one decimal once,
    /// at the end.
    ///
    /// # Errors
    /// If a text is not a plain decimal or is outside 0 to 100.
    pub fn from_parts(site_score: &str, modality_specific: &str) -> Result<Self, InvalidScore> {
        Self::parse(site_score)?;
        Self::parse(modality_specific)?;
        let (site, site_places) = exact_decimal(site_score)?;
        let (modality, modality_places) = exact_decimal(modality_specific)?;
        let places = site_places.max(modality_places);
        let site = site * 10i128.pow(places - site_places);
        let modality = modality * 10i128.pow(places - modality_places);
        Self::new(round_tenths(site + 2 * modality, 3 * 10i128.pow(places))?)
    }

    /// Computes the total of the two parts of a score card, as [`Self::from_parts`] does, from
    /// checked numbers.
    pub fn of_parts(site_score: ScoreThousandths, modality_specific: ScoreThousandths) -> Self {
        Self::of_sum(site_score.0 + 2 * modality_specific.0)
    }

    /// Computes the total from the sum of the site score and twice the modality-specific score, in
    /// thousandths. The sum is at most 300,000.
    pub fn of_sum(sum: u32) -> Self {
        Self(half_up_tenths(i128::from(sum), 3 * 1000) as u16).min(Self::MAX)
    }

    /// Returns the smallest sum (see [`Self::of_sum`]) with this total.
    pub const fn least_sum(self) -> u32 {
        // A total of t tenths needs a third of the sum to reach t tenths less half a tenth.
        (self.0 as u32 * 300).saturating_sub(150)
    }

    /// The number of tenths, 0 to 1000.
    pub const fn tenths(self) -> u16 {
        self.0
    }

    /// Points with one decimal, for display.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// Ranking term: a tenth of a point is a thousand parts per million.
    pub const fn term(self) -> Ppm {
        Ppm(self.0 as i64 * 1000)
    }

    /// The grade, decided on the rounded total.
    pub const fn grade(self) -> Grade {
        if self.0 >= Grade::A.floor().0 {
            Grade::A
        } else if self.0 >= Grade::B.floor().0 {
            Grade::B
        } else {
            Grade::C
        }
    }
}

impl fmt::Display for ScoreTenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// Returns the digits and decimal places of a plain decimal. At most 12 places, so that all
/// arithmetic is exact.
fn exact_decimal(text: &str) -> Result<(i128, u32), InvalidScore> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let well_formed =
        !whole.is_empty() && !text.ends_with('.') && whole.len() <= 12 && fraction.len() <= 12;
    if !well_formed {
        return Err(InvalidScore);
    }
    let digits = whole
        .bytes()
        .chain(fraction.bytes())
        .try_fold(0i128, |n, b| match b {
            b'0'..=b'9' => Ok(n * 10 + i128::from(b - b'0')),
            _ => Err(InvalidScore),
        })?;
    Ok((digits, fraction.len() as u32))
}

/// Rounds `numerator / denominator` points half-up to tenths. Refuses more than 100 points before
/// rounding.
fn round_tenths(numerator: i128, denominator: i128) -> Result<u16, InvalidScore> {
    if numerator > 100 * denominator {
        return Err(InvalidScore);
    }
    u16::try_from(half_up_tenths(numerator, denominator)).or(Err(InvalidScore))
}

/// Returns `numerator / denominator` points in tenths, rounded half-up.
fn half_up_tenths(numerator: i128, denominator: i128) -> i128 {
    (2 * 10 * numerator + denominator).div_euclid(2 * denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_exact_thirds_rounded_once() {
        let total =
            |site, modality| ScoreTenths::from_parts(site, modality).map(ScoreTenths::tenths);
        assert_eq!(total("90", "86.2"), Ok(875)); // 87.466…
        assert_eq!(total("90", "86.225"), Ok(875)); // 87.4833…
        assert_eq!(total("88", "88"), Ok(880));
        assert_eq!(total("87.85", "87.95"), Ok(879)); // 87.91666…
        assert_eq!(total("87.95", "87.95"), Ok(880)); // exactly half rounds up
        assert_eq!(total("100", "100"), Ok(1000));
        assert_eq!(total("100.05", "1"), Err(InvalidScore));
    }

    #[test]
    fn the_parts_of_a_card_are_added_as_their_texts_are() {
        for site in (0..=100_000).step_by(1237) {
            for modality in (0..=100_000).step_by(1129) {
                let part = |number| ScoreThousandths::new(number).expect("at most 100 000");
                let (site, modality) = (part(site), part(modality));
                let total = ScoreTenths::of_parts(site, modality);
                let by_text = ScoreTenths::from_parts(&site.to_string(), &modality.to_string());
                assert_eq!(Ok(total), by_text, "{site} {modality}");
            }
        }
    }

    #[test]
    fn the_least_sum_of_a_total_is_where_it_begins() {
        for tenths in 1..=1000 {
            let total = ScoreTenths(tenths);
            assert_eq!(ScoreTenths::of_sum(total.least_sum()), total);
            assert_eq!(
                ScoreTenths::of_sum(total.least_sum() - 1),
                ScoreTenths(tenths - 1)
            );
        }
    }

    #[test]
    fn parts_are_shown_exactly() {
        let shown = |number| ScoreThousandths::new(number).map(|part| part.to_string());
        assert_eq!(shown(0), Ok("0.0".to_owned()));
        assert_eq!(shown(84_350), Ok("84.35".to_owned()));
        assert_eq!(shown(100_000), Ok("100.0".to_owned()));
        assert_eq!(shown(7), Ok("0.007".to_owned()));
        assert_eq!(shown(100_001), Err(InvalidScore));
    }

    #[test]
    fn grades_are_decided_on_the_rounded_total() {
        let grade = |text| ScoreTenths::parse(text).map(ScoreTenths::grade);
        assert_eq!(grade("87.95"), Ok(Grade::A));
        assert_eq!(grade("87.94"), Ok(Grade::B));
        assert_eq!(grade("75.95"), Ok(Grade::B));
        assert_eq!(grade("75.94"), Ok(Grade::C));
    }

    #[test]
    fn scores_out_of_range_or_shape_are_refused() {
        for text in [
            "-1", "100.05", "100.01", "101", "NaN", "", ".5", "5.", "1e1", " 5",
        ] {
            assert_eq!(ScoreTenths::parse(text), Err(InvalidScore), "{text}");
        }
    }
}
