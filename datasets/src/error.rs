//! Why no snapshot was built, split by who can do something about it.

use crate::rates::RatesRefusal;
use crate::reading::file_fault::FileFault;
use crate::reading::reject::Reject;
use crate::report::BuildReport;
use nearsite_index::snapshot::PublishError;
use std::path::{Path, PathBuf};

/// Why no snapshot was built; the one that was current still is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// An input file cannot be used at all.
    #[error("{}: {fault}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: FileFault,
    },
    /// The one record of a file is refused.
    #[error("{}: {}{}: {}", .0.file, .0.code, .0.field.as_ref().map(|field| format!(" {}", field.escape_debug())).unwrap_or_default(), .0.message)]
    Record(Box<Reject>),
    /// The options contradict each other.
    #[error("{0}")]
    Options(String),
    /// Every file could be read, but what came of it is not fit to replace anything.
    #[error("{}", .0.reasons.join("; "))]
    Refused(Box<Refusal>),
    /// Price files could not be read; what was read of the others is kept for the next run.
    #[error("{0}")]
    RateFiles(Box<RatesRefusal>),
    /// Another extraction writes the same table.
    #[error("{} is being written by another extraction: wait until it is done", .0.display())]
    Locked(PathBuf),
    /// The data shipped with the program does not load.
    #[error("shipped data is damaged: {0}: install the program again")]
    Shipped(String),
    /// Prices cannot be resolved: too little memory, or a fault of the program.
    #[error("{0}")]
    Resolve(String),
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What an extraction keeps of a file it has read cannot be read back.
    #[error("{}: cannot be read back ({source}): remove the folder it lies in and begin again", path.display())]
    Part {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The snapshot cannot be written or made current.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// A build that was read to the end and then refused.
#[derive(Debug)]
pub struct Refusal {
    /// Each rule that failed, as one sentence that says what to do.
    pub reasons: Vec<String>,
    /// What was read.
    pub report: BuildReport,
}

impl IngestError {
    /// Names the file a fault belongs to.
    pub(crate) fn file(path: &Path) -> impl Fn(FileFault) -> Self {
        let path = path.to_owned();
        move |fault| Self::File {
            path: path.clone(),
            fault,
        }
    }

    /// Whether the inputs or options are at fault (exit code 2), not the machine or the program (exit code 1).
    pub const fn is_bad_input(&self) -> bool {
        matches!(
            self,
            Self::File { .. }
                | Self::Record(_)
                | Self::Options(_)
                | Self::Refused(_)
                | Self::RateFiles(_)
        )
    }

    /// The report of what was read, where reading came to its end.
    pub fn report(&self) -> Option<&BuildReport> {
        match self {
            Self::Refused(refusal) => Some(&refusal.report),
            _ => None,
        }
    }
}
