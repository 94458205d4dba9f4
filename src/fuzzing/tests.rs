//! Runs every fuzz target of the service on its corpus and on mutations of it.

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
        replay::is_known_to_the_fuzzer("nearsite", name);
    }
}
