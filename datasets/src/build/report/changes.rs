//! Compares the prices of new contents with those of the current snapshot, before it is replaced.

use nearsite_domain::{Cents, NetworkNo, ProcedureNo};
use nearsite_index::snapshot::{FEWEST_SITES_SHOWN, ReferenceRow, Snapshot, SnapshotContents};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Smallest change of a median that is reported, in percent.
const MOVED_PER_CENT: i64 = 20;
/// Most medians reported.
const SHOWN: usize = 50;

/// Median that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedMedian {
    /// The network.
    pub network: String,
    /// The procedure.
    pub procedure: String,
    /// The median in the current snapshot, in cents.
    pub before_cents: i64,
    /// The median now, in cents.
    pub now_cents: i64,
}

/// Changes of prices since the current snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PriceChanges {
    /// Id of the current snapshot.
    pub against: String,
    /// Number of medians over at least three sites, before and now, that changed by more than a
    /// fifth.
    pub moved_medians: u64,
    /// First of these medians, largest change first.
    pub first_moved: Vec<MovedMedian>,
    /// Networks that had prices and have none now.
    pub lost_networks: Vec<String>,
    /// Pairs of site and procedure, over all networks, that had only suspect rates before.
    pub suspect_before: u64,
    /// Pairs of site and procedure, over all networks, that have only suspect rates now.
    pub suspect_now: u64,
}

/// Medians by the public names of network and procedure, each with its number of sites.
type Medians = BTreeMap<(String, String), (Cents, u32)>;

/// Compares new contents with a snapshot.
pub(crate) fn compare(before: &Snapshot, contents: &SnapshotContents) -> PriceChanges {
    let (old, suspect_before) = medians_of(before);
    let new = medians_in(contents);
    let mut moved: Vec<MovedMedian> = new
        .iter()
        .filter_map(|(key, &now)| moved(key, *old.get(key)?, now))
        .collect();
    moved.sort_by_key(|median| std::cmp::Reverse(per_mille(median)));
    let priced = |medians: &Medians| -> BTreeSet<String> {
        medians.keys().map(|(network, _)| network.clone()).collect()
    };
    let total = contents.prices.len() - contents.prices.amounts().count();
    PriceChanges {
        against: before.id().to_owned(),
        moved_medians: moved.len() as u64,
        first_moved: moved.into_iter().take(SHOWN).collect(),
        lost_networks: priced(&old).difference(&priced(&new)).cloned().collect(),
        suspect_before,
        suspect_now: total as u64,
    }
}

fn medians_of(snapshot: &Snapshot) -> (Medians, u64) {
    let mut suspect = 0;
    let mut medians = Medians::new();
    let networks = snapshot.networks();
    for group in snapshot.medians() {
        suspect += u64::from(group.suspect);
        let ReferenceRow {
            network,
            procedure,
            amount,
            sites,
        } = group.reference;
        if sites > 0 {
            let network = networks[network.index()].network.to_string();
            let code = snapshot.catalog().get(procedure).code.to_string();
            medians.insert((network, code), (amount, sites));
        }
    }
    (medians, suspect)
}

fn medians_in(contents: &SnapshotContents) -> Medians {
    let name = |network: NetworkNo| contents.networks[network.index()].network.to_string();
    let code = |procedure: ProcedureNo| contents.catalog.get(procedure).code.to_string();
    contents
        .references
        .iter()
        .map(|row| {
            (
                (name(row.network), code(row.procedure)),
                (row.amount, row.sites),
            )
        })
        .collect()
}

fn moved(
    (network, procedure): &(String, String),
    (before, sites_before): (Cents, u32),
    (now, sites_now): (Cents, u32),
) -> Option<MovedMedian> {
    let are_medians = sites_before.min(sites_now) >= FEWEST_SITES_SHOWN;
    let distance = (now.0 - before.0).abs();
    (are_medians && distance * 100 > before.0 * MOVED_PER_CENT).then(|| MovedMedian {
        network: network.clone(),
        procedure: procedure.clone(),
        before_cents: before.0,
        now_cents: now.0,
    })
}

/// Change of a median, in thousandths of its earlier value.
fn per_mille(median: &MovedMedian) -> i64 {
    (median.now_cents - median.before_cents).abs() * 1000 / median.before_cents.max(1)
}
