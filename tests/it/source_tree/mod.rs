//! Rules about the source tree itself: modules import in one direction, and every dependency is
//! used.
//!
//! `cargo test --workspace --test it -- source_tree --nocapture` prints what it counted.

mod circles;
mod dependencies;
mod modules;
mod tokens;

use modules::Package;
use std::path::{Path, PathBuf};

/// Largest number of import circles between single modules. A circle between rooms is never
/// allowed.
const MOST_CIRCLES: usize = 6;
/// Longest source file that needs no reason in its header.
const LONGEST_FILE: usize = 600;

/// Crate roots of the workspace: a name for messages, and the file that declares the modules.
const CRATES: [(&str, &str); 5] = [
    ("nearsite-domain", "index/domain/src/lib.rs"),
    ("nearsite-index", "index/src/lib.rs"),
    ("nearsite-datasets", "datasets/src/lib.rs"),
    ("nearsite", "src/lib.rs"),
    ("nearsite (executable)", "src/main.rs"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn packages() -> Vec<(&'static str, Package)> {
    CRATES
        .iter()
        .map(|(name, file)| (*name, Package::read(&root().join(file))))
        .collect()
}

#[test]
fn rooms_import_in_one_direction() {
    let mut found = Vec::new();
    for (name, package) in packages() {
        for circle in circles::of(&package.room_imports()) {
            let witnesses = package.witnesses_between(&circle);
            found.push(format!("{name}: {}\n{witnesses}", circle.join(" <-> ")));
        }
    }
    assert!(
        found.is_empty(),
        "these rooms import each other; move what they share below both:\n{}",
        found.join("\n")
    );
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the count is asked for with --nocapture"
)]
fn few_modules_import_each_other() {
    let mut found = Vec::new();
    for (name, package) in packages() {
        for circle in circles::of(&package.imports()) {
            found.push(format!("{name}: {}", circle.join(" <-> ")));
        }
    }
    println!("{} circles of modules", found.len());
    println!("{}", found.join("\n"));
    assert!(
        found.len() <= MOST_CIRCLES,
        "{} circles of modules, at most {MOST_CIRCLES} are allowed:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn every_source_file_is_short_or_says_why_not() {
    for (_, package) in packages() {
        for (path, text) in package.files() {
            let is_explained = text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .any(|line| line.contains("one file because"));
            assert!(
                text.lines().count() <= LONGEST_FILE || is_explained,
                "{} has over {LONGEST_FILE} lines; split it, or say in its header why it is \"one file because …\"",
                path.display()
            );
        }
    }
}

#[test]
fn every_dependency_is_used() {
    let mut unused = Vec::new();
    for folder in [".", "index/domain", "index", "datasets"] {
        unused.extend(dependencies::unused(&root().join(Path::new(folder))));
    }
    assert!(
        unused.is_empty(),
        "no source file names these dependencies; remove them from Cargo.toml: {unused:?}"
    );
}
