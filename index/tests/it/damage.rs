//! A damaged snapshot is refused at open with one line, for any kind of damage.

use crate::world::*;
use nearsite_domain::Evidence;
use nearsite_index::snapshot::*;
use nearsite_random::SplitMix64;
use std::fs;
use std::path::{Path, PathBuf};

/// Every damage is drawn from this; a failure prints its number.
const SEED: u64 = 0x5eed_0001;
const DAMAGES: u64 = 1_000;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).map(drop).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

fn generation(root: &Path) -> PathBuf {
    let current = Current::read(root).unwrap();
    root.join("generations").join(current.id)
}

/// Does one kind of damage and says what it did.
fn damage(rng: &mut SplitMix64, root: &Path, other: &Path) -> String {
    let all: Vec<PathBuf> = files(&generation(root))
        .into_iter()
        .chain([root.join("CURRENT")])
        .collect();
    let file = &all[rng.below(all.len())];
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = fs::read(file).unwrap();
    match rng.below(6) {
        0 | 1 => {
            let mut flipped = bytes;
            let at = rng.below(flipped.len());
            flipped[at] ^= 1 << rng.below(8);
            fs::write(file, flipped).unwrap();
            format!("flip a bit of byte {at} in {name}")
        }
        2 => {
            let length = rng.below(bytes.len());
            fs::write(file, &bytes[..length]).unwrap();
            format!("truncate {name} to {length}")
        }
        3 => {
            fs::remove_file(file).unwrap();
            format!("remove {name}")
        }
        4 => {
            // Swap with the same file of another generation, or with another file of this one.
            let same = generation(other).join(
                file.strip_prefix(generation(root))
                    .unwrap_or(Path::new("sites.arrow")),
            );
            let replacement = fs::read(&same).ok().filter(|other| *other != bytes);
            fs::write(
                file,
                replacement.unwrap_or_else(|| b"another file".to_vec()),
            )
            .unwrap();
            format!("swap {name}")
        }
        _ => {
            let extra = generation(root).join(format!("extra-{}", rng.below(100)));
            fs::write(&extra, bytes).unwrap();
            "add a file".to_owned()
        }
    }
}

fn build(root: &Path, id: &str) {
    let sites = (0..40)
        .map(|n| site(&format!("{id}-{n}"), -97.74 + f64::from(n) / 100.0, 30.27))
        .collect();
    let first = format!("{id}-0");
    publish_into(
        root,
        contents(sites, &[(&first, 50_000, Evidence::Claims)]),
        "2026-06-01T00:00:00Z",
    );
}

#[test]
fn a_thousand_damages_are_all_refused_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let (sound, other) = (folder.path().join("sound"), folder.path().join("other"));
    build(&sound, "A");
    build(&other, "B");
    let mut rng = SplitMix64::new(SEED);
    for number in 0..DAMAGES {
        let copied = folder.path().join("copy");
        copy(&sound, &copied);
        let what = damage(&mut rng, &copied, &other);
        match Snapshot::open(&copied, Verify::Full) {
            Ok(_) => panic!("damage {number} was not seen: {what}"),
            Err(error) => assert_eq!(
                error.to_string().lines().count(),
                1,
                "{number} {what}: {error}"
            ),
        }
        fs::remove_dir_all(&copied).unwrap();
    }
}

/// Replaces a piece of the manifest and names the new hash in `CURRENT`, as someone who knows the
/// format could.
fn forge(root: &Path, from: &str, to: &str) -> OpenError {
    let path = generation(root).join(MANIFEST_FILE);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} is not in the manifest");
    let forged = text.replacen(from, to, 1);
    fs::write(&path, &forged).unwrap();
    let current = Current::read(root).unwrap();
    let hash = blake3::hash(forged.as_bytes()).to_hex();
    fs::write(root.join("CURRENT"), format!("{} {hash}\n", current.id)).unwrap();
    Snapshot::open(root, Verify::Full).unwrap_err()
}

#[test]
fn forged_manifests_are_refused_by_what_they_claim() {
    let cases = [
        ("\"sites.arrow\"", "\"../sites.arrow\"", "order"),
        (
            "\"accreditations.arrow\"",
            "\"../accreditations.arrow\"",
            "outside",
        ),
        (
            "\"accreditations.arrow\"",
            "\"/accreditations.arrow\"",
            "outside",
        ),
        ("\"format_version\": 4", "\"format_version\": 5", "format 5"),
        ("\"format_version\": 4", "\"format_version\": 0", "format 0"),
        (
            "\"format_version\": 4",
            "\"format_version\": \"x\"",
            "manifest.json is damaged",
        ),
        ("tantivy 0.27.0", "tantivy 0.99.0", "tantivy 0.99.0"),
        (
            "\"prices_as_of\": \"2026-06-01\"",
            "\"prices_as_of\": \"2026-06-02\"",
            "id",
        ),
        (
            "\"prices_as_of\": \"2026-06-01\"",
            "\"prices_as_of\": \"2026-02-30\"",
            "manifest.json is damaged",
        ),
        ("\"bytes\": ", "\"bytes\": 9", "id"),
    ];
    for (from, to, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        build(folder.path(), "A");
        let error = forge(folder.path(), from, to).to_string();
        assert!(error.contains(expected), "{from} -> {to}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn current_must_be_one_plain_line() {
    let cases: &[&[u8]] = &[
        b"",
        b"\n",
        b"..",
        b"../../etc 0000000000000000000000000000000000000000000000000000000000000000\n",
        b"/etc/passwd 0000000000000000000000000000000000000000000000000000000000000000\n",
        b"a b\nc d\n",
        b"\xff\xfe \n",
        &[b'a'; 5_000],
    ];
    for case in cases {
        let folder = tempfile::tempdir().unwrap();
        build(folder.path(), "A");
        fs::write(folder.path().join("CURRENT"), case).unwrap();
        let error = Snapshot::open(folder.path(), Verify::Full).unwrap_err();
        assert_eq!(error.to_string().lines().count(), 1, "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("CURRENT")).unwrap();
    assert!(Snapshot::open(folder.path(), Verify::Full).is_err());
    assert!(matches!(
        Snapshot::open(&folder.path().join("nowhere"), Verify::Full),
        Err(OpenError::Missing(_))
    ));
}

#[test]
fn fast_verification_sees_sizes_missing_files_and_small_files() {
    for name in ["sites.arrow", "names.json", "prices.arrow"] {
        let folder = tempfile::tempdir().unwrap();
        build(folder.path(), "A");
        let path = generation(folder.path()).join(name);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert!(
            matches!(
                Snapshot::open(folder.path(), Verify::Fast),
                Err(OpenError::Hash(_))
            ),
            "{name}"
        );
        fs::remove_file(&path).unwrap();
        assert!(
            matches!(
                Snapshot::open(folder.path(), Verify::Fast),
                Err(OpenError::FileMissing(_))
            ),
            "{name}"
        );
    }
}
