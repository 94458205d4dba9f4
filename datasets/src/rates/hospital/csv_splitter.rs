//! Cuts CSV into records and cells without decoding either: most rows of a hospital file are passed over, so finding their
//! ends is nearly all the work there is.
//!
//! In come plain bytes, out come [`CsvRecord`]s that borrow from one window. Where a record or a cell ends is decided as
//! `csv_core` decides it (RFC 4180, any line end, a quote counts only as the first byte of a cell); a test holds the two
//! together. Memory is bounded: a record over 16 MiB is skipped and told, a quote left open ends the reading.

use super::csv_scanner::CsvScanner;
use crate::reading::csv::MAX_RECORD_BYTES;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use std::io::{self, Read};

/// Window of records; one read brings twice what the source buffers, so that bytes are not copied on the way.
const WINDOW_BYTES: usize = 512 << 10;
/// Most cells of a row that are told apart.
pub(super) const MAX_CELLS: usize = 1 << 16;

/// Cuts CSV into records.
pub(super) struct CsvSplitter<R> {
    input: R,
    /// Bytes read and not yet given up; behind `filled` is room.
    window: Vec<u8>,
    /// Where the next record begins in the window.
    begin: usize,
    filled: usize,
    /// Bytes of the file before the window, and the lines among them.
    given_up: u64,
    lines: LineCount,
    scanner: CsvScanner,
}

/// One record as stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvRecord<'a> {
    /// Where it begins, in bytes of the unpacked file.
    pub(super) position: u64,
    /// Its bytes without the line end.
    pub(super) bytes: &'a [u8],
    /// How many cells it has.
    pub(super) cells: usize,
    /// Where each of its cells ends; of the first ones only, where it has very many.
    ends: &'a [u32],
}

/// What comes next in the file.
#[derive(Debug)]
pub(super) enum NextRecord<'a> {
    /// A record.
    Record(CsvRecord<'a>),
    /// A record over 16 MiB, which was skipped.
    TooLong {
        /// Where it begins.
        position: u64,
    },
    /// Nothing.
    End,
}

impl<'a> CsvRecord<'a> {
    /// A cell as stored, quotes and spaces included; empty when the record has no such cell.
    pub(super) fn cell(&self, index: usize) -> &'a [u8] {
        let end = self.ends.get(index).map_or(0, |&end| end as usize);
        let before = index.checked_sub(1).and_then(|index| self.ends.get(index));
        let start = before.map_or(0, |&end| end as usize + 1);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The same record with the ends of all its cells.
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

    /// All cells as stored, as far as their ends are kept.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = *self;
        (0..self.ends.len()).map(move |index| record.cell(index))
    }

    /// What stands behind the first cells, with its commas.
    pub(super) fn behind(&self, cells: usize) -> &'a [u8] {
        let last = cells.checked_sub(1).and_then(|index| self.ends.get(index));
        let start = last.map_or(self.bytes.len(), |&end| end as usize);
        self.bytes.get(start..).unwrap_or_default()
    }
}

impl<R: Read> CsvSplitter<R> {
    /// Begins with the first byte of the text, which stands at a position of the unpacked file.
    pub(super) fn new(input: R, position: u64) -> Self {
        Self {
            given_up: position,
            ..Self::with_window(input, WINDOW_BYTES)
        }
    }

    /// As [`CsvSplitter::new`], at position 0 and with a first window of the size given.
    pub(super) fn with_window(input: R, bytes: usize) -> Self {
        Self {
            input,
            window: vec![0; bytes.max(1)],
            begin: 0,
            filled: 0,
            given_up: 0,
            lines: LineCount::default(),
            scanner: CsvScanner::new(MAX_CELLS),
        }
    }

    /// From here on, keeps the ends of the first cells of a record only; the others are counted, which is faster.
    pub(super) const fn keep_cells(&mut self, cells: usize) {
        self.scanner.keep_cells(cells);
    }

    /// Where the bytes come from.
    pub(super) const fn input(&self) -> &R {
        &self.input
    }

    /// What was read and not cut yet: behind an open quote, the record it stands in.
    pub(super) fn rest(&self) -> &[u8] {
        &self.window[self.begin..self.filled]
    }

    /// The next record; blank lines are none.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read, or ends inside quotes.
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
        let position = self.given_up + begin as u64;
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

    /// Reads over a record without keeping it.
    fn skip_record(&mut self) -> Result<NextRecord<'_>, FileFault> {
        self.give_up();
        let position = self.given_up;
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

    /// Whether anything follows the line ends.
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

    /// Gives up what is cut.
    fn give_up(&mut self) {
        self.lines.count(&self.window[..self.begin]);
        self.given_up += self.begin as u64;
        self.window.copy_within(self.begin..self.filled, 0);
        self.filled -= self.begin;
        self.begin = 0;
    }

    /// Gives up what is cut, makes room and reads on; false at the end of the file.
    fn refill(&mut self) -> Result<bool, FileFault> {
        self.give_up();
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
