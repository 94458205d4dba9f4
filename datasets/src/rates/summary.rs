//! Counts the rows of the table: per file, per network name and in total.
//!
//! Sets of sites, providers and codes are bit sets, so that even a thousand networks take little
//! memory. Network names beyond [`MAX_NETWORKS`] are counted together.

use super::parts::StoredRow;
use super::provider_index::ProviderIndex;
use super::report::NetworkNameReport;
use rustc_hash::FxHashMap;

/// Most network names that are counted separately.
const MAX_NETWORKS: usize = 1000;
/// Longest network name in the report.
const SHOWN_CHARACTERS: usize = 200;

/// Set of small numbers, as bits.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberSet(Vec<u64>);

impl NumberSet {
    fn add(&mut self, number: u32) {
        let word = number as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// Rows, sites and codes of one file or of all files.
#[derive(Debug, Default)]
struct RowSums {
    rates: u64,
    sites: NumberSet,
    codes: NumberSet,
}

#[derive(Debug, Default)]
struct NetworkSums {
    name: Option<String>,
    rates: u64,
    providers: NumberSet,
    codes: NumberSet,
}

/// Counts of a set of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowCounts {
    pub(super) rates: u64,
    pub(super) sites: u64,
    pub(super) codes: u64,
}

/// Counts of a table.
#[derive(Debug)]
pub(super) struct TableSummary<'a> {
    providers: &'a ProviderIndex,
    codes: FxHashMap<String, u32>,
    file: RowSums,
    total: RowSums,
    /// Counts by hash of the name.
    networks: FxHashMap<blake3::Hash, NetworkSums>,
    other_networks: NetworkSums,
}

impl<'a> TableSummary<'a> {
    /// Creates an empty summary.
    pub(super) fn new(providers: &'a ProviderIndex) -> Self {
        Self {
            providers,
            codes: FxHashMap::default(),
            file: RowSums::default(),
            total: RowSums::default(),
            networks: FxHashMap::default(),
            other_networks: NetworkSums::default(),
        }
    }

    /// Counts a row.
    pub(super) fn add(&mut self, row: &StoredRow<'_>) {
        let code = self.number_of_code(row.code);
        let provider = self.providers.number_of(row);
        let sites = provider.map_or(&[][..], |number| self.providers.sites_of(number));
        for sums in [&mut self.file, &mut self.total] {
            sums.rates += 1;
            sums.codes.add(code);
            for &site in sites {
                sums.sites.add(site);
            }
        }
        let network = self.network(row.network_name.as_deref());
        network.rates += 1;
        network.codes.add(code);
        if let Some(provider) = provider {
            network.providers.add(provider);
        }
    }

    /// Returns the counts of the rows since the last call.
    pub(super) fn end_file(&mut self) -> RowCounts {
        std::mem::take(&mut self.file).counts()
    }

    /// Returns the counts of all rows.
    pub(super) fn total(&self) -> RowCounts {
        self.total.counts()
    }

    /// Returns the network names in order, and the sum of those that are not counted separately.
    pub(super) fn networks(self) -> (Vec<NetworkNameReport>, Option<NetworkNameReport>) {
        let mut networks: Vec<_> = self
            .networks
            .into_values()
            .map(NetworkSums::report)
            .collect();
        networks.sort_by(|a, b| a.network_name.cmp(&b.network_name));
        let others = self.other_networks;
        (networks, (others.rates > 0).then(|| others.report()))
    }

    fn number_of_code(&mut self, code: &str) -> u32 {
        if let Some(&number) = self.codes.get(code) {
            return number;
        }
        let number = self.codes.len() as u32;
        self.codes.insert(code.to_owned(), number);
        number
    }

    fn network(&mut self, name: Option<&str>) -> &mut NetworkSums {
        let key = match name {
            None => blake3::hash(&[0xff]),
            Some(name) => blake3::hash(name.as_bytes()),
        };
        let is_full = self.networks.len() >= MAX_NETWORKS;
        if is_full && !self.networks.contains_key(&key) {
            return &mut self.other_networks;
        }
        self.networks.entry(key).or_insert_with(|| NetworkSums {
            name: name.map(|name| name.chars().take(SHOWN_CHARACTERS).collect()),
            ..NetworkSums::default()
        })
    }
}

impl RowSums {
    fn counts(&self) -> RowCounts {
        RowCounts {
            rates: self.rates,
            sites: self.sites.count(),
            codes: self.codes.count(),
        }
    }
}

impl NetworkSums {
    fn report(self) -> NetworkNameReport {
        NetworkNameReport {
            rates: self.rates,
            providers: self.providers.count(),
            codes: self.codes.count(),
            network_name: self.name,
        }
    }
}
