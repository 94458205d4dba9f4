//! The engine through its door: contents in, a directory, an open snapshot, answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod certificates;
mod criteria;
mod damage;
mod evaluation;
mod finder;
mod next_grade;
mod orders;
mod score_cards;
mod search;
mod snapshot;
mod world;
