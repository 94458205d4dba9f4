//! Rejects file of an extraction: the rejects of all parts, in the format of every rejects file.

use super::options::RatesOptions;
use super::parts::{Part, PartNote};
use super::report::RatesReport;
use crate::error::IngestError;
use crate::reading::reject::{Reject, RejectCode};
use crate::reading::row_counter::{ByCode, RejectsWriter};
use serde::Deserialize;
use std::io::{self, BufRead, ErrorKind};
use std::path::PathBuf;

/// Ending of the rejects file next to the table, if the options name none.
pub(super) const REJECTS_ENDING: &str = ".rejects.ndjson";

/// Rejects file being written.
pub(super) struct RejectsFile {
    rejects: RejectsWriter,
    unwritten: u64,
}

/// Reject as stored in a part.
#[derive(Deserialize)]
struct StoredReject {
    file: String,
    line: Option<u64>,
    record: u64,
    field: Option<String>,
    code: String,
    message: String,
}

impl RejectsFile {
    /// Opens the file named in the options. Without one, opens a file next to the table if there
    /// are rejects and this is not a dry run.
    ///
    /// # Errors
    /// When it cannot be created.
    pub(super) fn open(options: &RatesOptions, parts: &[Part]) -> Result<Self, IngestError> {
        let mut default_path = options.out.as_os_str().to_owned();
        default_path.push(REJECTS_ENDING);
        let default_path = PathBuf::from(default_path);
        let has_rejects = parts
            .iter()
            .any(|part| !part.note.rejected_by_code.is_empty());
        let path = match &options.rejects {
            Some(path) => Some(path),
            None if options.dry_run => None,
            None if has_rejects => Some(&default_path),
            None => {
                // A file of an earlier run does not belong to this table.
                remove(&default_path)?;
                None
            }
        };
        let rejects = match path {
            None => RejectsWriter::unwritten(),
            Some(path) => RejectsWriter::create(path).map_err(|source| match source.kind() {
                ErrorKind::InvalidInput => IngestError::Options(format!(
                    "--rejects {} is not a regular file",
                    path.display()
                )),
                _ => IngestError::Write {
                    path: path.clone(),
                    source,
                },
            })?,
        };
        Ok(Self {
            rejects,
            unwritten: 0,
        })
    }

    /// Copies the rejects of a part into the file.
    ///
    /// # Errors
    /// When they are damaged.
    pub(super) fn copy(&mut self, part: &Part) -> Result<(), IngestError> {
        let damaged = |source| IngestError::Part {
            path: part.path().to_owned(),
            source,
        };
        self.unwritten += part.note.rejects_unwritten;
        for line in part.open_rejects().map_err(damaged)?.lines() {
            let line = line.map_err(damaged)?;
            let stored: StoredReject =
                serde_json::from_str(&line).map_err(|fault| damaged(fault.into()))?;
            let code = code_of(&stored.code)
                .ok_or_else(|| damaged(io::Error::from(ErrorKind::InvalidData)))?;
            self.rejects.add(Reject {
                file: stored.file,
                line: stored.line,
                record: stored.record,
                field: stored.field,
                code,
                message: stored.message,
            });
        }
        Ok(())
    }

    /// Completes the file. The first few rejects go into the report.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(self, report: &mut RatesReport) -> Result<(), IngestError> {
        let written = self
            .rejects
            .finish()
            .map_err(|(path, source)| IngestError::Write { path, source })?;
        let unwritten = written.unwritten + self.unwritten;
        if unwritten > 0 {
            report.warnings.push(format!(
                "the rejects file is full at 1 GiB; {unwritten} more rejects were counted only"
            ));
        }
        report.first_rejects = written.examples;
        Ok(())
    }
}

/// Returns the rejects of a file by code.
pub(super) fn rejects_of(note: &PartNote) -> ByCode {
    let mut by_code = ByCode::default();
    for (word, &count) in &note.rejected_by_code {
        if let Some(code) = code_of(word) {
            by_code.add_many(code, count);
        }
    }
    by_code
}

fn code_of(word: &str) -> Option<RejectCode> {
    let mut codes = RejectCode::ALL.iter().copied();
    codes.find(|code| code.as_str() == word)
}

fn remove(path: &PathBuf) -> Result<(), IngestError> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {
            std::fs::remove_file(path).map_err(|source| IngestError::Write {
                path: path.clone(),
                source,
            })
        }
        _ => Ok(()),
    }
}
