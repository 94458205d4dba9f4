//! Fuzz targets: one function per parser of outside files, from any bytes to the checked result.
//!
//! Each function passes unchecked bytes to the reader that a build uses. It asserts that every row
//! is counted once, that accepted values are valid, and that the result does not depend on the
//! pieces in which a file arrives. The fuzzer and the replay of its corpus call these functions.

//!
//! The module exists only in unit tests and under `--cfg fuzzing`, so no delivered program contains
//! it.

mod container;
mod follow;
mod pieces;
mod policies;
mod prices;
mod rates;
#[cfg(test)]
#[path = "../../../fuzz/replay.rs"]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod replay;
mod scorecard;
mod sites;
mod tables;
#[cfg(test)]
mod tests;
mod world;

pub use container::container;
pub use policies::policy_pack;
pub use prices::{prices_csv, prices_parquet, rates_parquet};
pub use rates::{hospital_file, payer_file};
pub use scorecard::scorecard;
pub use sites::registrations;
pub use tables::{network_aliases, networks, participation, scores};

/// Function that takes any bytes and panics when a parser breaks a rule.
pub type Target = fn(&[u8]);

/// Targets by name. The corpus and the file of a target have the same name.
pub const TARGETS: [(&str, Target); 13] = [
    ("container", container),
    ("hospital_file", hospital_file),
    ("network_aliases", network_aliases),
    ("networks", networks),
    ("participation", participation),
    ("payer_file", payer_file),
    ("policy_pack", policy_pack),
    ("prices_csv", prices_csv),
    ("prices_parquet", prices_parquet),
    ("rates_parquet", rates_parquet),
    ("registrations", registrations),
    ("scorecard", scorecard),
    ("scores", scores),
];
