//! The ZIP table as the indexer uses it: where a site is that did not say, and whether one that did can be believed.

use nearsite_domain::{LonLat, ZipCentroid, ZipCode};
use nearsite_index::audit::FAR_FROM_ZIP;

/// ZIP centroids, ordered by ZIP.
#[derive(Debug)]
pub(crate) struct ZipTable<'a>(&'a [ZipCentroid]);

impl<'a> ZipTable<'a> {
    /// Wraps rows that are ordered by ZIP.
    pub(crate) const fn new(rows: &'a [ZipCentroid]) -> Self {
        Self(rows)
    }

    /// The centre of a ZIP code.
    pub(crate) fn centre_of(&self, zip: ZipCode) -> Option<LonLat> {
        let row = self
            .0
            .binary_search_by_key(&zip, |row| row.zip)
            .ok()
            .and_then(|position| self.0.get(position))?;
        Some(row.place)
    }

    /// Kilometres between a point and the centre of its ZIP code, if that is too far to be likely.
    pub(crate) fn far_kilometres(&self, place: LonLat, zip: ZipCode) -> Option<u64> {
        let metres = self.centre_of(zip)?.metres_to(place);
        // ZIP areas in the far west and Alaska are large, so such a point is reported, not refused.
        (metres > FAR_FROM_ZIP).then_some(metres.0.unsigned_abs() / 1000)
    }
}
