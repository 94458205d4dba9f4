//! Places of a synthetic nation, and the errors of making one.

use super::network_list::known_networks;
use std::path::PathBuf;
use std::str::FromStr;

/// Most sites, limited by the identifiers that no real provider has.
pub(super) const MAX_SITES: u32 = 600_000;

/// A place for sites.
#[derive(Clone, PartialEq, Debug)]
pub enum SynthPlace {
    /// Every ZIP whose centroid is within a radius of another's, at most 500 miles.
    Around {
        /// The ZIP in the middle.
        zip: String,
        /// Miles, to about one part in a hundred.
        radius_miles: f64,
    },
    /// A whole state, by its two letters.
    State(String),
}

impl FromStr for SynthPlace {
    type Err = SynthError;

    /// Reads `78701:25` (a ZIP and miles around it) or `MT` (a state).
    fn from_str(text: &str) -> Result<Self, SynthError> {
        let fault = || SynthError::Place {
            text: text.to_owned(),
        };
        if let Some((zip, miles)) = text.split_once(':') {
            let radius_miles: f64 = miles
                .parse()
                .ok()
                .filter(|miles| (0.1..=500.0).contains(miles))
                .ok_or_else(fault)?;
            if zip.len() != 5 || !zip.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(fault());
            }
            return Ok(Self::Around {
                zip: zip.to_owned(),
                radius_miles,
            });
        }
        if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(fault());
        }
        Ok(Self::State(text.to_ascii_uppercase()))
    }
}

/// An error while a nation is made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// The number of sites is outside its limits.
    #[error("cannot make {sites} sites: ask for 1 to {}", MAX_SITES)]
    Sites {
        /// The requested value.
        sites: u32,
    },
    /// A place could not be read.
    #[error(
        "`{text}` is no place: write a ZIP and miles (78701:25, at most 500 miles) or a state (MT)"
    )]
    Place {
        /// The text.
        text: String,
    },
    /// A place has no ZIP with residents, or is not in the ZIP table.
    #[error(
        "no ZIP with residents at {place:?}: name a ZIP or state of the ZIP table, or a wider radius"
    )]
    Nowhere {
        /// The place.
        place: Option<SynthPlace>,
    },
    /// The shares of the areas add up to 0.
    #[error("the shares of the areas sum to 0: give at least one area a share")]
    NoShare,
    /// A network that is not among the known ones.
    #[error("unknown network `{network}`: known are {}", known_networks().join(", "))]
    Network {
        /// The requested value.
        network: String,
    },
    /// A file could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
}
