//! One stated rate for one provider, which is a row of `rates.parquet`, and the sink for such
//! rates.

use super::file_remark::FileRemark;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RowFault;
use nearsite_domain::Day;
use nearsite_domain::Npi;

/// Kind of file that states a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum RateSource {
    /// A payer's in-network file \[TIC].
    PayerFile,
    /// A hospital's standard charges \[HPT].
    HospitalFile,
}

impl RateSource {
    /// Word in the column `source`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PayerFile => "payer_file",
            Self::HospitalFile => "hospital_file",
        }
    }
}

/// Facts that a file states once for all of its rates. They are complete only at the end of the
/// file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FileFacts {
    /// `reporting_entity_name` or `hospital_name`.
    pub(crate) entity: Option<String>,
    /// Payer files: `issuer_name`, else `reporting_entity_name`. Hospital files name a payer in
    /// each rate.
    pub(crate) payer: Option<String>,
    /// `last_updated_on`. For a timestamp, its date as written.
    pub(crate) last_updated_on: Option<Day>,
    /// `version` as stated.
    pub(crate) schema_version: Option<String>,
    /// Payer files of schema 1.x whose references name no network: `plan_name`, which names the
    /// network of every rate.
    pub(crate) plan_name: Option<String>,
    /// `plan_id`, if there is such a plan name.
    pub(crate) plan_id: Option<String>,
    /// Records read: items of a payer or JSON hospital file, rows of a CSV file.
    pub(crate) records: u64,
    /// Number of these records that name a code of the catalog by any reading.
    pub(crate) records_wanted: u64,
    /// Records by outcome: `rates`, `rejected`, `other_code`, or the reason for which they were
    /// skipped. They sum to `records`.
    pub(crate) outcomes: Vec<(&'static str, u64)>,
    /// Counts of values that are not a rate of a registered provider, by a short `snake_case` word
    /// (see [`SkipReason`](super::record_outcome::SkipReason)), sorted by word.
    pub(crate) passed_over: Vec<(&'static str, u64)>,
    /// Warnings about the file; only a few.
    pub(crate) warnings: Vec<String>,
    /// Hospital files: violations of the template, once for each word.
    pub(crate) remarks: Vec<FileRemark>,
    /// True if the reader looked for other files in the folder, so that the result depends on them.
    pub(crate) has_lookups: bool,
}

/// Rate in ten-thousandths of its unit (dollars or percent), like the column `rate`: decimal(18,4),
/// half-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Rate4(pub(crate) i64);

/// Reason why a text is not a rate. Both are rejected as `invalid_amount`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidRate {
    /// The text is not a plain decimal.
    #[error("must be a plain decimal such as 412.00 or 4.12e2")]
    NotDecimal,
    /// The number does not fit decimal(18,4).
    #[error("must be below 100 000 000 000 000")]
    TooLarge,
}

impl Rate4 {
    /// Largest absolute value: eighteen digits.
    const MAX: u64 = 999_999_999_999_999_999;
    /// Digits kept after the decimal point.
    const SCALE: i64 = 4;

    /// Parses a decimal in JSON notation and rounds it half away from zero: -0.00005 becomes
    /// -0.0001, as in SQL engines and decimal libraries. Leading zeros and surrounding spaces are
    /// accepted.
    ///
    /// # Errors
    /// [`InvalidRate`] when it is not a plain decimal or too large.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidRate> {
        let (is_negative, size) = match text.trim().strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, text.trim()),
        };
        let (mantissa, exponent) = match size.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (size, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || mantissa.ends_with('.') {
            return Err(InvalidRate::NotDecimal);
        }
        let kept = (whole.len() as i64)
            .saturating_add(exponent)
            .saturating_add(Self::SCALE);
        let size = Self::round(whole.bytes().chain(fraction.bytes()), kept)? as i64;
        Ok(Self(if is_negative { -size } else { size }))
    }

    /// Returns the first `kept` digits as a number, padded with zeros and rounded by the next
    /// digit.
    fn round(mut digits: impl Iterator<Item = u8>, kept: i64) -> Result<u64, InvalidRate> {
        let mut size = 0u64;
        let mut append = |digit: u8| {
            size = size * 10 + u64::from(digit - b'0');
            (size <= Self::MAX).then_some(size)
        };
        let mut missing = kept;
        let mut last = 0;
        while missing > 0 {
            // Zero padded with any number of zeros is zero.
            let digit = match digits.next() {
                Some(digit) => digit,
                None if last == 0 => return Ok(0),
                None => b'0',
            };
            last = append(digit).ok_or(InvalidRate::TooLarge)?;
            missing -= 1;
        }
        let rounds_up = kept >= 0 && digits.next().is_some_and(|digit| digit >= b'5');
        let size = last + u64::from(rounds_up);
        (size <= Self::MAX)
            .then_some(size)
            .ok_or(InvalidRate::TooLarge)
    }
}

/// Parses the exponent after the `e`. It saturates, so that a very long one counts as huge.
fn parse_exponent(text: &str) -> Result<i64, InvalidRate> {
    let (is_negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(InvalidRate::NotDecimal);
    }
    let size = digits.iter().fold(0i64, |size, digit| {
        size.saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    });
    Ok(if is_negative { -size } else { size })
}

