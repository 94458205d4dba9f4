//! Reads price tables, as CSV or Parquet, from files or from memory.

use super::context::{PriceContext, PriceFileRead};
use super::price_table_row;
use super::price_tables::PriceTables;
use super::{read_csv, read_parquet};
use crate::reading::csv::CsvTable;
use crate::reading::file_fault::FileFault;
use crate::reading::file_format::is_parquet;
use crate::reading::progress::FileProgress;
use crate::reading::row_counter::RowCounter;
use crate::reading::source::{Unpacked, first_bytes};
use std::io::{Read, Seek};
use std::path::Path;

impl PriceTables {
    /// Reads one more file. Its first bytes decide between CSV and Parquet.
    ///
    /// # Errors
    /// [`FileFault`] if the file cannot be used.
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
        let mut table = CsvTable::new(text, &price_table_row::COLUMNS)?;
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
        read_parquet::read_in_memory(file, &mut self.sink(context, tally)?, progress)
    }
}
