//! The keys of all rates as polars frames: rates by NPI are joined to every site that lists it, then all are sorted into the
//! order in which prices are resolved.
//!
//! Only the keys go through the frames: 16 bytes a rate. The rates themselves stay where they were read, so that one row that
//! speaks of an NPI with fifty sites is held once.

use super::row::{Accepted, Subject};
use nearsite_index::domain::{NetworkNo, Npi, ProcedureNo, SiteNo};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

const NETWORK: &str = "network";
const PROCEDURE: &str = "procedure";
const SITE: &str = "site";
const NPI: &str = "npi";
const RATE: &str = "rate";

/// Network, procedure and position of rates, column by column.
#[derive(Debug, Default)]
struct Keys {
    network: Vec<u32>,
    procedure: Vec<u32>,
    rate: Vec<u32>,
}

impl Keys {
    fn push(&mut self, row: &Accepted, rate: u32) {
        self.network.push(row.network.0);
        self.procedure.push(row.procedure.0);
        self.rate.push(rate);
    }

    fn into_columns(self) -> [Column; 3] {
        [column(NETWORK, self.network), column(PROCEDURE, self.procedure), column(RATE, self.rate)]
    }
}

/// The keys of the rates read so far.
#[derive(Debug, Default)]
pub(super) struct RateKeys {
    by_site: Keys,
    sites: Vec<u32>,
    by_npi: Keys,
    npis: Vec<u64>,
}

impl RateKeys {
    /// Adds a rate by its position among the rates.
    pub(super) fn push(&mut self, row: &Accepted, rate: u32) {
        match row.subject {
            Subject::Site(site) => {
                self.by_site.push(row, rate);
                self.sites.push(site.0);
            }
            Subject::Sites(npi) => {
                self.by_npi.push(row, rate);
                self.npis.push(npi.as_u64());
            }
        }
    }

    /// Gives each rate to its sites and sorts by network, procedure, site and file order.
    ///
    /// # Errors
    /// What polars reports; none is expected.
    pub(super) fn into_sorted(self, sites_by_npi: &FxHashMap<Npi, Vec<SiteNo>>) -> PolarsResult<SortedKeys> {
        let [network, procedure, rate] = self.by_site.into_columns();
        let mut keys = DataFrame::new_infer_height(vec![network, procedure, column(SITE, self.sites), rate])?;
        if !self.npis.is_empty() {
            let [network, procedure, rate] = self.by_npi.into_columns();
            let by_npi = DataFrame::new_infer_height(vec![network, procedure, column64(NPI, self.npis), rate])?;
            let joined = by_npi.inner_join(&site_list(sites_by_npi)?, [NPI], [NPI])?;
            keys.vstack_mut_owned(joined.select([NETWORK, PROCEDURE, SITE, RATE])?)?;
        }
        keys.sort_in_place([NETWORK, PROCEDURE, SITE, RATE], SortMultipleOptions::default())?;
        keys.rechunk_mut_par();
        Ok(SortedKeys { keys })
    }
}

/// Every NPI with every site that lists it, once each.
fn site_list(sites_by_npi: &FxHashMap<Npi, Vec<SiteNo>>) -> PolarsResult<DataFrame> {
    let (mut npis, mut sites) = (Vec::new(), Vec::new());
    for (npi, listed) in sites_by_npi {
        let mut distinct = listed.clone();
        distinct.sort_unstable();
        distinct.dedup();
        npis.extend(distinct.iter().map(|_| npi.as_u64()));
        sites.extend(distinct.iter().map(|site| site.0));
    }
    DataFrame::new_infer_height(vec![column64(NPI, npis), column(SITE, sites)])
}

fn column(name: &'static str, values: Vec<u32>) -> Column {
    UInt32Chunked::from_vec(name.into(), values).into_column()
}

fn column64(name: &'static str, values: Vec<u64>) -> Column {
    UInt64Chunked::from_vec(name.into(), values).into_column()
}

/// Rates in the order in which prices are resolved.
pub(super) struct SortedKeys {
    keys: DataFrame,
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
    /// How many pairs of a rate and a site there are.
    pub(super) fn len(&self) -> usize {
        self.keys.height()
    }

    /// The positions of the rates, to be cut by [`KeyGroup::rows`].
    ///
    /// # Errors
    /// What polars reports; none is expected.
    pub(super) fn rates(&self) -> PolarsResult<&[u32]> {
        self.slice(RATE)
    }

    /// The groups in order.
    ///
    /// # Errors
    /// What polars reports; none is expected.
    pub(super) fn groups(&self) -> PolarsResult<impl Iterator<Item = KeyGroup>> {
        let (networks, procedures, sites) = (self.slice(NETWORK)?, self.slice(PROCEDURE)?, self.slice(SITE)?);
        let key = move |row: usize| (networks[row], procedures[row], sites[row]);
        let height = self.len();
        let mut start = 0;
        Ok(std::iter::from_fn(move || {
            if start >= height {
                return None;
            }
            let (network, procedure, site) = key(start);
            let end = (start + 1..height).find(|&row| key(row) != key(start)).unwrap_or(height);
            let rows = std::mem::replace(&mut start, end)..end;
            Some(KeyGroup { network: NetworkNo(network), procedure: ProcedureNo(procedure), site: SiteNo(site), rows })
        }))
    }

    fn slice(&self, name: &str) -> PolarsResult<&[u32]> {
        self.keys.column(name)?.as_materialized_series().u32()?.cont_slice()
    }
}
