//! The engine through its door: contents in, a directory, an open snapshot, answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod damage;
mod finder;
mod fuzzing;
mod next_grade;
#[path = "../../../fuzz/replay.rs"]
mod replay;
mod score_cards;
mod search;
mod snapshot;
mod world;
