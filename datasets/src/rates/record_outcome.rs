//! Outcome of each record of a price file: it gave rates, was rejected, or was skipped for one
//! reason. None is lost: the outcomes of a file sum to its records.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Declares the reasons and their public words.
macro_rules! skip_reasons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// Reason why a record, or a value of one, is not a rate of a registered provider. The
        /// words are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub(crate) enum SkipReason {
            $($(#[$doc])* $variant),+
        }

        impl SkipReason {
            /// The word used in the report.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

skip_reasons!(
    /// A charge states an algorithm and no amount.
    AlgorithmOnly = "algorithm_only",
    /// A range of codes that are not in the catalog.
    CodeRange = "code_range",
    /// Every code of a type.
    CodeWildcard = "code_wildcard",
    /// A value among NPIs is not one.
    InvalidNpi = "invalid_npi",
    /// No payer's charge is stated.
    NoNegotiatedCharge = "no_negotiated_charge",
    /// A code of the catalog is stated as a code of another type than CPT or HCPCS.
    OtherCodeType = "other_code_type",
    /// No provider of a rate is registered.
    ProviderNotRegistered = "provider_not_registered",
    /// A provider reference is in another file, which is not here.
    RemoteReference = "remote_reference",
);

/// Word for records that gave at least one rate.
const RATES: &str = "rates";
/// Word for records without a rate, of which at least a part was rejected.
const REJECTED: &str = "rejected";
/// Word for records that name no code of the catalog.
const OTHER_CODE: &str = "other_code";

/// Outcome of a record so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecordOutcome {
    pub(super) has_rate: bool,
    pub(super) has_reject: bool,
    /// First reason for which a part of it was skipped.
    pub(super) skipped: Option<SkipReason>,
}

impl RecordOutcome {
    /// Combines the outcomes of two parts of a record. The reason of `self` comes first.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            has_rate: self.has_rate || other.has_rate,
            has_reject: self.has_reject || other.has_reject,
            skipped: self.skipped.or(other.skipped),
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self { has_rate: true, .. } => RATES,
            Self {
                has_reject: true, ..
            } => REJECTED,
            Self {
                skipped: Some(reason),
                ..
            } => reason.as_str(),
            _ => OTHER_CODE,
        }
    }
}

/// Records of a file by outcome.
#[derive(Debug, Default)]
pub(super) struct OutcomeCounts(BTreeMap<&'static str, u64>);

impl OutcomeCounts {
    /// Counts a record.
    pub(super) fn add(&mut self, outcome: RecordOutcome) {
        *self.0.entry(outcome.as_str()).or_default() += 1;
    }

    /// Returns the counts, sorted by word.
    pub(super) fn into_counts(self) -> Vec<(&'static str, u64)> {
        self.0.into_iter().collect()
    }
}
