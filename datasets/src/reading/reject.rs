//! What is wrong with a row, in words that stay, and where the row stands.
//!
//! A bad row is not an error of the build: it becomes a [`Reject`] in the rejects file, is counted, and the build goes on.
//! Messages say what is expected; they never repeat what stood in the row, so the file can be handed around for repair
//! without the values of the row.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// Declares the codes, their words outside, and what each means.
macro_rules! reject_codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// Why a row or a part of it cannot be used: a closed list of words that do not change.
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
    /// The row holds bytes that are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The record is not a JSON object.
    Malformed = "malformed",
    /// JSON nested deeper than 64 levels.
    TooDeep = "too_deep",
    /// A field longer than 1 MiB.
    TooLong = "too_long",
    /// A cell holds a control character, or a text holds NUL.
    ControlCharacter = "control_character",
    /// The row has more or fewer cells than the header.
    Ragged = "ragged",
    /// Something required is absent.
    MissingField = "missing_field",
    /// The same JSON key stands twice in one object, or twice but for the case of its letters.
    DuplicateField = "duplicate_field",
    /// An earlier row (for scores: a newer or earlier one) has the same key.
    Duplicate = "duplicate",
    /// A value of the wrong type, shape or range for which there is no code of its own.
    InvalidValue = "invalid_value",
    /// Not a date that exists.
    InvalidDate = "invalid_date",
    /// A window that ends before it starts.
    InvalidWindow = "invalid_window",
    /// Not an NPI, or its check digit is wrong.
    InvalidNpi = "invalid_npi",
    /// Not a ZIP code.
    InvalidZip = "invalid_zip",
    /// A ZIP code outside the table, and no location.
    UnknownZip = "unknown_zip",
    /// Coordinates that are no place on earth.
    InvalidLocation = "invalid_location",
    /// A place-of-service code other than 11, 49, 81, 19, 22.
    PlaceOfService = "place_of_service",
    /// The row names a site and an NPI that is not the site's.
    NpiMismatch = "npi_mismatch",
    /// A score that is no decimal from 0 to 100.
    InvalidScore = "invalid_score",
    /// A score for a modality that is never scored.
    NotScored = "not_scored",
    /// An amount that is no plain decimal.
    InvalidAmount = "invalid_amount",
    /// An amount below 0.01 or above 10 000 000.
    AmountOutOfRange = "amount_out_of_range",
    /// An amount that stands for "no price", such as nine 9s.
    Sentinel = "sentinel",
    /// One end of a range without the other.
    IncompleteRange = "incomplete_range",
    /// A range whose low end is above its high end.
    InvertedRange = "inverted_range",
    /// A procedure code that is not five of A-Z and 0-9.
    InvalidCode = "invalid_code",
    /// The component and the modifier contradict each other.
    ComponentContradiction = "component_contradiction",
    /// A rate cites a provider reference its file does not hold, or that was rejected itself.
    UnknownReference = "unknown_reference",
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

/// What is wrong, without the place: what a parser of rows returns as its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowFault {
    pub(crate) code: RejectCode,
    /// Column or JSON path, such as `services[1].modality`; none when the whole row is at fault.
    pub(crate) field: Option<Cow<'static, str>>,
    /// What is expected, lower case, without a full stop.
    pub(crate) message: Cow<'static, str>,
}

impl RowFault {
    /// A fault of the whole row.
    pub(crate) fn row(code: RejectCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            field: None,
            message: message.into(),
        }
    }

    /// A fault of one column or JSON field.
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

    /// A required column or field that is absent.
    pub(crate) fn missing(field: impl Into<Cow<'static, str>>) -> Self {
        Self::field(
            RejectCode::MissingField,
            field,
            "required, but absent or empty",
        )
    }
}

/// Where a record stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordPosition {
    /// Line its first byte stands on, from 1; none in formats without lines.
    pub(crate) line: Option<u64>,
    /// Its number, from 1, the header not counted.
    pub(crate) record: u64,
}

/// One line of the rejects file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// File, by name; by path where two inputs have the same name.
    pub file: String,
    /// Line its record begins on, from 1; none in formats without lines.
    pub line: Option<u64>,
    /// Number of the record in its file, from 1, the header not counted.
    pub record: u64,
    /// Column or JSON path at fault; none when it is the row as a whole.
    pub field: Option<String>,
    /// Why.
    pub code: RejectCode,
    /// What is expected.
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
