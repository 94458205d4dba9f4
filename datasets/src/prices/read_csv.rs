//! Reads price tables from CSV.

use super::context::PriceFileRead;
use super::price_table_row::{COLUMNS, PriceTableCells};
use super::price_tables::RowSink;
use crate::reading::csv::CsvTable;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::source::Unpacked;
use std::path::Path;

/// Reads every row into the sink.
///
/// # Errors
/// [`FileFault`] if the file cannot be used.
pub(super) fn read_csv(
    path: &Path,
    sink: &mut RowSink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<PriceFileRead, FileFault> {
    let mut table = CsvTable::open(path, &COLUMNS)?;
    read_rows(&mut table, sink, progress)?;
    let unknown_columns = table.unknown_columns().to_vec();
    let fingerprint = table.finish()?;
    progress.done(fingerprint.bytes);
    Ok(PriceFileRead {
        fingerprint,
        unknown_columns,
    })
}

/// Reads every row of an open table into the sink.
///
/// # Errors
/// [`FileFault`] if the table cannot be read to its end, or has more rows than a build can keep.
pub(super) fn read_rows(
    table: &mut CsvTable<impl Unpacked>,
    sink: &mut RowSink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    while let Some(row) = table.next_row(sink.tally)? {
        let cells: PriceTableCells<'_> = std::array::from_fn(|column| row.get(column));
        sink.take(row.at(), &cells)?;
        progress.row(|| table.progress());
    }
    Ok(())
}
