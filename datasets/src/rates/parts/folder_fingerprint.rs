//! Fingerprints of the folders of price files. A price file may name files with provider
//! references, which are looked up in its folder.
//!
//! The part of such a file is reused only while its folder is unchanged. Price files, and files
//! that this command writes, are left out. Otherwise the repair of one file would make all others
//! be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Most files and folders in a fingerprint. In a folder with more, files with lookups are always
/// read again.
const MAX_ENTRIES: usize = 100_000;
const MAX_LEVELS: usize = 8;

/// Fingerprint of every folder with price files, taken when the run began.
#[derive(Debug, Default)]
pub(crate) struct FolderFingerprints(BTreeMap<PathBuf, Option<String>>);

impl FolderFingerprints {
    /// Takes the fingerprints of the folders of `files`. Files in `files` and paths in `ours` are
    /// left out.
    pub(crate) fn take<'p>(files: impl Iterator<Item = &'p Path>, ours: &[PathBuf]) -> Self {
        let mut left_out: BTreeSet<PathBuf> = ours.iter().cloned().collect();
        left_out.extend(files.filter_map(|path| path.canonicalize().ok()));
        let parents = left_out.iter().filter_map(|path| path.parent());
        let folders: BTreeSet<PathBuf> = parents.map(Path::to_owned).collect();
        let described = folders.into_iter().map(|folder| {
            let fingerprint = fingerprint_of(&folder, &left_out);
            (folder, fingerprint)
        });
        Self(described.collect())
    }

    /// Returns the fingerprint of the folder of a file. None if the folder has too many entries.
    pub(crate) fn of(&self, path: &Path) -> Option<&str> {
        self.0.get(path.parent()?)?.as_deref()
    }
}

/// Hashes the names, sizes, times and inodes of the files in a folder and below.
fn fingerprint_of(folder: &Path, left_out: &BTreeSet<PathBuf>) -> Option<String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    let mut entries = 0;
    while let Some((folder, level)) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            entries += 1;
            if entries > MAX_ENTRIES {
                return None;
            }
            let path = entry.path();
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            if left_out.contains(&path) {
            } else if metadata.is_dir() && level < MAX_LEVELS {
                folders.push((path, level + 1));
            } else if metadata.is_file() {
                found.insert(path, identity(&metadata));
            }
        }
    }
    let mut hasher = blake3::Hasher::new();
    for (path, identity) in found {
        hasher.update(path.as_os_str().as_encoded_bytes());
        hasher.update(format!("\0{identity:?}\0").as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}

fn identity(found: &Metadata) -> (u64, i64, i64, u64) {
    (found.len(), found.mtime(), found.mtime_nsec(), found.ino())
}

#[cfg(test)]
mod tests {
    use super::FolderFingerprints;

    #[test]
    fn price_files_and_our_own_files_are_left_out_of_the_fingerprint() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().canonicalize().expect("a path");
        let price_file = folder.join("a.json");
        let ours = [folder.join("rates.parquet.parts")];
        let write =
            |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
        let take = || {
            let fingerprints = FolderFingerprints::take([price_file.as_path()].into_iter(), &ours);
            fingerprints
                .of(&price_file)
                .expect("a fingerprint")
                .to_owned()
        };
        write("a.json", "1");
        std::fs::create_dir(folder.join("below")).expect("a folder");
        let empty = take();
        write("a.json", "changed");
        write("rates.parquet.parts", "ours");
        assert_eq!(take(), empty);
        write("below/references.json", "1");
        let with_references = take();
        assert_ne!(with_references, empty);
        write("below/references.json", "22");
        assert_ne!(take(), with_references);
    }
}
