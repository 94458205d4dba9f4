//! The build report: what was read, what became of it, and what to look at; as text for people and as JSON.
//!
//! The report holds counts, names of files, columns and networks, registration ids of sites far from their ZIP, and those of
//! sites whose given score is not what their answers come to, with both scores; no other value of any row.

mod changes;
mod print;

pub(crate) use changes::compare;
pub use changes::{MovedMedian, PriceChanges};

use crate::prices::{NetworkCoverage, UnmatchedNetworks};
use crate::reading::file_report::FileReport;
use crate::reading::reject::Reject;
use crate::reading::row_counter::Counts;
use crate::registrations::FarLocations;
use crate::scorecard::ScoreReport;
use nearsite_domain::{Day, Network};
use nearsite_index::snapshot::{Published, SnapshotCounts, SourceFile};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the snapshot holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Holdings {
    /// Sites.
    pub sites: u64,
    /// Networks.
    pub networks: u64,
    /// All-in prices: priced (site, procedure, network).
    pub prices: u64,
    /// Rates behind them, losers included.
    pub rates: u64,
    /// Medians that prices are compared with.
    pub references: u64,
}

/// What became of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedReport {
    /// Its id.
    pub id: String,
    /// Whether a snapshot with this content was there already.
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

/// What a build read and made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildReport {
    /// The build date prices were resolved on.
    pub prices_as_of: Day,
    /// The files, in the order they were read.
    pub files: Vec<FileReport>,
    /// Rows that name a network we hold, over all files.
    pub networks: BTreeMap<String, Counts>,
    /// What the snapshot holds.
    pub snapshot: Holdings,
    /// Sites whose points look wrong.
    pub far_locations: FarLocations,
    /// Scores computed from assessments, and given ones that are not what would be computed.
    pub scores: ScoreReport,
    /// What is priced in each network, by what, and why rates lost.
    pub coverage: BTreeMap<String, NetworkCoverage>,
    /// Rates of public price files in networks nobody maps.
    pub unmatched: UnmatchedNetworks,
    /// What would change against the current snapshot; none when there is none.
    pub changes: Option<PriceChanges>,
    /// Things to look at.
    pub warnings: Vec<String>,
    /// The first few rejects.
    pub first_rejects: Vec<Reject>,
    /// The snapshot that is now current; none after a dry run or a refused build.
    pub published: Option<PublishedReport>,
}

impl BuildReport {
    /// Notes what score cards came to.
    pub(crate) fn add_scores(&mut self, scores: ScoreReport) {
        if scores.differing > 0 {
            let ScoreReport {
                compared,
                differing,
                ..
            } = &scores;
            self.warnings.push(format!(
                "{differing} of {compared} scores that were given differ by more than 0.1 points from what their assessments \
                 come to; the given ones stand: nearsite score SITE shows the card of a site"
            ));
        }
        self.scores = scores;
    }

    /// Notes what is priced; networks in the order of their numbers.
    pub(crate) fn add_prices(
        &mut self,
        networks: &[Network],
        coverage: Vec<NetworkCoverage>,
        unmatched: UnmatchedNetworks,
    ) {
        let names = networks.iter().map(|network| network.network.to_string());
        self.coverage = names.zip(coverage).collect();
        let rates = unmatched.names.values().sum::<u64>() + unmatched.further;
        if rates > 0 {
            let names = unmatched.names.len();
            self.warnings.push(format!(
                "{rates} rates are in networks nobody maps, under {names} different names: name them in --network-aliases"
            ));
        }
        self.unmatched = unmatched;
    }

    /// The part that goes into the manifest: counts per file and per network.
    pub(crate) fn manifest_part(&self) -> serde_json::Value {
        serde_json::json!({
            "files": self.files,
            "networks": self.networks,
            "scores": self.scores,
            "coverage": self.coverage,
            "snapshot": self.snapshot,
        })
    }

    /// The files as the manifest names them.
    pub(crate) fn sources(&self) -> Vec<SourceFile> {
        self.files.iter().map(FileReport::source).collect()
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

/// The sentences of the shrink guard: what is smaller by more than a fifth than in the current snapshot.
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

/// The sentences of the rules every build must pass: some row used in every file, and few enough rejected.
pub(crate) fn find_faults(report: &BuildReport, max_reject_ratio: f64) -> Vec<String> {
    let mut reasons = Vec::new();
    for file in &report.files {
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
