//! Every fuzz target of the service runs here too: its corpus and mutations of it.

use crate::replay;
use nearsite::fuzzing::TARGETS;

/// Enough to reach every branch of parsers this small; the whole takes seconds.
const MUTATIONS: usize = 5_000;

#[test]
fn every_target_keeps_its_promises_on_its_corpus_and_mutations_of_it() {
    replay::replay_all(&TARGETS, MUTATIONS);
}

#[test]
fn every_target_is_known_to_the_fuzzer() {
    for (name, _) in TARGETS {
        replay::is_known_to_the_fuzzer("nearsite", name);
    }
}
