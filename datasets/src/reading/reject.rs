//! Faults of rows: a stable code, a message, and the position of the row in its file.
//!
//! A bad row does not stop a build. It becomes a [`Reject`] in the rejects file and is counted.
//! Messages say what is expected. They never repeat a value of the row, so the rejects file can be
//! passed on for repair.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// Declares the codes, their public words and their meaning.
macro_rules! reject_codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// Reason why a row or a part of it cannot be used. The words are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum RejectCode {
            $($(#[$doc])* $variant),+
        }

        impl RejectCode {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in the rejects file and in the report.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

reject_codes!(
    /// The row contains bytes that are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The record is not a JSON object.
    Malformed = "malformed",
    /// JSON nested deeper than 64 levels.
    TooDeep = "too_deep",
    /// A field longer than 1 MiB.
    TooLong = "too_long",
    /// A cell contains a control character, or a text contains NUL.
    ControlCharacter = "control_character",
    /// The row has more or fewer cells than the header.
    Ragged = "ragged",
    /// A required value is absent.
    MissingField = "missing_field",
    /// A JSON key appears twice in one object. Letter case is ignored.
    DuplicateField = "duplicate_field",
    /// An earlier row (for scores: a newer or earlier one) has the same key.
    Duplicate = "duplicate",
    /// A value has the wrong type, shape or range, and no code of its own.
    InvalidValue = "invalid_value",
    /// A date does not exist.
    InvalidDate = "invalid_date",
    /// A window ends before it starts.
    InvalidWindow = "invalid_window",
    /// An NPI is malformed, or its check digit is wrong.
    InvalidNpi = "invalid_npi",
    /// A ZIP code is malformed.
    InvalidZip = "invalid_zip",
    /// A ZIP code is not in the table, and there is no location.
    UnknownZip = "unknown_zip",
    /// Coordinates are out of range.
    InvalidLocation = "invalid_location",
    /// A place-of-service code is not one of 11, 49, 81, 19, 22.
    PlaceOfService = "place_of_service",
    /// The row names a site and an NPI that does not belong to the site.
    NpiMismatch = "npi_mismatch",
    /// A score is not a decimal from 0 to 100.
    InvalidScore = "invalid_score",
    /// The modality of a score is never scored.
    NotScored = "not_scored",
    /// An amount is not a plain decimal.
    InvalidAmount = "invalid_amount",
    /// An amount is below 0.01 or above 10 000 000.
    AmountOutOfRange = "amount_out_of_range",
    /// An amount is a placeholder for "no price", such as nine 9s.
    Sentinel = "sentinel",
    /// One end of a range is missing.
    IncompleteRange = "incomplete_range",
    /// The low end of a range is above its high end.
    InvertedRange = "inverted_range",
    /// A procedure code is not five of A-Z and 0-9, or its cell has text that is neither a code nor
    /// a modifier.
    InvalidCode = "invalid_code",
    /// The component and the modifier contradict each other.
    ComponentContradiction = "component_contradiction",
    /// A rate cites a provider reference that its file does not contain, or that was rejected
    /// itself.
    UnknownReference = "unknown_reference",
    /// The setting of a rate is not a word of the table of spellings.
    UnknownSetting = "unknown_setting",
    /// The billing class of a rate is not a word of the table of spellings.
    UnknownClass = "unknown_class",
    /// The arrangement, negotiated type or methodology of a rate is not a word of the table of
    /// spellings.
    UnknownArrangement = "unknown_arrangement",
    /// The cell of a code names several codes or a range.
    SeveralCodes = "several_codes",
);

impl fmt::Display for RejectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RejectCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Fault of a row without its position. Parsers of rows return it as their error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowFault {
    pub(crate) code: RejectCode,
    /// Column or JSON path, such as `services[1].modality`. None if the whole row is at fault.
    pub(crate) field: Option<Cow<'static, str>>,
    /// Expected value, lower case, without a final period.
    pub(crate) message: Cow<'static, str>,
}

impl RowFault {
    /// Creates a fault of the whole row.
    pub(crate) fn row(code: RejectCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            field: None,
            message: message.into(),
        }
    }

    /// Creates a fault of one column or JSON field.
    pub(crate) fn field(
        code: RejectCode,
        field: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code,
            field: Some(field.into()),
            message: message.into(),
        }
    }

    /// Creates the fault of a required column or field that is absent.
    pub(crate) fn missing(field: impl Into<Cow<'static, str>>) -> Self {
        Self::field(
            RejectCode::MissingField,
            field,
            "required, but absent or empty",
        )
    }
}

/// Position of a record in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordPosition {
    /// Line of its first byte, from 1. None in formats without lines.
    pub(crate) line: Option<u64>,
    /// Number of the record, from 1. The header is not counted.
    pub(crate) record: u64,
}

/// One line of the rejects file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// Name of the file, or its path if two inputs have the same name.
    pub file: String,
    /// Line of the first byte of the record, from 1. None in formats without lines.
    pub line: Option<u64>,
    /// Number of the record in its file, from 1. The header is not counted.
    pub record: u64,
    /// Column or JSON path at fault. None if the whole row is at fault.
    pub field: Option<String>,
    /// Code of the fault.
    pub code: RejectCode,
    /// Expected value.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::RejectCode;

    #[test]
    fn codes_are_distinct_words_in_snake_case() {
        let mut words: Vec<_> = RejectCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(words.iter().all(|word| {
            word.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        }));
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), RejectCode::ALL.len());
    }
}
