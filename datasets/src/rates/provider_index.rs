//! Registered providers by number, and the sites each stands for: what the report counts.

use super::parts::StoredRow;
use nearsite_domain::Site;
use rustc_hash::FxHashMap;

/// NPIs and TINs of all registrations, numbered.
#[derive(Debug, Default)]
pub(crate) struct ProviderIndex {
    by_npi: FxHashMap<u64, u32>,
    by_tin: FxHashMap<u32, u32>,
    /// By provider: positions of its sites.
    sites: Vec<Vec<u32>>,
}

impl ProviderIndex {
    /// Everybody who is registered.
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

    /// Whom a row is about: its NPI, else its TIN.
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

    /// Positions of a provider's sites.
    pub(crate) fn sites_of(&self, number: u32) -> &[u32] {
        self.sites.get(number as usize).map_or(&[], Vec::as_slice)
    }
}
