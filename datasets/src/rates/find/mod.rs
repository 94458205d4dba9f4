//! Finds price files: named files are taken as they are, folders are walked; what a file is, its contents tell.
//!
//! In come paths, out comes every file below them with its [`FileKind`], or why that could not be told. Nothing is judged here.

mod file_kind;
mod json_walk;
mod table_of_contents;
mod walk;

use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
pub(crate) use file_kind::{FileKind, kind_of};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
pub(crate) use table_of_contents::read_contents;
use walk::Walk;

/// A file that was found.
#[derive(Debug)]
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// Whether it was named, not found in a folder.
    pub(crate) is_named: bool,
    pub(crate) kind: Result<FileKind, FileFault>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    /// Files, by path; each once.
    pub(crate) files: Vec<FoundFile>,
    /// What was not looked at, and why.
    pub(crate) passed_over: Vec<(PathBuf, &'static str)>,
}

/// Looks through the inputs; nothing in or at `ours`, which are resolved paths, is found in a folder.
///
/// # Errors
/// When a folder cannot be read, or holds too much.
pub(crate) fn find(inputs: &[PathBuf], ours: &[PathBuf]) -> Result<FoundFiles, IngestError> {
    let mut walk = Walk::new(ours);
    // By resolved path, so that a file that is found twice is read once; named once is named.
    let mut paths: BTreeMap<PathBuf, (PathBuf, bool)> = BTreeMap::new();
    for input in inputs {
        if input.is_dir() {
            for path in walk.files_below(input)? {
                paths.entry(resolved(&path)).or_insert((path, false));
            }
        } else {
            paths.insert(resolved(input), (input.clone(), true));
        }
    }
    let files = paths.into_values().map(|(path, is_named)| FoundFile {
        kind: kind_of(&path),
        path,
        is_named,
    });
    Ok(FoundFiles {
        files: files.collect(),
        passed_over: walk.into_passed_over(),
    })
}

/// The path with every link resolved, as far as it exists.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    if let Ok(resolved) = path.canonicalize() {
        return resolved;
    }
    let (folder, name) = (path.parent(), path.file_name());
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    match (folder.unwrap_or(Path::new(".")).canonicalize(), name) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
