//! Reads rates tables from memory, for fuzz targets.

use super::columns::{COLUMNS, COUNT};
use crate::prices::PriceTables;
use crate::prices::context::PriceContext;
use crate::prices::parquet::ParquetTable;
use crate::prices::read_parquet::{ParquetRow, read_rows};
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::RecordPosition;
use crate::reading::row_counter::RowCounter;
use std::io::{Read, Seek};

impl PriceTables {
    /// Reads one rates table from any reader.
    ///
    /// # Errors
    /// As [`PriceTables::read_rates_table`].
    pub(crate) fn read_rates_columns(
        &mut self,
        file: impl Read + Seek,
        context: &PriceContext<'_>,
        tally: &mut RowCounter<'_>,
        progress: &mut FileProgress<'_>,
    ) -> Result<(), FileFault> {
        let mut table = ParquetTable::new(file, &COLUMNS)?;
        let take = |at: RecordPosition, read: ParquetRow<'_, COUNT>| {
            self.take_read(at, read, context, tally)
        };
        read_rows(&mut table, &COLUMNS, take, progress)
    }
}
