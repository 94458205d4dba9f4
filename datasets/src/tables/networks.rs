//! `networks.csv`: the networks we hold, and the plan that owns each.

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

/// Reads the networks, ordered by id; of rows with one id the first stands.
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
    let mut tally = RowCounter::new(&input.label, 0, rejects);
    let networks = read_rows(&mut table, &mut tally, &mut progress).map_err(&fault)?;
    let unknown = table.unknown_columns().to_vec();
    let fingerprint = table.finish().map_err(&fault)?;
    progress.done(fingerprint.bytes);
    let report = FileReport::new("networks", input, fingerprint, unknown, tally.finish());
    Ok((networks, report))
}

/// The networks of a table, ordered by id.
///
/// # Errors
/// When the table cannot be read on.
pub(crate) fn read_rows(
    table: &mut CsvTable<impl Unpacked>,
    tally: &mut RowCounter<'_>,
    progress: &mut FileProgress<'_>,
) -> Result<Vec<Network>, FileFault> {
    let mut networks = BTreeMap::new();
    while let Some(row) = table.next_row(tally)? {
        match read_row(&row) {
            Err(fault) => tally.reject(row.at(), None, fault),
            Ok(network) if networks.contains_key(&network.network) => {
                let message = "an earlier row names this network and stands";
                tally.reject(
                    row.at(),
                    None,
                    RowFault::field(RejectCode::Duplicate, "network", message),
                );
            }
            Ok(network) => {
                networks.insert(network.network.clone(), network);
                tally.accept(None);
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
    // A network without a name for people goes by its id.
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
