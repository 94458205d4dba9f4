//! Buffer for one parsed CSV record, reused for every record.

use csv_core::ReadRecordResult;

/// One parsed CSV record.
#[derive(Default)]
pub(super) struct RecordBuffer {
    /// Bytes as stored, with the line end.
    pub(super) raw: Vec<u8>,
    /// Contents of all cells, concatenated.
    pub(super) cells: Vec<u8>,
    pub(super) cells_len: usize,
    pub(super) ends: Vec<usize>,
    pub(super) ends_len: usize,
    pub(super) line: u64,
}

impl RecordBuffer {
    pub(super) fn clear(&mut self, line: u64) {
        self.raw.clear();
        self.cells_len = 0;
        self.ends_len = 0;
        self.line = line;
    }

    pub(super) fn parse(
        &mut self,
        parser: &mut csv_core::Reader,
        input: &[u8],
    ) -> (ReadRecordResult, usize, usize, usize) {
        parser.read_record(
            input,
            &mut self.cells[self.cells_len..],
            &mut self.ends[self.ends_len..],
        )
    }

    pub(super) fn cells(&self) -> &[u8] {
        &self.cells[..self.cells_len]
    }

    pub(super) fn ends(&self) -> &[usize] {
        &self.ends[..self.ends_len]
    }

    /// True if a quote is opened and not closed.
    pub(super) fn has_open_quote(&self) -> bool {
        self.raw
            .iter()
            .fold(false, |open, &byte| open ^ (byte == b'"'))
    }
}
