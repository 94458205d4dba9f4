//! Policy packs as files: TOML to packs, files and folders to one checked set.
//!
//! [`read_policies`] reads what it is pointed to, turns every file into a pack (`parse`), and has the engine check the packs
//! one by one and together. It tells every fault with its file. What a pack means is the engine's affair.

mod fault;
mod files;
mod parse;
mod shipped;

pub use fault::{PolicyFileFault, PolicyFileFaultKind};
pub use files::read_policies;
pub(crate) use parse::parse_pack;
pub(crate) use shipped::read_shipped;
