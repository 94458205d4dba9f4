//! Reads `modality_scores.csv`: one total per site and modality.
//!
//! The total is read as given, or computed exactly from its two parts. Of several rows for one site
//! and modality, the row with the newest `scored_on` is kept. An empty date is the oldest. Of
//! equally new rows the first is kept. The others are rejected.

use crate::error::IngestError;
use crate::reading::csv::{CsvColumn, CsvRow, CsvTable};
use crate::reading::file_fault::FileFault;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::progress::FileProgress;
use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::reading::source::Unpacked;
use crate::tables::site_lookup::SiteLookup;
use nearsite_domain::{Modality, RegistrationId, ScoreTenths, ServiceScore, Site, SiteNo};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

const REGISTRATION_ID: usize = 0;
const MODALITY: usize = 1;
const SITE_SCORE: usize = 2;
const MODALITY_SPECIFIC: usize = 3;
const TOTAL: usize = 4;
const SCORED_ON: usize = 5;
pub(crate) const COLUMNS: [CsvColumn; 6] = [
    CsvColumn::required("registration_id"),
    CsvColumn::required("modality"),
    CsvColumn::optional("site_score"),
    CsvColumn::optional("modality_specific"),
    CsvColumn::optional("total"),
    CsvColumn::optional("scored_on"),
];

/// Reads the table and adds to every site the scores of its modalities, in the order of
/// [`Modality::ALL`].
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_scores(
    input: &InputFile,
    directory: &SiteLookup,
    sites: &mut [Site],
    rejects: &mut RejectsWriter,
    mut progress: FileProgress<'_>,
) -> Result<FileReport, IngestError> {
    let fault = IngestError::file(&input.path);
    let mut table = CsvTable::open(&input.path, &COLUMNS).map_err(&fault)?;
    let mut counter = RowCounter::new(&input.label, 0, rejects);
    note_rows(&mut table, directory, sites, &mut counter, &mut progress).map_err(&fault)?;
    let unknown = table.unknown_columns().to_vec();
    let fingerprint = table.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    Ok(FileReport::new(
        "scores",
        input,
        fingerprint,
        unknown,
        counter.finish(),
    ))
}

/// Adds the kept scores to every site.
///
/// # Errors
/// When the table cannot be read further.
pub(crate) fn note_rows(
    table: &mut CsvTable<impl Unpacked>,
    directory: &SiteLookup,
    sites: &mut [Site],
    counter: &mut RowCounter<'_>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    let mut chosen = ChosenScores::default();
    while let Some(row) = table.next_row(counter)? {
        match read_row(&row) {
            Err(fault) => counter.reject(row.at(), None, fault),
            Ok((id, score)) => match find_service(directory, sites, &id, score.modality) {
                Some(site) => chosen.add(site, score, row.at(), counter),
                None => counter.skip(None),
            },
        }
        progress.row(|| table.progress());
    }
    chosen.note_at(sites);
    Ok(())
}

fn read_row(row: &CsvRow<'_>) -> Result<(RegistrationId, ServiceScore), RowFault> {
    let missing = |column| RowFault::missing(row.name(column));
    let id = row
        .parse(REGISTRATION_ID, RejectCode::InvalidValue)?
        .ok_or_else(|| missing(REGISTRATION_ID))?;
    let modality: Modality = row
        .parse(MODALITY, RejectCode::InvalidValue)?
        .ok_or_else(|| missing(MODALITY))?;
    if !modality.is_scored() {
        return Err(RowFault::field(
            RejectCode::NotScored,
            "modality",
            format!("{modality} is never scored"),
        ));
    }
    let total = read_total(row)?;
    Ok((
        id,
        ServiceScore {
            modality,
            total,
            scored_on: row.day(SCORED_ON)?,
            computed: false,
        },
    ))
}

/// Reads the total as given, or else computes it from the parts. Given parts must be valid even if
/// they are not used.
fn read_total(row: &CsvRow<'_>) -> Result<ScoreTenths, RowFault> {
    let score = |column: usize| -> Result<Option<ScoreTenths>, RowFault> {
        let parsed = row.optional(column).map(ScoreTenths::parse).transpose();
        parsed.map_err(|fault| {
            RowFault::field(
                RejectCode::InvalidScore,
                row.name(column),
                fault.to_string(),
            )
        })
    };
    let (site_score, modality_specific) = (score(SITE_SCORE)?, score(MODALITY_SPECIFIC)?);
    if let Some(total) = score(TOTAL)? {
        return Ok(total);
    }
    if site_score.is_none() || modality_specific.is_none() {
        let message = "total is required, or both site_score and modality_specific";
        return Err(RowFault::field(RejectCode::MissingField, "total", message));
    }
    ScoreTenths::from_parts(row.get(SITE_SCORE), row.get(MODALITY_SPECIFIC))
        .map_err(|fault| RowFault::field(RejectCode::InvalidScore, "total", fault.to_string()))
}

/// Returns the site of a row, if it is known and registered the modality.
fn find_service(
    directory: &SiteLookup,
    sites: &[Site],
    id: &RegistrationId,
    modality: Modality,
) -> Option<SiteNo> {
    let number = *directory.sites_by_id.get(id)?;
    let site = sites.get(number.index())?;
    site.services
        .iter()
        .any(|service| service.modality == modality)
        .then_some(number)
}

/// Scores kept so far, each with the position of its row.
#[derive(Default)]
struct ChosenScores(BTreeMap<(SiteNo, Modality), (ServiceScore, RecordPosition)>);

impl ChosenScores {
    fn add(
        &mut self,
        site: SiteNo,
        score: ServiceScore,
        at: RecordPosition,
        counter: &mut RowCounter<'_>,
    ) {
        let fault =
            |message: &'static str| RowFault::field(RejectCode::Duplicate, "scored_on", message);
        match self.0.entry((site, score.modality)) {
            Entry::Vacant(vacant) => {
                vacant.insert((score, at));
                counter.accept(None);
            }
            Entry::Occupied(mut kept) if score.scored_on > kept.get().0.scored_on => {
                let (_, older) = kept.insert((score, at));
                counter.accept(None);
                counter.replace(
                    older,
                    fault("a newer score of this site and modality is used"),
                );
            }
            Entry::Occupied(_) => {
                counter.reject(
                    at,
                    None,
                    fault("a newer or earlier score of this site and modality is used"),
                );
            }
        }
    }

    fn note_at(self, sites: &mut [Site]) {
        for ((number, _), (score, _)) in self.0 {
            if let Some(site) = sites.get_mut(number.index()) {
                site.scores.push(score);
            }
        }
    }
}
