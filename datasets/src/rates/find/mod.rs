//! Finds price files: files named on the command line, and files in folders. The kind of a file is
//! detected from its contents.
//!
//! Input is paths. Output is every file below them with its [`FileKind`], or the fault that
//! prevented the detection. The next step, `classify`, decides which of them to read.

mod file_kind;
mod resolve;
mod table_of_contents;
mod walk;

use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
pub(crate) use file_kind::{FileKind, kind_of};
pub(crate) use resolve::resolved;
use std::collections::BTreeMap;
use std::path::PathBuf;
pub(crate) use table_of_contents::read_contents;
use walk::Walk;
pub(crate) use walk::{LITTER, litter_of};

/// File that was found.
#[derive(Debug)]
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// True if it was named on the command line, not found in a folder.
    pub(crate) is_named: bool,
    pub(crate) kind: Result<FileKind, FileFault>,
}

/// Files that were found.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    /// Files by path, each once.
    pub(crate) files: Vec<FoundFile>,
    /// Paths that were skipped, with the reason.
    pub(crate) passed_over: Vec<(PathBuf, &'static str)>,
}

/// Finds files in the inputs. Paths in `ours`, which are resolved paths, are ignored in folders.
///
/// # Errors
/// When a folder cannot be read, or contains too many files.
pub(crate) fn find(inputs: &[PathBuf], ours: &[PathBuf]) -> Result<FoundFiles, IngestError> {
    let mut walk = Walk::new(ours);
    // By resolved path, so that a file found twice is read once. A named file stays named.
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
