//! Runs every fuzz target of the indexer on its corpus and on mutations of it.

use super::TARGETS;
use super::replay;

/// Mutations per target: fewer than for smaller parsers, because each of these reads a whole file twice.
const MUTATIONS: usize = 2_000;

#[test]
fn every_target_passes_on_its_corpus_and_mutations_of_it() {
    replay::replay_all(&TARGETS, MUTATIONS);
}

#[test]
fn every_target_is_known_to_the_fuzzer() {
    for (name, _) in TARGETS {
        replay::is_known_to_the_fuzzer("nearsite_datasets", name);
    }
}
