//! The indexer of nearsite: outside files in, one verified snapshot out; and the data it ships.

mod container;
mod distinct;
mod fault;
mod reject;
mod source;
pub mod synth;
mod table;
mod tally;

pub use fault::FileFault;
pub use reject::{Reject, RejectCode};
pub use tally::{ByCode, Counts};
