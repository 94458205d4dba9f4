//! What fuzzing drives: one function per parser of outside files, from any bytes to the parser and its promises.
//!
//! In come bytes nobody checked; each function hands them to the reader a build uses, not to a copy, and asserts what must hold
//! of whatever comes out: every row has exactly one fate, what is kept is sound, and it does not matter in which pieces a file
//! arrives. Fuzz targets and the replay of their corpus call nothing else. Not part of the interface.

mod container;
mod follow;
mod pieces;
mod policies;
mod prices;
mod rates;
mod scorecard;
mod sites;
mod tables;
mod world;

pub use container::container;
pub use policies::policy_pack;
pub use prices::{prices_csv, prices_parquet, rates_parquet};
pub use rates::{hospital_file, payer_file};
pub use scorecard::scorecard;
pub use sites::registrations;
pub use tables::{network_aliases, networks, participation, scores};

/// A target: takes any bytes and panics when a promise is broken.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its corpus and of its file.
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
