//! Score cards as TOML: text in, checked [`Profile`] or one clear line out.

use nearsite_index::scorecard::{Profile, ProfileFault, ProfileText};
use std::fmt;

/// Why a text is no score card: what is wrong and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScorecardFault {
    /// It is not TOML, or a key or value is not what a score card has there.
    Line {
        /// The line, from 1; none where the file as a whole lacks something.
        line: Option<usize>,
        /// What is wrong.
        message: String,
    },
    /// Every key and value is right by itself, but the card is not.
    Profile(ProfileFault),
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

/// Reads a score card.
///
/// # Errors
/// [`ScorecardFault`] for the first thing that is wrong.
pub fn parse_scorecard(text: &str) -> Result<Profile, ScorecardFault> {
    let shape: ProfileText = toml::from_str(text).map_err(|fault| ScorecardFault::Line {
        line: fault.span().map(|span| line_of(text, span.start)),
        message: one_line(fault.message()),
    })?;
    Profile::try_from(shape).map_err(ScorecardFault::Profile)
}

/// The number of the line a byte stands on.
fn line_of(text: &str, position: usize) -> usize {
    1 + text.get(..position).unwrap_or(text).matches('\n').count()
}

/// Messages of the parser may quote what was found, line ends and all.
fn one_line(message: &str) -> String {
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    message.trim().chars().map(printable).collect()
}
