//! Options of an extraction: inputs, filters and outputs.

use std::path::PathBuf;

/// Kinds of price files to read. Others are skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RateFiles {
    /// Files of payers and of hospitals.
    #[default]
    All,
    /// In-network files of payers.
    InNetworkOnly,
    /// Files of hospitals.
    HospitalOnly,
}

/// Options of an extraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesOptions {
    /// Price files, and folders to search for them.
    pub inputs: Vec<PathBuf>,
    /// Registrations whose NPIs and TINs are kept, regardless of status.
    pub registrations: PathBuf,
    /// Parquet table to write. It is replaced only after every file was read.
    pub out: PathBuf,
    /// Kinds of price files to read.
    pub files: RateFiles,
    /// Rejects file. Without it, rejects go to a file next to the table, if there are any.
    pub rejects: Option<PathBuf>,
    /// True to read and report only. A dry run writes nothing but the rejects file named in the
    /// options.
    pub dry_run: bool,
    /// True to check every record of a hospital file against the CMS template. The header is always
    /// checked.
    pub check: bool,
    /// Number of files to read at once; at least one.
    pub workers: usize,
}

impl RatesOptions {
    /// Creates options that read every kind of price file, with one worker for each available core.
    pub fn new(inputs: Vec<PathBuf>, registrations: PathBuf, out: PathBuf) -> Self {
        let workers = std::thread::available_parallelism().map_or(1, Into::into);
        Self {
            inputs,
            registrations,
            out,
            files: RateFiles::All,
            rejects: None,
            dry_run: false,
            check: false,
            workers,
        }
    }
}
