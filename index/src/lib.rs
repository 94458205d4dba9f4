//! The engine of nearsite: vocabulary, snapshot format, search and ranking.
//!
//! The engine does not know that it is being served: no HTTP, clock, environment, network or async
//! in here. Equal input gives equal output.

pub mod audit;
pub mod cost_sharing;
pub mod finder;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
pub mod places;
pub mod scorecard;
pub mod search;
pub mod site_of_care;
pub mod snapshot;
pub mod text;
