//! Note about a file that was read to its end, so that a later run need not read it again.

use crate::rates::file_remark::FileRemark;
use crate::rates::stated_rate::FileFacts;
use nearsite_domain::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Longest text that a file states once. It is repeated in each row of the file.
const MAX_CHARACTERS: usize = 4096;
/// Version of the format of rows, rejects and notes.
const FORMAT: u32 = 3;

/// Identity of a file in the file system. It changes when the file is written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileIdentity {
    path: PathBuf,
    bytes: u64,
    modified_s: i64,
    modified_ns: i64,
    device: u64,
    inode: u64,
}

impl FileIdentity {
    /// Reads the identity of a file.
    ///
    /// # Errors
    /// When its metadata cannot be read.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let found: Metadata = std::fs::metadata(path)?;
        Ok(Self {
            path: path.canonicalize()?,
            bytes: found.len(),
            modified_s: found.mtime(),
            modified_ns: found.mtime_nsec(),
            device: found.dev(),
            inode: found.ino(),
        })
    }

    /// Size in bytes, as stored.
    pub(crate) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Path with every link resolved.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the beginning of the names of its part.
    pub(super) fn stem(&self) -> String {
        let hash = blake3::hash(self.path.as_os_str().as_encoded_bytes());
        hash.to_hex().chars().take(32).collect()
    }
}

/// Returns a key of everything except the file that determines its rows.
pub(crate) fn reading_key(registrations_blake3: &str, catalog_blake3: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let of = format!("{FORMAT} {version} {registrations_blake3} {catalog_blake3}");
    blake3::hash(of.as_bytes()).to_hex().to_string()
}

/// Returns the key for a hospital file whose every record is checked against the template. A part
/// with the other key has other remarks and is read again.
pub(crate) fn checked_key(key: &str) -> String {
    format!("{key} checked")
}

/// Note about one file: its facts and counts, and checksums of its part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartNote {
    pub(super) key: String,
    pub(super) identity: FileIdentity,
    /// Fingerprint of the folder of the file, if the result depends on it. See
    /// [`super::FolderFingerprints`].
    #[serde(rename = "neighbours")]
    pub(super) folder: Option<String>,
    /// `payer_file` or `hospital_file`.
    pub(crate) source: String,
    /// Name without folder.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) blake3: String,
    pub(crate) facts: StoredFacts,
    pub(crate) rows: u64,
    pub(crate) rejected_by_code: BTreeMap<String, u64>,
    /// Number of rejects beyond the limit for one file.
    pub(crate) rejects_unwritten: u64,
    pub(super) rejects_bytes: u64,
    pub(super) part_blake3: String,
}

#[cfg(test)]
impl PartNote {
    /// Creates a note about a payer file that does not exist.
    pub(crate) fn for_tests(name: &str, payer: Option<&str>) -> Self {
        let facts = FileFacts {
            entity: payer.map(str::to_owned),
            payer: payer.map(str::to_owned),
            last_updated_on: "2026-03-01".parse().ok(),
            ..FileFacts::default()
        };
        Self {
            key: String::new(),
            identity: FileIdentity::of(Path::new("/")).expect("a root"),
            folder: None,
            source: "payer_file".to_owned(),
            name: name.to_owned(),
            bytes: 1,
            blake3: "00".repeat(32),
            facts: facts.into(),
            rows: 0,
            rejected_by_code: BTreeMap::new(),
            rejects_unwritten: 0,
            rejects_bytes: 0,
            part_blake3: String::new(),
        }
    }
}

impl PartNote {
    /// Path of the file.
    pub(crate) fn path(&self) -> &Path {
        self.identity.path()
    }
}

/// [`FileFacts`] as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredFacts {
    pub(crate) entity: Option<String>,
    pub(crate) payer: Option<String>,
    pub(crate) last_updated_on: Option<Day>,
    pub(crate) schema_version: Option<String>,
    pub(crate) plan_name: Option<String>,
    pub(crate) plan_id: Option<String>,
    pub(crate) records: u64,
    pub(crate) records_wanted: u64,
    pub(crate) outcomes: BTreeMap<String, u64>,
    pub(crate) passed_over: BTreeMap<String, u64>,
    pub(crate) warnings: Vec<String>,
    pub(crate) remarks: Vec<FileRemark>,
}

impl From<FileFacts> for StoredFacts {
    fn from(mut facts: FileFacts) -> Self {
        let texts = [
            &mut facts.entity,
            &mut facts.payer,
            &mut facts.schema_version,
            &mut facts.plan_name,
            &mut facts.plan_id,
        ];
        // All texts are cut before any result is looked at.
        let cut = texts.map(cut);
        if cut.contains(&true) {
            facts.warnings.push(format!(
                "its entity, payer, plan or version is longer than {MAX_CHARACTERS} characters and was cut"
            ));
        }
        Self {
            entity: facts.entity,
            payer: facts.payer,
            last_updated_on: facts.last_updated_on,
            schema_version: facts.schema_version,
            plan_name: facts.plan_name,
            plan_id: facts.plan_id,
            records: facts.records,
            records_wanted: facts.records_wanted,
            outcomes: by_word(facts.outcomes),
            passed_over: by_word(facts.passed_over),
            warnings: facts.warnings,
            remarks: facts.remarks,
        }
    }
}

fn by_word(counts: Vec<(&'static str, u64)>) -> BTreeMap<String, u64> {
    let counts = counts.into_iter();
    counts
        .map(|(word, count)| (word.to_owned(), count))
        .collect()
}

/// Cuts a text that is too long. Returns true if it was.
fn cut(text: &mut Option<String>) -> bool {
    let Some(text) = text else {
        return false;
    };
    let end = text.char_indices().nth(MAX_CHARACTERS).map(|(end, _)| end);
    end.inspect(|&end| text.truncate(end)).is_some()
}
