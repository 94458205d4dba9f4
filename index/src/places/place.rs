//! Result of a place search.

use crate::snapshot::Town;
use nearsite_domain::ZipCode;

/// Place from which distances may start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name of the town.
    pub city: String,
    /// Two-letter state.
    pub state: String,
    /// The ZIP code typed, or the one of the town that is most central by population.
    pub zip: ZipCode,
}

/// Result of a place search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceMatches {
    /// The text without the place, as typed. All of it if no place was read.
    pub rest: String,
    /// Candidates, most populous first, at most eight. Several if towns of one name are in several
    /// states, none if no place was read.
    pub places: Vec<Place>,
}

impl From<&Town> for Place {
    fn from(town: &Town) -> Self {
        Self {
            city: town.city.clone(),
            state: town.state.clone(),
            zip: town.zip,
        }
    }
}
