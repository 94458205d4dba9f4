//! Parts in, the table, the rejects file and the report out.
//!
//! Parts are taken in the order of the names of their files and then of their contents, so the table follows from what was
//! read alone: not from where files lay, in which order they were named, or who had read them when.

use super::RateSource;
use super::options::RatesOptions;
use super::parts::{Part, WorkFolder, decode};
use super::provider_index::ProviderIndex;
use super::rejects_file::{RejectsFile, rejects_of};
use super::report::{PassedOverFile, RateFileReport, RatesReport, RatesTotals, WrittenTable};
use super::summary::{RowCounts, TableSummary};
use super::table::TableWriter;
use crate::error::IngestError;
use crate::reading::progress::{Listener, Progress};
use polars::error::PolarsError;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Rows between two signs of life.
const ROWS_BETWEEN_SIGNS: u64 = 1 << 16;

/// What is put together.
pub(super) struct Assembly<'a> {
    parts: Vec<Part>,
    providers: &'a ProviderIndex,
    options: &'a RatesOptions,
}

/// A table under way.
struct TableOutput {
    path: PathBuf,
    table: TableWriter<BufWriter<File>>,
}

/// Where the rows of a part go, besides the table.
struct RowCopier<'a, 'l> {
    summary: TableSummary<'a>,
    listener: Listener<'l>,
    rows: u64,
    rows_total: u64,
}

impl<'a> Assembly<'a> {
    /// Takes the parts of all files that were read.
    pub(super) fn new(
        mut parts: Vec<Part>,
        providers: &'a ProviderIndex,
        options: &'a RatesOptions,
    ) -> Self {
        parts.sort_by(|a, b| a.order().cmp(&b.order()));
        Self {
            parts,
            providers,
            options,
        }
    }

    /// Writes the rejects file and, unless something failed or nothing is to be written, the table.
    ///
    /// # Errors
    /// When something cannot be written, or a part is damaged.
    pub(super) fn run(
        mut self,
        work: &WorkFolder,
        report: &mut RatesReport,
        listener: Listener<'_>,
    ) -> Result<(), IngestError> {
        self.drop_copies(report);
        self.write_rejects(report)?;
        let is_written = !self.options.dry_run && report.failed.is_empty();
        let mut output = is_written
            .then(|| TableOutput::create(work.unfinished_table()))
            .transpose()?;
        let mut count = RowCopier {
            summary: TableSummary::new(self.providers),
            listener,
            rows: 0,
            rows_total: self.parts.iter().map(|part| part.done.rows).sum(),
        };
        for part in &self.parts {
            let counts = count.copy(part, output.as_mut())?;
            report.files.push(file_report(part, counts, self.options));
        }
        Self::sum_up(count.summary, report);
        if let Some(output) = output {
            report.written = Some(output.publish(&self.options.out, report.totals.rates)?);
        }
        Ok(())
    }

    /// A file that lies in the inputs twice under one name counts once.
    fn drop_copies(&mut self, report: &mut RatesReport) {
        self.parts.dedup_by(|copy, first| {
            let is_copy =
                copy.done.name == first.done.name && copy.done.blake3 == first.done.blake3;
            if is_copy {
                let name = copy.done.path().display().to_string();
                let other = first.done.path().display();
                let reason = format!("has the name and the contents of {other}");
                report
                    .warnings
                    .push(format!("passed over: {name} {reason}"));
                report.passed_over.push(PassedOverFile { name, reason });
            }
            is_copy
        });
        report.passed_over.sort();
    }

    fn write_rejects(&self, report: &mut RatesReport) -> Result<(), IngestError> {
        let mut file = RejectsFile::open(self.options, &self.parts)?;
        for part in &self.parts {
            file.copy(part)?;
        }
        file.finish(report)
    }

