//! From a body to the engine's request: parse at the door, then trust the type.
//!
//! Two steps. [`decode()`] reads JSON into [`SearchBody`] and stops at the first member that is unknown or of a wrong type. Then
//! [`read_search`] checks words, dates, ranges and what excludes what, and reports every fault at once. What depends on a
//! snapshot (known codes, networks, profiles) is left to the engine.

mod body;
mod check;
mod decode;
mod number;
mod object;
mod search;

pub use body::{FiltersBody, NeedsBody, OriginBody, SearchBody, WeightsBody};
pub use check::Check;
pub use decode::decode;
pub use number::{Number, Range};
pub use search::{AskedSearch, read_search};
