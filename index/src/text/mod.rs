//! Text: how words are folded, what a caller's text is cut into, and how it is matched.
//!
//! Caller text never reaches a query grammar. It is cut into words and tokens here, and queries are
//! built from those as objects, so no text can name a field, nest, or grow.

mod directory;
mod fold;
mod marks;
mod procedure_text;
mod query;
mod site_text;
mod vocabulary;

pub use fold::fold;
pub use query::{TextFault, TextQuery};

pub(crate) use fold::tokens;
pub(crate) use marks::{MarkedField, edits_allowed, keep_marked, word_options};
pub(crate) use procedure_text::{Hints, ProcedureText, is_whole_synonym};
pub(crate) use site_text::{LastToken, SiteText, TextMatches, build as build_site_text};
pub(crate) use vocabulary::modality_words;
