//! Errors of a whole build: an input failed, or the build was refused after every file was read.

use super::report::BuildReport;
use crate::error::IngestError;
use nearsite_index::snapshot::PublishError;

/// Reason why no snapshot was built. The current snapshot stays current.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A file, an option or the machine prevented the build.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// Every file was read, but the contents break a rule of the build.
    #[error("{}", .0.reasons.join("; "))]
    Refused(Box<Refusal>),
    /// The snapshot cannot be written or made current.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// A build that was refused after every file was read.
#[derive(Debug)]
pub struct Refusal {
    /// One sentence for each rule that failed. Each sentence says what to do.
    pub reasons: Vec<String>,
    /// Report of the files that were read.
    pub report: BuildReport,
}

impl BuildError {
    /// True if the inputs or options caused the error (exit code 2), not the machine or the program (exit code 1).
    pub const fn is_bad_input(&self) -> bool {
        match self {
            Self::Ingest(error) => error.is_bad_input(),
            Self::Refused(_) => true,
            Self::Publish(_) => false,
        }
    }

    /// Report of the files that were read, if the build was refused.
    pub fn report(&self) -> Option<&BuildReport> {
        match self {
            Self::Refused(refusal) => Some(&refusal.report),
            Self::Ingest(_) | Self::Publish(_) => None,
        }
    }
}
