//! Reads files and folders of policies into one checked set.

use super::fault::{PolicyFileFault, PolicyFileFaultKind};
use super::parse::parse_pack;
use nearsite_index::site_of_care::{Pack, Policies, PolicyFault, PolicyFaultKind};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest file that is read.
const LARGEST_FILE: u64 = 1 << 20;
/// Most bytes of a set, so that memory is bounded for any folder.
const LARGEST_SET: u64 = 64 << 20;
/// Most files of a set. All payers in all versions are fewer.
const MOST_FILES: usize = 2_000;

/// Reads policies. Each path is a file with one pack, or a folder whose `.toml` files are packs.
/// Subfolders, hidden files and other names in a folder are skipped.
///
/// # Errors
/// Every fault found in files, in packs, and between packs.
pub fn read_policies(paths: &[PathBuf]) -> Result<Policies, Vec<PolicyFileFault>> {
    let mut faults = Vec::new();
    let (mut files, mut packs) = (Vec::new(), Vec::new());
    let mut left = LARGEST_SET;
    for file in find_files(paths, &mut faults) {
        match read_pack(&file, &mut left) {
            Ok(pack) => {
                files.push(file);
                packs.push(pack);
            }
            Err(kind) => faults.push(PolicyFileFault { file, kind }),
        }
    }
    let are_all_read = faults.is_empty();
    match Policies::new(packs) {
        Ok(policies) if are_all_read => return Ok(policies),
        Ok(_) => {}
        Err(broken) => faults.extend(
            broken
                .into_iter()
                // The pack that fills a gap may be in a file that could not be read.
                .filter(|fault| are_all_read || !is_gap(fault))
                .filter_map(|fault| {
                    let file = files.get(fault.position)?.clone();
                    let kind = PolicyFileFaultKind::Rule(fault);
                    Some(PolicyFileFault { file, kind })
                }),
        ),
    }
    Err(faults)
}

const fn is_gap(fault: &PolicyFault) -> bool {
    matches!(fault.kind, PolicyFaultKind::Gap { .. })
}

/// Returns the files of the paths, in the order of the paths. Files of a folder are in the order of
/// their names.
fn find_files(paths: &[PathBuf], faults: &mut Vec<PolicyFileFault>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match files_of(path) {
            Ok(found) if files.len() + found.len() <= MOST_FILES => files.extend(found),
            found => faults.push(PolicyFileFault {
                file: path.clone(),
                kind: found
                    .err()
                    .unwrap_or(PolicyFileFaultKind::TooMany(MOST_FILES)),
            }),
        }
    }
    files
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>, PolicyFileFaultKind> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !kind.is_dir() {
        return Err(PolicyFileFaultKind::NotAFile);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let file = entry?.path();
        if is_policy_name(&file) && file.is_file() {
            files.push(file);
        }
        if files.len() > MOST_FILES {
            return Err(PolicyFileFaultKind::TooMany(MOST_FILES));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(PolicyFileFaultKind::NoPolicies);
    }
    Ok(files)
}

fn is_policy_name(file: &Path) -> bool {
    let is_hidden = file
        .file_name()
        .is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && file.extension().is_some_and(|ending| ending == "toml")
}

/// Reads one file. `left` is the number of bytes that remain for the set.
fn read_pack(file: &Path, left: &mut u64) -> Result<Pack, PolicyFileFaultKind> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > LARGEST_FILE {
        return Err(PolicyFileFaultKind::TooLarge);
    }
    *left = left.checked_sub(size).ok_or(PolicyFileFaultKind::TooMuch)?;
    let text = std::str::from_utf8(&bytes).or(Err(PolicyFileFaultKind::NotUtf8))?;
    parse_pack(text)
}
