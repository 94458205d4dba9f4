//! Runs every fuzz target of the engine on its corpus and on mutations of it.

use super::TARGETS;
use super::replay;

/// Mutations per target: enough to reach every branch of parsers this small, in seconds.
const MUTATIONS: usize = 5_000;

#[test]
fn every_target_passes_on_its_corpus_and_mutations_of_it() {
    replay::replay_all(&TARGETS, MUTATIONS);
}

#[test]
fn every_target_is_known_to_the_fuzzer() {
    for (name, _) in TARGETS {
        replay::is_known_to_the_fuzzer("nearsite_index", name);
    }
}

/// A corpus or a file for the fuzzer without a target would look like a test and run nothing.
#[test]
fn nothing_in_the_folder_of_the_fuzzer_is_without_a_target() {
    let folder = replay::fuzz_folder();
    let names = |path: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.join(path)).expect("a folder of the fuzzer");
        let paths = entries.flatten().map(|entry| entry.path());
        let stems = paths.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let mut names: Vec<String> = stems.collect();
        names.sort();
        names
    };
    let targets = names("fuzz_targets");
    assert_eq!(names("corpus"), targets);
    let package = std::fs::read_to_string(folder.join("Cargo.toml")).expect("fuzz/Cargo.toml");
    assert_eq!(package.matches("[[bin]]").count(), targets.len());
}
