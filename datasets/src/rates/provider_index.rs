//! Index of registered providers and their sites, for the counts in the report.

use super::parts::StoredRow;
use nearsite_domain::Site;
use rustc_hash::FxHashMap;

/// NPIs and TINs of all registrations. Each has a number.
#[derive(Debug, Default)]
pub(crate) struct ProviderIndex {
    by_npi: FxHashMap<u64, u32>,
    by_tin: FxHashMap<u32, u32>,
    /// Positions of the sites of each provider.
    sites: Vec<Vec<u32>>,
}

impl ProviderIndex {
    /// Creates an index of all NPIs and TINs of sites.
    pub(crate) fn new(sites: &[Site]) -> Self {
        let mut providers = Self::default();
        for (position, site) in (0..).zip(sites) {
            for npi in &site.npi {
                let next = providers.sites.len() as u32;
                let number = *providers.by_npi.entry(npi.as_u64()).or_insert(next);
                providers.add(number, position);
            }
            let organization = site.organization.as_ref();
            let tin = organization.and_then(|organization| organization.tin.as_ref());
            if let Some(tin) = tin.and_then(|tin| tin.as_str().parse().ok()) {
                let next = providers.sites.len() as u32;
                let number = *providers.by_tin.entry(tin).or_insert(next);
                providers.add(number, position);
            }
        }
        providers
    }

    fn add(&mut self, number: u32, site: u32) {
        match self.sites.get_mut(number as usize) {
            Some(sites) => sites.push(site),
            None => self.sites.push(vec![site]),
        }
    }

    /// Returns the number of the provider of a row: by its NPI, or by its TIN if it has no NPI.
    pub(crate) fn number_of(&self, row: &StoredRow<'_>) -> Option<u32> {
        if let Some(npi) = row.npi {
            return self.by_npi.get(&npi).copied();
        }
        let tin = row.tin.as_deref()?;
        if row.tin_type.as_deref() == Some("npi") {
            self.by_npi.get(&tin.parse().ok()?).copied()
        } else {
            self.by_tin.get(&tin.parse().ok()?).copied()
        }
    }

    /// Returns the positions of the sites of a provider.
    pub(crate) fn sites_of(&self, number: u32) -> &[u32] {
        self.sites.get(number as usize).map_or(&[], Vec::as_slice)
    }
}
