//! Reads a CSV table row by row. Columns may come in any order, and every cell is clean UTF-8 text
//! of bounded length.
//!
//! A [`Source`] and the known columns go in. [`CsvRow`]s with as many cells as the header come out.
//! Rows that are ragged, not UTF-8, or contain control characters are rejected. Rows equal to an
//! earlier row, byte by byte, are counted and skipped.
//!
//! Memory is bounded by one record of at most 16 MiB, plus 16 bytes per distinct row. An open quote
//! ends the reading instead of swallowing the file: `csv_core` is fed by hand, so the size of a
//! record is known before the record is complete.

mod header;
mod record;
mod row;

use crate::reading::distinct_records::DistinctRecords;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use crate::reading::row_counter::RowCounter;
use crate::reading::source::{Fingerprint, Source, Unpacked};
use csv_core::ReadRecordResult;
use header::CsvHeader;
use record::RecordBuffer;
use row::cell;
use std::io::BufRead;
use std::path::Path;

pub(crate) use header::shown;
pub(crate) use row::{CsvColumn, CsvRow};

/// Largest record, in bytes as stored in the unpacked file.
pub(crate) const MAX_RECORD_BYTES: usize = 16 << 20;
/// Largest cell or JSON text, in bytes.
pub(crate) const MAX_FIELD_BYTES: usize = 1 << 20;
/// Most cells in a row. The tables we read have less than a hundredth of this.
const MAX_CELLS: usize = 4096;

/// Reader of a CSV file.
pub(crate) struct CsvTable<S = Source> {
    source: S,
    columns: &'static [CsvColumn],
    /// Position in the file of each known column.
    positions: Vec<Option<usize>>,
    unknown_columns: Vec<String>,
    header_cells: usize,
    parser: csv_core::Reader,
    record: RecordBuffer,
    distinct: DistinctRecords,
    lines: LineCount,
    records: u64,
}

impl CsvTable {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read, or its header lacks a required column or has one
    /// twice.
    pub(crate) fn open(path: &Path, columns: &'static [CsvColumn]) -> Result<Self, FileFault> {
        Self::new(Source::open(path)?, columns)
    }

    /// Returns the size and hash of the file. Call it after the last row.
    ///
    /// # Errors
    /// [`FileFault`] when the file changed while it was read.
    pub(crate) fn finish(self) -> Result<Fingerprint, FileFault> {
        self.source.finish()
    }
}

impl<S: Unpacked> CsvTable<S> {
    /// Returns the stored bytes read so far and in all, for progress.
    pub(crate) fn progress(&self) -> (u64, u64) {
        self.source.progress()
    }
}

impl<S: BufRead> CsvTable<S> {
    /// Reads the header of unpacked text.
    ///
    /// # Errors
    /// As [`CsvTable::open`].
    pub(crate) fn new(source: S, columns: &'static [CsvColumn]) -> Result<Self, FileFault> {
        let mut table = Self {
            source,
            columns,
            positions: Vec::new(),
            unknown_columns: Vec::new(),
            header_cells: 0,
            parser: csv_core::Reader::new(),
            record: RecordBuffer {
                cells: vec![0; 4096],
                ends: vec![0; 64],
                ..RecordBuffer::default()
            },
            distinct: DistinctRecords::default(),
            lines: LineCount::default(),
            records: 0,
        };
        table.read_header()?;
        Ok(table)
    }

