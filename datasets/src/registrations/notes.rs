//! Context and findings of one registration while it is read.

use super::part_faults::PartFaults;
use super::zip_table::ZipTable;
use crate::reading::json::UnknownFields;
use nearsite_index::scorecard::ScoreCardProfile;

/// Context and findings of one registration.
pub(super) struct RegistrationNotes<'a> {
    pub(super) zips: &'a ZipTable<'a>,
    /// Measures that assessments answer. Without them assessments are skipped.
    pub(super) scorecard: Option<&'a ScoreCardProfile>,
    pub(super) unknown: UnknownFields,
    pub(super) parts: PartFaults,
    /// Set if the point looks wrong.
    pub(super) far: Option<FarFromZip>,
}

/// Distance of a point from its ZIP code. See [`super::FarLocation::kilometres`].
pub(super) struct FarFromZip {
    pub(super) kilometres: Option<u64>,
}
