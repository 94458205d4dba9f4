//! The keys of all rates as polars frames. Rates by NPI or TIN are joined to each of its sites.
//! Then all are sorted into the order in which prices are resolved.
//!
//! A frame has 12 bytes per rate: its position, and (network, procedure, site) packed into one
//! number, because sorting by one column is many times faster than by three. The rates themselves
//! are not moved, so a row for a provider with fifty sites is stored once.

use super::context::PriceContext;
use super::price_table_row::{AcceptedRow, RateTarget};
use super::rate::ProviderKey;
use nearsite_domain::{NetworkNo, ProcedureNo, SiteNo};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

const STUDY: &str = "study";
const SITE: &str = "site";
const PROVIDER: &str = "provider";
const PLACE: &str = "place";
const RATE: &str = "rate";

/// The packing of (network, procedure, site) into a number with the same order.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyPacking {
    procedures: u64,
    sites: u64,
}

impl KeyPacking {
    /// Creates a packing with room for every procedure and site of the build. The product of the
    /// counts is far below 64 bits: 10 million sites and 10 thousand procedures leave room for 184
    /// million networks.
    pub(super) fn new(context: &PriceContext<'_>) -> Self {
        Self {
            procedures: context.catalog.procedures().len() as u64,
            sites: context.settings.len() as u64,
        }
    }

    /// Packs network and procedure.
    fn study(self, network: NetworkNo, procedure: ProcedureNo) -> u64 {
        u64::from(network.0) * self.procedures + u64::from(procedure.0)
    }

    fn place(self, study: u64, site: SiteNo) -> u64 {
        study * self.sites + u64::from(site.0)
    }

    fn unpack(self, place: u64) -> (NetworkNo, ProcedureNo, SiteNo) {
        let (study, site) = (place / self.sites, place % self.sites);
        let (network, procedure) = (study / self.procedures, study % self.procedures);
        (
            NetworkNo(network as u32),
            ProcedureNo(procedure as u32),
            SiteNo(site as u32),
        )
    }
}

/// The keys of the rates read so far.
#[derive(Debug, Default)]
pub(super) struct RateKeys {
    /// Packed keys of rates by registration id.
    places: Vec<u64>,
    place_rates: Vec<u32>,
    /// Network and procedure of rates by NPI or TIN, with the provider.
    studies: Vec<u64>,
    providers: Vec<u64>,
    provider_rates: Vec<u32>,
}

impl RateKeys {
    /// Adds a rate by its position among the rates.
    pub(super) fn push(&mut self, row: &AcceptedRow, rate: u32, packing: KeyPacking) {
        let study = packing.study(row.network, row.procedure);
        match row.subject {
            RateTarget::Site(site) => {
                self.places.push(packing.place(study, site));
                self.place_rates.push(rate);
            }
            RateTarget::Sites(provider) => {
                self.studies.push(study);
                self.providers.push(provider.as_u64());
                self.provider_rates.push(rate);
            }
        }
    }

    /// Joins each rate to its sites and sorts by network, procedure and site.
    ///
    /// # Errors
    /// Errors of polars. None is expected.
    pub(super) fn into_sorted(
        self,
        sites_by_provider: &FxHashMap<ProviderKey, Vec<SiteNo>>,
        packing: KeyPacking,
    ) -> PolarsResult<SortedKeys> {
        let places = UInt64Chunked::from_vec(PLACE.into(), self.places).into_column();
        let rates = UInt32Chunked::from_vec(RATE.into(), self.place_rates).into_column();
        let mut keys = DataFrame::new_infer_height(vec![places, rates])?;
        if !self.providers.is_empty() {
            let by_provider = DataFrame::new_infer_height(vec![
                UInt64Chunked::from_vec(STUDY.into(), self.studies).into_column(),
                UInt64Chunked::from_vec(PROVIDER.into(), self.providers).into_column(),
                UInt32Chunked::from_vec(RATE.into(), self.provider_rates).into_column(),
            ])?;
            let place = col(STUDY) * lit(packing.sites) + col(SITE);
            let joined = by_provider
                .lazy()
                .join(
                    site_list(sites_by_provider)?.lazy(),
                    [col(PROVIDER)],
                    [col(PROVIDER)],
                    JoinArgs::new(JoinType::Inner),
                )
                .select([place.alias(PLACE), col(RATE)])
                .collect()?;
            keys.vstack_mut_owned(joined)?;
        }
        keys.sort_in_place([PLACE], SortMultipleOptions::default())?;
        keys.rechunk_mut_par();
        Ok(SortedKeys { keys, packing })
    }
}

/// Lists every NPI and TIN with each of its sites, without duplicates.
fn site_list(sites_by_provider: &FxHashMap<ProviderKey, Vec<SiteNo>>) -> PolarsResult<DataFrame> {
    let (mut providers, mut sites) = (Vec::new(), Vec::new());
    for (provider, listed) in sites_by_provider {
        let mut distinct = listed.clone();
        distinct.sort_unstable();
        distinct.dedup();
        providers.extend(distinct.iter().map(|_| provider.as_u64()));
        sites.extend(distinct.iter().map(|site| u64::from(site.0)));
    }
    DataFrame::new_infer_height(vec![
        UInt64Chunked::from_vec(PROVIDER.into(), providers).into_column(),
        UInt64Chunked::from_vec(SITE.into(), sites).into_column(),
    ])
}

/// Rates in the order in which prices are resolved.
pub(super) struct SortedKeys {
    keys: DataFrame,
    packing: KeyPacking,
}

/// The rates of one (network, procedure, site) as a range of the sorted keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyGroup {
    pub(super) network: NetworkNo,
    pub(super) procedure: ProcedureNo,
    pub(super) site: SiteNo,
    pub(super) rows: Range<usize>,
}

impl SortedKeys {
    /// Returns the positions of the rates, to be sliced by [`KeyGroup::rows`]. Within a group they
    /// have no order.
    ///
    /// # Errors
    /// Errors of polars. None is expected.
    pub(super) fn rates(&self) -> PolarsResult<&[u32]> {
        self.keys
            .column(RATE)?
            .as_materialized_series()
            .u32()?
            .cont_slice()
    }

    /// Returns the groups in order.
    ///
    /// # Errors
    /// Errors of polars. None is expected.
    pub(super) fn groups(&self) -> PolarsResult<impl Iterator<Item = KeyGroup>> {
        let places = self
            .keys
            .column(PLACE)?
            .as_materialized_series()
            .u64()?
            .cont_slice()?;
        let mut start = 0;
        Ok(places
            .chunk_by(|first, second| first == second)
            .map(move |group| {
                let (network, procedure, site) = self.packing.unpack(group[0]);
                let rows = start..start + group.len();
                start = rows.end;
                KeyGroup {
                    network,
                    procedure,
                    site,
                    rows,
                }
            }))
    }
}
