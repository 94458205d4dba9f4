//! The build report: counts of all rows, warnings, and the published snapshot, as text for people
//! and as JSON.
//!
//! The report contains counts, names of files, columns and networks, and registration ids of sites
//! far from their ZIP code. It also contains the registration ids of sites whose given score
//! differs from the computed one, with both scores. It contains no other value of any row.

mod changes;
mod print;

pub(crate) use changes::compare;
pub use changes::{MovedMedian, PriceChanges};

use super::listing::ListingReport;
use crate::prices::{
    NamedRates, NetworkCoverage, RatesTableFindings, SharedNetwork, UnmatchedNetworks,
};
use crate::reading::file_report::FileReport;
use crate::reading::reject::Reject;
use crate::reading::row_counter::Counts;
use crate::registrations::FarLocations;
use crate::scorecard::ScoreReport;
use nearsite_domain::{Day, Network};
use nearsite_index::snapshot::{Published, SnapshotCounts, SourceFile};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts of the contents of a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Holdings {
    /// Sites.
    pub sites: u64,
    /// Sites that stated no point and whose ZIP code is known only by its town.
    pub sites_by_town: u64,
    /// Networks.
    pub networks: u64,
    /// All-in prices, one for each priced site, procedure and network.
    pub prices: u64,
    /// Rates behind the prices, including those that lost.
    pub rates: u64,
    /// Medians that prices are compared with.
    pub references: u64,
}

/// The published snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedReport {
    /// Id of the snapshot.
    pub id: String,
    /// True if a snapshot with the same content already existed.
    pub reused: bool,
}

impl From<Published> for PublishedReport {
    fn from(published: Published) -> Self {
        Self {
            id: published.id,
            reused: published.reused,
        }
    }
}

/// Report of one build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildReport {
    /// Build date. Prices were resolved on it.
    pub prices_as_of: Day,
    /// The files, in the order they were read.
    pub files: Vec<FileReport>,
    /// Rows that name one of our networks, over all files.
    pub networks: BTreeMap<String, Counts>,
    /// Counts of the contents.
    pub snapshot: Holdings,
    /// Sites whose points look wrong.
    pub far_locations: FarLocations,
    /// Computed scores, and given scores that differ from the computed ones.
    pub scores: ScoreReport,
    /// Coverage of prices in each network, and the verdicts on rates.
    pub coverage: BTreeMap<String, NetworkCoverage>,
    /// Rates of public price files in unmapped networks.
    pub unmatched: UnmatchedNetworks,
    /// Networks to which names of several payers in public price files are mapped.
    pub shared_networks: Vec<SharedNetwork>,
    /// Rates of public price files that count as estimates because a date of theirs is blank or
    /// unreadable.
    pub undated_rates: u64,
    /// Changes since the current snapshot. None if there is none.
    pub changes: Option<PriceChanges>,
    /// Sites that searches can list, and the causes for the others.
    pub listing: ListingReport,
    /// Findings that need a look.
    pub warnings: Vec<String>,
    /// First few rejects.
    pub first_rejects: Vec<Reject>,
    /// The snapshot that is now current. None after a dry run or a refused build.
    pub published: Option<PublishedReport>,
}

impl BuildReport {
    /// Adds the result of the score cards.
    pub(crate) fn add_scores(&mut self, scores: ScoreReport) {
        if scores.differing > 0 {
            let ScoreReport {
                compared,
                differing,
                ..
            } = &scores;
            self.warnings.push(format!(
                "{differing} of {compared} scores that were given differ by more than 0.1 points from the scores computed from \
                 their assessments; the given scores are used: run nearsite score SITE to see the card of a site"
            ));
        }
        self.scores = scores;
    }

    /// Adds the coverage of prices. Networks are in the order of their numbers.
    pub(crate) fn add_prices(&mut self, networks: &[Network], coverage: Vec<NetworkCoverage>) {
        let names = networks.iter().map(|network| network.network.to_string());
        self.coverage = names.zip(coverage).collect();
    }

    /// Adds the findings about rates tables, each with a warning.
    pub(crate) fn add_rates_findings(&mut self, findings: RatesTableFindings) {
        let RatesTableFindings {
            unmatched,
            shared,
            undated,
        } = findings;
        let rates = unmatched.names.values().sum::<u64>() + unmatched.further;
        if rates > 0 {
            let names = unmatched.names.len();
            self.warnings.push(format!(
                "{rates} rates are in unmapped networks, under {names} different names: map the names in --network-aliases"
            ));
        }
        self.warnings.extend(shared.iter().map(shared_network));
        if undated > 0 {
            self.warnings.push(format!(
                "{undated} rates have a blank or unreadable date and count as estimates"
            ));
        }
        self.unmatched = unmatched;
        self.shared_networks = shared;
        self.undated_rates = undated;
    }

