//! The price coverage of each network: the part of the report that counts prices by evidence and
//! rates by verdict.

use super::resolve::ResolvedColumns;
use nearsite_domain::{Evidence, Verdict};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::BTreeMap;

/// The price coverage of one network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NetworkCoverage {
    /// Sites with any price.
    pub sites: u64,
    /// Procedures with any price.
    pub procedures: u64,
    /// All-in prices.
    pub prices: u64,
    /// All-in prices by their evidence.
    pub by_evidence: BTreeMap<&'static str, u64>,
    /// Pairs of site and procedure that have only implausible rates.
    pub suspect: u64,
    /// Rates by verdict.
    pub rates_by_verdict: BTreeMap<&'static str, u64>,
}

/// Counts the coverage of every network, by number.
pub(super) fn count_coverage(resolved: &ResolvedColumns, networks: usize) -> Vec<NetworkCoverage> {
    let mut coverage = vec![NetworkCoverage::default(); networks];
    let mut sites = vec![FxHashSet::default(); networks];
    let mut procedures = vec![FxHashSet::default(); networks];
    for (network, procedure, site, evidence) in resolved.prices.support() {
        let of_network = &mut coverage[network.index()];
        let Some(evidence) = evidence else {
            of_network.suspect += 1;
            continue;
        };
        of_network.prices += 1;
        *of_network
            .by_evidence
            .entry(Evidence::as_str(evidence))
            .or_default() += 1;
        sites[network.index()].insert(site);
        procedures[network.index()].insert(procedure);
    }
    for (network, verdict) in resolved.rates.verdicts() {
        let rates = &mut coverage[network.index()].rates_by_verdict;
        *rates.entry(Verdict::as_str(verdict)).or_default() += 1;
    }
    for (of_network, (sites, procedures)) in coverage.iter_mut().zip(sites.iter().zip(&procedures))
    {
        of_network.sites = sites.len() as u64;
        of_network.procedures = procedures.len() as u64;
    }
    coverage
}
