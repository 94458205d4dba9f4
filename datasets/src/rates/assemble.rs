//! Combines the parts of all files into the table, the rejects file and the report.
//!
//! Parts are sorted by file name and then by content. The table depends only on what was read, not
//! on the folders of the files, the order of the arguments, or the run that read them.

use super::options::RatesOptions;
use super::parts::{Part, WorkFolder, decode};
use super::plan_networks::PlanNetworks;
use super::provider_index::ProviderIndex;
use super::rejects_file::{RejectsFile, rejects_of};
use super::report::{PassedOverFile, RateFileReport, RatesReport, RatesTotals, WrittenTable};
use super::stated_rate::RateSource;
use super::summary::{RowCounts, TableSummary};
use super::table::TableWriter;
use crate::error::IngestError;
use crate::reading::progress::{Listener, Progress};
use polars::error::PolarsError;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Rows between two progress reports.
const PROGRESS_ROWS: u64 = 1 << 16;

/// Parts to combine.
pub(super) struct Assembly<'a> {
    parts: Vec<Part>,
    providers: &'a ProviderIndex,
    options: &'a RatesOptions,
}

/// Table being written.
struct TableOutput {
    path: PathBuf,
    table: TableWriter<BufWriter<File>>,
}

/// Copies rows of parts into the table, and counts them.
struct RowCopier<'a, 'l> {
    summary: TableSummary<'a>,
    listener: Listener<'l>,
    rows: u64,
    rows_total: u64,
}

impl<'a> Assembly<'a> {
    /// Creates an assembly of the parts of all files.
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

    /// Writes the rejects file. Writes the table too, unless a file failed or this is a dry run.
    ///
    /// # Errors
    /// When a file cannot be written, or a part is damaged.
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
            rows_total: self.parts.iter().map(|part| part.note.rows).sum(),
        };
        let plans = PlanNetworks::new(&self.parts);
        report.warnings.extend(plans.warnings());
        for part in &self.parts {
            let plan = plans.name_of(&part.note.facts);
            let counts = count.copy(part, plan.as_deref(), output.as_mut())?;
            report.files.push(file_report(part, counts, self.options));
        }
        Self::sum_up(count.summary, report);
        if let Some(output) = output {
            report.written = Some(output.publish(&self.options.out, report.totals.rates)?);
        }
        Ok(())
    }

    /// Drops copies: a file that is in the inputs twice under one name counts once.
    fn drop_copies(&mut self, report: &mut RatesReport) {
        self.parts.dedup_by(|copy, first| {
            let is_copy =
                copy.note.name == first.note.name && copy.note.blake3 == first.note.blake3;
            if is_copy {
                let name = copy.note.path().display().to_string();
                let other = first.note.path().display();
                let reason = format!("has the name and the contents of {other}");
                report.warnings.push(format!("skipped: {name} {reason}"));
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
    /// Counts the rows of a part, and writes them if there is an output. Rows without a network name
    /// are of the network `plan`.
    fn copy(
        &mut self,
        part: &Part,
        plan: Option<&str>,
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
            let mut row = decode(&bytes).ok_or_else(invalid)?;
            row.network_name = row.network_name.or(plan.map(Cow::Borrowed));
            self.summary.add(&row);
            if let Some(output) = output.as_mut() {
                let written = output.table.write(&part.note, &row);
                written.map_err(cannot_write(&output.path))?;
            }
            self.rows += 1;
            if self.rows.is_multiple_of(PROGRESS_ROWS) || self.rows == self.rows_total {
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

    /// Syncs the table and renames it over the old one.
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
    let note = &part.note;
    let is_hospital = note.source == RateSource::HospitalFile.as_str();
    let rejected_by_code = rejects_of(note);
    RateFileReport {
        name: note.name.clone(),
        kind: note.source.clone(),
        bytes: note.bytes,
        blake3: note.blake3.clone(),
        records: note.facts.records,
        records_wanted: note.facts.records_wanted,
        rates: counts.rates,
        sites: counts.sites,
        codes: counts.codes,
        outcomes: note.facts.outcomes.clone(),
        passed_over: note.facts.passed_over.clone(),
        rejected: rejected_by_code.total(),
        rejected_by_code,
        warnings: note.facts.warnings.clone(),
        checked: options.check && is_hospital,
        remarks: note.facts.remarks.clone(),
        resumed: part.resumed,
    }
}
