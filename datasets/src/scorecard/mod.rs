//! The score card on its way into a snapshot: the profile read from TOML, and scores computed where none is given.

mod compute;
mod parse;

pub(crate) use compute::note_computed;
pub use compute::{ScoreDifference, ScoreReport};
pub use parse::{ScorecardFault, parse_scorecard};
