//! Reads one price file with the reader for its kind.

use super::crew::{Job, PriceFile};
use super::parts::FileRead;
use super::{HospitalFile, RateSink, RateSource, Wanted, read_payer_file};
use crate::fault::FileFault;
use crate::source::Source;
use std::path::Path;

/// Reads a price file to its end; what a reader sets aside goes to `scratch`, and `progress` is told the stored bytes read.
///
/// # Errors
/// When the file cannot be used, or the sink gives up.
pub(super) fn read_price_file(
    job: &Job,
    wanted: &Wanted,
    scratch: &Path,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(u64),
) -> Result<FileRead, FileFault> {
    let source = Source::open_price_file(&job.path)?;
    let (kind, (facts, fingerprint)) = match job.kind {
        PriceFile::Payer => {
            let folder = job.path.parent();
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let read = read_payer_file(source, folder, wanted, scratch, sink, progress)?;
            (RateSource::PayerFile, read)
        }
        PriceFile::Hospital(format) => {
            let name = job.name();
            let file = HospitalFile {
                source,
                name: &name,
                format,
                scratch,
            };
            (RateSource::HospitalFile, file.read(wanted, sink, progress)?)
        }
    };
    Ok(FileRead {
        source: kind,
        facts,
        fingerprint,
    })
}
