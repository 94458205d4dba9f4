//! Report of one input file: its size and hash, and the counts of its rows.

use super::input_file::InputFile;
use super::row_counter::Counts;
use super::source::Fingerprint;
use nearsite_index::snapshot::SourceFile;
use serde::Serialize;

/// Size, hash and row counts of one input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// `registrations`, `participation`, `networks`, `scores` or `prices`.
    pub role: &'static str,
    /// Name of the file, or its path if two inputs have the same name.
    pub name: String,
    /// Size in bytes, as stored.
    pub bytes: u64,
    /// BLAKE3 of its bytes, as stored.
    pub blake3: String,
    /// Counts of its rows.
    #[serde(flatten)]
    pub counts: Counts,
    /// Unknown columns or fields, each once. They were ignored.
    pub unknown_fields: Vec<String>,
    /// Counts of its rows by network, in the order of the networks.
    #[serde(skip)]
    pub(crate) by_network: Vec<Counts>,
}

impl FileReport {
    /// Creates the report of a file that was read to its end.
    pub(crate) fn new(
        role: &'static str,
        input: &InputFile,
        fingerprint: Fingerprint,
        unknown_fields: Vec<String>,
        (counts, by_network): (Counts, Vec<Counts>),
    ) -> Self {
        let Fingerprint { bytes, blake3 } = fingerprint;
        Self {
            role,
            name: input.label.clone(),
            bytes,
            blake3,
            counts,
            unknown_fields,
            by_network,
        }
    }

    /// Returns the file as the manifest names it, without folder.
    pub(crate) fn source(&self) -> SourceFile {
        let name = std::path::Path::new(&self.name)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        SourceFile {
            role: self.role.to_owned(),
            name,
            bytes: self.bytes,
            blake3: self.blake3.clone(),
        }
    }
}
