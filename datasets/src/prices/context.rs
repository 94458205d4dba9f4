//! The context of price rows: the sites, networks and procedures they are checked and resolved
//! against.

use super::aliases::NetworkAliases;
use super::rate::ProviderKey;
use super::registered_services::RegisteredServices;
use crate::reading::source::Fingerprint;
use nearsite_domain::{
    Catalog, Day, Network, NetworkId, NetworkNo, Npi, RegistrationId, Setting, SiteNo,
};
use rustc_hash::FxHashMap;

/// Everything that price rows are checked and resolved against.
pub(crate) struct PriceContext<'a> {
    /// Sites by registration id.
    pub(crate) sites_by_id: &'a FxHashMap<RegistrationId, SiteNo>,
    /// Sites by each NPI they list.
    pub(crate) sites_by_npi: &'a FxHashMap<Npi, Vec<SiteNo>>,
    /// Sites by each NPI they list and by the TIN of their organization.
    pub(crate) sites_by_provider: &'a FxHashMap<ProviderKey, Vec<SiteNo>>,
    /// The networks, by [`NetworkNo`].
    pub(crate) networks: &'a [Network],
    /// Networks by public name.
    pub(crate) networks_by_id: &'a FxHashMap<NetworkId, NetworkNo>,
    /// The procedures.
    pub(crate) catalog: &'a Catalog,
    /// Each site's way of billing, by [`SiteNo`].
    pub(crate) settings: &'a [Setting],
    /// Registered services of each site, by [`SiteNo`].
    pub(crate) services: &'a [RegisteredServices],
    /// Network names of published price files.
    pub(crate) aliases: &'a NetworkAliases,
    /// Build date, on which rates must be in effect.
    pub(crate) as_of: Day,
}

/// Facts about a price file that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PriceFileRead {
    /// Its size and hash.
    pub(crate) fingerprint: Fingerprint,
    /// Unknown columns, which were ignored.
    pub(crate) unknown_columns: Vec<String>,
}