    fn sum_up(summary: TableSummary<'_>, report: &mut RatesReport) {
        let RowCounts {
            rates,
            sites,
            codes,
        } = summary.total();
        let sum = |of: fn(&RateFileReport) -> u64| report.files.iter().map(of).sum();
        report.totals = RatesTotals {
            files: report.files.len() as u64,
            bytes: sum(|file| file.bytes),
            records: sum(|file| file.records),
            rates,
            sites,
            codes,
            rejected: sum(|file| file.rejected),
        };
        let (networks, others) = summary.networks();
        if let Some(others) = others {
            report.warnings.push(format!(
                "there are more than {} network names; {} rates of the others are not listed by name",
                networks.len(),
                others.rates
            ));
        }
        report.networks = networks;
    }
}

impl RowCopier<'_, '_> {
    /// Counts the rows of a part, and writes them.
    fn copy(
        &mut self,
        part: &Part,
        mut output: Option<&mut TableOutput>,
    ) -> Result<RowCounts, IngestError> {
        let damaged = |source| IngestError::Part {
            path: part.path().to_owned(),
            source,
        };
        let mut rows = part.open_rows().map_err(damaged)?;
        let mut bytes = Vec::new();
        while rows.next(&mut bytes).map_err(damaged)? {
            let invalid = || damaged(io::ErrorKind::InvalidData.into());
            let row = decode(&bytes).ok_or_else(invalid)?;
            self.summary.add(&row);
            if let Some(output) = output.as_mut() {
                let written = output.table.write(&part.done, &row);
                written.map_err(cannot_write(&output.path))?;
            }
            self.rows += 1;
            if self.rows.is_multiple_of(ROWS_BETWEEN_SIGNS) || self.rows == self.rows_total {
                (self.listener)(Progress::WritingTable {
                    rows_written: self.rows,
                    rows_total: self.rows_total,
                });
            }
        }
        Ok(self.summary.end_file())
    }
}

impl TableOutput {
    fn create(path: PathBuf) -> Result<Self, IngestError> {
        let file = File::create(&path).map_err(|source| IngestError::Write {
            path: path.clone(),
            source,
        })?;
        let table = TableWriter::new(BufWriter::new(file)).map_err(cannot_write(&path))?;
        Ok(Self { path, table })
    }

    /// Syncs the table and puts it in the place of the old one.
    fn publish(self, out: &Path, rows: u64) -> Result<WrittenTable, IngestError> {
        let Self { path, table } = self;
        let (buffer, bytes) = table.finish().map_err(cannot_write(&path))?;
        let replace = || -> io::Result<()> {
            let file = buffer.into_inner()?;
            file.sync_all()?;
            drop(file);
            std::fs::rename(&path, out)?;
            let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        replace().map_err(|source| IngestError::Write {
            path: out.to_owned(),
            source,
        })?;
        Ok(WrittenTable {
            path: out.display().to_string(),
            bytes,
            rows,
        })
    }
}

fn cannot_write(path: &Path) -> impl Fn(PolarsError) -> IngestError {
    let path = path.to_owned();
    move |fault| IngestError::Write {
        path: path.clone(),
        source: io::Error::other(fault),
    }
}

fn file_report(part: &Part, counts: RowCounts, options: &RatesOptions) -> RateFileReport {
    let done = &part.done;
    let is_hospital = done.source == RateSource::HospitalFile.as_str();
    let rejected_by_code = rejects_of(done);
    RateFileReport {
        name: done.name.clone(),
        kind: done.source.clone(),
        bytes: done.bytes,
        blake3: done.blake3.clone(),
        records: done.facts.records,
        records_wanted: done.facts.records_wanted,
        rates: counts.rates,
        sites: counts.sites,
        codes: counts.codes,
        passed_over: done.facts.passed_over.clone(),
        rejected: rejected_by_code.total(),
        rejected_by_code,
        warnings: done.facts.warnings.clone(),
        checked: options.check && is_hospital,
        remarks: done.facts.remarks.clone(),
        resumed: part.resumed,
    }
}
