//! `registrations.ndjson`: the sites.
//!
//! Of what belongs to a site, the smallest of these that holds a fault is rejected: an NPI, an attestation, an accreditation, a
//! service; a fault anywhere else rejects the site. So a bad unit of equipment takes its service along, since a service
//! that shows less than was meant would match requests it should not. Of rows with one registration id, and of services with
//! one modality, the first usable one stands.

mod parts;
mod service;
mod site;

use crate::error::IngestError;
use crate::input::Input;
use crate::json::{JsonRecords, Object, UnknownFields};
use crate::progress::FileProgress;
use crate::reject::{Fault, RejectCode};
use crate::report::{FarLocation, FarLocations, FileReport};
use crate::tally::{Rejects, Tally};
use crate::zips::ZipTable;
use nearsite_index::domain::{RegistrationId, Site};
use rustc_hash::FxHashSet;
use site::read_site;

/// Sites as registered, in file order, and what was noticed on the way.
#[derive(Debug)]
pub(crate) struct Registrations {
    pub(crate) sites: Vec<Site>,
    pub(crate) far_locations: FarLocations,
    pub(crate) report: FileReport,
}

/// Where notes about one registration go while it is read.
struct Notes<'a> {
    zips: &'a ZipTable<'a>,
    unknown: UnknownFields,
    /// Faults of parts that are rejected alone.
    parts: Vec<Fault>,
    /// Kilometres from the ZIP code, if too many; see [`FarLocation::kilometres`].
    far: Option<Option<u64>>,
}

/// Reads the registrations.
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_registrations(
    input: &Input,
    zips: &ZipTable<'_>,
    rejects: &mut Rejects,
    mut progress: FileProgress<'_>,
) -> Result<Registrations, IngestError> {
    let fault = IngestError::file(&input.path);
    let mut records = JsonRecords::open(&input.path).map_err(&fault)?;
    let mut tally = Tally::new(&input.label, 0, rejects);
    let mut notes = Notes {
        zips,
        unknown: UnknownFields::default(),
        parts: Vec::new(),
        far: None,
    };
    let mut seen: FxHashSet<RegistrationId> = FxHashSet::default();
    let mut far_locations = FarLocations::default();
    let mut sites = Vec::new();
    while let Some((at, json)) = records.next_record(&mut tally).map_err(&fault)? {
        notes.parts.clear();
        notes.far = None;
        match Object::record(json).and_then(|record| read_site(record, &mut notes)) {
            Err(fault) => tally.reject(at, None, fault),
            Ok(site) if !seen.insert(site.registration_id.clone()) => {
                let message = "an earlier record has this registration id and stands";
                tally.reject(
                    at,
                    None,
                    Fault::field(RejectCode::Duplicate, "registration_id", message),
                );
            }
            Ok(site) => {
                tally.accept(None);
                notes
                    .parts
                    .drain(..)
                    .for_each(|fault| tally.reject_part(at, fault));
                if let Some(kilometres) = notes.far {
                    far_locations.add(FarLocation {
                        registration_id: site.registration_id.clone(),
                        kilometres,
                    });
                }
                sites.push(site);
            }
        }
        progress.row(|| records.progress());
    }
    let fingerprint = records.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    let report = FileReport::new(
        "registrations",
        input,
        fingerprint,
        notes.unknown.into_names(),
        tally.finish(),
    );
    Ok(Registrations {
        sites,
        far_locations,
        report,
    })
}
