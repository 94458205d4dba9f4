//! Faults of policy files.

use nearsite_index::site_of_care::PolicyFault;
use std::io;
use std::path::PathBuf;

/// One fault, with its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {kind}", file.display())]
pub struct PolicyFileFault {
    /// Path of the file, or of the folder as the caller named it.
    pub file: PathBuf,
    /// Kind of the fault.
    pub kind: PolicyFileFaultKind,
}

/// Kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyFileFaultKind {
    /// The operating system cannot read the file.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The path is a device, a socket or the like.
    #[error("is neither a file nor a folder")]
    NotAFile,
    /// The file is larger than any policy.
    #[error("is larger than 1 MiB: a policy has a few hundred lines")]
    TooLarge,
    /// The file is not text.
    #[error("is not UTF-8")]
    NotUtf8,
    /// The folder contains no policies.
    #[error("contains no policy: policies are files whose names end in .toml")]
    NoPolicies,
    /// The folder contains more files than any set has.
    #[error("contains over {0} policies: name fewer")]
    TooMany(usize),
    /// The policies together are too large from this file on.
    #[error("brings the policies over 64 MiB together: name fewer")]
    TooMuch,
    /// The file is not TOML, or does not have the shape of a pack.
    #[error("line {line}, column {column}: {message}")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Character in the line, from 1.
        column: usize,
        /// Expected text.
        message: String,
    },
    /// The pack breaks a rule, alone or together with other packs.
    #[error("{0}")]
    Rule(PolicyFault),
}

impl From<io::Error> for PolicyFileFaultKind {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}
