//! One stated rate for one provider: a row of `rates.parquet`; and whoever takes such rows.

use crate::fault::FileFault;
use crate::reject::Fault;
use nearsite_index::domain::Day;
use nearsite_index::domain::Npi;

/// Which duty a file fulfils.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum RateSource {
    /// A payer's in-network file \[TIC].
    PayerFile,
    /// A hospital's standard charges \[HPT].
    HospitalFile,
}

impl RateSource {
    /// The word in the column `source`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PayerFile => "payer_file",
            Self::HospitalFile => "hospital_file",
        }
    }
}

/// What a file says once about all of its rates; known only when it has been read to the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FileFacts {
    /// `reporting_entity_name` or `hospital_name`.
    pub(crate) entity: Option<String>,
    /// Payer files: `issuer_name`, else `reporting_entity_name`. Hospital files name a payer in every rate instead.
    pub(crate) payer: Option<String>,
    /// `last_updated_on`; of a timestamp the date as written.
    pub(crate) last_updated_on: Option<Day>,
    /// `version` as stated.
    pub(crate) schema_version: Option<String>,
    /// Records looked at: items of a payer or JSON hospital file, rows of a CSV file.
    pub(crate) records: u64,
    /// Of these, records with a code of the catalogue.
    pub(crate) records_wanted: u64,
    /// What was seen and is no rate for anybody registered, by a short snake_case word (`code_range`, `remote_reference`,
    /// `algorithm_only`, ...), with its count; sorted by word.
    pub(crate) passed_over: Vec<(&'static str, u64)>,
    /// Things worth a warning, in words, few.
    pub(crate) warnings: Vec<String>,
    /// Whether files beside it were looked for, so that what came of it depends on what lies there.
    pub(crate) looked_beside: bool,
}

/// A rate in ten-thousandths of its unit (dollars, or per cent), as the column `rate` holds it: decimal(18,4), half-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Rate4(pub(crate) i64);

/// One rate for one provider, as stated; texts are trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatedRate<'a> {
    /// Hospital files: the payer of this rate. Payer files: none, see [`FileFacts::payer`].
    pub(crate) payer: Option<&'a str>,
    /// 2.x payer files: one of the reference's `network_name`s (a rate with several is several rows). Hospital files: the plan.
    pub(crate) network_name: Option<&'a str>,
    /// Type of the code as stated, upper case.
    pub(crate) code_type: Option<&'a str>,
    /// A code of the catalogue, upper case.
    pub(crate) code: &'a str,
    /// `negotiation_arrangement`, lower case; payer files only.
    pub(crate) arrangement: Option<&'a str>,
    /// `negotiated_type`, lower case. Hospital files: `negotiated`, `fee schedule`, `per diem`, `percentage`.
    pub(crate) negotiated_type: Option<&'a str>,
    /// The rate.
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
    /// The TIN; nine (EIN) or ten (NPI) digits without hyphens where it has as many, else as stated.
    pub(crate) tin: Option<&'a str>,
    /// The registered NPI; none when the rate is for the TIN.
    pub(crate) npi: Option<Npi>,
    /// Distinct NPIs that share the rate, registered or not; 0 is never counted.
    pub(crate) group_size: u32,
    /// Where its record begins, in bytes of the unpacked file.
    pub(crate) position: u64,
}

/// Takes what a reader finds.
pub(crate) trait RateSink {
    /// One rate. Equal ones may come again; the sink keeps one.
    ///
    /// # Errors
    /// When it cannot be kept; the file is given up.
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault>;

    /// One record, or one rate in it, that cannot be used. `record` is its number from 1, `position` where it begins.
    ///
    /// # Errors
    /// When it cannot be noted; the file is given up.
    fn reject(&mut self, record: u64, position: u64, fault: Fault) -> Result<(), FileFault>;
}
