//! What can be wrong with policy files.

use nearsite_index::site_of_care::PolicyError;
use std::io;
use std::path::PathBuf;

/// One fault, with the file it lies in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {kind}", file.display())]
pub struct PolicyFileFault {
    /// The file, or the folder as it was named.
    pub file: PathBuf,
    /// What is wrong.
    pub kind: PolicyFileFaultKind,
}

/// Kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyFileFaultKind {
    /// The system does not hand it over.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A device, a socket or the like.
    #[error("is neither a file nor a folder")]
    NotAFile,
    /// Larger than any policy.
    #[error("is larger than 1 MiB: a policy has a few hundred lines")]
    TooLarge,
    /// Not text.
    #[error("is not UTF-8")]
    NotUtf8,
    /// A folder without policies.
    #[error("holds no policy: policies are files whose names end in .toml")]
    NoPolicies,
    /// More files than any set has.
    #[error("holds over {0} policies: name fewer")]
    TooMany(usize),
    /// The file at which all of them together become too large.
    #[error("is where the policies pass 64 MiB together: name fewer")]
    TooMuch,
    /// Not TOML, or not the shape of a pack.
    #[error("line {line}, column {column}: {message}")]
    Shape {
        /// Line, counted from 1.
        line: usize,
        /// Character of the line, counted from 1.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// A pack that breaks a rule, by itself or beside the others.
    #[error("{0}")]
    Rule(PolicyError),
}

impl From<io::Error> for PolicyFileFaultKind {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}
