//! One input file: its path, and its name in rejects and reports.

use std::path::{Path, PathBuf};

/// Path and label of an input file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputFile {
    /// Path as given by the caller.
    pub(crate) path: PathBuf,
    /// Name in rejects and reports: without folder, unless another input has the same name.
    pub(crate) label: String,
}

impl InputFile {
    /// Labels a file by its name, without folder.
    pub(crate) fn labeled_by_name(path: &Path) -> Self {
        let label = path.file_name().unwrap_or(path.as_os_str());
        Self {
            path: path.to_owned(),
            label: label.to_string_lossy().into_owned(),
        }
    }
}
