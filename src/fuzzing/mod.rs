//! Functions for fuzzing: one per parser of requests and settings, from any bytes to the parser and
//! its promises.
//!
//! Each function passes unchecked bytes to the parser that the server uses, not to a copy, and
//! asserts what must hold for any result. Fuzz targets and the replay of their corpus call these
//! functions. They are not part of the interface.
//!
//! The module exists only in unit tests and under `--cfg fuzzing`, so no delivered program contains
//! it.

mod bodies;
mod cursors;
mod queries;
mod refusal;
#[cfg(test)]
#[path = "../../fuzz/replay.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod replay;
mod settings;
#[cfg(test)]
mod tests;

pub use bodies::{
    estimate_body, evaluation_body, find_body, place_body, search_body, suggest_body,
};
pub use cursors::cursor;
pub use queries::query_string;
pub use settings::{settings_file, settings_variable};

/// A target: takes any bytes and panics when a promise is broken.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its corpus and of its file.
pub const TARGETS: [(&str, Target); 10] = [
    ("cursor", cursor),
    ("evaluation_body", evaluation_body),
    ("estimate_body", estimate_body),
    ("find_body", find_body),
    ("place_body", place_body),
    ("query_string", query_string),
    ("search_body", search_body),
    ("settings_file", settings_file),
    ("settings_variable", settings_variable),
    ("suggest_body", suggest_body),
];
