//! Price files to read, and the choice of the reader for each kind.

use super::hospital::{HospitalFile, HospitalFormat};
use super::parts::FinishedRead;
use super::payer::read_payer_file;
use super::rate_filter::RateFilter;
use super::stated_rate::{RateSink, RateSource};
use crate::reading::file_fault::FileFault;
use crate::reading::source::Source;
use std::path::{Path, PathBuf};

/// Price file to read.
#[derive(Debug, Clone)]
pub(super) struct PriceFileJob {
    pub(super) path: PathBuf,
    pub(super) kind: PriceFileKind,
    /// True if it was named on the command line, not found in a folder.
    pub(super) is_named: bool,
}

impl PriceFileJob {
    /// File name without folder, as in the column `file`.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// Kinds of price files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PriceFileKind {
    /// A payer's in-network file.
    Payer,
    /// A hospital's standard charges.
    Hospital(HospitalFormat),
}

/// Settings for reading a file.
pub(super) struct ReadSettings<'a> {
    pub(super) wanted: &'a RateFilter,
    /// Folder for scratch files of the reader.
    pub(super) scratch: &'a Path,
    /// True if every record of a hospital file is checked against the template.
    pub(super) check: bool,
}

/// Reads a price file to its end. `progress` receives the stored bytes read so far.
///
/// # Errors
/// When the file cannot be used, or the sink fails.
pub(super) fn read_price_file(
    job: &PriceFileJob,
    reading: &ReadSettings<'_>,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(u64),
) -> Result<FinishedRead, FileFault> {
    let ReadSettings {
        wanted,
        scratch,
        check,
    } = *reading;
    let source = Source::open_price_file(&job.path)?;
    let (kind, (facts, fingerprint)) = match job.kind {
        PriceFileKind::Payer => {
            let folder = job.path.parent();
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let read = read_payer_file(source, folder, wanted, scratch, sink, progress)?;
            (RateSource::PayerFile, read)
        }
        PriceFileKind::Hospital(format) => {
            let name = job.name();
            let file = HospitalFile {
                source,
                name: &name,
                format,
                scratch,
                check,
            };
            (RateSource::HospitalFile, file.read(wanted, sink, progress)?)
        }
    };
    Ok(FinishedRead {
        source: kind,
        facts,
        fingerprint,
    })
}
