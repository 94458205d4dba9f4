//! `networks.csv`: the networks we hold, and the plan that owns each.

use crate::error::IngestError;
use crate::fault::FileFault;
use crate::input::Input;
use crate::progress::FileProgress;
use crate::reject::{Fault, RejectCode};
use crate::report::FileReport;
use crate::source::Unpacked;
use crate::table::{Column, Row, Table};
use crate::tally::{Rejects, Tally};
use nearsite_domain::{Network, NetworkId, PlanId};
use std::collections::BTreeMap;

const NETWORK: usize = 0;
const PLAN: usize = 1;
const NAME: usize = 2;
const PRODUCT: usize = 3;
const MARKET: usize = 4;
pub(crate) const COLUMNS: [Column; 5] = [
    Column::required("network"),
    Column::required("plan"),
    Column::optional("name"),
    Column::optional("product"),
    Column::optional("market"),
];

/// Reads the networks, ordered by id; of rows with one id the first stands.
///
/// # Errors
/// When the file cannot be used at all.
pub(crate) fn read_networks(
    input: &Input,
    rejects: &mut Rejects,
    mut progress: FileProgress<'_>,
) -> Result<(Vec<Network>, FileReport), IngestError> {
    let fault = IngestError::file(&input.path);
    let mut table = Table::open(&input.path, &COLUMNS).map_err(&fault)?;
    let mut tally = Tally::new(&input.label, 0, rejects);
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
    table: &mut Table<impl Unpacked>,
    tally: &mut Tally<'_>,
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
                    Fault::field(RejectCode::Duplicate, "network", message),
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

fn read_row(row: &Row<'_>) -> Result<Network, Fault> {
    let network: NetworkId = row
        .parse(NETWORK, RejectCode::InvalidValue)?
        .ok_or_else(|| Fault::missing("network"))?;
    let plan: PlanId = row
        .parse(PLAN, RejectCode::InvalidValue)?
        .ok_or_else(|| Fault::missing("plan"))?;
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
