//! Splits CSV into records and cells without decoding them.
//!
//! Input is plain bytes. Output is [`CsvRecord`]s that borrow from one window. Records and cells
//! end where `csv_core` ends them (RFC 4180, any line end, a quote counts only as the first byte of
//! a cell). A test compares the two. Memory is bounded: a record over 16 MiB is skipped and
//! reported, and an open quote at the end of the file is an error.
//!
//! `csv_core` itself is not used, because most rows are skipped after a look at their codes, and it
//! copies every cell. Splitting alone, on one core: wide files of 40 plans 4.2 GB/s here and 0.8
//! GB/s with `csv_core`, sparse 3.3 and 0.5, with long quoted notes 2.1 and 1.1, tall files 1.5 and
//! 0.9. It also does not report the size of a cell as stored, or an open quote at the end of the
//! file.

use super::csv_scanner::CsvScanner;
use crate::reading::csv::MAX_RECORD_BYTES;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use std::io::{self, Read};

/// Size of the window. One read is twice the buffer of the source, so that bytes are not copied on
/// the way.
const WINDOW_BYTES: usize = 512 << 10;
/// Maximum number of cells with a known end.
pub(super) const MAX_CELLS: usize = 1 << 16;

/// Splits CSV into records.
pub(super) struct CsvSplitter<R> {
    input: R,
    /// Bytes read and not yet released, up to `filled`.
    window: Vec<u8>,
    /// Start of the next record in the window.
    begin: usize,
    filled: usize,
    /// Bytes of the file before the window, and the lines among them.
    released: u64,
    lines: LineCount,
    scanner: CsvScanner,
}

/// Record as stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvRecord<'a> {
    /// Start in bytes of the unpacked file.
    pub(super) position: u64,
    /// Bytes without the line end.
    pub(super) bytes: &'a [u8],
    /// Number of cells.
    pub(super) cells: usize,
    /// Ends of the cells. Only the first ones are kept.
    ends: &'a [u32],
}

/// Next record of the file.
#[derive(Debug)]
pub(super) enum NextRecord<'a> {
    /// A record.
    Record(CsvRecord<'a>),
    /// A record over 16 MiB, which was skipped.
    TooLong {
        /// Start in bytes of the unpacked file.
        position: u64,
    },
    /// End of the file.
    End,
}

impl<'a> CsvRecord<'a> {
    /// Returns a cell as stored, with quotes and spaces. Empty if the record has no such cell.
    pub(super) fn cell(&self, index: usize) -> &'a [u8] {
        let end = self.ends.get(index).map_or(0, |&end| end as usize);
        let before = index.checked_sub(1).and_then(|index| self.ends.get(index));
        let start = before.map_or(0, |&end| end as usize + 1);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Returns the same record with the ends of all its cells.
    pub(super) fn split<'s>(&self, scanner: &'s mut CsvScanner) -> CsvRecord<'s>
    where
        'a: 's,
    {
        scanner.start();
        scanner.scan(self.bytes);
        scanner.end_record(self.bytes.len());
        CsvRecord {
            ends: scanner.ends(),
            ..*self
        }
    }

    /// Returns the cells as stored, up to the last known end.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = *self;
        (0..self.ends.len()).map(move |index| record.cell(index))
    }

    /// Returns the bytes after the first cells, with their commas.
    pub(super) fn after_cells(&self, cells: usize) -> &'a [u8] {
        let last = cells.checked_sub(1).and_then(|index| self.ends.get(index));
        let start = last.map_or(self.bytes.len(), |&end| end as usize);
        self.bytes.get(start..).unwrap_or_default()
    }
}

impl<R: Read> CsvSplitter<R> {
    /// Starts at the first byte of the text. `position` is its offset in the unpacked file.
    pub(super) fn new(input: R, position: u64) -> Self {
        Self {
            released: position,
            ..Self::with_window(input, WINDOW_BYTES)
        }
    }

    /// Starts at position 0 with a window of the given size.
    pub(super) fn with_window(input: R, bytes: usize) -> Self {
        Self {
            input,
            window: vec![0; bytes.max(1)],
            begin: 0,
            filled: 0,
            released: 0,
            lines: LineCount::default(),
            scanner: CsvScanner::new(MAX_CELLS),
        }
    }

