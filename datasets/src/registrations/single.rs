//! Reads a file with one registration, for commands that show a single site.

use super::notes::RegistrationNotes;
use super::part_faults::PartFaults;
use super::site::read_site;
use super::zip_table::ZipTable;
use crate::error::IngestError;
use crate::reading::csv::MAX_RECORD_BYTES;
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonObject, UnknownFields};
use crate::reading::reject::{Reject, RowFault};
use crate::reading::source::Source;
use crate::shipped;
use nearsite_domain::Site;
use nearsite_index::scorecard::ScoreCardProfile;
use serde_json::value::RawValue;
use std::io::Read;
use std::path::Path;

/// Site as its registration file states it.
#[derive(Debug)]
pub struct RegisteredSite {
    /// The site, without its faulty parts.
    pub site: Site,
    /// Faulty parts that were left out.
    pub rejected_parts: Vec<Reject>,
    /// Unknown fields.
    pub unknown_fields: Vec<String>,
}

/// Reads a file with one registration record, on one line or on many, or a list of one record.
///
/// # Errors
/// [`IngestError::File`] when the file cannot be read or does not contain exactly one record,
/// [`IngestError::Record`] when the record is rejected.
pub fn read_registration(
    path: &Path,
    scorecard: &ScoreCardProfile,
) -> Result<RegisteredSite, IngestError> {
    let fault = IngestError::file(path);
    let text = read_text(path).map_err(&fault)?;
    let zips = shipped::zip_centroids()?;
    let mut notes = RegistrationNotes {
        zips: &ZipTable::new(&zips),
        scorecard: Some(scorecard),
        unknown: UnknownFields::default(),
        parts: PartFaults::default(),
        far: None,
    };
    let as_reject = |fault: RowFault| reject(path, fault);
    let site = JsonObject::record(only_record(&text).map_err(&fault)?)
        .and_then(|record| read_site(record, &mut notes))
        .map_err(|fault| IngestError::Record(Box::new(as_reject(fault))))?;
    Ok(RegisteredSite {
        site,
        rejected_parts: notes.parts.drain().map(as_reject).collect(),
        unknown_fields: notes.unknown.into_names(),
    })
}

fn read_text(path: &Path) -> Result<String, FileFault> {
    let mut source = Source::open(path)?;
    let mut bytes = Vec::new();
    let limit = MAX_RECORD_BYTES as u64;
    source.by_ref().take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(FileFault::RecordTooLong {
            line: 1,
            limit: "16 MiB",
        });
    }
    String::from_utf8(bytes).or(Err(FileFault::Structure {
        line: 1,
        what: "not UTF-8",
    }))
}

/// Returns the only record of a file: the whole text, or the only element of a list.
fn only_record(text: &str) -> Result<&str, FileFault> {
    let structure = |line, what| FileFault::Structure { line, what };
    let broken =
        |fault: serde_json::Error| structure(fault.line() as u64, "not valid JSON: is it cut off?");
    if text.trim_start().starts_with('[') {
        let records: Vec<&RawValue> = serde_json::from_str(text).map_err(broken)?;
        return match records[..] {
            [record] => Ok(record.get()),
            _ => Err(structure(
                1,
                "must contain one record, not a list of none or of many",
            )),
        };
    }
    let mut records = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let first = records
        .next()
        .ok_or(structure(1, "must contain one record"))?
        .map_err(broken)?;
    match records.next() {
        None => Ok(first.get()),
        Some(_) => Err(structure(1, "must contain one record, but more follows")),
    }
}

fn reject(path: &Path, fault: RowFault) -> Reject {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Reject {
        file: name.to_string_lossy().into_owned(),
        line: None,
        record: 1,
        field: fault.field.map(Into::into),
        code: fault.code,
        message: fault.message.into(),
    }
}
