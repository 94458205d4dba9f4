//! Parses score cards from TOML into a checked [`ScoreCardProfile`], or returns one clear line.

use nearsite_index::scorecard::{ProfileError, ProfileText, ScoreCardProfile};
use std::fmt;

/// Reason why a text is not a score card, with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScorecardFault {
    /// The text is not TOML, or a key or value is not valid in a score card.
    Line {
        /// Line, from 1. None if the file as a whole lacks something.
        line: Option<usize>,
        /// Fault and expected text.
        message: String,
    },
    /// Every key and value is valid, but the card as a whole is not.
    Profile(ProfileError),
}

impl fmt::Display for ScorecardFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line {
                line: Some(line),
                message,
            } => write!(f, "line {line}: {message}"),
            Self::Line {
                line: None,
                message,
            } => f.write_str(message),
            Self::Profile(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for ScorecardFault {}

/// Parses a score card.
///
/// # Errors
/// [`ScorecardFault`] for the first fault.
pub fn parse_scorecard(text: &str) -> Result<ScoreCardProfile, ScorecardFault> {
    let shape: ProfileText = toml::from_str(text).map_err(|fault| ScorecardFault::Line {
        line: fault.span().map(|span| line_of(text, span.start)),
        message: one_line(fault.message()),
    })?;
    ScoreCardProfile::try_from(shape).map_err(ScorecardFault::Profile)
}

/// Returns the line of a byte.
fn line_of(text: &str, position: usize) -> usize {
    1 + text.get(..position).unwrap_or(text).matches('\n').count()
}

/// Replaces control characters. Messages of the parser may quote text of the file, with line ends.
fn one_line(message: &str) -> String {
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    message.trim().chars().map(printable).collect()
}