    /// Returns the part for the manifest: counts per file and per network.
    pub(crate) fn manifest_part(&self) -> serde_json::Value {
        serde_json::json!({
            "files": self.files,
            "networks": self.networks,
            "scores": self.scores,
            "coverage": self.coverage,
            "snapshot": self.snapshot,
        })
    }

    /// Returns the files as the manifest names them.
    pub(crate) fn sources(&self) -> Vec<SourceFile> {
        self.files.iter().map(FileReport::source).collect()
    }
}

/// Returns one sentence about a network with rates of several payers.
fn shared_network(shared: &SharedNetwork) -> String {
    const SHOWN: usize = 5;
    let sources = shared.sources.iter().take(SHOWN).map(|source| {
        let NamedRates {
            payer,
            network_name,
            rates,
        } = source;
        let noun = if *rates == 1 { "rate" } else { "rates" };
        format!("{payer} / {network_name} ({rates} {noun})")
    });
    let further = shared.sources.len().saturating_sub(SHOWN);
    let further = (further > 0).then(|| format!("{further} more"));
    let sources = sources.chain(further).collect::<Vec<_>>().join(", ");
    let network = &shared.network;
    if shared.is_used {
        format!(
            "network {network} joins rates of several payers: {sources}: if one is not meant, name the payers that are in column \
             payer_name of --network-aliases"
        )
    } else {
        format!(
            "an alias of network {network} names no payer, and several payers use the name: {sources}: these rates are not used, \
             add column payer_name to --network-aliases"
        )
    }
}

/// Sums the rows of all files by network.
pub(crate) fn sum_by_network(names: &[String], files: &[FileReport]) -> BTreeMap<String, Counts> {
    let of_network = |number: usize| {
        files
            .iter()
            .filter_map(|file| file.by_network.get(number))
            .fold(Counts::default(), Counts::plus)
    };
    names
        .iter()
        .enumerate()
        .map(|(number, name)| (name.clone(), of_network(number)))
        .collect()
}

/// Returns one sentence for each count that is smaller by more than a fifth than in the current
/// snapshot.
pub(crate) fn find_shrinkage(before: &SnapshotCounts, after: &SnapshotCounts) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut compare = |what: String, before: u64, after: u64| {
        let lost = before.saturating_sub(after);
        if u128::from(lost) * 5 > u128::from(before) {
            let advice = "check the input files, or accept it with --accept-shrink";
            reasons.push(format!(
                "{what} would shrink from {before} to {after}, by over 20 %: {advice}"
            ));
        }
    };
    compare("sites".to_owned(), before.sites, after.sites);
    compare("priced pairs".to_owned(), before.prices, after.prices);
    for (network, &rows) in &before.networks {
        let now = after.networks.get(network).copied().unwrap_or(0);
        compare(format!("rows of network {network}"), rows, now);
    }
    reasons
}

/// Returns one sentence for each rule that the build breaks. In every file some row must be used,
/// and few enough rejected.
pub(crate) fn find_faults(report: &BuildReport, max_reject_ratio: f64) -> Vec<String> {
    let mut reasons = Vec::new();
    for file in report.files.iter().filter(|file| !is_empty_rates(file)) {
        let counts = &file.counts;
        if counts.accepted + counts.skipped == 0 {
            let found = if counts.read == 0 {
                "it has no rows".to_owned()
            } else {
                format!("all {} rows were rejected", counts.rejected)
            };
            reasons.push(format!(
                "{}: {found}: check that this is the right file of {}",
                file.name, file.role
            ));
        } else {
            reasons.extend(too_many_rejects(&file.name, counts, max_reject_ratio));
        }
    }
    for (network, counts) in &report.networks {
        reasons.extend(too_many_rejects(
            &format!("network {network}"),
            counts,
            max_reject_ratio,
        ));
    }
    reasons
}

/// True for a rates table without rows, which `nearsite rates` writes if no rate is found.
pub(crate) fn is_empty_rates(file: &FileReport) -> bool {
    file.role == "rates" && file.counts.read == 0
}

fn too_many_rejects(what: &str, counts: &Counts, max_reject_ratio: f64) -> Option<String> {
    (counts.reject_ratio() > max_reject_ratio).then(|| {
        let Counts { read, rejected, .. } = counts;
        let limit = max_reject_ratio * 100.0;
        format!(
            "{what}: {rejected} of {read} rows were rejected, more than {limit} %: repair the rows named in the rejects file, \
             or allow more with --max-reject-ratio"
        )
    })
}
