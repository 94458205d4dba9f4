//! Score cards: modality scores computed from the answers of a site, and the changes that lead to
//! the next grade.
//!
//! A [`ScoreCardProfile`] is a named, versioned list of measures with weights and points. A
//! [`ScoreCard`] applies it to one modality of one site, in whole numbers: answer, points and
//! weight of each measure, the two parts, the total and the grade. [`ScoreCard::next_grade`] finds
//! the fewest answers to change for the next grade. Site measures count one third, modality
//! measures two thirds \[VDOC]. Not here: the origin of the answers, and who may see a card.

mod card;
mod measure;
mod next_grade;
mod profile;
mod profile_text;
mod section;
mod sum_set;

pub use card::{CardLine, ScoreCard, SectionScore, StatedAnswer};
pub use measure::{
    AnswerChoice, AnswerScale, Band, InvalidAnswer, Measure, Points, ScoredChoice, WordPoints,
};
pub use next_grade::{AnswerChange, GradePath, NextGrade};
pub use profile::ScoreCardProfile;
pub use profile_text::{ProfileError, ProfileText};
pub use section::{ScorePart, Section};
