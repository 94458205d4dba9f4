//! Manifest of a generation: its contents, its sources, and the hash of every file.

use super::error::OpenError;
use nearsite_domain::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// Version of the format this program writes and reads.
pub const FORMAT_VERSION: u32 = 4;
/// Name of the manifest in its generation.
pub const MANIFEST_FILE: &str = "manifest.json";
/// Block size for hashes. Files larger than one block also have a hash per block, so that samples
/// can be verified.
pub(super) const BLOCK_BYTES: usize = 1 << 20;

/// One input the snapshot was built from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Kind of input: `registrations`, `participation`, `networks`, `scores` or `prices`.
    pub role: String,
    /// Its name, without folder.
    pub name: String,
    /// Its size in bytes, as stored.
    pub bytes: u64,
    /// BLAKE3 of its bytes, as stored.
    pub blake3: String,
}

/// One file of the generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentFile {
    /// Path below the generation, with `/`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of its bytes.
    pub blake3: String,
    /// BLAKE3 of each mebibyte, for files of more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<String>,
}

/// Row counts that the shrink guard compares.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SnapshotCounts {
    /// Sites.
    pub sites: u64,
    /// Priced (site, procedure, network).
    pub prices: u64,
    /// Rows of each network: participation and rates.
    pub networks: BTreeMap<String, u64>,
}

/// Description of a generation, as `manifest.json` holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format.
    pub format_version: u32,
    /// Version of the text index library, which reads only its own files.
    pub text_index: String,
    /// Hash of the content.
    pub id: String,
    /// Time of the build.
    pub created_at: String,
    /// Build date, on which prices were resolved.
    pub prices_as_of: Day,
    /// Inputs.
    pub sources: Vec<SourceFile>,
    /// Counts.
    pub counts: SnapshotCounts,
    /// The build report: rows read, accepted, skipped and rejected by code, per file and per
    /// network.
    pub report: serde_json::Value,
    /// Every file but the manifest, in the order of their paths.
    pub files: Vec<ContentFile>,
}

/// Text index library that writes and reads the `text` folder.
pub(crate) const TEXT_INDEX: &str = "tantivy 0.27.0";

/// Format version, read before the rest, so that a newer format is reported and not misread.
#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

impl Manifest {
    /// Reads a manifest and checks everything that can be checked without its files.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let damaged = |what: String| OpenError::Manifest(what);
        let version: Version =
            serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
        if version.format_version != FORMAT_VERSION {
            return Err(OpenError::Format {
                found: version.format_version,
                known: FORMAT_VERSION,
            });
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
        if manifest.text_index != TEXT_INDEX {
            return Err(OpenError::TextIndex {
                found: manifest.text_index,
                known: TEXT_INDEX,
            });
        }
        if !manifest
            .files
            .windows(2)
            .all(|pair| pair[0].path < pair[1].path)
        {
            return Err(damaged("files are not in order".to_owned()));
        }
        if let Some(file) = manifest.files.iter().find(|file| !is_plain(&file.path)) {
            return Err(damaged(format!(
                "file path `{}` leads outside the generation",
                file.path.escape_debug()
            )));
        }
        if manifest.id != content_id(manifest.prices_as_of, &manifest.files) {
            return Err(damaged(
                "the id does not follow from the content".to_owned(),
            ));
        }
        Ok(manifest)
    }
}

/// True if a path consists of plain names only and is not the manifest.
fn is_plain(path: &str) -> bool {
    let plain = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let printable = !path.contains(|letter: char| letter == '\\' || letter.is_control());
    plain && printable && !path.is_empty() && path != MANIFEST_FILE
}

/// Computes the id of a generation: a hash of format, build date and the hash of every file.
pub(crate) fn content_id(prices_as_of: Day, files: &[ContentFile]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("nearsite snapshot id v1");
    hasher.update(format!("{FORMAT_VERSION}\n{TEXT_INDEX}\n{prices_as_of}\n").as_bytes());
    for file in files {
        hasher.update(format!("{} {} {}\n", file.path, file.bytes, file.blake3).as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// True if a text has the shape of a snapshot id.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// BLAKE3 as 64 hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
