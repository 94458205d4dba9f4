//! Context and findings of one registration while it is read.

use super::part_faults::PartFaults;
use super::zip_table::ZipTable;
use crate::reading::json::UnknownFields;
use nearsite_index::scorecard::Profile;

/// Where notes about one registration go while it is read.
pub(super) struct RegistrationNotes<'a> {
    pub(super) zips: &'a ZipTable<'a>,
    /// The measures that assessments answer; without them assessments are passed over.
    pub(super) scorecard: Option<&'a Profile>,
    pub(super) unknown: UnknownFields,
    pub(super) parts: PartFaults,
    /// Set when the point looks wrong.
    pub(super) far: Option<FarFromZip>,
}

/// How far a point lies from its ZIP code; see [`super::FarLocation::kilometres`].
pub(super) struct FarFromZip {
    pub(super) kilometres: Option<u64>,
}
