//! What fuzzing drives: one function per parser of outside files, from any bytes to the parser and its promises.
//!
//! In come bytes nobody checked; each function hands them to the reader a build uses, not to a copy, and asserts what must hold
//! of whatever comes out: every row has exactly one fate, what is kept is sound, and it does not matter in which pieces a file
//! arrives. Fuzz targets and the replay of their corpus call nothing else. Not part of the interface.

mod container;
mod follow;
mod pieces;
mod prices;
mod sites;
mod tables;
mod world;

pub use container::container;
pub use prices::{prices_csv, prices_parquet};
pub use sites::registrations;
pub use tables::{networks, participation, scores};

/// A target: takes any bytes and panics when a promise is broken.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its corpus and of its file.
pub const TARGETS: [(&str, Target); 7] = [
    ("container", container),
    ("networks", networks),
    ("participation", participation),
    ("prices_csv", prices_csv),
    ("prices_parquet", prices_parquet),
    ("registrations", registrations),
    ("scores", scores),
];
