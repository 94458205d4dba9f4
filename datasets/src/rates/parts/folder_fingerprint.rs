//! What lies beside price files: some of them name files of provider references that are looked for there.
//!
//! What came of such a file stands only as long as these neighbours do. Price files are no neighbours of each other, nor is
//! anything this command writes, so that a damaged file that is replaced does not make all others be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Files and folders looked at; with more beside it, a file that looks beside itself is always read again.
const MAX_ENTRIES: usize = 100_000;
const MAX_LEVELS: usize = 8;

/// The neighbours of every folder with price files, as they were when the run began.
#[derive(Debug, Default)]
pub(crate) struct FolderFingerprints(BTreeMap<PathBuf, Option<String>>);

impl FolderFingerprints {
    /// Looks at the folders of `files`, none of which is a neighbour, nor is anything in or at `ours`.
    pub(crate) fn look<'p>(files: impl Iterator<Item = &'p Path>, ours: &[PathBuf]) -> Self {
        let mut left_out: BTreeSet<PathBuf> = ours.iter().cloned().collect();
        left_out.extend(files.filter_map(|path| path.canonicalize().ok()));
        let parents = left_out.iter().filter_map(|path| path.parent());
        let folders: BTreeSet<PathBuf> = parents.map(Path::to_owned).collect();
        let described = folders.into_iter().map(|folder| {
            let neighbours = describe(&folder, &left_out);
            (folder, neighbours)
        });
        Self(described.collect())
    }

    /// What lies beside a file; none where there is too much to tell.
    pub(crate) fn of(&self, path: &Path) -> Option<&str> {
        self.0.get(path.parent()?)?.as_deref()
    }
}

/// A hash over the names, sizes, times and inodes of what lies in a folder and below.
fn describe(folder: &Path, left_out: &BTreeSet<PathBuf>) -> Option<String> {
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
    fn neighbours_are_told_apart_from_price_files_and_our_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().canonicalize().expect("a path");
        let price_file = folder.join("a.json");
        let ours = [folder.join("rates.parquet.parts")];
        let write =
            |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
        let look = || {
            let neighbours = FolderFingerprints::look([price_file.as_path()].into_iter(), &ours);
            neighbours.of(&price_file).expect("neighbours").to_owned()
        };
        write("a.json", "1");
        std::fs::create_dir(folder.join("below")).expect("a folder");
        let nobody = look();
        write("a.json", "changed");
        write("rates.parquet.parts", "ours");
        assert_eq!(look(), nobody);
        write("below/references.json", "1");
        let somebody = look();
        assert_ne!(somebody, nobody);
        write("below/references.json", "22");
        assert_ne!(look(), somebody);
    }
}
