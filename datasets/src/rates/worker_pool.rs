//! Worker pool that reads price files, several at once. Each worker takes the next file until none
//! is left.
//!
//! A file that cannot be read is a normal outcome. A failure of the machine, such as a full disk,
//! stops all workers. Workers send their outcomes to the calling thread, the only one that calls
//! the listener.

use super::parts::{
    BUFFER_BYTES, FileIdentity, FolderFingerprints, Part, PartSink, WorkFolder, checked_key,
};
use super::price_file::{PriceFileJob, PriceFileKind, ReadSettings, read_price_file};
use super::rate_filter::RateFilter;
use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
use crate::reading::progress::{Listener, Progress};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Time between two progress reports.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);
/// Bytes of rows that all workers together buffer before they write runs.
const ALL_BUFFERS_BYTES: usize = 2 * BUFFER_BYTES;
/// Smallest buffer of one worker. Smaller ones would write too many runs.
const MIN_BUFFER_BYTES: usize = 1 << 20;

/// Outcome of reading one file.
#[derive(Debug)]
pub(super) enum ReadOutcome {
    /// The file was read to its end.
    Part(Box<Part>),
    /// The file cannot be used.
    Failed(FileFault),
}

/// Worker pool, with everything that each worker needs.
pub(super) struct WorkerPool<'a> {
    pub(super) wanted: &'a RateFilter,
    pub(super) work: &'a WorkFolder,
    pub(super) fingerprints: &'a FolderFingerprints,
    /// See [`super::parts::reading_key`].
    pub(super) key: &'a str,
    /// True if every record of a hospital file is checked against the template.
    pub(super) check: bool,
    pub(super) workers: usize,
}

/// Progress shared by all workers.
#[derive(Default)]
struct PoolState {
    next: AtomicUsize,
    stop: AtomicBool,
    /// Bytes read, of finished files and of files being read.
    bytes: AtomicU64,
}

impl WorkerPool<'_> {
    /// Reads all files. Outcomes are in the order of the jobs.
    ///
    /// # Errors
    /// When the machine fails. Parts that were complete by then are kept.
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
                match receive.recv_timeout(PROGRESS_INTERVAL) {
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
        if let Some(part) = self.work.find(&identity, &key, self.fingerprints) {
            shared.bytes.fetch_add(bytes, Ordering::Relaxed);
            return Ok(ReadOutcome::Part(Box::new(part)));
        }
        let buffer =
            (ALL_BUFFERS_BYTES / self.workers.max(1)).clamp(MIN_BUFFER_BYTES, BUFFER_BYTES);
        let mut sink = PartSink::new(self.work, &shared.stop, identity, job.name(), buffer)?;
        let mut reported = 0;
        let mut progress = |read: u64| {
            let new = read.saturating_sub(reported);
            shared.bytes.fetch_add(new, Ordering::Relaxed);
            reported += new;
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
                let part = sink.finish(&key, self.fingerprints, read)?;
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

/// Number of a job and its outcome.
type JobResult = (usize, Result<ReadOutcome, IngestError>);

fn size_of_file(job: &PriceFileJob) -> u64 {
    std::fs::metadata(&job.path).map_or(0, |found| found.len())
}
