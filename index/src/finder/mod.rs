//! Procedure finder. In: plain words, a synonym or a code. Out: one procedure, or the question that
//! is still open. It also suggests sites and procedures while someone types.
//!
//! The finder never guesses anything that changes the code: kind of scan, examination, contrast or
//! side. `text` reads the words of the order, `matching` finds the exams that have most of them,
//! and `narrow` applies contrast, side and number of views. If several codes are left, `question`
//! asks about the first attribute in which they differ. A word that contradicts the exam is asked
//! about. Words that are not known are left out and named. Retired codes and hospital-specific
//! codes are found only by code.

mod find;
mod matching;
mod narrow;
mod question;
mod suggest;

#[cfg(any(test, fuzzing))]
pub(crate) use find::ProcedureFinder;
pub use find::ProcedureMatches;
pub use question::{OpenQuestion, QuestionOption, QuestionSubject};
pub use suggest::{SuggestQuery, Suggestions};
