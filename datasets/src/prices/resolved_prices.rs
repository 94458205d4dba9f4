//! The resolved prices of a build.

use super::context::PriceContext;
use super::coverage::{self, NetworkCoverage};
use super::median;
use super::payer_names::{SharedNetwork, UnmatchedNetworks};
use super::price_tables::PriceTables;
use super::rate_keys::KeyPacking;
use super::resolve::{self, ResolutionSink, ResolvedColumns, ResolverInput};
use nearsite_index::snapshot::{PriceColumns, RateColumns, ReferenceRow};

/// Prices of a build.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ResolvedPrices {
    /// All-in prices, ordered by (network, procedure, site).
    pub(crate) prices: PriceColumns,
    /// Every accepted rate with its verdict, in the same order, within a site in file order.
    pub(crate) rates: RateColumns,
    /// Medians by (network, procedure).
    pub(crate) references: Vec<ReferenceRow>,
    /// Texts that the positions of modifiers, sources and files point to.
    pub(crate) texts: Vec<String>,
    /// Price coverage by network.
    pub(crate) coverage: Vec<NetworkCoverage>,
    /// Findings about the rates tables.
    pub(crate) findings: RatesTableFindings,
}

/// Findings about the rates tables of a build.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RatesTableFindings {
    /// Unmapped network names.
    pub(crate) unmatched: UnmatchedNetworks,
    /// Networks with rates of several payers.
    pub(crate) shared: Vec<SharedNetwork>,
    /// Used rates that count as estimates because their age is unknown.
    pub(crate) undated: u64,
}

/// An error while tables are joined, sorted or aggregated. The cause is the program or too little
/// memory, not the input.
#[derive(Debug, thiserror::Error)]
#[error("prices cannot be resolved: {0}")]
pub(crate) struct ResolveError(#[from] polars::error::PolarsError);

impl PriceTables {
    /// Resolves the rates that were read.
    ///
    /// # Errors
    /// [`ResolveError`]. No input should cause it.
    pub(crate) fn resolve(
        mut self,
        context: &PriceContext<'_>,
    ) -> Result<ResolvedPrices, ResolveError> {
        let mut resolved = ResolvedColumns::default();
        let notes = std::mem::take(&mut self.rates_table);
        let (unmatched, shared) = notes.names.finish(context.networks);
        let texts = self.resolve_into(context, &mut resolved)?;
        let references = median::median_references(&resolved.prices)?;
        let coverage = coverage::count_coverage(&resolved, context.networks_by_id.len());
        let ResolvedColumns { prices, rates } = resolved;
        Ok(ResolvedPrices {
            prices,
            rates,
            references,
            texts,
            coverage,
            findings: RatesTableFindings {
                unmatched,
                shared,
                undated: notes.undated,
            },
        })
    }

    /// Passes every rate and price to `outcome` and returns the texts they point to.
    pub(super) fn resolve_into(
        mut self,
        context: &PriceContext<'_>,
        outcome: &mut impl ResolutionSink,
    ) -> Result<Vec<String>, ResolveError> {
        let keys = self
            .keys
            .into_sorted(context.sites_by_provider, KeyPacking::new(context))?;
        let material = ResolverInput {
            keys: &keys,
            rates: &self.rates,
            files: &self.files,
            context,
        };
        resolve::resolve(&material, &mut self.texts, outcome)?;
        Ok(self.texts.into_list())
    }
}
