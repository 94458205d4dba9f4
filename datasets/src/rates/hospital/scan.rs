//! Finds where the cells and the end of one CSV record stand, byte by byte and across refills.

use memchr::{memchr, memchr3};

/// Cells of numbers are short; only behind so many bytes does a vectorised search pay for its start.
const SHORT_CELL_BYTES: usize = 16;

/// Where the scan stands in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first byte of a cell.
    CellStart,
    /// In a cell, outside quotes.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Behind a quote inside quotes: the closing one, or the first of a doubled one.
    AfterQuote,
}

/// The scan of one record; reused.
#[derive(Debug)]
pub(super) struct Scanner {
    state: State,
    /// Bytes of the record looked at.
    at: usize,
    ends: Vec<u32>,
    cells: usize,
    /// Most ends kept.
    kept: usize,
}

impl Scanner {
    pub(super) const fn new(kept: usize) -> Self {
        Self {
            state: State::CellStart,
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
        self.state = State::CellStart;
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
        self.state == State::Quoted
    }

    /// Takes up where it stopped; `record` begins where the record does. Gives the length of the record when its line end is
    /// found.
    pub(super) fn scan(&mut self, record: &[u8]) -> Option<usize> {
        let mut at = self.at;
        loop {
            match self.state {
                State::CellStart | State::AfterQuote => match record.get(at) {
                    None => break,
                    Some(b'"') => {
                        self.state = State::Quoted;
                        at += 1;
                    }
                    Some(_) => self.state = State::Plain,
                },
                State::Plain => {
                    let Some(end) = find_cell_end(record, at) else {
                        at = record.len();
                        break;
                    };
                    self.end_cell(end);
                    if record[end] != b',' {
                        return Some(end);
                    }
                    self.state = State::CellStart;
                    at = end + 1;
                }
                State::Quoted => {
                    let Some(quote) = memchr(b'"', &record[at..]) else {
                        at = record.len();
                        break;
                    };
                    self.state = State::AfterQuote;
                    at += quote + 1;
                }
            }
        }
        self.at = at;
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
