//! Writes the table: input is rows, output is a Parquet file. One group of rows is in memory at a
//! time.
//!
//! Columns that are never null are required columns, decimals are 64-bit integers, and lists
//! contain no nulls. Only Parquet types describe the columns, so that every engine reads them as
//! documented.

mod columns;
#[cfg(test)]
mod tests;

use super::parts::{PartNote, StoredRow};
use columns::RowGroup;
use polars::error::{PolarsError, PolarsResult};
use polars::prelude::{ArrayRef, ArrowField, ArrowSchema};
use polars_parquet::read::ParquetError;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Compressor, DynIter, DynStreamingIterator,
    FallibleStreamingIterator, FileWriter, ParquetType, StatisticsOptions, Version, WriteOptions,
    array_to_columns, get_dtype_encoding,
};
use std::io::Write;

/// Most rows in a group.
const GROUP_ROWS: usize = 1 << 12;
/// Most bytes of text in a group, exceeded by at most one row.
const GROUP_BYTES: usize = 32 << 20;
/// Bytes kept of the smallest and the largest text of a column in a group.
const STATISTICS_BYTES: u64 = 64;

const OPTIONS: WriteOptions = WriteOptions {
    statistics: StatisticsOptions {
        min_value: true,
        max_value: true,
        distinct_count: false,
        null_count: true,
        binary_statistics_truncate_length: Some(STATISTICS_BYTES),
    },
    version: Version::V1,
    compression: CompressionOptions::Zstd(None),
    data_page_size: None,
};

/// Writer of a table.
pub(super) struct TableWriter<W: Write> {
    out: FileWriter<W>,
    fields: Vec<ArrowField>,
    group: RowGroup,
}

impl<W: Write> TableWriter<W> {
    /// Starts a table.
    ///
    /// # Errors
    /// When nothing can be written.
    pub(super) fn new(out: W) -> PolarsResult<Self> {
        let fields = columns::fields();
        let schema: ArrowSchema = fields
            .iter()
            .map(|field| (field.name.clone(), field.clone()))
            .collect();
        Ok(Self {
            out: FileWriter::try_new(out, schema, OPTIONS)?,
            fields,
            group: RowGroup::default(),
        })
    }

    /// Writes a row of a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&mut self, file: &PartNote, row: &StoredRow<'_>) -> PolarsResult<()> {
        self.group.add(file, row)?;
        if self.group.rows() >= GROUP_ROWS || self.group.bytes() >= GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    /// Completes the table. Returns the output and the size in bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(mut self) -> PolarsResult<(W, u64)> {
        if self.group.rows() > 0 {
            self.write_group()?;
        }
        let bytes = self.out.end(Some(Vec::new()))?;
        Ok((self.out.into_inner(), bytes))
    }

    fn write_group(&mut self) -> PolarsResult<()> {
        let group = std::mem::take(&mut self.group);
        let rows = group.rows() as u64;
        let types = self.out.parquet_schema().fields().to_vec();
        // Column by column, so that only the pages of one column are in memory.
        let columns = group.into_arrays()?.into_iter().zip(types);
        let pages = columns
            .zip(&self.fields)
            .flat_map(
                |((array, kind), field)| match pages_of(&array, kind, field) {
                    Ok(columns) => columns.into_iter().map(Ok).collect::<Vec<_>>(),
                    Err(fault) => vec![Err(fault)],
                },
            );
        self.out.write(rows, DynIter::new(pages))
    }
}

type Pages = DynStreamingIterator<'static, CompressedPage, PolarsError>;

/// Returns the pages of a column, which are compressed on demand.
fn pages_of(array: &ArrayRef, kind: ParquetType, field: &ArrowField) -> PolarsResult<Vec<Pages>> {
    let encodings = get_dtype_encoding(&field.dtype);
    let columns = array_to_columns(array, kind, OPTIONS, &encodings)?;
    let compressed = columns.into_iter().map(|pages| {
        let pages = pages
            .map(|page| page.map_err(|fault| ParquetError::FeatureNotSupported(fault.to_string())));
        let pages = Compressor::new_from_vec(pages, OPTIONS.compression, Vec::new());
        DynStreamingIterator::new(FallibleStreamingIterator::map_err(pages, PolarsError::from))
    });
    Ok(compressed.collect())
}
