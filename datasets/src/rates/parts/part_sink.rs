//! Takes what a reader finds in one file, and makes a part of it.

use super::folder_fingerprint::FolderFingerprints;
use super::part_note::{FileIdentity, PartNote, StoredFacts};
use super::row_encoding;
use super::row_file::RowWriter;
use super::row_sorter::RowSorter;
use super::work_folder::{Part, REJECTS, ROWS, WorkFolder};
use crate::error::IngestError;
use crate::rates::{FileFacts, RateSink, RateSource, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{Reject, RowFault};
use crate::reading::row_counter::{ByCode, RejectsWriter};
use crate::reading::source::{Fingerprint, fingerprint};
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// What lies beside a file that has too many neighbours to tell.
const UNKNOWN: &str = "unknown";

/// One file under way.
pub(crate) struct PartSink<'a> {
    work: &'a WorkFolder,
    stop: &'a AtomicBool,
    identity: FileIdentity,
    /// Name without folder.
    name: String,
    sorter: RowSorter,
    rejects: RejectsWriter,
    rejected_by_code: ByCode,
    /// Why this machine cannot go on; the reader is told something else.
    fault: Option<IngestError>,
}

/// What a reader says of a file it has read to the end.
pub(crate) struct FinishedRead {
    pub(crate) source: RateSource,
    pub(crate) facts: FileFacts,
    pub(crate) fingerprint: Fingerprint,
}

impl<'a> PartSink<'a> {
    /// Starts a part; once `stop` is set the reader is told to give up.
    ///
    /// # Errors
    /// When nothing can be written.
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

    /// Why the machine, not the file, is at fault; asked when the reader has given up.
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
        neighbours: &FolderFingerprints,
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
        // Where nobody can tell what lies beside it, no later run will find the same.
        let beside = neighbours.of(identity.path()).unwrap_or(UNKNOWN);
        let done = PartNote {
            key: key.to_owned(),
            neighbours: read.facts.looked_beside.then(|| beside.to_owned()),
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
        self.work.keep(done)
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

/// What a reader is told; nobody sees it.
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

/// Writes all rows and syncs them; returns how many.
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
