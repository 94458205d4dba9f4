//! Classifies each file that was found: to read, to skip with a reason, or a failure.
//!
//! A file named on the command line must be a price file. A folder may contain other files. A file
//! that looks damaged is never skipped.

use super::find::{FileKind, FoundFile, FoundFiles, LITTER, litter_of, read_contents};
use super::options::RateFiles;
use super::price_file::{PriceFileJob, PriceFileKind};
use super::report::{FailedFile, PassedOverFile, RatesReport};
use crate::reading::file_fault::FileFault;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Most warnings about skipped files. The report lists all of them.
const MAX_WARNINGS: usize = 50;

/// Returns the files to read. The others go into the report.
pub(super) fn classify_files(
    found: FoundFiles,
    files: RateFiles,
    report: &mut RatesReport,
) -> Vec<PriceFileJob> {
    let names: BTreeSet<String> = found.files.iter().map(|file| name_of(&file.path)).collect();
    let mut jobs = Vec::new();
    for file in found.files {
        if matches!(file.kind, Ok(FileKind::Contents)) {
            list_contents(&file.path, &names, report);
        }
        match action_for(&file, files) {
            FileAction::Read(kind) => jobs.push(PriceFileJob {
                path: file.path,
                kind,
                is_named: file.is_named,
            }),
            FileAction::Skip(reason) => report.passed_over.push(PassedOverFile {
                name: file.path.display().to_string(),
                reason,
            }),
            FileAction::Fail(reason) => report.failed.push(FailedFile {
                path: file.path.display().to_string(),
                reason,
            }),
        }
    }
    let skipped = found.passed_over.into_iter();
    report
        .passed_over
        .extend(skipped.map(|(path, reason)| PassedOverFile {
            name: path.display().to_string(),
            reason: reason.to_owned(),
        }));
    report.passed_over.sort();
    warn(jobs.is_empty(), report);
    jobs
}

/// Action for a file. Reasons are the end of a sentence that begins with the file name.
enum FileAction {
    Read(PriceFileKind),
    Skip(String),
    Fail(String),
}

fn action_for(file: &FoundFile, files: RateFiles) -> FileAction {
    let unfit = |reason: String| {
        if file.is_named {
            FileAction::Fail(reason)
        } else {
            FileAction::Skip(reason)
        }
    };
    match &file.kind {
        Ok(FileKind::Payer) if files == RateFiles::HospitalOnly => FileAction::Skip(
            "is a payer's in-network file, and only those of hospitals are asked for".to_owned(),
        ),
        Ok(FileKind::Hospital(_)) if files == RateFiles::InNetworkOnly => FileAction::Skip(
            "is a hospital's file, and only those of payers are asked for".to_owned(),
        ),
        Ok(FileKind::Payer) => FileAction::Read(PriceFileKind::Payer),
        &Ok(FileKind::Hospital(format)) => FileAction::Read(PriceFileKind::Hospital(format)),
        Ok(FileKind::Contents) => unfit(
            "is a table of contents: name the in-network files it lists, or their folder"
                .to_owned(),
        ),
        Ok(FileKind::Other(reason)) => unfit((*reason).to_owned()),
        Err(fault) if is_no_price_file(fault) => unfit(fault.to_string()),
        Err(fault) => FileAction::Fail(fault.to_string()),
    }
}

/// Records a file that its reader could not use. If it is not a price file after all, it is a
/// failure only when it was named on the command line.
pub(super) fn record_unreadable(
    path: &Path,
    is_named: bool,
    fault: &FileFault,
    report: &mut RatesReport,
) {
    let name = path.display().to_string();
    let reason = fault.to_string();
    if is_named || !is_no_price_file(fault) {
        report.failed.push(FailedFile { path: name, reason });
    } else {
        report.warnings.push(format!("skipped: {name} {reason}"));
        report.passed_over.push(PassedOverFile { name, reason });
    }
}

const fn is_no_price_file(fault: &FileFault) -> bool {
    matches!(fault, FileFault::Format { .. } | FileFault::Empty)
}

fn list_contents(path: &Path, names: &BTreeSet<String>, report: &mut RatesReport) {
    let name = path.display().to_string();
    let is_here = |name: &str| names.contains(name);
    match read_contents(path, name.clone(), &is_here) {
        Ok(contents) => report.tables_of_contents.push(contents),
        Err(fault) => report.warnings.push(format!("{name}: {fault}")),
    }
}

fn warn(is_nothing_read: bool, report: &mut RatesReport) {
    let (litter, passed_over): (Vec<_>, Vec<_>) = report
        .passed_over
        .iter()
        .partition(|file| file.reason == LITTER);
    let mut warnings = litter_warnings(&litter);
    for file in passed_over.iter().take(MAX_WARNINGS) {
        let PassedOverFile { name, reason } = file;
        warnings.push(format!("skipped: {name} {reason}"));
    }
    let more = passed_over.len().saturating_sub(MAX_WARNINGS);
    if more > 0 {
        let warning = format!("{more} more files were skipped; the report as JSON names them");
        warnings.push(warning);
    }
    report.warnings.extend(warnings);
    if is_nothing_read && report.failed.is_empty() {
        report
            .warnings
            .push("there is no price file in the inputs".to_owned());
    }
}

/// Returns one warning for each name of files that operating systems write.
fn litter_warnings(litter: &[&PassedOverFile]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for file in litter {
        let name = litter_of(Path::new(&file.name)).unwrap_or_default();
        *counts.entry(name).or_default() += 1;
    }
    let counts = counts.into_iter();
    let warning = |(name, count)| match count {
        1 => format!("skipped: 1 file named {name}, which an operating system writes"),
        _ => format!("skipped: {count} files named {name}, which an operating system writes"),
    };
    counts.map(warning).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