/// One stated rate for one provider. Texts are trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatedRate<'a> {
    /// Payer of this rate in hospital files. None in payer files, see [`FileFacts::payer`].
    pub(crate) payer: Option<&'a str>,
    /// Payer files 2.x: one `network_name` of the reference (a rate with several becomes several
    /// rows). Payer files 1.x: none, see [`FileFacts::plan_name`]. Hospital files: the plan.
    pub(crate) network_name: Option<&'a str>,
    /// Type of the code as stated, upper case.
    pub(crate) code_type: Option<&'a str>,
    /// Code of the catalog, upper case.
    pub(crate) code: &'a str,
    /// `negotiation_arrangement`, lower case; payer files only.
    pub(crate) arrangement: Option<&'a str>,
    /// `negotiated_type`, lower case. Hospital files: `negotiated`, `fee schedule`, `per diem`,
    /// `percentage`.
    pub(crate) negotiated_type: Option<&'a str>,
    /// Rate in ten-thousandths.
    pub(crate) rate: Rate4,
    /// `billing_class`, lower case.
    pub(crate) billing_class: Option<&'a str>,
    /// `setting`, lower case.
    pub(crate) setting: Option<&'a str>,
    /// Places of service, in the order stated.
    pub(crate) service_codes: &'a [String],
    /// Modifiers, upper case, in the order stated.
    pub(crate) modifiers: &'a [String],
    /// `expiration_date`.
    pub(crate) expires_on: Option<Day>,
    /// `ein` or `npi`, lower case.
    pub(crate) tin_type: Option<&'a str>,
    /// TIN: nine (EIN) or ten (NPI) digits without hyphens if it has that many, else as stated.
    pub(crate) tin: Option<&'a str>,
    /// Registered NPI; none when the rate is for the TIN.
    pub(crate) npi: Option<Npi>,
    /// Number of distinct NPIs that share the rate, registered or not. NPI 0 is not counted.
    pub(crate) group_size: u32,
    /// Position of its record, in bytes of the unpacked file.
    pub(crate) position: u64,
}

/// Sink for the rates and rejects that a reader finds.
pub(crate) trait RateSink {
    /// Takes one rate. Equal rates may be repeated; the sink keeps one.
    ///
    /// # Errors
    /// When it cannot be stored. Reading of the file stops.
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault>;

    /// Takes a fault of one record, or of one rate in it. `record` is its number from 1, `position`
    /// its first byte.
    ///
    /// # Errors
    /// When it cannot be stored. Reading of the file stops.
    fn reject(&mut self, record: u64, position: u64, fault: RowFault) -> Result<(), FileFault>;
}

#[cfg(test)]
mod tests {
    use super::{InvalidRate, Rate4};

    #[test]
    fn rates_round_half_up_to_four_digits() {
        for (text, expected) in [
            ("412", 4_120_000),
            ("412.00", 4_120_000),
            (" 412.5 ", 4_125_000),
            ("0.00005", 1),
            ("0.000049999999999999999999999", 0),
            ("-0.00005", -1),
            ("-0", 0),
            ("-12.34565", -123_457),
            ("0012.3", 123_000),
            ("9.99995", 100_000),
            ("1.005", 10_050),
            ("0.1", 1000),
        ] {
            assert_eq!(Rate4::parse(text), Ok(Rate4(expected)), "{text}");
        }
    }

    #[test]
    fn exponents_are_exact() {
        for (text, expected) in [
            ("4.12e2", 4_120_000),
            ("4.12E+2", 4_120_000),
            ("41200e-2", 4_120_000),
            ("5e-5", 1),
            ("4e-5", 0),
            ("9e-6", 0),
            ("95e-6", 1),
            ("1e-999999999999999999999999", 0),
            ("0e999999999999999999999999", 0),
            ("0.00000000000000000001e24", 100_000_000),
            ("123456789e-9", 1235),
        ] {
            assert_eq!(Rate4::parse(text), Ok(Rate4(expected)), "{text}");
        }
    }

    #[test]
    fn rates_up_to_eighteen_digits_are_kept() {
        let largest = Ok(Rate4(999_999_999_999_999_999));
        assert_eq!(Rate4::parse("99999999999999.9999"), largest);
        assert_eq!(Rate4::parse("9999999999999999.99e-2"), largest);
        for text in [
            "100000000000000",
            "99999999999999.99995",
            "1e14",
            "-1e14",
            "1e999999999999999999999999",
            "184467440737095516160000",
        ] {
            assert_eq!(Rate4::parse(text), Err(InvalidRate::TooLarge), "{text}");
        }
    }

    #[test]
    fn texts_that_are_not_decimals_are_refused() {
        for text in [
            "",
            " ",
            "-",
            "--1",
            "+5",
            ".5",
            "5.",
            "5.e1",
            "1e",
            "1e+",
            "1e1.5",
            "1e5e5",
            "NaN",
            "inf",
            "$5",
            "1,000",
            "5.0.0",
            "1 2",
            "0x10",
            "4\u{0663}",
        ] {
            assert_eq!(Rate4::parse(text), Err(InvalidRate::NotDecimal), "{text}");
        }
    }
}
