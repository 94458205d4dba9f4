//! Reads `registrations.ndjson`, the file of sites.
//!
//! A fault rejects the smallest of these parts that contains it: an NPI, an attestation, an answer
//! of an assessment, an accreditation, a service. A fault anywhere else rejects the site. So a bad
//! unit of equipment rejects its service: a service with less equipment than stated would match
//! requests it should not. Of rows with one registration id, and of services with one modality, the
//! first usable one is kept.

mod assessment;
mod attestation;
mod digits;
mod far_location;
mod notes;
mod part_faults;
mod read;
mod service;
mod single;
mod site;
mod zip_table;

pub use far_location::{FarLocation, FarLocations};
#[cfg(any(test, fuzzing))]
pub(crate) use read::read_records;
pub(crate) use read::{Registrations, read_registrations};
pub use single::{RegisteredSite, read_registration};
pub(crate) use zip_table::ZipTable;
