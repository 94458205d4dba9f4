//! Reads `participation.csv`: the networks of each site, and the days of participation.
//!
//! A row names a site, or an NPI and so every site that lists the NPI. The windows of one network
//! add up, so rows have no key. A site keeps equal windows of one network and tier once.

use crate::error::IngestError;
use crate::reading::csv::{CsvColumn, CsvRow, CsvTable};
use crate::reading::file_fault::FileFault;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::progress::FileProgress;
use crate::reading::reject::{RejectCode, RowFault};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::reading::source::Unpacked;
use crate::tables::site_lookup::{SiteLookup, SiteReference};
use nearsite_domain::{NetworkId, Participation, Site};

const REGISTRATION_ID: usize = 0;
const NPI: usize = 1;
const NETWORK: usize = 2;
const TIER: usize = 3;
const EFFECTIVE_FROM: usize = 4;
const EFFECTIVE_TO: usize = 5;
pub(crate) const COLUMNS: [CsvColumn; 6] = [
    CsvColumn::any_of("registration_id"),
    CsvColumn::any_of("npi"),
    CsvColumn::required("network"),
    CsvColumn::optional("tier"),
    CsvColumn::optional("effective_from"),
    CsvColumn::optional("effective_to"),
];

/// Most windows of a build. A row by NPI counts once per site. This many need a few gigabytes of
/// memory.
const MAX_WINDOWS: usize = 20_000_000;

/// Reads the table and adds to every site the networks it takes part in.
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_participation(
    input: &InputFile,
    directory: &SiteLookup,
    sites: &mut [Site],
    rejects: &mut RejectsWriter,
    mut progress: FileProgress<'_>,
) -> Result<FileReport, IngestError> {
    let fault = IngestError::file(&input.path);
    let mut table = CsvTable::open(&input.path, &COLUMNS).map_err(&fault)?;
    let mut counter = RowCounter::new(&input.label, directory.networks_by_id.len(), rejects);
    note_rows(&mut table, directory, sites, &mut counter, &mut progress).map_err(&fault)?;
    let unknown = table.unknown_columns().to_vec();
    let fingerprint = table.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    Ok(FileReport::new(
        "participation",
        input,
        fingerprint,
        unknown,
        counter.finish(),
    ))
}

/// Adds every row to the sites it names.
///
/// # Errors
/// When the table cannot be read further, or has too many windows.
pub(crate) fn note_rows(
    table: &mut CsvTable<impl Unpacked>,
    directory: &SiteLookup,
    sites: &mut [Site],
    counter: &mut RowCounter<'_>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    let mut windows = 0;
    while let Some(row) = table.next_row(counter)? {
        let network = directory.networks_by_id.get(row.get(NETWORK)).copied();
        match read_row(&row).and_then(|(subject, entry)| Ok((directory.sites_of(&subject)?, entry)))
        {
            Err(reason) => counter.reject(row.at(), network, reason),
            Ok((numbers, entry)) if network.is_some() && !numbers.is_empty() => {
                counter.accept(network);
                windows += numbers.len();
                if windows > MAX_WINDOWS {
                    return Err(FileFault::Table(format!(
                        "more than {MAX_WINDOWS} windows of participation"
                    )));
                }
                for number in numbers {
                    if let Some(site) = sites.get_mut(number.index()) {
                        site.participation.push(entry.clone());
                    }
                }
            }
            Ok(_) => counter.skip(network),
        }
        progress.row(|| table.progress());
    }
    sites.iter_mut().for_each(order_windows);
    Ok(())
}

fn read_row(row: &CsvRow<'_>) -> Result<(SiteReference, Participation), RowFault> {
    let subject = SiteReference {
        registration_id: row.parse(REGISTRATION_ID, RejectCode::InvalidValue)?,
        npi: row.parse(NPI, RejectCode::InvalidNpi)?,
    };
    if subject.registration_id.is_none() && subject.npi.is_none() {
        let message = "one of registration_id and npi is required, both are empty";
        return Err(RowFault::field(
            RejectCode::MissingField,
            "registration_id",
            message,
        ));
    }
    let network: NetworkId = row
        .parse(NETWORK, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing("network"))?;
    let window = row.window(EFFECTIVE_FROM, EFFECTIVE_TO)?;
    Ok((
        subject,
        Participation {
            network,
            tier: row.optional(TIER).map(str::to_owned),
            window,
        },
    ))
}

/// Orders by network and first day, and keeps equal windows once.
fn order_windows(site: &mut Site) {
    let key = |entry: &Participation| (entry.window.from, entry.window.to);
    site.participation.sort_by(|a, b| {
        a.network
            .cmp(&b.network)
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.tier.cmp(&b.tier))
    });
    site.participation.dedup();
}
