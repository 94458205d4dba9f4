//! Line numbers for messages, for any kind of line end.

/// Counter of lines that end with LF, CRLF or CR. A file uses one kind, so the more frequent byte
/// counts.
#[derive(Debug, Default)]
pub(crate) struct LineCount {
    line_feeds: u64,
    carriage_returns: u64,
}

impl LineCount {
    #[expect(
        clippy::naive_bytecount,
        reason = "a crate for it would save nothing next to parsing"
    )]
    /// Counts the line ends in consumed bytes.
    pub(crate) fn count(&mut self, bytes: &[u8]) {
        self.line_feeds += bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.carriage_returns += bytes.iter().filter(|&&byte| byte == b'\r').count() as u64;
    }

    /// Returns the line of the next byte, from 1.
    pub(crate) fn line(&self) -> u64 {
        1 + self.line_feeds.max(self.carriage_returns)
    }
}
