//! Finds the cells and the end of one CSV record, byte by byte and across refills.

use memchr::{memchr, memchr_iter, memchr3};

/// Bytes searched one by one before a vectorized search starts: most cells are numbers and shorter
/// than its setup is worth.
const SHORT_CELL_BYTES: usize = 16;

/// State of the scan in a record.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum CsvState {
    /// Before the first byte of a cell.
    #[default]
    CellStart,
    /// In a cell, outside quotes.
    Plain,
    /// Inside quotes.
    Quoted,
    /// After a quote inside quotes: the closing quote, or the first of a doubled quote.
    AfterQuote,
}

/// Scan of one record. Reused for the next.
#[derive(Debug, Default)]
pub(super) struct CsvScanner {
    state: CsvState,
    /// Number of bytes scanned.
    at: usize,
    /// Ends of the first cells.
    ends: Vec<u32>,
    cells: usize,
    /// Maximum number of ends kept. Further cells are only counted.
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

    /// Starts a record.
    pub(super) fn start(&mut self) {
        self.state = CsvState::CellStart;
        self.at = 0;
        self.cells = 0;
        self.ends.clear();
    }

    /// Forgets the bytes scanned so far. The scan continues to the end of the record.
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

    /// Continues the scan. `record` starts at the first byte of the record. Returns the length of
    /// the record once its line end is found.
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

    /// Moves to the end of the cell. Returns its position if it is the end of the record.
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

    /// Counts cells up to the next quoted cell or the end of the record, and returns that end.
    /// Nearly all bytes of a file go through here.
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
        // A quote inside a cell is an ordinary character.
        if passed.last() == Some(&b',') {
            self.state = CsvState::Quoted;
        }
        None
    }

    /// Ends the last cell at the end of the file.
    pub(super) fn end_record(&mut self, length: usize) {
        self.end_cell(length);
    }

    fn end_cell(&mut self, end: usize) {
        self.cells += 1;
        if self.ends.len() < self.kept {
            // A record has at most 16 MiB plus one window.
            self.ends.push(end as u32);
        }
    }
}

/// Finds the first comma or line end.
fn find_cell_end(record: &[u8], at: usize) -> Option<usize> {
    let rest = &record[at..];
    let near = &rest[..rest.len().min(SHORT_CELL_BYTES)];
    let ends = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r');
    if let Some(end) = near.iter().position(ends) {
        return Some(at + end);
    }
    memchr3(b',', b'\n', b'\r', &rest[near.len()..]).map(|end| at + near.len() + end)
}

fn count_commas(bytes: &[u8]) -> usize {
    memchr_iter(b',', bytes).count()
}
