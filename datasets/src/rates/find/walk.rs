//! Lists every regular file below a folder, sorted by path, without following links.

use crate::error::IngestError;
use crate::reading::file_fault::FileFault;
use crate::reading::litter::litter_name;
use std::path::{Path, PathBuf};

/// Most levels of folders.
const MAX_DEPTH: usize = 32;
/// Most files and folders in one extraction.
const MAX_ENTRIES: usize = 200_000;

/// Reason for skipping a file that an operating system wrote.
pub(crate) const LITTER: &str = "is a file that an operating system writes, not a price file";

/// Walk through folders that also records skipped paths.
pub(super) struct Walk<'a> {
    /// Paths that this command writes or has already read, resolved.
    ours: &'a [PathBuf],
    entries: usize,
    passed_over: Vec<(PathBuf, &'static str)>,
}

impl<'a> Walk<'a> {
    /// Creates a walk that ignores the paths in `ours`.
    pub(super) const fn new(ours: &'a [PathBuf]) -> Self {
        Self {
            ours,
            entries: 0,
            passed_over: Vec::new(),
        }
    }

    /// Returns the files below a folder.
    ///
    /// # Errors
    /// When a folder cannot be read, or contains too many files.
    pub(super) fn files_below(&mut self, folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
        let mut files = Vec::new();
        self.visit(folder, 0, &mut files)?;
        files.sort_unstable();
        Ok(files)
    }

    /// Returns the skipped paths, with the reason.
    pub(super) fn into_passed_over(self) -> Vec<(PathBuf, &'static str)> {
        self.passed_over
    }

    fn visit(
        &mut self,
        folder: &Path,
        depth: usize,
        files: &mut Vec<PathBuf>,
    ) -> Result<(), IngestError> {
        let fault = |source| IngestError::file(folder)(FileFault::Read(source));
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            entries.push((entry.path(), entry.file_type().map_err(fault)?));
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return Err(too_much(folder, "holds more than 200000 files and folders"));
            }
        }
        entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (path, kind) in entries {
            if self.is_ours(&path) {
            } else if kind.is_file() && litter_of(&path).is_some() {
                self.passed_over.push((path, LITTER));
            } else if kind.is_file() {
                files.push(path);
            } else if kind.is_dir() && depth < MAX_DEPTH {
                self.visit(&path, depth + 1, files)?;
            } else if kind.is_dir() {
                return Err(too_much(&path, "is more than 32 folders deep"));
            } else if kind.is_symlink() {
                let reason = "is a link: name what it points to";
                self.passed_over.push((path, reason));
            } else {
                let reason = "is a pipe, socket or device, not a file";
                self.passed_over.push((path, reason));
            }
        }
        Ok(())
    }

    fn is_ours(&self, path: &Path) -> bool {
        // Names are compared first, so that only a match needs the file system.
        let mut alike = self.ours.iter();
        alike.any(|ours| {
            ours.file_name() == path.file_name() && *ours == super::resolve::resolved(path)
        })
    }
}

/// Returns the name of the group of a file that an operating system wrote.
pub(crate) fn litter_of(path: &Path) -> Option<&'static str> {
    litter_name(path.file_name()?.to_str()?)
}

fn too_much(folder: &Path, what: &str) -> IngestError {
    let folder = folder.display();
    IngestError::Options(format!(
        "{folder} {what}: name the folders that hold the price files"
    ))
}
