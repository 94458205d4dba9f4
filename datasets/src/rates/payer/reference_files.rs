//! Provider references in separate files (schema 1.x): looked up by name, never downloaded.
//!
//! Input is a `location`, usually a URL. Output is the text of the file with its last part as name,
//! if it is in the folder of the price file or below. Only files found by walking that folder are
//! opened, and symbolic links are not followed, so no location leads out of the folder.

use super::record::{MAX_RECORD_BYTES, checked_text};
use crate::reading::json::BracketScanner;
use crate::reading::reject::{RejectCode, RowFault};
use crate::reading::source::Source;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most levels of folders.
const MAX_LEVELS: u32 = 8;
/// Most files and folders.
const MAX_ENTRIES: usize = 100_000;

/// Files in the folder of a price file.
#[derive(Debug)]
pub(super) struct ReferenceFiles {
    folder: PathBuf,
    /// Files by name. They are listed on the first lookup.
    files: Option<FxHashMap<String, PathBuf>>,
}

impl ReferenceFiles {
    /// Creates a lookup of files in a folder and below.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            files: None,
        }
    }

    /// True if a file was looked up.
    pub(super) const fn has_lookups(&self) -> bool {
        self.files.is_some()
    }

    /// Returns the text of the file that a location names, or none if there is no such file.
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

/// Returns the last part of a URL or path, without query and fragment. An empty part names no file.
fn base_name(location: &str) -> &str {
    let path = location.split(['?', '#']).next().unwrap_or_default();
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Lists every file in a folder and below. Of equal names, the one with the fewest levels counts,
/// then the first path in order.
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

/// Lists the files and folders in a folder, in order, without links and other entries.
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
