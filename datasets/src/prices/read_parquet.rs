//! Reads price tables from Parquet, with the same cells, checks and outcomes as CSV.

use super::context::PriceFileRead;
use super::parquet::{ParquetTable, TextColumn};
use super::price_table_row::{COLUMN_COUNT, COLUMNS};
use super::price_tables::RowSink;
use crate::reading::csv::{CsvColumn, MAX_FIELD_BYTES};
use crate::reading::distinct_records::DistinctRecords;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use crate::reading::source::fingerprint;
use std::io::{Read, Seek};
use std::path::Path;

/// One row of a Parquet table.
pub(super) enum ParquetRow<'a, const N: usize> {
    /// It equals an earlier one.
    Repeated,
    /// Its cells as text.
    Cells([&'a str; N]),
    /// A cell is broken.
    Fault(RowFault),
}

/// Reads every row of a price table into the sink.
///
/// # Errors
/// [`FileFault`] if the file cannot be used.
pub(super) fn read_parquet(
    path: &Path,
    sink: &mut RowSink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<PriceFileRead, FileFault> {
    read_file(
        path,
        &COLUMNS,
        |at, read| take_row(sink, at, read),
        progress,
    )
}

pub(super) fn take_row(
    sink: &mut RowSink<'_, '_, '_>,
    at: RecordPosition,
    read: ParquetRow<'_, COLUMN_COUNT>,
) -> Result<(), FileFault> {
    match read {
        ParquetRow::Repeated => {
            sink.tally.repeat();
            Ok(())
        }
        ParquetRow::Cells(cells) => sink.take(at, &cells),
        ParquetRow::Fault(fault) => {
            sink.tally.reject(at, None, fault);
            Ok(())
        }
    }
}

/// Passes every row of a file to `take`, with its cells in the order of `columns`.
///
/// # Errors
/// [`FileFault`] if the file cannot be used, and any error of `take`.
pub(super) fn read_file<const N: usize>(
    path: &Path,
    columns: &'static [CsvColumn; N],
    take: impl FnMut(RecordPosition, ParquetRow<'_, N>) -> Result<(), FileFault>,
    progress: &mut FileProgress<'_>,
) -> Result<PriceFileRead, FileFault> {
    let before = fingerprint(path)?;
    let mut table = ParquetTable::open(path, columns)?;
    read_rows(&mut table, columns, take, progress)?;
    // A Parquet file is read by seeking, so only equal hashes show that it did not change
    // meanwhile.
    let after = fingerprint(path)?;
    if before != after {
        return Err(FileFault::Changed);
    }
    progress.done(after.bytes);
    Ok(PriceFileRead {
        fingerprint: after,
        unknown_columns: table.into_unknown_columns(),
    })
}

/// Passes every row of an open table to `take`, with its cells in the order of `columns`.
///
/// # Errors
/// [`FileFault`] if the table is damaged, and any error of `take`.
pub(super) fn read_rows<const N: usize>(
    table: &mut ParquetTable<impl Read + Seek>,
    columns: &[CsvColumn; N],
    mut take: impl FnMut(RecordPosition, ParquetRow<'_, N>) -> Result<(), FileFault>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    let bytes_total = table.bytes_total();
    let mut rows = Rows::default();
    table.read_slices(|slice, height, bytes_read| {
        for row in 0..height {
            let (at, read) = rows.read(slice, row, columns);
            take(at, read)?;
            progress.row(|| (bytes_read, bytes_total));
        }
        Ok(())
    })
}

/// The rows of a file read so far.
#[derive(Default)]
struct Rows {
    count: u64,
    distinct: DistinctRecords,
    key: Vec<u8>,
}

impl Rows {
    fn read<'a, const N: usize>(
        &mut self,
        slice: &'a [TextColumn],
        row: usize,
        columns: &[CsvColumn; N],
    ) -> (RecordPosition, ParquetRow<'a, N>) {
        self.count += 1;
        let at = RecordPosition {
            line: None,
            record: self.count,
        };
        if !self.is_new(slice, row) {
            return (at, ParquetRow::Repeated);
        }
        let read = match read_cells(slice, row, columns) {
            Ok(cells) => ParquetRow::Cells(cells),
            Err(fault) => ParquetRow::Fault(fault),
        };
        (at, read)
    }

    /// True if no earlier row has the same cells.
    fn is_new(&mut self, slice: &[TextColumn], row: usize) -> bool {
        self.key.clear();
        for cell in slice.iter().map(|column| column.get(row)) {
            self.key
                .extend_from_slice(&(cell.len() as u64).to_le_bytes());
            self.key.extend_from_slice(cell);
        }
        // The last byte must not be a line end, because line ends after a record are ignored.
        self.key.push(b'.');
        self.distinct.is_new(&self.key)
    }
}

/// Reads the cells of a row as text, with the checks of a CSV table.
fn read_cells<'a, const N: usize>(
    slice: &'a [TextColumn],
    row: usize,
    columns: &[CsvColumn; N],
) -> Result<[&'a str; N], RowFault> {
    let mut cells = [""; N];
    for ((column, known), cell) in slice.iter().zip(columns).zip(&mut cells) {
        let fault = |code, message| RowFault::field(code, known.name, message);
        let bytes = column.get(row);
        if matches!(column, TextColumn::Booleans(_)) && !bytes.is_empty() {
            let message = "must be text, a number or a date, but is true or false";
            return Err(fault(RejectCode::InvalidValue, message));
        }
        if bytes.len() > MAX_FIELD_BYTES {
            return Err(fault(RejectCode::TooLong, "a cell may have at most 1 MiB"));
        }
        let text =
            std::str::from_utf8(bytes).or(Err(fault(RejectCode::NotUtf8, "must be UTF-8 text")))?;
        let text = text.trim_matches([' ', '\t']);
        if text.bytes().any(|byte| byte.is_ascii_control()) {
            return Err(fault(
                RejectCode::ControlCharacter,
                "a cell must not hold line ends or other control characters",
            ));
        }
        *cell = text;
    }
    Ok(cells)
}
