//! The engine through its door: contents in, a directory, an open snapshot, answers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod damage;
mod finder;
mod search;
mod snapshot;
mod world;
