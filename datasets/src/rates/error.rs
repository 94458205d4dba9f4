//! Errors of a whole extraction: an input failed, or some price files could not be read.

use super::report::RatesRefusal;
use crate::error::IngestError;

/// Reason why no table of rates was written. An earlier table is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RatesError {
    /// A file, an option or the machine prevented the extraction.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// Some price files could not be read. The parts read from the others are kept for the next
    /// run.
    #[error("{0}")]
    RateFiles(Box<RatesRefusal>),
}

impl RatesError {
    /// True if the inputs or options caused the error (exit code 2), not the machine or the program
    /// (exit code 1).
    pub const fn is_bad_input(&self) -> bool {
        match self {
            Self::Ingest(error) => error.is_bad_input(),
            Self::RateFiles(_) => true,
        }
    }
}
