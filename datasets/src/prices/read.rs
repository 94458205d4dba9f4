//! Reads price tables from files, as CSV or Parquet.

use super::context::{PriceContext, PriceFileRead};
use super::price_tables::PriceTables;
use super::{read_csv, read_parquet};
use crate::reading::file_fault::FileFault;
use crate::reading::file_format::is_parquet;
use crate::reading::progress::FileProgress;
use crate::reading::row_counter::RowCounter;
use crate::reading::source::first_bytes;
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
}
