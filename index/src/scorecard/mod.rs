//! The score card: from a site's answers to its modality scores, with every step shown and the way
//! to a better grade.
//!
//! A [`ScoreCardProfile`] is the card as data: named and versioned measures with weights and points. A
//! [`ScoreCard`] is one modality of one site judged by it, in whole numbers: each measure's answer,
//! points and weight, the two parts, the total and the grade. [`ScoreCard::next_grade`] finds the fewest
//! answers to change for the next grade. Site measures count one third, modality measures two
//! thirds \[VDOC]. Not here: where answers come from, and who may see a card.

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
