//! Reads the file of registrations record by record.

use super::far_location::{FarLocation, FarLocations};
use super::notes::{FarFromZip, RegistrationNotes};
use super::part_faults::PartFaults;
use super::site::read_site;
use super::zip_table::ZipTable;
use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::json::{JsonObject, JsonRecords, UnknownFields};
use crate::reading::progress::FileProgress;
use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::reading::source::Unpacked;

use nearsite_domain::{RegistrationId, Site};
use nearsite_index::scorecard::ScoreCardProfile;

use rustc_hash::FxHashSet;

/// Registered sites in file order, with the findings of reading them.
#[derive(Debug)]
pub(crate) struct Registrations {
    pub(crate) sites: Vec<Site>,
    pub(crate) far_locations: FarLocations,
    pub(crate) report: FileReport,
}

/// Reads the registrations.
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_registrations(
    input: &InputFile,
    zips: &ZipTable<'_>,
    scorecard: Option<&ScoreCardProfile>,
    rejects: &mut RejectsWriter,
    mut progress: FileProgress<'_>,
) -> Result<Registrations, IngestError> {
    let fault = IngestError::file(&input.path);
    let mut records = JsonRecords::open(&input.path).map_err(&fault)?;
    let mut counter = RowCounter::new(&input.label, 0, rejects);
    let (accepted, unknown) =
        read_records(&mut records, zips, scorecard, &mut counter, &mut progress).map_err(&fault)?;
    let fingerprint = records.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    let unknown = unknown.into_names();
    let report = FileReport::new(
        "registrations",
        input,
        fingerprint,
        unknown,
        counter.finish(),
    );
    Ok(Registrations {
        sites: accepted.sites,
        far_locations: accepted.far_locations,
        report,
    })
}

/// Reads the sites of a file of records, and collects the unknown fields.
///
/// # Errors
/// When the file cannot be read further.
pub(crate) fn read_records(
    records: &mut JsonRecords<impl Unpacked>,
    zips: &ZipTable<'_>,
    scorecard: Option<&ScoreCardProfile>,
    counter: &mut RowCounter<'_>,
    progress: &mut FileProgress<'_>,
) -> Result<(Accepted, UnknownFields), FileFault> {
    let mut notes = RegistrationNotes {
        zips,
        scorecard,
        unknown: UnknownFields::default(),
        parts: PartFaults::default(),
        far: None,
    };
    let mut accepted = Accepted::default();
    while let Some((at, json)) = records.next_record(counter)? {
        notes.parts.clear();
        notes.far = None;
        match JsonObject::record(json).and_then(|record| read_site(record, &mut notes)) {
            Ok(site) => accepted.add(site, at, &mut notes, counter),
            Err(fault) => counter.reject(at, None, fault),
        }
        progress.row(|| records.progress());
    }
    Ok((accepted, notes.unknown))
}

/// Sites accepted so far.
#[derive(Default)]
pub(crate) struct Accepted {
    pub(crate) sites: Vec<Site>,
    ids: FxHashSet<RegistrationId>,
    far_locations: FarLocations,
}

impl Accepted {
    /// Keeps a valid site, unless an earlier site has its id.
    fn add(
        &mut self,
        site: Site,
        at: RecordPosition,
        notes: &mut RegistrationNotes<'_>,
        counter: &mut RowCounter<'_>,
    ) {
        let registration_id = site.registration_id.clone();
        if !self.ids.insert(registration_id.clone()) {
            let message = "an earlier record has this registration id and is used";
            let fault = RowFault::field(RejectCode::Duplicate, "registration_id", message);
            counter.reject(at, None, fault);
            return;
        }
        counter.accept(None);
        for fault in notes.parts.drain() {
            counter.reject_part(at, fault);
        }
        if let Some(FarFromZip { kilometres }) = notes.far {
            self.far_locations.add(FarLocation {
                registration_id,
                kilometres,
            });
        }
        self.sites.push(site);
    }
}
