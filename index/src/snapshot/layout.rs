//! Layout of a snapshot folder: `CURRENT`, the generations, and readers of their small files.

use super::error::OpenError;
use super::manifest::{MANIFEST_FILE, Manifest, hash, is_id};
use std::fs;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Name of the folder that holds generations.
pub(super) const GENERATIONS: &str = "generations";
/// Name of the file that names the current generation.
pub(super) const CURRENT: &str = "CURRENT";

/// Size limits of `CURRENT` and of a manifest, in bytes.
const LARGEST_CURRENT: u64 = 1024;
const LARGEST_MANIFEST: u64 = 64 << 20;

/// Contents of `CURRENT`: one line with the id of a generation and the hash of its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The generation.
    pub id: String,
    /// BLAKE3 of its manifest.
    pub manifest_hash: String,
}

impl Current {
    /// Reads `CURRENT`. This is cheap: a server polls it to notice a new snapshot.
    ///
    /// # Errors
    /// If the file is missing or does not name a generation.
    pub fn read(root: &Path) -> Result<Self, OpenError> {
        let path = root.join(CURRENT);
        let bytes = match read_bounded(&path, LARGEST_CURRENT) {
            Err(OpenError::Read { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                return Err(OpenError::Missing(root.to_owned()));
            }
            other => other?,
        };
        Self::parse(&bytes)
    }

    /// Returns the contents of `CURRENT` that would make this generation the current one.
    pub(super) fn of_generation(root: &Path, id: &str) -> Result<Self, OpenError> {
        if !is_id(id) {
            return Err(OpenError::Current("not the id of a generation"));
        }
        let (_, manifest_hash) = read_manifest(&root.join(GENERATIONS).join(id))?;
        Ok(Self {
            id: id.to_owned(),
            manifest_hash,
        })
    }

    /// Reads the bytes of `CURRENT`.
    ///
    /// # Errors
    /// When they do not name a generation.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let line = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| text.strip_suffix('\n'));
        let (id, manifest_hash) = line
            .and_then(|line| line.split_once(' '))
            .ok_or(OpenError::Current("not one line of id and hash"))?;
        let is_hash = manifest_hash.len() == 64
            && manifest_hash
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !is_id(id) || !is_hash {
            return Err(OpenError::Current("not one line of id and hash"));
        }
        Ok(Self {
            id: id.to_owned(),
            manifest_hash: manifest_hash.to_owned(),
        })
    }

    pub(crate) fn to_line(&self) -> String {
        format!("{} {}\n", self.id, self.manifest_hash)
    }
}

/// Reads the manifest of a generation and its hash.
pub(super) fn read_manifest(folder: &Path) -> Result<(Manifest, String), OpenError> {
    let bytes = read_bounded(&folder.join(MANIFEST_FILE), LARGEST_MANIFEST)?;
    Ok((Manifest::parse(&bytes)?, hash(&bytes)))
}

/// Reads a small file; larger ones are an error.
pub(super) fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, OpenError> {
    let read = |source| OpenError::read(path, source);
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(read)?
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(read)?;
    let too_large = || {
        std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            format!("larger than {limit} bytes"),
        )
    };
    if bytes.len() as u64 > limit {
        Err(read(too_large()))
    } else {
        Ok(bytes)
    }
}

/// Returns every finished generation, readable or not.
pub(super) fn finished(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join(GENERATIONS)).into_iter().flatten();
    let names = entries.flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| is_id(name))
        .collect()
}

/// Returns the finished generations whose manifest can be read, oldest first.
pub(super) fn generations_by_age(root: &Path) -> Vec<String> {
    let folder = root.join(GENERATIONS);
    let names = finished(root).into_iter();
    let dated = names
        .filter_map(|name| Some((read_manifest(&folder.join(&name)).ok()?.0.created_at, name)));
    let mut dated: Vec<(String, String)> = dated.collect();
    dated.sort();
    dated.into_iter().map(|(_, name)| name).collect()
}
