//! Measures: question, weight, and the points for each answer.

use super::section::{ScorePart, Section};
use nearsite_domain::{Answer, AnswerNumber, AnswerWord, MeasureId, Modality};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Points for one answer, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u8")]
pub struct Points(u8);

impl Points {
    /// No points.
    pub const NONE: Self = Self(0);

    /// The number of points.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Points {
    type Error = &'static str;
    fn try_from(number: i64) -> Result<Self, Self::Error> {
        u8::try_from(number)
            .ok()
            .filter(|points| *points <= 100)
            .map(Self)
            .ok_or("points must be a whole number from 0 to 100")
    }
}

impl From<Points> for u8 {
    fn from(points: Points) -> u8 {
        points.0
    }
}

/// One question of a score card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Id, under which registrations answer it.
    pub id: MeasureId,
    /// Section of the measure.
    pub section: Section,
    /// Text of the question.
    pub text: String,
    /// Weight, per mille of its part.
    pub weight: u16,
    /// Modalities it applies to. Empty means every scored modality. Always empty for site measures.
    pub modalities: Vec<Modality>,
    /// Points by answer.
    pub scale: AnswerScale,
}

/// Points for the answers to a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerScale {
    /// Coded words, best first. Words with equal points are ordered by name.
    Words(Vec<WordPoints>),
    /// Ranges of a number, from 0 up.
    Bands {
        /// Ranges, each up to the start of the next.
        bands: Vec<Band>,
        /// Largest number accepted.
        at_most: AnswerNumber,
    },
}

/// Points for a coded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPoints {
    /// The word.
    pub word: AnswerWord,
    /// Its points.
    pub points: Points,
}

/// Points for a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Start of the range.
    pub at_least: AnswerNumber,
    /// Its points.
    pub points: Points,
}

/// Error for a text that is not an answer to a measure. The message states the valid answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnswer {
    /// The measure asks for one of these words.
    #[error("must be one of {0}")]
    Word(String),
    /// The measure asks for a number.
    #[error("must be a number from 0 to {at_most} with at most 3 decimals")]
    Number {
        /// Largest number accepted.
        at_most: AnswerNumber,
    },
}

/// One row of a scale: a coded word, or a range of numbers with equal points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerChoice<'a> {
    /// A coded word.
    Word(&'a AnswerWord),
    /// A range of numbers.
    Range {
        /// Start of the range.
        at_least: AnswerNumber,
        /// Start of the next range, which is not part of this one. Absent for the last.
        below: Option<AnswerNumber>,
    },
}

impl AnswerChoice<'_> {
    /// Returns an answer of this choice: the word, or the start of the range.
    pub fn answer(&self) -> Answer {
        match self {
            Self::Word(word) => Answer::Word((*word).clone()),
            Self::Range { at_least, .. } => Answer::Number(*at_least),
        }
    }
}

impl fmt::Display for AnswerChoice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => word.fmt(f),
            Self::Range {
                at_least: AnswerNumber::ZERO,
                below: Some(below),
            } => write!(f, "below {below}"),
            Self::Range {
                at_least,
                below: Some(below),
            } => write!(f, "{at_least} to below {below}"),
            Self::Range {
                at_least,
                below: None,
            } => write!(f, "at least {at_least}"),
        }
    }
}

/// A choice with its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredChoice<'a> {
    /// The choice.
    pub choice: AnswerChoice<'a>,
    /// Its points.
    pub points: Points,
}

impl Measure {
    /// Part of the total in which it counts.
    pub const fn part(&self) -> ScorePart {
        self.section.part()
    }

    /// True if it applies to a modality.
    pub fn is_asked_of(&self, modality: Modality) -> bool {
        modality.is_scored() && (self.modalities.is_empty() || self.modalities.contains(&modality))
    }

    /// Reads an answer from text. A coded word shares the memory of the profile.
    ///
    /// # Errors
    /// If the text is not one of its words, or not a number in its range.
    pub fn read(&self, text: &str) -> Result<Answer, InvalidAnswer> {
        match &self.scale {
            AnswerScale::Words(words) => words
                .iter()
                .find(|entry| entry.word.as_str() == text)
                .map(|entry| Answer::Word(entry.word.clone()))
                .ok_or_else(|| self.invalid_answer()),
            AnswerScale::Bands { at_most, .. } => text
                .parse()
                .ok()
                .filter(|number| number <= at_most)
                .map(Answer::Number)
                .ok_or_else(|| self.invalid_answer()),
        }
    }

    /// True if it asks for a number.
    pub const fn asks_for_a_number(&self) -> bool {
        matches!(self.scale, AnswerScale::Bands { .. })
    }

    /// Returns the error for a text that is not an answer.
    pub fn invalid_answer(&self) -> InvalidAnswer {
        match &self.scale {
            AnswerScale::Words(words) => {
                let words: Vec<&str> = words.iter().map(|entry| entry.word.as_str()).collect();
                InvalidAnswer::Word(words.join(", "))
            }
            AnswerScale::Bands { at_most, .. } => InvalidAnswer::Number { at_most: *at_most },
        }
    }

    /// Returns the points for an answer, or `None` if it is not an answer to this measure.
    pub fn points_of(&self, answer: &Answer) -> Option<Points> {
        match (&self.scale, answer) {
            (AnswerScale::Words(words), Answer::Word(word)) => words
                .iter()
                .find(|entry| entry.word == *word)
                .map(|entry| entry.points),
            (AnswerScale::Bands { bands, at_most }, Answer::Number(number))
                if number <= at_most =>
            {
                bands
                    .iter()
                    .rev()
                    .find(|band| band.at_least <= *number)
                    .map(|band| band.points)
            }
            _ => None,
        }
    }

    /// Returns the points of its best answer.
    pub fn full_points(&self) -> Points {
        self.choices()
            .map(|raise| raise.points)
            .max()
            .unwrap_or(Points::NONE)
    }

    /// Returns the choices with more than so many points, fewest points first. Choices with equal
    /// points are in the order of the scale.
    pub fn better_than(&self, points: Points) -> Vec<ScoredChoice<'_>> {
        let mut better: Vec<ScoredChoice<'_>> = self
            .choices()
            .filter(|raise| raise.points > points)
            .collect();
        better.sort_by_key(|raise| raise.points);
        better
    }

    /// Returns every choice in the order of the scale.
    pub fn choices(&self) -> impl Iterator<Item = ScoredChoice<'_>> {
        let (words, bands): (&[WordPoints], &[Band]) = match &self.scale {
            AnswerScale::Words(words) => (words, &[]),
            AnswerScale::Bands { bands, .. } => (&[], bands),
        };
        let words = words.iter().map(|entry| ScoredChoice {
            choice: AnswerChoice::Word(&entry.word),
            points: entry.points,
        });
        let ends = bands.iter().skip(1).map(|band| Some(band.at_least));
        let ranges = bands
            .iter()
            .zip(ends.chain([None]))
            .map(|(band, below)| ScoredChoice {
                choice: AnswerChoice::Range {
                    at_least: band.at_least,
                    below,
                },
                points: band.points,
            });
        words.chain(ranges)
    }
}
