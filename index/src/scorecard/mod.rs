//! The score card: from a site's answers to its modality scores, with every step shown and the way
//! to a better grade.
//!
//! A [`Profile`] is the card as data: named and versioned measures with weights and points. A
//! [`Card`] is one modality of one site judged by it, in whole numbers: each measure's answer,
//! points and weight, the two parts, the total and the grade. [`Card::next_grade`] finds the fewest
//! answers to change for the next grade. Site measures count one third, modality measures two
//! thirds \[VDOC]. Not here: where answers come from, and who may see a card.

mod advice;
mod card;
mod check;
mod measure;
mod profile;
mod section;
mod sums;

pub use advice::{Change, NextGrade, Way};
pub use card::{Card, Line, SectionScore, StatedAnswer};
pub use check::{ProfileFault, ProfileText};
pub use measure::{Band, Choice, InvalidAnswer, Measure, Points, Raise, Scale, WordPoints};
pub use profile::Profile;
pub use section::{Part, Section};
