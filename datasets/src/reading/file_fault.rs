//! Why a file as a whole cannot be used: each message says what was found and what to do.

use std::io;

/// Why an input file cannot be used at all, as opposed to a bad row in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// The operating system does not give it out.
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// It is a directory, a pipe or a device.
    #[error("is a {found}, not a file: name a regular file")]
    NotAFile {
        /// What it is.
        found: &'static str,
    },
    /// Nothing is in it, or only a byte-order mark.
    #[error("is empty")]
    Empty,
    /// It is in a format that is not read.
    #[error("is {found}: {advice}")]
    Format {
        /// What it is.
        found: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The compressed data is damaged or cut off.
    #[error("cannot be decompressed ({0}): it is damaged or cut off, fetch it again")]
    Compressed(#[source] io::Error),
    /// It expands to far more than its own size.
    #[error(
        "expands to more than {ratio} times its size, which no honest data does: unpack and look at it first"
    )]
    Expansion {
        /// The largest ratio allowed.
        ratio: u64,
    },
    /// Another program wrote to it in the meantime.
    #[error("changed while it was being read: wait until it is complete, then build again")]
    Changed,
    /// A record too long to be one.
    #[error(
        "the record that begins on line {line} is longer than {limit}: is a quote or bracket left open?"
    )]
    RecordTooLong {
        /// Line its first byte stands on.
        line: u64,
        /// The limit.
        limit: &'static str,
    },
    /// It is cut off or not the format it claims to be, from this line on.
    #[error("line {line}: {what}")]
    Structure {
        /// Where.
        line: u64,
        /// What is wrong and what to do.
        what: &'static str,
    },
    /// It is cut off or not the format it claims to be, from this byte on; of files without lines worth counting.
    #[error("byte {position} of its text: {what}")]
    Contents {
        /// Where, from 0.
        position: u64,
        /// What is wrong and what to do.
        what: &'static str,
    },
    /// What had to be set aside for later could not be written or read back.
    #[error("cannot set parts of it aside in the scratch folder: {0}")]
    Scratch(#[source] io::Error),
    /// The header of a table is not usable.
    #[error("header: {0}")]
    Header(String),
    /// A table in columns cannot be read.
    #[error("cannot be read as a table: {0}")]
    Table(String),
}

impl From<io::Error> for FileFault {
    /// Unwraps a fault that travelled through [`io::Read`].
    fn from(error: io::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(Self::Read)
    }
}

impl From<FileFault> for io::Error {
    fn from(fault: FileFault) -> Self {
        Self::other(fault)
    }
}
