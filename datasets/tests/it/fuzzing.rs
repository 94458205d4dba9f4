//! Every fuzz target of the indexer runs here too: its corpus and mutations of it.

use crate::replay;
use nearsite_datasets::fuzzing::TARGETS;

/// Fewer than for smaller parsers: each of these reads a whole file, twice; the whole takes
/// seconds.
const MUTATIONS: usize = 2_000;

#[test]
fn every_target_keeps_its_promises_on_its_corpus_and_mutations_of_it() {
    replay::replay_all(&TARGETS, MUTATIONS);
}

#[test]
fn every_target_is_known_to_the_fuzzer() {
    for (name, _) in TARGETS {
        replay::is_known_to_the_fuzzer("nearsite_datasets", name);
    }
}
