//! Faults of a whole input file. Each message says what was found and what to do.

use std::io;

/// Reason why an input file cannot be used at all. A bad row is a `Reject` instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// The operating system cannot read the file.
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// The path is a directory, a pipe or a device.
    #[error("is a {found}, not a file: name a regular file")]
    NotAFile {
        /// Kind of object at the path.
        found: &'static str,
    },
    /// The file is empty or contains only a byte-order mark.
    #[error("is empty")]
    Empty,
    /// The file is in a format that is not read.
    #[error("is {found}: {advice}")]
    Format {
        /// Format of the file.
        found: &'static str,
        /// Advice for the user.
        advice: &'static str,
    },
    /// The compressed data is damaged or cut off.
    #[error("cannot be decompressed ({0}): it is damaged or cut off, fetch it again")]
    Compressed(#[source] io::Error),
    /// The file expands to far more than its own size.
    #[error("expands to more than {ratio} times its size: unpack it and check its contents first")]
    Expansion {
        /// Largest allowed ratio.
        ratio: u64,
    },
    /// Another program wrote to the file while it was read.
    #[error("changed while it was being read: wait until it is complete, then build again")]
    Changed,
    /// A record is too long to be valid.
    #[error(
        "the record that begins on line {line} is longer than {limit}: is a quote or bracket left open?"
    )]
    RecordTooLong {
        /// Line of its first byte.
        line: u64,
        /// Largest allowed size.
        limit: &'static str,
    },
    /// The file is cut off or not in its stated format, from this line on.
    #[error("line {line}: {what}")]
    Structure {
        /// Line of the fault.
        line: u64,
        /// Fault and advice.
        what: &'static str,
    },
    /// The file is cut off or not in its stated format, from this byte on. Used for files without
    /// useful line numbers.
    #[error("byte {position} of its text: {what}")]
    Contents {
        /// Position of the fault, from 0.
        position: u64,
        /// Fault and advice.
        what: &'static str,
    },
    /// Temporary data of the file could not be written or read back.
    #[error("temporary data cannot be written to or read from the scratch folder: {0}")]
    Scratch(#[source] io::Error),
    /// The header of a table is not usable.
    #[error("header: {0}")]
    Header(String),
    /// A columnar table cannot be read.
    #[error("cannot be read as a table: {0}")]
    Table(String),
}

impl From<io::Error> for FileFault {
    /// Unwraps a fault that passed through [`io::Read`].
    fn from(error: io::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(Self::Read)
    }
}

impl From<FileFault> for io::Error {
    fn from(fault: FileFault) -> Self {
        Self::other(fault)
    }
}

/// Wraps an error of a decoder, unless it is a [`FileFault`] that passed through the decoder.
pub(super) fn compressed(fault: io::Error) -> io::Error {
    let is_ours = matches!(fault.get_ref(), Some(inner) if inner.is::<FileFault>());
    if is_ours || fault.kind() == io::ErrorKind::Interrupted {
        fault
    } else {
        FileFault::Compressed(fault).into()
    }
}
