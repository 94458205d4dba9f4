//! Line numbers for messages, for any kind of line end.

use memchr::memchr_iter;

/// Counter of lines that end with LF, CRLF or CR. A file uses one kind, so the more frequent byte
/// counts.
#[derive(Debug, Default)]
pub(crate) struct LineCount {
    line_feeds: u64,
    carriage_returns: u64,
}

impl LineCount {
    /// Counts the line ends in consumed bytes.
    pub(crate) fn count(&mut self, bytes: &[u8]) {
        self.line_feeds += memchr_iter(b'\n', bytes).count() as u64;
        self.carriage_returns += memchr_iter(b'\r', bytes).count() as u64;
    }

    /// Returns the line of the next byte, from 1.
    pub(crate) fn line(&self) -> u64 {
        1 + self.line_feeds.max(self.carriage_returns)
    }
}
