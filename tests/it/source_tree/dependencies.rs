//! Dependencies that a manifest declares and no source file names.

use super::tokens::{Token, tokens};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders and files in which a package may name a dependency.
const SOURCES: [&str; 5] = ["src", "tests", "benches", "examples", "build.rs"];

/// Returns the dependencies of a package that none of its files name, as `package: dependency`.
pub(super) fn unused(package: &Path) -> Vec<String> {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut names = BTreeSet::new();
    for source in SOURCES {
        collect_names(&package.join(source), &mut names);
    }
    let name = manifest["package"]["name"].as_str().unwrap();
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.keys())
        .filter(|dependency| !names.contains(&dependency.replace('-', "_")))
        .map(|dependency| format!("{name}: {dependency}"))
        .collect()
}

fn collect_names(path: &Path, names: &mut BTreeSet<String>) {
    for file in rust_files(path) {
        let source = fs::read_to_string(file).unwrap();
        for token in tokens(&source) {
            if let Token::Name(name) = token {
                names.insert(name);
            }
        }
    }
}

fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|kind| kind == "rs"))
        .flat_map(|path| rust_files(&path))
        .collect()
}
