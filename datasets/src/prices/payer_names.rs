//! Findings about the names of payers and networks in rates tables: names that mean no network, and
//! networks with rates of several payers. Names are cut to a bounded length and number.

use super::aliases::{RateName, payer_key};
use nearsite_domain::{Network, NetworkNo};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most names that are counted separately.
const MAX_NAMES: usize = 10_000;
/// Longest name kept, in bytes.
const MAX_NAME_BYTES: usize = 256;

/// Rates under one name of one payer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NamedRates {
    /// The payer; empty if it is not named.
    pub payer: String,
    /// The network, or the payer or entity if no network is named.
    pub network_name: String,
    /// Number of rates.
    pub rates: u64,
}

/// Rates of published price files under unmapped network names. They are counted but not used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnmatchedNetworks {
    /// Rates by the name of the network, or of the payer if no network is named.
    pub names: BTreeMap<String, u64>,
    /// The same by payer and name.
    pub pairs: Vec<NamedRates>,
    /// Rates of further names, beyond those counted separately.
    pub further: u64,
}

/// A network to which names of several payers are mapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedNetwork {
    /// Id of the network.
    pub network: String,
    /// True if the rates are used: the alias table names each payer, or the names are the network's
    /// own. False if an alias without payer leaves open whose rates are meant.
    pub is_used: bool,
    /// The names with their rates.
    pub sources: Vec<NamedRates>,
}

/// Counts of rates by payer and name.
#[derive(Debug, Default)]
struct NameCounts {
    rates: BTreeMap<(NetworkNo, String, String), u64>,
    further: u64,
}

impl NameCounts {
    fn add(&mut self, network: NetworkNo, name: RateName<'_>) {
        let key = (network, cut(name.payer), cut(name.network_name));
        if let Some(rates) = self.rates.get_mut(&key) {
            *rates += 1;
        } else if self.rates.len() < MAX_NAMES {
            self.rates.insert(key, 1);
        } else {
            self.further += 1;
        }
    }

    fn by_network(self) -> BTreeMap<NetworkNo, Vec<NamedRates>> {
        let mut networks = BTreeMap::<_, Vec<_>>::new();
        for ((network, payer, network_name), rates) in self.rates {
            networks.entry(network).or_default().push(NamedRates {
                payer,
                network_name,
                rates,
            });
        }
        networks
    }
}

/// The names met while rates tables are read.
#[derive(Debug, Default)]
pub(super) struct PayerNames {
    unmatched: NameCounts,
    mapped: NameCounts,
    undecided: NameCounts,
}

impl PayerNames {
    /// Counts a rate under a name that means no network.
    pub(super) fn note_unmatched(&mut self, name: RateName<'_>) {
        self.unmatched.add(NetworkNo(0), name);
    }

    /// Counts a rate of a network.
    pub(super) fn note_mapped(&mut self, network: NetworkNo, name: RateName<'_>) {
        self.mapped.add(network, name);
    }

    /// Counts a rate under an alias without payer that has rates of several payers.
    pub(super) fn note_undecided(&mut self, networks: &[NetworkNo], name: RateName<'_>) {
        self.note_unmatched(name);
        for &network in networks {
            self.undecided.add(network, name);
        }
    }

    /// Returns the findings.
    pub(super) fn finish(self, networks: &[Network]) -> (UnmatchedNetworks, Vec<SharedNetwork>) {
        let Self {
            unmatched,
            mapped,
            undecided,
        } = self;
        let further = unmatched.further;
        let pairs: Vec<NamedRates> = unmatched.by_network().into_values().flatten().collect();
        let mut names = BTreeMap::new();
        for pair in &pairs {
            *names.entry(pair.network_name.clone()).or_default() += pair.rates;
        }
        let unmatched = UnmatchedNetworks {
            names,
            pairs,
            further,
        };
        let mut shared = Vec::new();
        for (counts, is_used) in [(undecided, false), (mapped, true)] {
            for (network, sources) in counts.by_network() {
                let payers = sources.iter().map(|source| payer_key(&source.payer));
                let payers: BTreeSet<_> = payers.filter(|payer| !payer.is_empty()).collect();
                if let (2.., Some(network)) = (payers.len(), networks.get(network.index())) {
                    let network = network.network.to_string();
                    shared.push(SharedNetwork {
                        network,
                        is_used,
                        sources,
                    });
                }
            }
        }
        (unmatched, shared)
    }
}

fn cut(name: &str) -> String {
    name[..name.floor_char_boundary(MAX_NAME_BYTES)].to_owned()
}
