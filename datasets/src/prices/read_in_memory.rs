//! Reads price tables from memory, for fuzz targets.

use super::context::PriceContext;
use super::parquet::ParquetTable;
use super::price_table_row::{COLUMN_COUNT, COLUMNS};
use super::price_tables::PriceTables;
use super::read_csv;
use super::read_parquet::{ParquetRow, read_rows, take_row};
use crate::reading::csv::CsvTable;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::RecordPosition;
use crate::reading::row_counter::RowCounter;
use crate::reading::source::Unpacked;
use std::io::{Read, Seek};

impl PriceTables {
    /// Reads one more CSV table from unpacked text.
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
        let mut table = CsvTable::new(text, &COLUMNS)?;
        read_csv::read_rows(&mut table, &mut self.sink(context, tally)?, progress)
    }

    /// Reads one more Parquet table from any reader.
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
        let mut sink = self.sink(context, tally)?;
        let mut table = ParquetTable::new(file, &COLUMNS)?;
        let take =
            |at: RecordPosition, read: ParquetRow<'_, COLUMN_COUNT>| take_row(&mut sink, at, read);
        read_rows(&mut table, &COLUMNS, take, progress)
    }
}
