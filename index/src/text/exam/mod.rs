//! Exams in words: what an order or a member says, read with one table of words.
//!
//! In: typed text. Out: a [`Reading`]: the words that find the exam, and what the text says about
//! contrast, side and number of views. Names and synonyms of the catalog are read with the same
//! table, so both sides meet in the same words. Matching and questions are in `finder`.

mod contrast;
mod exam_index;
mod exam_query;
mod exam_words;
mod hint;
mod order_words;
mod reading;
mod rewrite;
mod sides;
mod spanish_words;
mod spelling;
mod views;

pub(crate) use contrast::AskedContrast;
pub(crate) use exam_index::{ExamIndex, modality_of};
pub use exam_query::ExamQuery;
pub(crate) use exam_words::{BODY_PARTS, QUALIFIERS, VESSEL_WORDS};
pub(crate) use reading::{ExamWord, Reading};
pub(crate) use views::ViewRange;
