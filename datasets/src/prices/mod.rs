//! Price tables in, one all-in price per (site, procedure, network) out, with every rate behind it and why it won or lost.
//!
//! The way of a row: [`read_csv`] or [`read_parquet`] turn it into text cells, [`price_table_row`] checks them and makes a [`rate`] ([`rates_table`]
//! does so for rates of public price files), [`rate_keys`] joins it to its sites and sorts, [`component`] finds what stands for
//! each component, [`all_in`] adds the components up, [`resolve`] pushes the outcome into columns, [`median`] finds the
//! reference amounts, [`coverage`] counts what is priced. Nothing here knows how a
//! snapshot is written. Memory grows with the number of rates, 64 bytes each until they are resolved, never with a file's size.

mod aliases;
mod all_in;
mod claim;
mod component;
mod coverage;
mod interner;
mod market;
mod median;
mod modifiers;
mod parquet;
mod plausible;
mod price_table_row;
mod rate;
mod rate_keys;
mod rates_table;
mod read_csv;
mod read_parquet;
mod registered_services;
mod resolve;
#[cfg(test)]
mod tests;

use crate::reading::csv::CsvTable;
use crate::reading::file_fault::FileFault;
use crate::reading::file_format::is_parquet;
use crate::reading::progress::FileProgress;
use crate::reading::reject::RecordPosition;
use crate::reading::row_counter::RowCounter;
use crate::reading::source::{Fingerprint, Unpacked, first_bytes};
pub(crate) use aliases::{COLUMNS as ALIAS_COLUMNS, NetworkAliases};
pub use coverage::{NetworkCoverage, UnmatchedNetworks};
use interner::TextInterner;
use nearsite_domain::{Catalogue, Day, NetworkId, NetworkNo, Npi, RegistrationId, Setting, SiteNo};
use nearsite_index::snapshot::{PriceColumns, RateColumns, ReferenceRow};
use price_table_row::{PriceTableCells, RateTarget, RowPosition, UnusedRow};
pub(crate) use rate::ProviderKey;
use rate::StoredRate;
use rate_keys::{KeyPacking, RateKeys};
use rates_table::RatesTableNotes;
pub(crate) use registered_services::RegisteredServices;
use resolve::{ResolutionSink, ResolvedColumns, ResolverInput};
use rustc_hash::FxHashMap;
use std::io::{Read, Seek};
use std::path::Path;

/// Most rates a build resolves, a rate by NPI counted once per site: about four gigabytes of memory.
const MAX_RATES: u64 = 40_000_000;

/// What price rows are checked and resolved against.
pub(crate) struct PriceContext<'a> {
    /// Sites by registration id.
    pub(crate) sites_by_id: &'a FxHashMap<RegistrationId, SiteNo>,
    /// Sites by each NPI they list.
    pub(crate) sites_by_npi: &'a FxHashMap<Npi, Vec<SiteNo>>,
    /// Sites by each NPI they list and by the TIN of their organization.
    pub(crate) sites_by_provider: &'a FxHashMap<ProviderKey, Vec<SiteNo>>,
    /// Networks by public name.
    pub(crate) networks_by_id: &'a FxHashMap<NetworkId, NetworkNo>,
    /// The procedures.
    pub(crate) catalogue: &'a Catalogue,
    /// How each site bills, by [`SiteNo`].
    pub(crate) settings: &'a [Setting],
    /// What each site registers, by [`SiteNo`].
    pub(crate) services: &'a [RegisteredServices],
    /// Networks as public price files call them.
    pub(crate) aliases: &'a NetworkAliases,
    /// The build date: rates must be in effect on it.
    pub(crate) as_of: Day,
}

/// What is known of a price file once it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PriceFileRead {
    /// Its size and hash.
    pub(crate) fingerprint: Fingerprint,
    /// Columns nobody knows; they were ignored.
    pub(crate) unknown_columns: Vec<String>,
}

/// Prices of a build.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ResolvedPrices {
    /// All-in prices, ordered by (network, procedure, site).
    pub(crate) prices: PriceColumns,
    /// Every accepted rate with its verdict, in the same order, within a site in file order.
    pub(crate) rates: RateColumns,
    /// Medians by (network, procedure).
    pub(crate) references: Vec<ReferenceRow>,
    /// What the positions of modifiers, sources and files point to.
    pub(crate) texts: Vec<String>,
    /// What is priced and why rates lost, by network.
    pub(crate) coverage: Vec<NetworkCoverage>,
    /// Names of networks in public price files that nobody maps.
    pub(crate) unmatched: UnmatchedNetworks,
}

