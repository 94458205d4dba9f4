//! Line numbers for messages, whatever ends a line.

use memchr::memchr_iter;

/// Counts lines that end with LF, CRLF or CR alone: a file keeps to one of them, so the more frequent byte counts.
#[derive(Debug, Default)]
pub(crate) struct LineCount {
    line_feeds: u64,
    carriage_returns: u64,
}

impl LineCount {
    /// Counts the line ends in the bytes that were consumed.
    pub(crate) fn count(&mut self, bytes: &[u8]) {
        self.line_feeds += memchr_iter(b'\n', bytes).count() as u64;
        self.carriage_returns += memchr_iter(b'\r', bytes).count() as u64;
    }

    /// The line the next byte stands on, from 1.
    pub(crate) fn line(&self) -> u64 {
        1 + self.line_feeds.max(self.carriage_returns)
    }
}
