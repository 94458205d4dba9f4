//! The whole extraction: options checked, files found and read, the table written.
//!
//! Whatever fails, a table that was there before stays: the new one replaces it by one rename, after every file was read.

use super::assemble::Assembly;
use super::check::check;
use super::crew::{Crew, Job, Outcome};
use super::error::RatesError;
use super::find::{find, resolved};
use super::options::RatesOptions;
use super::parts::{Neighbours, Part, WorkFolder, reading_key};
use super::providers::Providers;
use super::report::{RatesRefusal, RatesReport};
use super::sift::{refuse, sift};
use super::wanted::Wanted;
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

/// Reads price files and writes the table of stated rates; a dry run writes nothing.
///
/// # Errors
/// [`RatesError`]; a table that was there before still is. [`RatesError::RateFiles`] carries the report.
pub fn extract_rates(
    options: &RatesOptions,
    listener: &mut dyn FnMut(Progress),
) -> Result<RatesReport, RatesError> {
    check(options)?;
    let mut report = RatesReport::default();
    let Registered {
        wanted,
        providers,
        key,
    } = read_registered(&options.registrations, &mut report, listener)?;
    let ours: Vec<PathBuf> = ours(options).iter().map(|path| resolved(path)).collect();
    let found = find(&options.inputs, &ours)?;
    let jobs = sift(found, options.files, &mut report);
    let neighbours = Neighbours::look(jobs.iter().map(|job| job.path.as_path()), &ours);
    let work = if options.dry_run {
        WorkFolder::temporary()?
    } else {
        WorkFolder::beside(&options.out)?
    };
    let crew = Crew {
        wanted: &wanted,
        work: &work,
        neighbours: &neighbours,
        key: &key,
        check: options.check,
        workers: options.workers,
    };
    let outcomes = crew.read_all(&jobs, listener)?;
    let parts = take_outcomes(&jobs, outcomes, &mut report);
    let assembly = Assembly::new(parts, &providers, options);
    assemble(assembly, &work, &mut report, listener)?;
    finish(work, report)
}

/// The parts of the files that were read; what became of the others goes into the report.
fn take_outcomes(jobs: &[Job], outcomes: Vec<Outcome>, report: &mut RatesReport) -> Vec<Part> {
    let mut parts = Vec::new();
    for (job, outcome) in jobs.iter().zip(outcomes) {
        match outcome {
            Outcome::Part(part) => parts.push(*part),
            Outcome::Failed(fault) => refuse(&job.path, job.is_named, &fault, report),
        }
    }
    report.failed.sort();
    parts
}

/// Writes the table on a thread of its own, behind the workers: it goes on with the memory they are done with, where the main
/// thread would take as much again.
fn assemble(
    assembly: Assembly<'_>,
    work: &WorkFolder,
    report: &mut RatesReport,
    listener: Listener<'_>,
) -> Result<(), IngestError> {
    let (send, signs) = mpsc::channel();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            // The receiver waits for the last sign.
            let tell = &mut |sign| drop(send.send(sign));
            assembly.run(work, report, tell)
        });
        for sign in signs {
            listener(sign);
        }
        writer.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// Leaves the work folder to the next run, or removes it when the table stands.
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

/// Who is registered, and what that makes of the files.
struct Registered {
    wanted: Wanted,
    providers: Providers,
    key: String,
}

fn read_registered(
    path: &Path,
    report: &mut RatesReport,
    listener: Listener<'_>,
) -> Result<Registered, IngestError> {
    let zips = shipped::zip_centroids()?;
    let catalogue = shipped::catalogue()?;
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
            "{label}: nobody is registered, so there are no rates to keep"
        ));
    }
    let codes = catalogue.procedures().iter();
    let codes: String = codes.map(|procedure| procedure.code.as_str()).collect();
    let codes = blake3::hash(codes.as_bytes()).to_hex();
    Ok(Registered {
        wanted: Wanted::new(&catalogue, &read.sites),
        providers: Providers::new(&read.sites),
        key: reading_key(&read.report.blake3, &codes),
    })
}

/// What this command writes or has read already; never an input, wherever it lies.
fn ours(options: &RatesOptions) -> Vec<PathBuf> {
    let beside = |end: &str| {
        let mut path = options.out.as_os_str().to_owned();
        path.push(end);
        PathBuf::from(path)
    };
    let mut ours = vec![options.registrations.clone(), options.out.clone()];
    ours.extend([beside(".parts"), beside(super::rejects::REJECTS_ENDING)]);
    ours.extend(options.rejects.clone());
    ours
}
