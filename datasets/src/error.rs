//! Errors that stop the reading of files, split by what the caller can do.
//!
//! A bad row is not an error: it becomes a [`Reject`].

use crate::reading::file_fault::FileFault;
use crate::reading::reject::Reject;
use std::path::{Path, PathBuf};

/// Reason why the reading of input files stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// An input file cannot be used at all.
    #[error("{}: {fault}", path.display())]
    File {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the file.
        fault: FileFault,
    },
    /// The only record of a file is rejected.
    #[error("{}: {}{}: {}", .0.file, .0.code, .0.field.as_ref().map(|field| format!(" {}", field.escape_debug())).unwrap_or_default(), .0.message)]
    Record(Box<Reject>),
    /// An option is invalid, or options contradict each other.
    #[error("{0}")]
    Options(String),
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
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// A part that an extraction saved for a price file cannot be read back.
    #[error("{}: cannot be read back ({source}): remove its folder and extract again", path.display())]
    Part {
        /// Path of the part.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
}

impl IngestError {
    /// Returns a function that adds the path to a fault of a file.
    pub(crate) fn file(path: &Path) -> impl Fn(FileFault) -> Self {
        let path = path.to_owned();
        move |fault| Self::File {
            path: path.clone(),
            fault,
        }
    }

    /// True if the inputs or options caused the error (exit code 2), not the machine or the program (exit code 1).
    pub const fn is_bad_input(&self) -> bool {
        matches!(self, Self::File { .. } | Self::Record(_) | Self::Options(_))
    }
}
