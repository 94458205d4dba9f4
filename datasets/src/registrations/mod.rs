//! `registrations.ndjson`: the sites.
//!
//! Of what belongs to a site, the smallest of these that holds a fault is rejected: an NPI, an attestation, an answer of an
//! assessment, an accreditation, a service; a fault anywhere else rejects the site. So a bad unit of equipment takes its service along, since a service
//! that shows less than was meant would match requests it should not. Of rows with one registration id, and of services with
//! one modality, the first usable one stands.

mod assessment;
mod attestation;
mod far_location;
mod notes;
mod part_faults;
mod read;
mod service;
mod single;
mod site;
mod zip_table;

pub use far_location::{FarLocation, FarLocations};
pub(crate) use read::{Registrations, read_records, read_registrations};
pub use single::{RegisteredSite, read_registration};
pub(crate) use zip_table::ZipTable;