    /// Keeps only the ends of the first cells from now on. The other cells are counted, which is
    /// faster.
    pub(super) const fn keep_cells(&mut self, cells: usize) {
        self.scanner.keep_cells(cells);
    }

    /// Returns the source of the bytes.
    pub(super) const fn input(&self) -> &R {
        &self.input
    }

    /// Returns the bytes that are read but not split. After an open quote these are the record that
    /// contains it.
    pub(super) fn rest(&self) -> &[u8] {
        &self.window[self.begin..self.filled]
    }

    /// Returns the next record. Blank lines are skipped.
    ///
    /// # Errors
    /// [`FileFault`] if the file cannot be read or ends inside quotes.
    pub(super) fn next_record(&mut self) -> Result<NextRecord<'_>, FileFault> {
        if !self.skip_line_ends()? {
            return Ok(NextRecord::End);
        }
        self.scanner.start();
        let (begin, length) = loop {
            if let Some(length) = self.scanner.scan(&self.window[self.begin..self.filled]) {
                let begin = self.begin;
                self.begin += length + 1;
                break (begin, length);
            }
            if self.filled - self.begin > MAX_RECORD_BYTES {
                return self.skip_record();
            }
            if !self.refill()? {
                if self.scanner.is_in_quotes() {
                    return Err(open_quote(self.lines.line()));
                }
                let (begin, length) = (self.begin, self.filled - self.begin);
                self.scanner.end_record(length);
                self.begin = self.filled;
                break (begin, length);
            }
        };
        let position = self.released + begin as u64;
        if length > MAX_RECORD_BYTES {
            return Ok(NextRecord::TooLong { position });
        }
        Ok(NextRecord::Record(CsvRecord {
            position,
            bytes: &self.window[begin..begin + length],
            cells: self.scanner.cells(),
            ends: self.scanner.ends(),
        }))
    }

    /// Skips a record without keeping its bytes.
    fn skip_record(&mut self) -> Result<NextRecord<'_>, FileFault> {
        self.release();
        let position = self.released;
        let line = self.lines.line();
        loop {
            self.begin = self.filled;
            self.scanner.forget();
            if !self.refill()? {
                if self.scanner.is_in_quotes() {
                    return Err(open_quote(line));
                }
                return Ok(NextRecord::TooLong { position });
            }
            if let Some(length) = self.scanner.scan(&self.window[self.begin..self.filled]) {
                self.begin += length + 1;
                return Ok(NextRecord::TooLong { position });
            }
        }
    }

    /// Skips line ends. Returns false at the end of the file.
    fn skip_line_ends(&mut self) -> Result<bool, FileFault> {
        loop {
            let rest = &self.window[self.begin..self.filled];
            let is_text = |byte: &u8| !matches!(byte, b'\n' | b'\r');
            if let Some(blank) = rest.iter().position(is_text) {
                self.begin += blank;
                return Ok(true);
            }
            self.begin = self.filled;
            if !self.refill()? {
                return Ok(false);
            }
        }
    }

    /// Releases the bytes before the next record.
    fn release(&mut self) {
        self.lines.count(&self.window[..self.begin]);
        self.released += self.begin as u64;
        self.window.copy_within(self.begin..self.filled, 0);
        self.filled -= self.begin;
        self.begin = 0;
    }

    /// Releases bytes, makes room and reads more. Returns false at the end of the file.
    fn refill(&mut self) -> Result<bool, FileFault> {
        self.release();
        if self.filled == self.window.len() {
            self.window.resize(self.window.len() * 2, 0);
        }
        loop {
            match self.input.read(&mut self.window[self.filled..]) {
                Ok(read) => {
                    self.filled += read;
                    return Ok(read > 0);
                }
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) => return Err(fault.into()),
            }
        }
    }
}

fn open_quote(line: u64) -> FileFault {
    FileFault::Structure {
        line,
        what: "a quote is opened and never closed: the file is cut off or damaged, fetch it again",
    }
}
