//! The procedure finder: plain words, synonyms and codes in, one examination out, or the question
//! that is still open.
//!
//! The finder never guesses what changes the code: kind of scan, examination, contrast or side. It
//! narrows by what the words say and, where several codes are left, asks for the first thing in
//! which they differ. Retired codes and the hospitals' own codes are found by code alone.

mod find;
mod suggest;

#[cfg(any(test, fuzzing))]
pub(crate) use find::ProcedureFinder;
pub use find::{OpenQuestion, ProcedureMatches, QuestionOption, QuestionSubject};
pub use suggest::{SuggestQuery, Suggestions};
