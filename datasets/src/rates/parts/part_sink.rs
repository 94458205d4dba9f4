//! Sink that stores the rates and rejects of one file as a part.

use super::folder_fingerprint::FolderFingerprints;
use super::part_note::{FileIdentity, PartNote, StoredFacts};
use super::row_encoding;
use super::row_file::RowWriter;
use super::row_sorter::RowSorter;
use super::work_folder::{Part, REJECTS, ROWS, WorkFolder};
use crate::error::IngestError;
use crate::rates::stated_rate::{FileFacts, RateSink, RateSource, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{Reject, RowFault};
use crate::reading::row_counter::{ByCode, RejectsWriter};
use crate::reading::source::{Fingerprint, fingerprint};
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// Fingerprint of a folder that has too many entries.
const UNKNOWN: &str = "unknown";

/// Part being written.
pub(crate) struct PartSink<'a> {
    work: &'a WorkFolder,
    stop: &'a AtomicBool,
    identity: FileIdentity,
    /// Name without folder.
    name: String,
    sorter: RowSorter,
    rejects: RejectsWriter,
    rejected_by_code: ByCode,
    /// Failure of the machine. The reader receives a placeholder instead.
    fault: Option<IngestError>,
}

/// Result of a reader that has read a file to the end.
pub(crate) struct FinishedRead {
    pub(crate) source: RateSource,
    pub(crate) facts: FileFacts,
    pub(crate) fingerprint: Fingerprint,
}

impl<'a> PartSink<'a> {
    /// Starts a part. Once `stop` is set, the sink returns faults, so that the reader stops.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub(crate) fn new(
        work: &'a WorkFolder,
        stop: &'a AtomicBool,
        identity: FileIdentity,
        name: String,
        buffer_bytes: usize,
    ) -> Result<Self, IngestError> {
        let path = work.unfinished(&identity, REJECTS);
        let rejects =
            RejectsWriter::create(&path).map_err(|source| IngestError::Write { path, source })?;
        Ok(Self {
            sorter: RowSorter::new(work.path(), buffer_bytes),
            work,
            stop,
            identity,
            name,
            rejects,
            rejected_by_code: ByCode::default(),
            fault: None,
        })
    }

    /// Discards the part after the reader has stopped. Returns the failure of the machine, if that
    /// was the cause.
    pub(crate) fn into_fault(self) -> Option<IngestError> {
        self.work.remove_unfinished(&self.identity);
        self.fault
    }

    /// Completes the part.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn finish(
        self,
        key: &str,
        fingerprints: &FolderFingerprints,
        read: FinishedRead,
    ) -> Result<Part, IngestError> {
        let identity = self.identity;
        let rows_path = self.work.unfinished(&identity, ROWS);
        let rejects_path = self.work.unfinished(&identity, REJECTS);
        let rows = write_rows(self.sorter, &rows_path).map_err(failed(&rows_path))?;
        let part = fingerprint(&rows_path).map_err(|fault| failed(&rows_path)(fault.into()))?;
        let rejects_unwritten = self
            .rejects
            .finish()
            .map_err(|(path, source)| IngestError::Write { path, source })?
            .unwritten;
        let rejects_bytes = sync(&rejects_path).map_err(failed(&rejects_path))?;
        let counts = self.rejected_by_code.iter();
        // No later run finds an unknown fingerprint, so the file is read again.
        let folder = fingerprints.of(identity.path()).unwrap_or(UNKNOWN);
        let note = PartNote {
            key: key.to_owned(),
            folder: read.facts.has_lookups.then(|| folder.to_owned()),
            identity,
            source: read.source.as_str().to_owned(),
            name: self.name,
            bytes: read.fingerprint.bytes,
            blake3: read.fingerprint.blake3,
            facts: StoredFacts::from(read.facts),
            rows,
            rejected_by_code: counts
                .map(|(code, count)| (code.as_str().to_owned(), count))
                .collect(),
            rejects_unwritten,
            rejects_bytes,
            part_blake3: part.blake3,
        };
        self.work.keep(note)
    }

    fn check(&mut self, written: io::Result<()>) -> Result<(), FileFault> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(given_up());
        }
        written.map_err(|source| {
            let path = self.work.path().to_owned();
            self.fault = Some(IngestError::Write { path, source });
            given_up()
        })
    }
}

impl RateSink for PartSink<'_> {
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        let written = self.sorter.add(|bytes| row_encoding::encode(rate, bytes));
        self.check(written)
    }

    fn reject(&mut self, record: u64, position: u64, fault: RowFault) -> Result<(), FileFault> {
        self.rejected_by_code.add(fault.code);
        self.rejects.add(Reject {
            file: self.name.clone(),
            line: None,
            record,
            field: fault.field.map(Into::into),
            code: fault.code,
            message: format!("{} (the record begins at byte {position})", fault.message),
        });
        self.check(Ok(()))
    }
}

/// Placeholder fault that stops a reader. It is never shown.
fn given_up() -> FileFault {
    FileFault::Read(io::Error::other("given up"))
}

fn failed(path: &std::path::Path) -> impl Fn(io::Error) -> IngestError {
    let path: PathBuf = path.to_owned();
    move |source| IngestError::Write {
        path: path.clone(),
        source,
    }
}

/// Writes all rows and syncs them. Returns the number of rows.
fn write_rows(sorter: RowSorter, path: &std::path::Path) -> io::Result<u64> {
    let mut out = RowWriter::new(File::create(path)?, sorter.longest_row())?;
    sorter.finish(&mut out)?;
    let (file, rows) = out.finish()?;
    file.sync_all()?;
    Ok(rows)
}

fn sync(path: &std::path::Path) -> io::Result<u64> {
    let file = File::open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
