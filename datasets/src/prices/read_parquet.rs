//! Price tables as Parquet: the same cells, the same checks and the same outcome as CSV.

use super::parquet::{ParquetTable, TextColumn};
use super::row::{COLUMNS, Cells};
use super::{PriceFileRead, Sink};
use crate::distinct::DistinctRecords;
use crate::fault::FileFault;
use crate::progress::FileProgress;
use crate::reject::{At, Fault, RejectCode};
use crate::source::fingerprint;
use crate::table::MAX_FIELD_BYTES;
use std::io::{Read, Seek};
use std::path::Path;

/// Reads every row into the sink.
///
/// # Errors
/// [`FileFault`] when the file cannot be used at all.
pub(super) fn read_parquet(
    path: &Path,
    sink: &mut Sink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<PriceFileRead, FileFault> {
    let before = fingerprint(path)?;
    let mut table = ParquetTable::open(path)?;
    read_rows(&mut table, sink, progress)?;
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

/// Reads every row of an open table into the sink.
///
/// # Errors
/// [`FileFault`] when the table is damaged, or holds more than a build can keep.
pub(super) fn read_rows(
    table: &mut ParquetTable<impl Read + Seek>,
    sink: &mut Sink<'_, '_, '_>,
    progress: &mut FileProgress<'_>,
) -> Result<(), FileFault> {
    let bytes_total = table.bytes_total();
    let mut rows = Rows::default();
    table.read_slices(|slice, height, bytes_read| {
        for row in 0..height {
            rows.take(slice, row, sink)?;
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
    fn take(
        &mut self,
        slice: &[TextColumn],
        row: usize,
        sink: &mut Sink<'_, '_, '_>,
    ) -> Result<(), FileFault> {
        self.count += 1;
        let at = At {
            line: None,
            record: self.count,
        };
        if !self.is_new(slice, row) {
            sink.tally.repeat();
            return Ok(());
        }
        match read_cells(slice, row) {
            Ok(cells) => sink.take(at, &cells),
            Err(fault) => {
                sink.tally.reject(at, None, fault);
                Ok(())
            }
        }
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
fn read_cells(slice: &[TextColumn], row: usize) -> Result<Cells<'_>, Fault> {
    let mut cells: Cells<'_> = [""; COLUMNS.len()];
    for ((column, known), cell) in slice.iter().zip(&COLUMNS).zip(&mut cells) {
        let fault = |code, message| Fault::field(code, known.name, message);
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
