//! What a build or an extraction tells while it works: which file or step, and how far.

use nearsite_index::snapshot::Stage;

/// One sign of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A file is being read.
    Reading {
        /// Its name.
        file: String,
        /// Bytes read so far, as stored.
        bytes_read: u64,
        /// Its size.
        bytes_total: u64,
    },
    /// Price files are being read, several at once.
    ReadingFiles {
        /// Files read to their ends, or given up.
        files_read: u64,
        /// All of them.
        files_total: u64,
        /// Bytes read so far, as stored.
        bytes_read: u64,
        /// Bytes of all files.
        bytes_total: u64,
    },
    /// Price files are read; the table of rates is being written.
    WritingTable {
        /// Rows so far.
        rows_written: u64,
        /// Rows in all.
        rows_total: u64,
    },
    /// All files are read; prices are being resolved.
    Resolving,
    /// The snapshot is being written and made current.
    Publishing(Stage),
}

/// Whoever listens to a build.
pub(crate) type Listener<'a> = &'a mut dyn FnMut(Progress);

/// Rows between two signs of life: rare enough to cost nothing, often enough for a moving bar.
const ROWS_BETWEEN: u64 = 4096;

/// Tells, now and then, how far one file is read.
pub(crate) struct FileProgress<'a> {
    file: &'a str,
    listener: Listener<'a>,
    rows: u64,
}

impl<'a> FileProgress<'a> {
    /// Begins a file.
    pub(crate) fn new(file: &'a str, listener: Listener<'a>) -> Self {
        Self {
            file,
            listener,
            rows: 0,
        }
    }

    /// Counts a row; `progress` gives (bytes read, bytes in all) and is asked only now and then.
    pub(crate) fn row(&mut self, progress: impl FnOnce() -> (u64, u64)) {
        if self.rows.is_multiple_of(ROWS_BETWEEN) {
            self.tell(progress());
        }
        self.rows += 1;
    }

    /// Says that the file is read.
    pub(crate) fn done(&mut self, bytes: u64) {
        self.tell((bytes, bytes));
    }

    fn tell(&mut self, (bytes_read, bytes_total): (u64, u64)) {
        (self.listener)(Progress::Reading {
            file: self.file.to_owned(),
            bytes_read,
            bytes_total,
        });
    }
}
