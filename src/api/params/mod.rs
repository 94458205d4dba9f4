//! Conversion of a body to the engine's request.
//!
//! There are two steps. [`decode()`] reads JSON into a body such as [`SearchBody`]. It stops at the
//! first member that is unknown or of a wrong type. Then a reader such as [`read_search`] checks
//! words, dates, ranges and members that exclude each other. It reports every fault at once. The
//! engine checks codes, networks and profiles, which depend on a snapshot.

mod benefits;
mod body;
mod decode;
mod estimate;
mod evaluation;
mod evaluation_body;
mod field_checks;
mod json_object;
mod number;
mod search;
mod view;

pub use benefits::{AccumulatorBody, BenefitsBody, LimitsBody, TierBody};
pub use body::{FiltersBody, NeedsBody, OriginBody, SearchBody, WeightsBody};
pub use decode::decode;
pub use estimate::{AskedEstimates, EstimatesBody, read_estimates};
pub use evaluation::read_evaluation;
pub use evaluation_body::{
    AccessBody, EvaluationBody, FactAtBody, FactsBody, MemberBody, OrderBody, SiteBody, StartBody,
    StatedBody,
};
pub use field_checks::FieldChecks;
pub use number::{Number, Range};
pub(super) use search::origin_of;
pub use search::{AskedSearch, check_search, read_search};
pub use view::SearchView;
