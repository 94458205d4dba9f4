//! Procedure finder. In: plain words, a synonym or a code. Out: one procedure, or the question that
//! is still open. It also suggests sites and procedures while someone types.
//!
//! The finder never guesses anything that changes the code: kind of scan, examination, contrast or
//! side. It narrows the matches by the words. If several codes are left, it asks about the first
//! attribute in which they differ. Retired codes and hospital-specific codes are found only by
//! code.

mod find;
mod suggest;

#[cfg(any(test, fuzzing))]
pub(crate) use find::ProcedureFinder;
pub use find::{OpenQuestion, ProcedureMatches, QuestionOption, QuestionSubject};
pub use suggest::{SuggestQuery, Suggestions};
