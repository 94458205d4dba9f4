//! Progress of a build or an extraction: the current file or step, and how much of it is done.

use nearsite_index::snapshot::PublishStage;

/// One progress report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A file is being read.
    Reading {
        /// Name of the file.
        file: String,
        /// Bytes read so far, as stored.
        bytes_read: u64,
        /// Size of the file.
        bytes_total: u64,
    },
    /// Price files are being read, several at once.
    ReadingFiles {
        /// Files that were read completely or given up.
        files_read: u64,
        /// Number of files.
        files_total: u64,
        /// Bytes read so far, as stored.
        bytes_read: u64,
        /// Bytes of all files.
        bytes_total: u64,
    },
    /// Price files are read; the table of rates is being written.
    WritingTable {
        /// Rows written so far.
        rows_written: u64,
        /// Number of rows.
        rows_total: u64,
    },
    /// All files are read; prices are being resolved.
    Resolving,
    /// The snapshot is being written and made current.
    Publishing(PublishStage),
}

/// Callback of a caller that wants progress reports.
pub(crate) type Listener<'a> = &'a mut dyn FnMut(Progress);

/// Rows between two reports: rare enough to cost nothing, frequent enough for a smooth progress
/// bar.
const ROWS_BETWEEN: u64 = 4096;

/// Reports now and then how much of one file is read.
pub(crate) struct FileProgress<'a> {
    file: &'a str,
    listener: Listener<'a>,
    rows: u64,
}

impl<'a> FileProgress<'a> {
    /// Starts a file.
    pub(crate) fn new(file: &'a str, listener: Listener<'a>) -> Self {
        Self {
            file,
            listener,
            rows: 0,
        }
    }

    /// Counts a row. `progress` returns (bytes read, bytes in all) and is called only now and then.
    pub(crate) fn row(&mut self, progress: impl FnOnce() -> (u64, u64)) {
        if self.rows.is_multiple_of(ROWS_BETWEEN) {
            self.report(progress());
        }
        self.rows += 1;
    }

    /// Reports that the file is read completely.
    pub(crate) fn done(&mut self, bytes: u64) {
        self.report((bytes, bytes));
    }

    fn report(&mut self, (bytes_read, bytes_total): (u64, u64)) {
        (self.listener)(Progress::Reading {
            file: self.file.to_owned(),
            bytes_read,
            bytes_total,
        });
    }
}
