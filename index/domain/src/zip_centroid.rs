//! Rows of the ZIP table.

use super::county::CountyType;
use super::geography::LonLat;
use super::ids::ZipCode;
use super::site::Precision;

/// One row of the ZIP table: the origin of distances if only a ZIP code is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ZipCentroid {
    /// The ZIP code.
    pub zip: ZipCode,
    /// Center of the area.
    pub place: LonLat,
    /// `town` if the center is that of its town, otherwise `zip`.
    pub precision: Precision,
    /// Post-office city.
    pub city: String,
    /// Two-letter state.
    pub state: String,
    /// Number of residents, if known from the census.
    pub population: Option<u32>,
    /// Type of its county, if known.
    pub county_type: Option<CountyType>,
}
