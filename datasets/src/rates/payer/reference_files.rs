//! Provider references that lie in files of their own (schema 1.x): found beside the price file by name, never fetched.
//!
//! In comes a `location`, usually an address of the web; out comes the text of the file that has its last part as name, if one
//! lies in the folder of the price file or below. Only names found by walking that folder are ever opened, symbolic links are
//! not followed, so no location leads out of it.

use super::record::{MAX_RECORD_BYTES, checked_text};
use crate::reading::json::BracketScanner;
use crate::reading::reject::{RejectCode, RowFault};
use crate::reading::source::Source;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Levels of folders looked through.
const MAX_LEVELS: u32 = 8;
/// Files and folders looked at.
const MAX_ENTRIES: usize = 100_000;

/// The files beside a price file.
#[derive(Debug)]
pub(super) struct ReferenceFiles {
    folder: PathBuf,
    /// Files by name, found when the first is asked for.
    files: Option<FxHashMap<String, PathBuf>>,
}

impl ReferenceFiles {
    /// Files in a folder and below.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            files: None,
        }
    }

    /// Whether any was asked for.
    pub(super) const fn were_asked_for(&self) -> bool {
        self.files.is_some()
    }

    /// The text of the file a location names; none when it is not here.
    ///
    /// # Errors
    /// `too_long`, `too_deep`, `not_utf8`, or `malformed` when it cannot be read as a file.
    pub(super) fn read(&mut self, location: &str) -> Result<Option<String>, RowFault> {
        let name = base_name(location);
        let files = self
            .files
            .get_or_insert_with(|| files_by_name(&self.folder));
        let Some(path) = files.get(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let limit = MAX_RECORD_BYTES as u64 + 1;
        let read = Source::open_price_file(path)
            .and_then(|source| Ok(source.take(limit).read_to_end(&mut bytes)?));
        read.map_err(|fault| {
            let message = format!("the file it names {fault}");
            RowFault::field(RejectCode::Malformed, "location", message)
        })?;
        if bytes.len() > MAX_RECORD_BYTES {
            let message = "the file it names may have at most 16 MiB";
            return Err(RowFault::field(RejectCode::TooLong, "location", message));
        }
        let mut scanner = BracketScanner::default();
        scanner.advance(&bytes);
        let text = checked_text(&bytes, scanner.reach());
        text.map(|text| Some(text.to_owned()))
            .map_err(|fault| RowFault {
                field: Some("location".into()),
                ..fault
            })
    }
}

/// The last part of an address or path, without query and fragment; it may be empty, which names no file.
fn base_name(location: &str) -> &str {
    let path = location.split(['?', '#']).next().unwrap_or_default();
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Every file in a folder and below; of equal names the one of the fewest levels, then the first path in order.
fn files_by_name(folder: &Path) -> FxHashMap<String, PathBuf> {
    let mut files = FxHashMap::default();
    let mut folders = VecDeque::from([(folder.to_owned(), 0)]);
    let mut entries = 0;
    while let Some((folder, level)) = folders.pop_front() {
        for (path, is_folder) in sorted_entries(&folder, MAX_ENTRIES - entries) {
            entries += 1;
            if is_folder && level < MAX_LEVELS {
                folders.push_back((path, level + 1));
            } else if !is_folder && let Some(name) = path.file_name().and_then(|n| n.to_str()) {
                files.entry(name.to_owned()).or_insert(path);
            }
        }
    }
    files
}

/// Files and folders in a folder that can be listed, in order; neither links nor anything else.
fn sorted_entries(folder: &Path, limit: usize) -> Vec<(PathBuf, bool)> {
    let Ok(listing) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<_> = listing
        .flatten()
        .filter_map(|entry| {
            let kind = entry.file_type().ok()?;
            let is_known = kind.is_file() || kind.is_dir();
            is_known.then(|| (entry.path(), kind.is_dir()))
        })
        .take(limit)
        .collect();
    entries.sort_unstable();
    entries
}
