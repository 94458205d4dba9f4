//! Runs a whole build: checks the options, reads the files, applies the rules, publishes the
//! snapshot.
//!
//! The current snapshot survives every failure. Before all rules pass, the build writes only the
//! lock and the rejects file to the directory.

use super::error::{BuildError, Refusal};
use crate::build::contents::{Ingested, count, ingest};
use crate::build::input_paths::InputPaths;
use crate::build::report::{BuildReport, PriceChanges, compare, find_faults, find_shrinkage};
use crate::error::IngestError;
use crate::reading::progress::Progress;
use crate::reading::row_counter::RejectsWriter;
use nearsite_domain::Day;
use nearsite_index::snapshot::{
    BuildFacts, BuildLock, Snapshot, SnapshotContents, SnapshotCounts, Verify, current_counts,
    publish,
};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// Options of a build.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexOptions {
    /// Input files.
    pub inputs: InputPaths,
    /// Directory that contains the generations and `CURRENT`.
    pub out: PathBuf,
    /// Build date. Prices are resolved on it.
    pub as_of: Day,
    /// Largest share of rejected rows in any one file or network, 0 to 1.
    pub max_reject_ratio: f64,
    /// True if the new snapshot may be smaller than the current one by more than a fifth.
    pub accept_shrink: bool,
    /// Path of the rejects file. Defaults to `rejects.ndjson` in the directory.
    pub rejects: Option<PathBuf>,
    /// True to read and check only. A dry run does not change the directory. It writes rejects only
    /// to a file that is named.
    pub dry_run: bool,
}

impl IndexOptions {
    /// Default of the largest share of rejected rows.
    pub const MAX_REJECT_RATIO: f64 = 0.05;

    /// Creates strict options for today.
    pub fn new(inputs: InputPaths, out: PathBuf) -> Self {
        Self {
            inputs,
            out,
            as_of: Day::today(),
            max_reject_ratio: Self::MAX_REJECT_RATIO,
            accept_shrink: false,
            rejects: None,
            dry_run: false,
        }
    }
}

/// Builds a snapshot and makes it current. A dry run stops before that.
///
/// # Errors
/// [`BuildError`]. The current snapshot stays current. [`BuildError::Refused`] carries the report.
pub fn index(
    options: &IndexOptions,
    listener: &mut dyn FnMut(Progress),
) -> Result<BuildReport, BuildError> {
    check_options(options)?;
    let inputs = options.inputs.label()?;
    let lock = if options.dry_run {
        None
    } else {
        Some(BuildLock::acquire(&options.out)?)
    };
    let mut rejects = open_rejects(options)?;
    let Ingested {
        contents,
        mut report,
    } = ingest(&inputs, options.as_of, &mut rejects, listener)?;
    note_rejects(rejects, &mut report)?;
    let counts = count(&contents);
    report.changes = find_changes(&options.out, &contents);
    let mut reasons = find_faults(&report, options.max_reject_ratio);
    if !options.accept_shrink {
        reasons.extend(compare_with_current(&options.out, &counts, &mut report));
    }
    if !reasons.is_empty() {
        return Err(BuildError::Refused(Box::new(Refusal { reasons, report })));
    }
    if let Some(lock) = lock {
        let facts = BuildFacts {
            created_at: now(),
            sources: report.sources(),
            counts,
            report: report.manifest_part(),
        };
        let published = publish(&lock, contents, facts, &mut |stage| {
            listener(Progress::Publishing(stage));
        })?;
        report.published = Some(published.into());
    }
    Ok(report)
}

fn check_options(options: &IndexOptions) -> Result<(), IngestError> {
    if !(0.0..=1.0).contains(&options.max_reject_ratio) {
        return Err(IngestError::Options(
            "--max-reject-ratio must be from 0 to 1".to_owned(),
        ));
    }
    let Some(rejects) = &options.rejects else {
        return Ok(());
    };
    let same_file = |input: &Path| {
        input == rejects
            || matches!((input.canonicalize(), rejects.canonicalize()), (Ok(a), Ok(b)) if a == b)
    };
    if options.inputs.iter().any(same_file) {
        let message = format!(
            "--rejects {} is an input file, which it would replace",
            rejects.display()
        );
        return Err(IngestError::Options(message));
    }
    Ok(())
}

fn open_rejects(options: &IndexOptions) -> Result<RejectsWriter, IngestError> {
    let default = options.out.join("rejects.ndjson");
    let path = match &options.rejects {
        Some(path) => path,
        None if options.dry_run => return Ok(RejectsWriter::unwritten()),
        None => &default,
    };
    RejectsWriter::create(path).map_err(|source| match source.kind() {
        ErrorKind::InvalidInput => IngestError::Options(format!(
            "--rejects {} is not a regular file",
            path.display()
        )),
        _ => IngestError::Write {
            path: path.clone(),
            source,
        },
    })
}

fn note_rejects(rejects: RejectsWriter, report: &mut BuildReport) -> Result<(), IngestError> {
    let written = rejects
        .finish()
        .map_err(|(path, source)| IngestError::Write { path, source })?;
    if written.unwritten > 0 {
        report.warnings.push(format!(
            "the rejects file is full at 1 GiB; {} more rejects were counted but not written",
            written.unwritten
        ));
    }
    report.first_rejects = written.examples;
    Ok(())
}

/// Compares prices with the current snapshot. Returns none if it cannot be opened: the build
/// replaces it.
fn find_changes(out: &Path, contents: &SnapshotContents) -> Option<PriceChanges> {
    let before = Snapshot::open(out, Verify::Fast).ok()?;
    Some(compare(&before, contents))
}

/// Returns the reasons of the shrink guard. A current snapshot that cannot be read is only a
/// warning: the build replaces it.
fn compare_with_current(
    out: &Path,
    counts: &SnapshotCounts,
    report: &mut BuildReport,
) -> Vec<String> {
    match current_counts(out) {
        Ok(Some(before)) => find_shrinkage(&before, counts),
        Ok(None) => Vec::new(),
        Err(fault) => {
            report.warnings.push(format!(
                "{fault}; the new snapshot was not compared with it"
            ));
            Vec::new()
        }
    }
}

/// Current time in RFC 3339 with nine decimals, so that texts sort like times.
fn now() -> String {
    let now = OffsetDateTime::now_utc();
    let (date, time) = (now.date(), now.time());
    let (hour, minute, second) = time.as_hms();
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:09}Z",
        time.nanosecond()
    )
}
