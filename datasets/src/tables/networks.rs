//! Reads `networks.csv`: our networks, and the plan that owns each.

use crate::error::IngestError;
use crate::reading::csv::{CsvColumn, CsvRow, CsvTable};
use crate::reading::file_fault::FileFault;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::progress::FileProgress;
use crate::reading::reject::{RejectCode, RowFault};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::reading::source::Unpacked;
use nearsite_domain::{Network, NetworkId, PlanId};
use std::collections::BTreeMap;

const NETWORK: usize = 0;
const PLAN: usize = 1;
const NAME: usize = 2;
const PRODUCT: usize = 3;
const MARKET: usize = 4;
pub(crate) const COLUMNS: [CsvColumn; 5] = [
    CsvColumn::required("network"),
    CsvColumn::required("plan"),
    CsvColumn::optional("name"),
    CsvColumn::optional("product"),
    CsvColumn::optional("market"),
];

/// Reads the networks, ordered by id. Of rows with one id the first is kept.
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_networks(
    input: &InputFile,
    rejects: &mut RejectsWriter,
    mut progress: FileProgress<'_>,
) -> Result<(Vec<Network>, FileReport), IngestError> {
    let fault = IngestError::file(&input.path);
    let mut table = CsvTable::open(&input.path, &COLUMNS).map_err(&fault)?;
    let mut counter = RowCounter::new(&input.label, 0, rejects);
    let networks = read_rows(&mut table, &mut counter, &mut progress).map_err(&fault)?;
    let unknown = table.unknown_columns().to_vec();
    let fingerprint = table.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    let report = FileReport::new("networks", input, fingerprint, unknown, counter.finish());
    Ok((networks, report))
}

/// Reads the networks of a table, ordered by id.
///
/// # Errors
/// When the table cannot be read further.
pub(crate) fn read_rows(
    table: &mut CsvTable<impl Unpacked>,
    counter: &mut RowCounter<'_>,
    progress: &mut FileProgress<'_>,
) -> Result<Vec<Network>, FileFault> {
    let mut networks = BTreeMap::new();
    while let Some(row) = table.next_row(counter)? {
        match read_row(&row) {
            Err(fault) => counter.reject(row.at(), None, fault),
            Ok(network) if networks.contains_key(&network.network) => {
                let message = "an earlier row has this network and is used";
                counter.reject(
                    row.at(),
                    None,
                    RowFault::field(RejectCode::Duplicate, "network", message),
                );
            }
            Ok(network) => {
                networks.insert(network.network.clone(), network);
                counter.accept(None);
            }
        }
        progress.row(|| table.progress());
    }
    Ok(networks.into_values().collect())
}

fn read_row(row: &CsvRow<'_>) -> Result<Network, RowFault> {
    let network: NetworkId = row
        .parse(NETWORK, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing("network"))?;
    let plan: PlanId = row
        .parse(PLAN, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing("plan"))?;
    // A network without a display name is called by its id.
    let name = row.optional(NAME).unwrap_or(network.as_str()).to_owned();
    let text = |column| row.optional(column).map(str::to_owned);
    Ok(Network {
        plan,
        name,
        product: text(PRODUCT),
        market: text(MARKET),
        network,
    })
}
