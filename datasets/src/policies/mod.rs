//! Policy packs as files: TOML to packs, files and folders to one checked set.
//!
//! [`read_policies`] reads files and folders and turns every file into a pack (`parse`). The engine
//! then checks the packs one by one and together. Every fault is returned with its file. Only the
//! engine knows what a pack means.

mod fault;
mod files;
mod parse;
mod shipped;

pub use fault::{PolicyFileFault, PolicyFileFaultKind};
pub use files::read_policies;
#[cfg(any(test, fuzzing))]
pub(crate) use parse::parse_pack;
pub(crate) use shipped::read_shipped;
