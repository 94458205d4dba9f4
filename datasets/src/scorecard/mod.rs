//! Reads score cards from TOML, and computes the scores that no file states.

mod compute;
mod parse;

pub(crate) use compute::note_computed;
pub use compute::{ScoreDifference, ScoreReport};
pub use parse::{ScorecardFault, parse_scorecard};
