//! Errors of opening and publishing a snapshot. Every message is one line that names the file.

use super::arrow_file::ColumnFault;
use std::path::PathBuf;

/// Reason for refusing a snapshot.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no snapshot here.
    #[error("no snapshot in {0}: build one with `nearsite index`")]
    Missing(PathBuf),
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// `CURRENT` does not name a generation.
    #[error("CURRENT is damaged: {0}")]
    Current(&'static str),
    /// The manifest cannot be used.
    #[error("manifest.json is damaged: {0}")]
    Manifest(String),
    /// The snapshot has another format version.
    #[error(
        "snapshot format {found} cannot be read by this program, which reads {known}: use the program that built it, or build the snapshot again"
    )]
    Format {
        /// Found.
        found: u32,
        /// Known.
        known: u32,
    },
    /// The snapshot was built with another text index library.
    #[error(
        "snapshot was built with text index `{}`, this program reads `{known}`: build the snapshot again",
        found.escape_debug()
    )]
    TextIndex {
        /// Found.
        found: String,
        /// Known.
        known: &'static str,
    },
    /// A file is absent.
    #[error("{0} is missing from the snapshot")]
    FileMissing(String),
    /// A file that the manifest does not list.
    #[error("{0} does not belong to the snapshot")]
    FileExtra(String),
    /// A file has another size.
    #[error("{path} has {found} bytes instead of {expected}")]
    Size {
        /// The file.
        path: String,
        /// Found.
        found: u64,
        /// Expected.
        expected: u64,
    },
    /// A file's bytes changed.
    #[error("{0} is damaged: its hash does not match")]
    Hash(String),
    /// A column file does not have the shape that the format requires.
    #[error("{path} cannot be used: {fault}")]
    Columns {
        /// The file.
        path: &'static str,
        /// Error of the column.
        fault: ColumnFault,
    },
    /// A JSON file does not have the shape that the format requires.
    #[error("{path} cannot be used: {message}")]
    Json {
        /// The file.
        path: &'static str,
        /// Description of the error.
        message: String,
    },
    /// The text index does not open.
    #[error("text index cannot be used: {0}")]
    Text(String),
}

impl OpenError {
    pub(super) fn read(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Read {
            path: path.into(),
            source,
        }
    }
}

/// Reason for not publishing a generation. The current one stays current.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// Another build has the lock.
    #[error("another build is writing to {0}: wait for it, or end it")]
    Locked(PathBuf),
    /// Writing failed.
    #[error("cannot {action} {path}: {source}")]
    Write {
        /// Action that failed.
        action: &'static str,
        /// File or folder.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// The contents are not in the order that the format requires.
    #[error("contents cannot be written: {0}")]
    Contents(String),
    /// The written files do not open again.
    #[error("the new snapshot does not verify: {0}")]
    Verify(#[source] OpenError),
    /// The current snapshot cannot be read.
    #[error("the current snapshot cannot be used: {0}")]
    Current(#[source] OpenError),
    /// There is no earlier generation for a rollback.
    #[error("there is no earlier snapshot to go back to in {0}")]
    NothingBefore(PathBuf),
}

impl PublishError {
    pub(super) fn write(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Write {
            action,
            path,
            source,
        }
    }
}
