//! Every fuzz target of the engine runs here too: its corpus and mutations of it.

use crate::replay;
use nearsite_index::fuzzing::TARGETS;

/// Enough to reach every branch of parsers this small; the whole takes seconds.
const MUTATIONS: usize = 5_000;

#[test]
fn every_target_keeps_its_promises_on_its_corpus_and_mutations_of_it() {
    replay::replay_all(&TARGETS, MUTATIONS);
}

#[test]
fn every_target_is_known_to_the_fuzzer() {
    for (name, _) in TARGETS {
        replay::is_known_to_the_fuzzer("nearsite_index", name);
    }
}

/// A corpus or a file for the fuzzer without a target would look like a test and be none.
#[test]
fn nothing_in_the_fuzzers_folder_is_without_a_target() {
    let folder = replay::fuzz_folder();
    let names = |path: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.join(path)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let targets = names("fuzz_targets");
    assert_eq!(names("corpus"), targets);
    let package = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    assert_eq!(package.matches("[[bin]]").count(), targets.len());
}
