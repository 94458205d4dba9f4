//! ZIP table of the indexer. It locates sites without a reported point and checks the points of the
//! others.

use nearsite_domain::{Location, LonLat, ZipCentroid, ZipCode};
use nearsite_index::audit::FAR_FROM_ZIP;

/// ZIP centroids, ordered by ZIP.
#[derive(Debug)]
pub(crate) struct ZipTable<'a>(&'a [ZipCentroid]);

impl<'a> ZipTable<'a> {
    /// Wraps rows that are ordered by ZIP.
    pub(crate) const fn new(rows: &'a [ZipCentroid]) -> Self {
        Self(rows)
    }

    /// Returns the center of a ZIP code, and its precision.
    pub(crate) fn center_of(&self, zip: ZipCode) -> Option<Location> {
        let row = self
            .0
            .binary_search_by_key(&zip, |row| row.zip)
            .ok()
            .and_then(|position| self.0.get(position))?;
        Some(Location {
            place: row.place,
            precision: row.precision,
        })
    }

    /// Returns the kilometers between a point and the center of its ZIP code, if the distance is
    /// implausible.
    pub(crate) fn far_kilometers(&self, place: LonLat, zip: ZipCode) -> Option<u64> {
        let metres = self.center_of(zip)?.place.meters_to(place);
        // ZIP areas in the far west and Alaska are large, so such a point is reported and not
        // rejected.
        (metres > FAR_FROM_ZIP).then_some(metres.0.unsigned_abs() / 1000)
    }
}
