//! The readers of price files, by kind of file.

use super::crew::Job;
use super::parts::FileRead;
use super::{RateSink, RateSource, Wanted};
use crate::fault::FileFault;
use crate::progress::Listener;

/// Reads one file to its end.
type Reader = fn(&Job, &Wanted, &mut dyn RateSink, Listener<'_>) -> Result<FileRead, FileFault>;

/// A reader for each kind of file.
#[derive(Clone, Copy)]
pub(super) struct Readers {
    pub(super) payer: Reader,
    pub(super) hospital: Reader,
}

impl Readers {
    pub(super) fn real() -> Self {
        Self {
            payer: super::stand_in::read,
            hospital: super::stand_in::read,
        }
    }

    /// Reads a file with the reader for its kind.
    ///
    /// # Errors
    /// When the file cannot be used, or the sink gives up.
    pub(super) fn read(
        self,
        job: &Job,
        wanted: &Wanted,
        sink: &mut dyn RateSink,
        listener: Listener<'_>,
    ) -> Result<FileRead, FileFault> {
        let read = match job.source {
            RateSource::PayerFile => self.payer,
            RateSource::HospitalFile => self.hospital,
        };
        read(job, wanted, sink, listener)
    }
}
