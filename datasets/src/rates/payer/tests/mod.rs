//! The reader of in-network files on small files written here, and on random ones.
#![expect(clippy::unwrap_used, reason = "tests")]

mod broken;
mod codes;
mod file_kinds;
mod orders;
mod prices;
mod providers;
mod random;
mod support;
