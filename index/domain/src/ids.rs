//! Public identifiers (registration ids, NPIs, codes, networks) and the dense ordinals that the
//! engine uses in their place.
//!
//! A `*Id` or code is public and checked. A `*No` is a position in one snapshot and never leaves
//! the process.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Error for a text that is not a valid identifier. The message states the kind and its shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: must be {rule}")]
pub struct InvalidId {
    /// Kind of value that was expected, for example `registration id`.
    pub kind: &'static str,
    /// The shape it must have.
    pub rule: &'static str,
}

// The text is shared: a name that many sites state (a network, an answer) is stored once.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rule:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Creates an identifier from a text.
            ///
            /// # Errors
            /// When the text does not have the shape of this identifier.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                let check: fn(&str) -> bool = $check;
                if check(text) { Ok(Self(text.into())) } else { Err(InvalidId { kind: $kind, rule: $rule }) }
            }

            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.to_string()
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id!(
    /// The public name of one registered site: 1 to 32 of `A-Z a-z 0-9 -`.
    RegistrationId, "registration id", "1 to 32 of A-Z a-z 0-9 -",
    |t| (1..=32).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
);
text_id!(
    /// The public name of a network: 1 to 64 printable characters without spaces at either end.
    NetworkId, "network", "1 to 64 printable characters without spaces at either end",
    is_short_name
);
text_id!(
    /// The public name of a health plan: 1 to 64 printable characters without spaces at either end.
    PlanId, "plan", "1 to 64 printable characters without spaces at either end",
    is_short_name
);
text_id!(
    /// A CPT or HCPCS code: five of `A-Z 0-9`, upper case.
    ProcedureCode, "procedure code", "five of A-Z 0-9",
    |t| t.len() == 5 && t.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
);
text_id!(
    /// A tax identification number: nine digits. Only reviewers see it.
    Tin, "TIN", "nine digits",
    |t| t.len() == 9 && t.bytes().all(|b| b.is_ascii_digit())
);
text_id!(
    /// The name of one measure of a score card: 1 to 64 of `a-z 0-9 _`, a letter first.
    /// `assessed_on` is reserved for the date of the answers.
    MeasureId, "measure id", "1 to 64 of a-z 0-9 _ beginning with a letter, and not assessed_on",
    |t| is_coded_word(t) && t != "assessed_on"
);
text_id!(
    /// A coded answer to a measure: 1 to 64 of `a-z 0-9 _`, a letter first. Two words
    /// are reserved for cards.
    AnswerWord, "answer", "1 to 64 of a-z 0-9 _ beginning with a letter, and neither accredited nor not_stated",
    |t| is_coded_word(t) && t != "accredited" && t != "not_stated"
);

fn is_coded_word(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_short_name(text: &str) -> bool {
    (1..=64).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

/// A national provider identifier: ten digits whose last is the Luhn check digit over the prefix
/// 80840.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Npi(u64);

impl Npi {
    /// Checks ten digits and the check digit.
    ///
    /// # Errors
    /// When the text is not ten digits or the check digit is wrong.
    pub fn new(text: &str) -> Result<Self, InvalidId> {
        let fault = InvalidId {
            kind: "NPI",
            rule: "ten digits with a correct check digit",
        };
        if text.len() != 10 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(fault);
        }
        // 24 is the Luhn sum of 80840, the implicit prefix of every NPI.
        let sum = text
            .bytes()
            .rev()
            .enumerate()
            .fold(24u32, |sum, (place, byte)| {
                let digit = u32::from(byte - b'0');
                let doubled = digit * 2;
                sum + if place % 2 == 0 {
                    digit
                } else if doubled > 9 {
                    doubled - 9
                } else {
                    doubled
                }
            });
        if sum % 10 != 0 {
            return Err(fault);
        }
        text.parse().map(Self).or(Err(fault))
    }

    /// The ten digits as a number.
    pub const fn as_u64(self) -> u64 {
        self.0
    }

    /// Restores an NPI that was checked before it was stored.
    pub const fn from_stored(number: u64) -> Self {
        Self(number)
    }
}

impl fmt::Display for Npi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

impl FromStr for Npi {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::new(text)
    }
}

impl TryFrom<String> for Npi {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::new(&text)
    }
}

impl From<Npi> for String {
    fn from(npi: Npi) -> String {
        npi.to_string()
    }
}

/// A five-digit US ZIP code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZipCode(u32);

impl ZipCode {
    /// Reads `12345` or ZIP+4 as `12345-6789` or `123456789`; the last four digits are dropped.
    ///
    /// # Errors
    /// When the text has another shape.
    pub fn new(text: &str) -> Result<Self, InvalidId> {
        let fault = InvalidId {
            kind: "ZIP code",
            rule: "five digits, or ZIP+4",
        };
        let bytes = text.as_bytes();
        let is_zip = match bytes.len() {
            5 | 9 => bytes.iter().all(u8::is_ascii_digit),
            10 => bytes[5] == b'-' && bytes[..5].iter().chain(&bytes[6..]).all(u8::is_ascii_digit),
            _ => false,
        };
        if !is_zip {
            return Err(fault);
        }
        text[..5].parse().map(Self).or(Err(fault))
    }

    /// The five digits as a number.
    pub const fn as_u32(self) -> u32 {
        self.0
    }

    /// Restores a ZIP code that was checked before it was stored.
    pub const fn from_stored(number: u32) -> Self {
        Self(number)
    }
}

impl fmt::Display for ZipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

impl FromStr for ZipCode {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::new(text)
    }
}

impl TryFrom<String> for ZipCode {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::new(&text)
    }
}

impl From<ZipCode> for String {
    fn from(zip: ZipCode) -> String {
        zip.to_string()
    }
}

macro_rules! ordinal {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

ordinal!(
    /// Position of a site in the snapshot: its text document, R-tree payload and column row.
    SiteNo
);
ordinal!(
    /// Position of a network in the snapshot.
    NetworkNo
);
ordinal!(
    /// Position of a plan in the snapshot.
    PlanNo
);
ordinal!(
    /// Position of a procedure in the catalog of the snapshot.
    ProcedureNo
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_npi_needs_its_check_digit() {
        assert!(Npi::new("1234567893").is_ok());
        assert!(Npi::new("1234567890").is_err());
        assert!(Npi::new("123456789").is_err());
        assert!(Npi::new("12345678٣3").is_err());
    }

    #[test]
    fn a_zip_may_carry_four_more_digits() {
        assert_eq!(
            ZipCode::new("02139-4307").map(|z| z.to_string()),
            Ok("02139".to_owned())
        );
        assert_eq!(
            ZipCode::new("021394307").map(|z| z.to_string()),
            Ok("02139".to_owned())
        );
        assert!(ZipCode::new("2139").is_err());
        assert!(ZipCode::new("021394-307").is_err());
    }

    #[test]
    fn a_registration_id_has_a_small_alphabet() {
        assert!(RegistrationId::new("OPT-0012345").is_ok());
        assert!(RegistrationId::new("../../secret").is_err());
        assert!(RegistrationId::new("").is_err());
        assert!(RegistrationId::new(&"x".repeat(33)).is_err());
    }
}
