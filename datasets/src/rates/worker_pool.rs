//! Reads the files of an extraction, several at once: each worker takes the next file until none is left.
//!
//! A file that cannot be read is an outcome like any other; when the machine cannot go on, everybody stops. Workers send
//! what they have done to the calling thread, which alone speaks to the listener.

use super::parts::{
    BUFFER_BYTES, FileIdentity, FolderFingerprints, Part, PartSink, WorkFolder, checked_key,
};
use super::price_file::{ReadSettings, read_price_file};
use super::{HospitalFormat, RateFilter};
use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::{Listener, Progress};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Time between two looks at how far the workers are.
const BETWEEN_SIGNS: Duration = Duration::from_millis(100);
/// Bytes of rows all workers hold together before they write runs.
const ALL_BUFFERS_BYTES: usize = 2 * BUFFER_BYTES;
/// Below this runs would be too many.
const MIN_BUFFER_BYTES: usize = 1 << 20;

/// A price file to read.
#[derive(Debug, Clone)]
pub(super) struct PriceFileJob {
    pub(super) path: PathBuf,
    pub(super) kind: PriceFileKind,
    /// Whether it was named, not found in a folder.
    pub(super) is_named: bool,
}

impl PriceFileJob {
    /// Its name without folder, as the table has it.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// Kinds of price files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PriceFileKind {
    /// A payer's in-network file.
    Payer,
    /// A hospital's standard charges.
    Hospital(HospitalFormat),
}

/// What came of a file.
#[derive(Debug)]
pub(super) enum ReadOutcome {
    /// It was read to its end.
    Part(Box<Part>),
    /// It cannot be used.
    Failed(FileFault),
}

/// What every worker needs.
pub(super) struct WorkerPool<'a> {
    pub(super) wanted: &'a RateFilter,
    pub(super) work: &'a WorkFolder,
    pub(super) neighbours: &'a FolderFingerprints,
    /// See [`super::parts::reading_key`].
    pub(super) key: &'a str,
    /// Whether every record of a hospital's file is held against the template.
    pub(super) check: bool,
    pub(super) workers: usize,
}

/// How far everybody is.
#[derive(Default)]
struct PoolState {
    next: AtomicUsize,
    stop: AtomicBool,
    /// Bytes of files that are done, and of files in hand.
    bytes: AtomicU64,
}

impl WorkerPool<'_> {
    /// Reads all files; outcomes stand in the order of the jobs.
    ///
    /// # Errors
    /// When the machine cannot go on. What was read until then is kept.
    pub(super) fn read_all(
        &self,
        jobs: &[PriceFileJob],
        listener: Listener<'_>,
    ) -> Result<Vec<ReadOutcome>, IngestError> {
        let shared = PoolState::default();
        let bytes_total = jobs.iter().map(size_of_file).sum();
        let (send, receive) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..self.workers.clamp(1, jobs.len().max(1)) {
                let (send, shared) = (send.clone(), &shared);
                scope.spawn(move || self.work(jobs, shared, &send));
            }
            drop(send);
            let mut outcomes: Vec<Option<ReadOutcome>> = jobs.iter().map(|_| None).collect();
            let mut fault = None;
            let mut done = 0;
            loop {
                match receive.recv_timeout(BETWEEN_SIGNS) {
                    Ok((number, Ok(outcome))) => {
                        outcomes[number] = Some(outcome);
                        done += 1;
                    }
                    Ok((_, Err(error))) => fault = fault.or(Some(error)),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                listener(Progress::ReadingFiles {
                    files_read: done,
                    files_total: jobs.len() as u64,
                    bytes_read: shared.bytes.load(Ordering::Relaxed).min(bytes_total),
                    bytes_total,
                });
            }
            fault.map_or_else(|| Ok(outcomes.into_iter().flatten().collect()), Err)
        })
    }

    fn work(&self, jobs: &[PriceFileJob], shared: &PoolState, send: &mpsc::Sender<JobResult>) {
        while !shared.stop.load(Ordering::Relaxed) {
            let number = shared.next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(number) else {
                return;
            };
            let outcome = self.read(job, shared);
            if outcome.is_err() {
                shared.stop.store(true, Ordering::Relaxed);
            }
            // The receiver waits until every worker is done.
            let _ = send.send((number, outcome));
        }
    }

    fn read(&self, job: &PriceFileJob, shared: &PoolState) -> Result<ReadOutcome, IngestError> {
        let identity = match FileIdentity::of(&job.path) {
            Ok(identity) => identity,
            Err(fault) => return Ok(ReadOutcome::Failed(FileFault::Read(fault))),
        };
        let bytes = identity.bytes();
        let key = match job.kind {
            PriceFileKind::Hospital(_) if self.check => checked_key(self.key),
            _ => self.key.to_owned(),
        };
        if let Some(part) = self.work.find(&identity, &key, self.neighbours) {
            shared.bytes.fetch_add(bytes, Ordering::Relaxed);
            return Ok(ReadOutcome::Part(Box::new(part)));
        }
        let buffer =
            (ALL_BUFFERS_BYTES / self.workers.max(1)).clamp(MIN_BUFFER_BYTES, BUFFER_BYTES);
        let mut sink = PartSink::new(self.work, &shared.stop, identity, job.name(), buffer)?;
        let mut told = 0;
        let mut progress = |read: u64| {
            let new = read.saturating_sub(told);
            shared.bytes.fetch_add(new, Ordering::Relaxed);
            told += new;
        };
        let reading = ReadSettings {
            wanted: self.wanted,
            scratch: self.work.path(),
            check: self.check,
        };
        let read = read_price_file(job, &reading, &mut sink, &mut progress);
        progress(bytes);
        match read {
            Ok(read) => {
                let part = sink.finish(&key, self.neighbours, read)?;
                Ok(ReadOutcome::Part(Box::new(part)))
            }
            Err(fault) => match (sink.into_fault(), fault) {
                (Some(error), _) => Err(error),
                (None, FileFault::Scratch(source)) => Err(IngestError::Write {
                    path: self.work.path().to_owned(),
                    source,
                }),
                (None, fault) => Ok(ReadOutcome::Failed(fault)),
            },
        }
    }
}

/// Number of a job and what came of it.
type JobResult = (usize, Result<ReadOutcome, IngestError>);

fn size_of_file(job: &PriceFileJob) -> u64 {
    std::fs::metadata(&job.path).map_or(0, |found| found.len())
}
