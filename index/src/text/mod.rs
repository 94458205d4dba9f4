//! Text search: folding, tokens, and the indexes over sites and procedures.
//!
//! Caller text never reaches a query grammar. It is cut into words and tokens, and queries are
//! built from those as objects. So no text can name a field, nest queries, or grow without bound.

mod directory;
mod exam;
mod field_matcher;
mod fold;
mod modality_words;
mod procedure_text;
mod query;
mod site_document;
mod site_text;
mod spellings;
mod states;

pub use exam::ExamQuery;
pub use fold::fold;
pub use query::{MAX_CHARACTERS, TextQuery, TextQueryError};

pub(crate) use exam::{
    AskedContrast, BODY_PARTS, ExamIndex, ExamWord, QUALIFIERS, Reading, VESSEL_WORDS, ViewRange,
    modality_of,
};
pub(crate) use field_matcher::{FieldMatcher, add_scores, edits_allowed, word_field_options};
pub(crate) use fold::tokens;
pub(crate) use modality_words::modality_words;
pub(crate) use procedure_text::ProcedureText;
pub(crate) use site_text::{LastToken, SiteText, TextMatches, build as build_site_text};
pub(crate) use spellings::STREET_SPELLINGS;
