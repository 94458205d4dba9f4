//! Price tables through the front door: files in, prices and verdicts out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod files;
mod golden;
mod medians;
mod plain;
mod random;
mod rejects;
mod slow;
mod stated;
mod stated_file;
mod world;
