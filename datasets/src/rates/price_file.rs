//! Reads one price file with the reader for its kind.

use super::parts::FinishedRead;
use super::worker_pool::{PriceFileJob, PriceFileKind};
use super::{HospitalFile, RateFilter, RateSink, RateSource, read_payer_file};
use crate::reading::file_fault::FileFault;
use crate::reading::source::Source;
use std::path::Path;

/// How files are read.
pub(super) struct ReadSettings<'a> {
    pub(super) wanted: &'a RateFilter,
    /// Where a reader puts what it sets aside.
    pub(super) scratch: &'a Path,
    /// Whether every record of a hospital's file is held against the template.
    pub(super) check: bool,
}

/// Reads a price file to its end; `progress` is told the stored bytes read.
///
/// # Errors
/// When the file cannot be used, or the sink gives up.
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
