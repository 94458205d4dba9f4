//! Price tables as Parquet: the same cells, the same checks and the same outcome as CSV.

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

/// What stands in a row.
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
/// [`FileFault`] when the file cannot be used at all.
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

/// Reads every row of a price table in memory into the sink.
///
/// # Errors
/// As [`read_parquet`].
pub(super) fn read_in_memory(
    file: impl Read + Seek,
    sink: &mut RowSink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    let mut table = ParquetTable::new(file, &COLUMNS)?;
    let take = |at: RecordPosition, read: ParquetRow<'_, COLUMN_COUNT>| take_row(sink, at, read);
    read_rows(&mut table, &COLUMNS, take, progress)
}

fn take_row(
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

/// Hands every row of a file to `take`, its cells in the order of `columns`.
///
/// # Errors
/// [`FileFault`] when the file cannot be used at all, or whatever `take` returns.
pub(super) fn read_file<const N: usize>(
    path: &Path,
    columns: &'static [CsvColumn; N],
    take: impl FnMut(RecordPosition, ParquetRow<'_, N>) -> Result<(), FileFault>,
    progress: &mut FileProgress<'_>,
) -> Result<PriceFileRead, FileFault> {
    let before = fingerprint(path)?;
    let mut table = ParquetTable::open(path, columns)?;
    read_rows(&mut table, columns, take, progress)?;
    // A table in columns is read by seeking, so only equal hashes tell that it stayed the same all the while.
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

/// Hands every row of an open table to `take`, its cells in the order of `columns`.
///
/// # Errors
/// [`FileFault`] when the table is damaged, or whatever `take` returns.
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

/// The rows of a file so far.
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

    /// Whether no earlier row has the same cells.
    fn is_new(&mut self, slice: &[TextColumn], row: usize) -> bool {
        self.key.clear();
        for cell in slice.iter().map(|column| column.get(row)) {
            self.key
                .extend_from_slice(&(cell.len() as u64).to_le_bytes());
            self.key.extend_from_slice(cell);
        }
        // Closed by a byte that is no line end: those do not count behind a record.
        self.key.push(b'.');
        self.distinct.is_new(&self.key)
    }
}

/// The cells of a row as text, checked as those of a CSV table are.
fn read_cells<'a, const N: usize>(
    slice: &'a [TextColumn],
    row: usize,
    columns: &[CsvColumn; N],
) -> Result<[&'a str; N], RowFault> {
    let mut cells = [""; N];
    for ((column, known), cell) in slice.iter().zip(columns).zip(&mut cells) {
        let fault = |code, message| RowFault::field(code, known.name, message);
        let bytes = column.get(row);
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