/// The tables could not be joined, sorted or summed up: a fault of the program or too little memory, not of the input.
#[derive(Debug, thiserror::Error)]
#[error("prices cannot be resolved: {0}")]
pub(crate) struct ResolveError(#[from] polars::error::PolarsError);

/// The price tables of a build while they are read.
#[derive(Debug, Default)]
pub(crate) struct PriceTables {
    rates: Vec<StoredRate>,
    keys: RateKeys,
    texts: TextInterner,
    /// Position of each file's name among the texts.
    files: Vec<u32>,
    /// Price tables among the files; the others are public price files whose rates were stated in a table.
    tables: u16,
    rates_table: RatesTableNotes,
    /// Rates, those by NPI counted once per site.
    expected_rates: u64,
}

impl PriceTables {
    /// Reads one more file, CSV or Parquet as its first bytes say.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be used at all.
    pub(crate) fn read(
        &mut self,
        path: &Path,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<PriceFileRead, FileFault> {
        let mut sink = self.sink(context, tally)?;
        if is_parquet(&first_bytes(path)?) {
            read_parquet::read_parquet(path, &mut sink, progress)
        } else {
            read_csv::read_csv(path, &mut sink, progress)
        }
    }

    /// Reads one more table as CSV from text that is unpacked already.
    ///
    /// # Errors
    /// As [`PriceTables::read`].
    pub(crate) fn read_text(
        &mut self,
        text: impl Unpacked,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        let mut table = CsvTable::new(text, &price_table_row::COLUMNS)?;
        read_csv::read_rows(&mut table, &mut self.sink(context, tally)?, progress)
    }

    /// Reads one more table as Parquet from wherever it is.
    ///
    /// # Errors
    /// As [`PriceTables::read`].
    pub(crate) fn read_columns(
        &mut self,
        file: impl Read + Seek,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        read_parquet::read_in_memory(file, &mut self.sink(context, tally)?, progress)
    }

    /// Takes up the next file.
    fn sink<'s, 'c, 't>(
        &'s mut self,
        context: &'s PriceContext<'c>,
        tally: &'s mut RowCounter<'t>,
    ) -> Result<RowSink<'s, 'c, 't>, FileFault> {
        let too_many = |_| FileFault::Table("more than 65535 price files".to_owned());
        let file = u16::try_from(self.files.len()).map_err(too_many)?;
        // Files go by their position in the order given: what they are called must not change a snapshot.
        self.tables += 1;
        let name = self.texts.add(&format!("prices {}", self.tables));
        self.files.push(name);
        Ok(RowSink {
            tables: self,
            file,
            context,
            tally,
        })
    }

    /// Resolves what was read.
    ///
    /// # Errors
    /// [`ResolveError`], which no input should cause.
    pub(crate) fn resolve(
        self,
        context: &PriceContext<'_>,
    ) -> Result<ResolvedPrices, ResolveError> {
        let mut resolved = ResolvedColumns::default();
        let unmatched = UnmatchedNetworks::new(&self.rates_table);
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
            unmatched,
        })
    }

    /// Hands every rate and price to `outcome` and returns the texts they point to.
    fn resolve_into(
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

/// Where readers put rows of one file.
struct RowSink<'s, 'c, 't> {
    tables: &'s mut PriceTables,
    file: u16,
    context: &'s PriceContext<'c>,
    tally: &'s mut RowCounter<'t>,
}

impl RowSink<'_, '_, '_> {
    /// Checks a row, keeps it if it is used, and counts what became of it.
    fn take(&mut self, at: RecordPosition, cells: &PriceTableCells<'_>) -> Result<(), FileFault> {
        let position = RowPosition {
            file: self.file,
            line: at.line.unwrap_or(at.record),
        };
        let network = price_table_row::network_of(cells, self.context);
        match price_table_row::check(cells, position, self.context, &mut self.tables.texts) {
            Ok(accepted) => {
                self.tally.accept(network);
                self.tables.keep(&accepted, self.context)
            }
            Err(UnusedRow::Skipped) => {
                self.tally.skip(network);
                Ok(())
            }
            Err(UnusedRow::Rejected(fault)) => {
                self.tally.reject(at, network, fault);
                Ok(())
            }
        }
    }
}

impl PriceTables {
    fn keep(
        &mut self,
        row: &price_table_row::AcceptedRow,
        context: &PriceContext<'_>,
    ) -> Result<(), FileFault> {
        self.expected_rates += match row.subject {
            RateTarget::Site(_) => 1,
            RateTarget::Sites(provider) => {
                context.sites_by_provider.get(&provider).map_or(0, Vec::len) as u64
            }
        };
        if self.expected_rates > MAX_RATES {
            let message = format!(
                "the price tables hold more than {MAX_RATES} rates: build fewer networks at once"
            );
            return Err(FileFault::Table(message));
        }
        self.keys
            .push(row, self.rates.len() as u32, KeyPacking::new(context));
        self.rates.push(row.rate);
        Ok(())
    }
}
