//! Reads `rates.parquet`, the rates of published price files, for resolution together with the
//! plan's own price tables.
//!
//! [`rates_row`] checks a row, [`rate_words`] decides what its rate is for, and [`evidence`] its
//! evidence. Decisions that depend on the site are made in resolution. A rate under an unmapped
//! network name is counted by that name.

mod cells;
mod columns;
mod evidence;
#[cfg(any(test, fuzzing))]
mod in_memory;
pub(super) mod notes;
mod payer_survey;
mod rate_words;
mod rates_row;
mod words;

use super::aliases::NetworkMatch;
use super::context::{PriceContext, PriceFileRead};
use super::price_table_row::{AcceptedRow, RateTarget, UnusedRow};
use super::price_tables::PriceTables;
use super::rate::ProviderKey;
use super::read_parquet::{ParquetRow, read_file};
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::RecordPosition;
use crate::reading::row_counter::RowCounter;
use columns::{COLUMNS, COUNT};
use nearsite_domain::NetworkNo;
use rates_row::{RatesTableRow, SourceFile};
use std::path::Path;

impl PriceTables {
    /// Reads one rates table from a file.
    ///
    /// # Errors
    /// [`FileFault`] if the file cannot be used.
    pub(crate) fn read_rates_table(
        &mut self,
        path: &Path,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<PriceFileRead, FileFault> {
        let take = |at: RecordPosition, read: ParquetRow<'_, COUNT>| {
            self.take_read(at, read, context, tally)
        };
        read_file(path, &COLUMNS, take, progress)
    }

    fn take_read(
        &mut self,
        at: RecordPosition,
        read: ParquetRow<'_, COUNT>,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
    ) -> Result<(), FileFault> {
        match read {
            ParquetRow::Repeated => tally.repeat(),
            ParquetRow::Fault(fault) => tally.reject(at, None, fault),
            ParquetRow::Cells(cells) => self.take_rate(at, &cells, context, tally)?,
        }
        Ok(())
    }

    /// Checks a row, keeps it for each of its networks, and counts its outcome.
    fn take_rate(
        &mut self,
        at: RecordPosition,
        cells: &[&str; COUNT],
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
    ) -> Result<(), FileFault> {
        let name = rates_row::name(cells);
        let found = context.aliases.find(name);
        let networks = match found {
            NetworkMatch::Networks(networks) => networks,
            NetworkMatch::SeveralPayers(_) => &[],
        };
        let first = networks.first().copied();
        match (self.check_rate(at, cells, context), found) {
            (Ok(stated), NetworkMatch::Networks([_, ..])) => {
                tally.accept(first);
                self.rates_table.undated += u64::from(stated.is_undated);
                for &network in networks {
                    self.rates_table.names.note_mapped(network, name);
                    self.keep(&accepted(&stated, network), context)?;
                }
            }
            (Ok(_), NetworkMatch::Networks([])) => {
                self.rates_table.names.note_unmatched(name);
                tally.skip(None);
            }
            (Ok(_), NetworkMatch::SeveralPayers(undecided)) => {
                self.rates_table.names.note_undecided(undecided, name);
                tally.skip(None);
            }
            (Err(UnusedRow::Skipped), _) => tally.skip(first),
            (Err(UnusedRow::Rejected(fault)), _) => tally.reject(at, first, fault),
        }
        Ok(())
    }

    fn check_rate(
        &mut self,
        at: RecordPosition,
        cells: &[&str; COUNT],
        context: &PriceContext<'_>,
    ) -> Result<RatesTableRow, UnusedRow> {
        let file = self.source_file_number(SourceFile::of(cells))?;
        rates_row::check(cells, at.record, file, context, &mut self.texts)
    }

    /// Returns the number of the price file that a rate comes from.
    fn source_file_number(&mut self, origin: SourceFile) -> Result<u16, UnusedRow> {
        if let Some(&number) = self.rates_table.source_files.get(&origin) {
            return Ok(number);
        }
        let number = u16::try_from(self.files.len()).or(Err(rates_row::too_many_files()))?;
        let name = self.texts.add(&origin.shown());
        self.files.push(name);
        self.rates_table.source_files.insert(origin, number);
        Ok(number)
    }
}

fn accepted(stated: &RatesTableRow, network: NetworkNo) -> AcceptedRow {
    let subject: ProviderKey = stated.provider;
    AcceptedRow {
        subject: RateTarget::Sites(subject),
        network,
        procedure: stated.procedure,
        rate: stated.rate,
    }
}
