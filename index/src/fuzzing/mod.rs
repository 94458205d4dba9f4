//! Functions for fuzzing: one per parser of the engine, from any bytes to the parser and its
//! promises.
//!
//! Each function passes unchecked bytes to the parser that the service uses, not to a copy, and
//! asserts what must hold for any result. The binaries in `fuzz/` and the replay of their corpus
//! call these functions.
//!
//! The module exists only in unit tests and under `--cfg fuzzing`, so no delivered program contains
//! it.

#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod replay;
mod snapshot;
#[cfg(test)]
mod tests;
mod text;
mod values;

pub use snapshot::{current, manifest};
pub use text::{procedure_finder, site_text, text_query};
pub use values::{amount, day, identifier, score};

/// A target: takes any bytes and panics when a promise is broken.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its corpus and of its file.
pub const TARGETS: [(&str, Target); 9] = [
    ("amount", amount),
    ("current", current),
    ("day", day),
    ("identifier", identifier),
    ("manifest", manifest),
    ("procedure_finder", procedure_finder),
    ("score", score),
    ("site_text", site_text),
    ("text_query", text_query),
];

/// The bytes as text, where they are text.
fn text_of(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
