//! Extraction as a whole: checks the options, finds and reads the files, writes the table.
//!
//! An existing table stays if anything fails. The new one replaces it by one rename, after every
//! file was read.

use super::assemble::Assembly;
use super::classify::{classify_files, record_unreadable};
use super::error::RatesError;
use super::find::{find, resolved};
use super::options::RatesOptions;
use super::options_check::check_options;
use super::parts::{FolderFingerprints, Part, WorkFolder, reading_key};
use super::price_file::PriceFileJob;
use super::provider_index::ProviderIndex;
use super::rate_filter::RateFilter;
use super::report::{RatesRefusal, RatesReport};
use super::worker_pool::{ReadOutcome, WorkerPool};
use crate::error::IngestError;
use crate::reading::input_file::InputFile;
use crate::reading::progress::{FileProgress, Listener, Progress};
use crate::reading::row_counter::RejectsWriter;
use crate::registrations::ZipTable;
use crate::registrations::read_registrations;
use crate::shipped;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Reads price files and writes the table of stated rates. A dry run writes nothing.
///
/// # Errors
/// [`RatesError`]. An existing table stays. [`RatesError::RateFiles`] carries the report.
pub fn extract_rates(
    options: &RatesOptions,
    listener: &mut dyn FnMut(Progress),
) -> Result<RatesReport, RatesError> {
    check_options(options)?;
    let mut report = RatesReport::default();
    let RegisteredProviders {
        wanted,
        providers,
        key,
    } = read_registered(&options.registrations, &mut report, listener)?;
    report.looked_for = wanted.looked_for();
    let ours: Vec<PathBuf> = ours(options).iter().map(|path| resolved(path)).collect();
    let found = find(&options.inputs, &ours)?;
    let jobs = classify_files(found, options.files, &mut report);
    let fingerprints = FolderFingerprints::take(jobs.iter().map(|job| job.path.as_path()), &ours);
    let work = if options.dry_run {
        WorkFolder::temporary()?
    } else {
        WorkFolder::open(&options.out)?
    };
    let pool = WorkerPool {
        wanted: &wanted,
        work: &work,
        fingerprints: &fingerprints,
        key: &key,
        check: options.check,
        workers: options.workers,
    };
    let outcomes = pool.read_all(&jobs, listener)?;
    let parts = take_outcomes(&jobs, outcomes, &mut report);
    let assembly = Assembly::new(parts, &providers, options);
    assemble(assembly, &work, &mut report, listener)?;
    let empty = report.empty_table_warning();
    report.warnings.extend(empty);
    finish(work, report)
}

/// Returns the parts of the files that were read. The other files go into the report.
fn take_outcomes(
    jobs: &[PriceFileJob],
    outcomes: Vec<ReadOutcome>,
    report: &mut RatesReport,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (job, outcome) in jobs.iter().zip(outcomes) {
        match outcome {
            ReadOutcome::Part(part) => parts.push(*part),
            ReadOutcome::Failed(fault) => {
                record_unreadable(&job.path, job.is_named, &fault, report);
            }
        }
    }
    report.failed.sort();
    parts
}

/// Writes the table on a new thread after the workers. It reuses the memory that they have freed.
/// On the main thread it would need as much again.
fn assemble(
    assembly: Assembly<'_>,
    work: &WorkFolder,
    report: &mut RatesReport,
    listener: Listener<'_>,
) -> Result<(), IngestError> {
    let (send, reports) = mpsc::channel();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            // The receiver waits for the last report.
            let forward = &mut |progress| drop(send.send(progress));
            assembly.run(work, report, forward)
        });
        for progress in reports {
            listener(progress);
        }
        writer.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// Removes the work folder, or leaves it to the next run if files failed.
fn finish(work: WorkFolder, mut report: RatesReport) -> Result<RatesReport, RatesError> {
    if !report.failed.is_empty() {
        work.leave();
        return Err(RatesError::RateFiles(Box::new(RatesRefusal { report })));
    }
    let path = work.path().to_owned();
    if let Err(fault) = work.remove() {
        let path = path.display();
        let warning = format!("{path} cannot be removed ({fault}): remove it by hand");
        report.warnings.push(warning);
    }
    Ok(report)
}

/// Registered providers, and the key of a reading for them.
struct RegisteredProviders {
    wanted: RateFilter,
    providers: ProviderIndex,
    key: String,
}

fn read_registered(
    path: &Path,
    report: &mut RatesReport,
    listener: Listener<'_>,
) -> Result<RegisteredProviders, IngestError> {
    let zips = shipped::zip_centroids()?;
    let catalog = shipped::catalog()?;
    let label = path.file_name().unwrap_or(path.as_os_str());
    let input = InputFile {
        path: path.to_owned(),
        label: label.to_string_lossy().into_owned(),
    };
    let progress = FileProgress::new(&input.label, listener);
    let mut rejects = RejectsWriter::unwritten();
    let zips = ZipTable::new(&zips);
    let read = read_registrations(&input, &zips, None, &mut rejects, progress)?;
    let counts = &read.report.counts;
    let parts = counts.parts_rejected_by_code.total();
    if counts.rejected > 0 || parts > 0 {
        report.warnings.push(format!(
            "{}: {} of {} registrations and {parts} parts of others were rejected, and no rates are kept for them: \
             nearsite index names them",
            input.label, counts.rejected, counts.read
        ));
    }
    if read.sites.is_empty() {
        let label = &input.label;
        report.warnings.push(format!(
            "{label}: no site is registered, so there are no rates to keep"
        ));
    }
    let codes = catalog.procedures().iter();
    let codes: String = codes.map(|procedure| procedure.code.as_str()).collect();
    let codes = blake3::hash(codes.as_bytes()).to_hex();
    Ok(RegisteredProviders {
        wanted: RateFilter::new(&catalog, &read.sites),
        providers: ProviderIndex::new(&read.sites),
        key: reading_key(&read.report.blake3, &codes),
    })
}

/// Paths that this command writes or has already read. They are never inputs.
fn ours(options: &RatesOptions) -> Vec<PathBuf> {
    let next_to_table = |end: &str| {
        let mut path = options.out.as_os_str().to_owned();
        path.push(end);
        PathBuf::from(path)
    };
    let mut ours = vec![options.registrations.clone(), options.out.clone()];
    ours.extend([
        next_to_table(".parts"),
        next_to_table(super::rejects_file::REJECTS_ENDING),
    ]);
    ours.extend(options.rejects.clone());
    ours
}
