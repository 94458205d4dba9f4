//! What to extract rates from, and where the table goes.

use std::path::PathBuf;

/// Which price files count; the others are passed over.
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

/// What to read, for whom, and where the table goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesOptions {
    /// Price files, and folders that are searched for them.
    pub inputs: Vec<PathBuf>,
    /// The registrations whose NPIs and TINs are wanted, whatever their status.
    pub registrations: PathBuf,
    /// The Parquet table; replaced only when every file was read.
    pub out: PathBuf,
    /// Which price files count.
    pub files: RateFiles,
    /// The rejects file; when none is named, one beside the table if there is any reject.
    pub rejects: Option<PathBuf>,
    /// Whether to read and report only. A dry run leaves nothing behind but the rejects file that is named.
    pub dry_run: bool,
    /// Whether every record of a hospital's file is held against the template of CMS; its header always is.
    pub check: bool,
    /// Files read at once; at least one.
    pub workers: usize,
}

impl RatesOptions {
    /// Every price file, one worker for each available core.
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
