//! Finds sites by registration id, NPI and TIN, and networks by id.
//!
//! The lookup is built once the sites are in snapshot order. An NPI may belong to several sites. A
//! row that names the NPI counts for each of them.

use crate::prices::ProviderKey;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Network, NetworkId, NetworkNo, Npi, RegistrationId, Site, SiteNo};
use rustc_hash::FxHashMap;

/// Sites and networks by their public names.
#[derive(Debug, Default)]
pub(crate) struct SiteLookup {
    pub(crate) sites_by_id: FxHashMap<RegistrationId, SiteNo>,
    pub(crate) sites_by_npi: FxHashMap<Npi, Vec<SiteNo>>,
    /// Sites by each NPI and by the TIN of the organization.
    pub(crate) sites_by_provider: FxHashMap<ProviderKey, Vec<SiteNo>>,
    pub(crate) networks_by_id: FxHashMap<NetworkId, NetworkNo>,
}

/// Site that a row names, with valid cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SiteReference {
    pub(crate) registration_id: Option<RegistrationId>,
    pub(crate) npi: Option<Npi>,
}

impl SiteLookup {
    /// Builds the lookup. Sites must be in snapshot order, networks in the order of their ids.
    pub(crate) fn new(sites: &[Site], networks: &[Network]) -> Self {
        let mut directory = Self::default();
        for (number, site) in (0..).map(SiteNo).zip(sites) {
            directory
                .sites_by_id
                .insert(site.registration_id.clone(), number);
            for &npi in &site.npi {
                directory.sites_by_npi.entry(npi).or_default().push(number);
            }
            let tin = site
                .organization
                .as_ref()
                .and_then(|owner| owner.tin.as_ref());
            let tin = tin.and_then(|tin| ProviderKey::tin(tin.as_str().parse().ok()?));
            for provider in site.npi.iter().copied().map(ProviderKey::from).chain(tin) {
                let sites = directory.sites_by_provider.entry(provider).or_default();
                sites.push(number);
            }
        }
        directory.networks_by_id = (0..)
            .map(NetworkNo)
            .zip(networks)
            .map(|(number, network)| (network.network.clone(), number))
            .collect();
        directory
    }

    /// Returns the sites a row counts for. Empty if none of them is known.
    ///
    /// # Errors
    /// `npi_mismatch` when the row names a known site and an NPI that does not belong to the site.
    pub(crate) fn sites_of(&self, subject: &SiteReference) -> Result<&[SiteNo], RowFault> {
        let by_npi = subject
            .npi
            .and_then(|npi| self.sites_by_npi.get(&npi))
            .map_or(&[][..], Vec::as_slice);
        let Some(id) = &subject.registration_id else {
            return Ok(by_npi);
        };
        let Some(site) = self.sites_by_id.get(id) else {
            return Ok(&[]);
        };
        match by_npi.iter().position(|of_npi| of_npi == site) {
            Some(position) => Ok(&by_npi[position..=position]),
            None if subject.npi.is_none() => Ok(std::slice::from_ref(site)),
            None => Err(RowFault::field(
                RejectCode::NpiMismatch,
                "npi",
                "must be an NPI of the site the row names",
            )),
        }
    }
}
