//! Finds where the cells and the end of one CSV record stand, byte by byte and across refills.

use memchr::{memchr, memchr3};

/// Cells of numbers are short; only behind so many bytes does a vectorised search pay for its start.
const SHORT_CELL_BYTES: usize = 16;

/// Where the scan stands in a record.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum CsvState {
    /// Before the first byte of a cell.
    #[default]
    CellStart,
    /// In a cell, outside quotes.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Behind a quote inside quotes: the closing one, or the first of a doubled one.
    AfterQuote,
}

/// The scan of one record; reused.
#[derive(Debug, Default)]
pub(super) struct CsvScanner {
    state: CsvState,
    /// Bytes of the record looked at.
    at: usize,
    /// Where the first cells end.
    ends: Vec<u32>,
    cells: usize,
    /// Most ends kept; further cells are counted.
    kept: usize,
}

impl CsvScanner {
    pub(super) const fn new(kept: usize) -> Self {
        Self {
            state: CsvState::CellStart,
            at: 0,
            ends: Vec::new(),
            cells: 0,
            kept,
        }
    }

    pub(super) const fn keep_cells(&mut self, cells: usize) {
        self.kept = cells;
    }

    /// Begins a record.
    pub(super) fn start(&mut self) {
        self.state = CsvState::CellStart;
        self.at = 0;
        self.cells = 0;
        self.ends.clear();
    }

    /// The bytes looked at are gone; the record is followed to its end without keeping it.
    pub(super) fn forget(&mut self) {
        self.at = 0;
        self.ends.clear();
    }

    pub(super) const fn cells(&self) -> usize {
        self.cells
    }

    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    pub(super) fn is_in_quotes(&self) -> bool {
        self.state == CsvState::Quoted
    }

    /// Takes up where it stopped; `record` begins where the record does. Gives the length of the record when its line end is
    /// found.
    pub(super) fn scan(&mut self, record: &[u8]) -> Option<usize> {
        while self.at < record.len() {
            match self.state {
                CsvState::CellStart | CsvState::AfterQuote if record[self.at] == b'"' => {
                    self.state = CsvState::Quoted;
                    self.at += 1;
                }
                CsvState::CellStart | CsvState::AfterQuote => self.state = CsvState::Plain,
                CsvState::Quoted => self.leave_quotes(record),
                CsvState::Plain if self.ends.len() < self.kept => {
                    if let Some(length) = self.end_kept_cell(record) {
                        return Some(length);
                    }
                }
                CsvState::Plain => {
                    if let Some(length) = self.count_cells(record) {
                        return Some(length);
                    }
                }
            }
        }
        None
    }

    fn leave_quotes(&mut self, record: &[u8]) {
        match memchr(b'"', &record[self.at..]) {
            Some(quote) => {
                self.state = CsvState::AfterQuote;
                self.at += quote + 1;
            }
            None => self.at = record.len(),
        }
    }

    /// Goes to the end of the cell; gives it when it is the end of the record.
    fn end_kept_cell(&mut self, record: &[u8]) -> Option<usize> {
        let Some(end) = find_cell_end(record, self.at) else {
            self.at = record.len();
            return None;
        };
        self.end_cell(end);
        self.state = CsvState::CellStart;
        self.at = end + 1;
        (record[end] != b',').then_some(end)
    }

    /// Counts cells whose ends nobody wants, up to the next quoted one or the end of the record, which is given. This is where
    /// nearly all bytes of a file are passed.
    fn count_cells(&mut self, record: &[u8]) -> Option<usize> {
        let rest = &record[self.at..];
        let stop = memchr3(b'"', b'\n', b'\r', rest);
        let passed = &rest[..stop.unwrap_or(rest.len())];
        self.cells += count_commas(passed);
        let Some(stop) = stop else {
            self.state = match rest.last() {
                Some(b',') => CsvState::CellStart,
                _ => CsvState::Plain,
            };
            self.at = record.len();
            return None;
        };
        let stop = self.at + stop;
        self.at = stop + 1;
        if record[stop] != b'"' {
            self.cells += 1;
            return Some(stop);
        }
        // A quote inside a cell is a letter like others.
        if passed.last() == Some(&b',') {
            self.state = CsvState::Quoted;
        }
        None
    }

    /// The file ends here, and so does the last cell.
    pub(super) fn end_record(&mut self, length: usize) {
        self.end_cell(length);
    }

    fn end_cell(&mut self, end: usize) {
        self.cells += 1;
        if self.ends.len() < self.kept {
            // A record has at most 16 MiB and one window more.
            self.ends.push(end as u32);
        }
    }
}

/// The first comma or line end.
fn find_cell_end(record: &[u8], at: usize) -> Option<usize> {
    let rest = &record[at..];
    let near = &rest[..rest.len().min(SHORT_CELL_BYTES)];
    let ends = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r');
    if let Some(end) = near.iter().position(ends) {
        return Some(at + end);
    }
    memchr3(b',', b'\n', b'\r', &rest[near.len()..]).map(|end| at + near.len() + end)
}

#[expect(
    clippy::naive_bytecount,
    reason = "the compiler makes vector code of it"
)]
fn count_commas(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b',').count()
}
