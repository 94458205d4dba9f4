//! The rates of a build while its files are read, and the sink through which readers add rows.

use super::context::PriceContext;
use super::interner::TextInterner;
use super::price_table_row::{self, PriceTableCells, RateTarget, RowPosition, UnusedRow};
use super::rate::StoredRate;
use super::rate_keys::{KeyPacking, RateKeys};
use super::rates_table::notes::RatesTableNotes;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::RecordPosition;
use crate::reading::row_counter::RowCounter;

/// Most rates of a build. A rate by NPI counts once per site. This many need about four gigabytes
/// of memory.
const MAX_RATES: u64 = 40_000_000;

/// The price tables of a build while they are read.
#[derive(Debug, Default)]
pub(crate) struct PriceTables {
    pub(super) rates: Vec<StoredRate>,
    pub(super) keys: RateKeys,
    pub(super) texts: TextInterner,
    /// Position of each file's name among the texts.
    pub(super) files: Vec<u32>,
    /// Number of price tables among the files. The others are published price files named by a
    /// rates table.
    pub(super) tables: u16,
    pub(super) rates_table: RatesTableNotes,
    /// Number of rates, with a rate by NPI counted once per site.
    pub(super) expected_rates: u64,
}

impl PriceTables {
    /// Opens a sink for the next file.
    pub(super) fn sink<'s, 'c, 't>(
        &'s mut self,
        context: &'s PriceContext<'c>,
        tally: &'s mut RowCounter<'t>,
    ) -> Result<RowSink<'s, 'c, 't>, FileFault> {
        let too_many = |_| FileFault::Table("more than 65535 price files".to_owned());
        let file = u16::try_from(self.files.len()).map_err(too_many)?;
        // Files are numbered in the order given, so that file names do not change a snapshot.
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
}

/// The sink through which a reader adds the rows of one file.
pub(super) struct RowSink<'s, 'c, 't> {
    pub(super) tables: &'s mut PriceTables,
    pub(super) file: u16,
    pub(super) context: &'s PriceContext<'c>,
    pub(super) tally: &'s mut RowCounter<'t>,
}

impl RowSink<'_, '_, '_> {
    /// Checks a row, keeps it if it is used, and counts its outcome.
    pub(super) fn take(
        &mut self,
        at: RecordPosition,
        cells: &PriceTableCells<'_>,
    ) -> Result<(), FileFault> {
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
    pub(super) fn keep(
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