    /// Returns the next valid and new row. Bad and repeated rows before it go to the counter.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read further.
    pub(crate) fn next_row(
        &mut self,
        counter: &mut RowCounter<'_>,
    ) -> Result<Option<CsvRow<'_>>, FileFault> {
        let at = loop {
            if !self.read_record()? {
                return Ok(None);
            }
            self.records += 1;
            let at = RecordPosition {
                line: Some(self.record.line),
                record: self.records,
            };
            if !self.distinct.is_new(&self.record.raw) {
                counter.repeat();
            } else if let Err(fault) = self.check_record() {
                counter.reject(at, None, fault);
            } else {
                break at;
            }
        };
        let text = std::str::from_utf8(self.record.cells()).or(Err(self.structure("not UTF-8")))?;
        Ok(Some(CsvRow {
            at,
            text,
            ends: self.record.ends(),
            columns: self.columns,
            positions: &self.positions,
        }))
    }

    /// Unknown columns of the header. They are ignored.
    pub(crate) fn unknown_columns(&self) -> &[String] {
        &self.unknown_columns
    }

    fn read_header(&mut self) -> Result<(), FileFault> {
        if !self.read_record()? {
            return Err(FileFault::Empty);
        }
        let header = std::str::from_utf8(self.record.cells()).or(Err(FileFault::Header(
            "not UTF-8: save the file as UTF-8".to_owned(),
        )))?;
        let ends = self.record.ends();
        self.header_cells = ends.len();
        let cells: Vec<&str> = (0..ends.len())
            .map(|position| cell(header, ends, position))
            .collect();
        let CsvHeader { positions, unknown } = CsvHeader::new(self.columns, &cells)?;
        (self.positions, self.unknown_columns) = (positions, unknown);
        Ok(())
    }

    /// Parses the next record into the buffer. Returns false at the end of the file.
    fn read_record(&mut self) -> Result<bool, FileFault> {
        self.skip_line_ends()?;
        self.record.clear(self.lines.line());
        loop {
            let input = self.source.fill_buf()?;
            let at_end = input.is_empty();
            let (result, used, written, ended) = self.record.parse(&mut self.parser, input);
            self.lines.count(&input[..used]);
            self.record.raw.extend_from_slice(&input[..used]);
            self.source.consume(used);
            self.record.cells_len += written;
            self.record.ends_len += ended;
            if self.record.raw.len() > MAX_RECORD_BYTES {
                return Err(FileFault::RecordTooLong {
                    line: self.record.line,
                    limit: "16 MiB",
                });
            }
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => {
                    self.record.cells.resize(self.record.cells.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.record.ends.len() >= MAX_CELLS => {
                    return Err(self.structure("more than 4096 cells: is this the right file?"));
                }
                ReadRecordResult::OutputEndsFull => {
                    self.record.ends.resize(self.record.ends.len() * 2, 0);
                }
                ReadRecordResult::Record if at_end && self.record.has_open_quote() => {
                    return Err(self.structure("a quote is opened and never closed"));
                }
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Line ends before a record belong to the previous record or to blank lines. The record's own
    /// line starts after them.
    fn skip_line_ends(&mut self) -> Result<(), FileFault> {
        loop {
            let input = self.source.fill_buf()?;
            let blank = input
                .iter()
                .take_while(|&&byte| byte == b'\n' || byte == b'\r')
                .count();
            let more = blank > 0 && blank == input.len();
            self.lines.count(&input[..blank]);
            self.source.consume(blank);
            if !more {
                return Ok(());
            }
        }
    }

    fn check_record(&self) -> Result<(), RowFault> {
        let cells = self.record.cells();
        let ends = self.record.ends();
        let text = std::str::from_utf8(cells)
            .ok()
            .filter(|text| ends.iter().all(|&end| text.is_char_boundary(end)));
        let Some(text) = text else {
            return Err(RowFault::row(
                RejectCode::NotUtf8,
                "the row must be UTF-8 text",
            ));
        };
        if ends.len() != self.header_cells {
            let message = format!(
                "the row has {} cells, the header {}",
                ends.len(),
                self.header_cells
            );
            return Err(RowFault::row(RejectCode::Ragged, message));
        }
        let has_long_cell = cells.len() > MAX_FIELD_BYTES;
        let has_control = cells.iter().any(u8::is_ascii_control);
        if !has_long_cell && !has_control {
            return Ok(());
        }
        for (column, position) in self.columns.iter().zip(&self.positions) {
            let text = position.map_or("", |position| cell(text, ends, position));
            if text.len() > MAX_FIELD_BYTES {
                return Err(RowFault::field(
                    RejectCode::TooLong,
                    column.name,
                    "a cell may have at most 1 MiB",
                ));
            }
            if text.bytes().any(|byte| byte.is_ascii_control()) {
                let message = "a cell must not contain line ends or other control characters";
                return Err(RowFault::field(
                    RejectCode::ControlCharacter,
                    column.name,
                    message,
                ));
            }
        }
        Ok(())
    }

    fn structure(&self, what: &'static str) -> FileFault {
        FileFault::Structure {
            line: self.record.line,
            what,
        }
    }
}
