//! From a body to the engine's request: parse at the door, then trust the type.
//!
//! Two steps. [`decode()`] reads JSON into [`SearchBody`] or [`EvaluationBody`] and stops at the first member that is unknown or of a
//! wrong type. Then [`read_search`] or [`read_evaluation`] checks words, dates, ranges and what excludes what, and reports every fault at once. What depends on a
//! snapshot (known codes, networks, profiles) is left to the engine.

mod body;
mod check;
mod decode;
mod evaluation;
mod evaluation_body;
mod number;
mod object;
mod search;

pub use body::{FiltersBody, NeedsBody, OriginBody, SearchBody, WeightsBody};
pub use check::Check;
pub use decode::decode;
pub use evaluation::read_evaluation;
pub use evaluation_body::{
    AccessBody, EvaluationBody, FactAtBody, FactsBody, MemberBody, OrderBody, SiteBody, StartBody,
    StatedBody,
};
pub use number::{Number, Range};
pub use search::{AskedSearch, read_search};
