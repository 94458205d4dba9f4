//! The engine through its public interface: contents are published to a directory, opened and
//! searched.

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
