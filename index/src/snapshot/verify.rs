//! Verification of the files of a generation against its manifest, before anything in them is used.

use super::error::OpenError;
use super::manifest::{BLOCK_BYTES, ContentFile, MANIFEST_FILE, Manifest, hash};
use super::mapped_file::bytes_of;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::path::Path;

/// Extent of the verification when a snapshot opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verify {
    /// Every byte of every file.
    #[default]
    Full,
    /// The manifest, all sizes, every byte of small files and sampled blocks of large ones. Follow
    /// it with [`super::Snapshot::scrub`] in the background.
    Fast,
}

/// Number of blocks of a large file that `fast` checks: spread evenly, first and last included.
const SAMPLED_BLOCKS: usize = 4;

/// The checked files of a generation, by path.
pub(super) struct VerifiedFiles {
    files: BTreeMap<String, Bytes>,
}

impl VerifiedFiles {
    /// Opens every file that the manifest lists and verifies it to the given extent. Refuses files
    /// that the manifest does not list.
    pub(super) fn open(
        folder: &Path,
        manifest: &Manifest,
        verify: Verify,
    ) -> Result<Self, OpenError> {
        let mut present = BTreeMap::new();
        list(folder, "", &mut present)?;
        let mut files = BTreeMap::new();
        for entry in &manifest.files {
            let size = present
                .remove(&entry.path)
                .ok_or_else(|| OpenError::FileMissing(entry.path.clone()))?;
            check_size(entry, size)?;
            let bytes = bytes_of(&folder.join(&entry.path))?;
            check_size(entry, bytes.len() as u64)?;
            match verify {
                Verify::Full => check_whole(entry, &bytes)?,
                Verify::Fast => check_sample(entry, &bytes)?,
            }
            files.insert(entry.path.clone(), bytes);
        }
        match present.into_keys().find(|path| path != MANIFEST_FILE) {
            Some(extra) => Err(OpenError::FileExtra(extra)),
            None => Ok(Self { files }),
        }
    }

    /// Takes the bytes of a file that the format requires.
    pub(super) fn take(&mut self, path: &str) -> Result<Bytes, OpenError> {
        self.files
            .remove(path)
            .ok_or_else(|| OpenError::FileMissing(path.to_owned()))
    }

    /// Takes the files of a folder, with their names in it.
    pub(super) fn take_folder(&mut self, folder: &str) -> Vec<(String, Bytes)> {
        let prefix = format!("{folder}/");
        let paths: Vec<String> = self
            .files
            .keys()
            .filter(|path| path.starts_with(&prefix))
            .cloned()
            .collect();
        paths
            .into_iter()
            .filter_map(|path| Some((path[prefix.len()..].to_owned(), self.files.remove(&path)?)))
            .collect()
    }

    /// Returns the first file that was not used.
    pub(super) fn left_over(&self) -> Option<&str> {
        self.files.keys().next().map(String::as_str)
    }
}

/// Lists every regular file below a folder with its size. Refuses anything that is neither a file
/// nor a folder.
fn list(folder: &Path, prefix: &str, found: &mut BTreeMap<String, u64>) -> Result<(), OpenError> {
    let read = |source| OpenError::read(folder, source);
    for entry in std::fs::read_dir(folder).map_err(read)? {
        let entry = entry.map_err(read)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(read)?;
        if kind.is_dir() && prefix.is_empty() {
            list(&entry.path(), &format!("{name}/"), found)?;
        } else if kind.is_file() {
            found.insert(name, entry.metadata().map_err(read)?.len());
        } else {
            return Err(OpenError::FileExtra(name));
        }
    }
    Ok(())
}

fn check_size(entry: &ContentFile, found: u64) -> Result<(), OpenError> {
    if found == entry.bytes {
        return Ok(());
    }
    Err(OpenError::Size {
        path: entry.path.clone(),
        found,
        expected: entry.bytes,
    })
}

/// Checks every byte of a file.
pub(super) fn check_whole(entry: &ContentFile, bytes: &[u8]) -> Result<(), OpenError> {
    if hash(bytes) == entry.blake3 {
        Ok(())
    } else {
        Err(OpenError::Hash(entry.path.clone()))
    }
}

fn check_sample(entry: &ContentFile, bytes: &[u8]) -> Result<(), OpenError> {
    if bytes.len() <= BLOCK_BYTES {
        return check_whole(entry, bytes);
    }
    let blocks: Vec<&[u8]> = bytes.chunks(BLOCK_BYTES).collect();
    if entry.blocks.len() != blocks.len() {
        return Err(OpenError::Manifest(format!(
            "`{}` lacks its block hashes",
            entry.path
        )));
    }
    let last = blocks.len() - 1;
    let sampled = (0..SAMPLED_BLOCKS).map(|sample| sample * last / (SAMPLED_BLOCKS - 1));
    let intact = sampled
        .into_iter()
        .all(|block| hash(blocks[block]) == entry.blocks[block]);
    if intact {
        Ok(())
    } else {
        Err(OpenError::Hash(entry.path.clone()))
    }
}
