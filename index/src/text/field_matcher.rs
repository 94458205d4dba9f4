//! Marking documents: how a token is looked up in one field, and what a match is worth.
//!
//! Look-ups walk the term dictionary with exact keys, key ranges and Levenshtein automata. Each
//! document keeps the best mark.

use std::sync::Arc;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, TextFieldIndexing, TextOptions};
use tantivy::{InvertedIndexReader, SegmentReader, Term};

/// Index options of a field whose values are whole words already.
pub(crate) fn word_options() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

/// Edits a token may differ by: one from four characters, two from eight. Swapped neighbours count
/// as one edit.
pub(crate) fn edits_allowed(token: &str) -> u8 {
    match token.chars().count() {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Adds marks to the documents that had some and have some again; all others fall out.
pub(crate) fn keep_marked(relevance: &mut [u32], marks: &[u32]) {
    for (sum, &mark) in relevance.iter_mut().zip(marks) {
        *sum = if *sum > 0 && mark > 0 { *sum + mark } else { 0 };
    }
}

/// One field of a single-segment index.
pub(crate) struct FieldMatcher {
    field: Field,
    index: Arc<InvertedIndexReader>,
}

impl FieldMatcher {
    /// Opens the postings of a field.
    pub(crate) fn open(reader: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        Ok(Self {
            field,
            index: reader.inverted_index(field)?,
        })
    }

    /// Marks documents that hold the very token.
    pub(crate) fn mark_exact(
        &self,
        token: &str,
        mark: u8,
        marks: &mut [u8],
    ) -> tantivy::Result<()> {
        match self
            .index
            .get_term_info(&Term::from_field_text(self.field, token))?
        {
            Some(info) => self.mark_documents(&info, mark, marks),
            None => Ok(()),
        }
    }

    /// Marks documents that hold a word the token begins.
    pub(crate) fn mark_prefix(
        &self,
        prefix: &str,
        mark: u8,
        marks: &mut [u8],
    ) -> tantivy::Result<()> {
        let mut terms = self
            .index
            .terms()
            .range()
            .ge(prefix.as_bytes())
            .into_stream()?;
        while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
            self.mark_documents(terms.value(), mark, marks)?;
        }
        Ok(())
    }

    /// Marks documents that hold a word within so many edits of the token, or one that begins
    /// within them.
    pub(crate) fn mark_edited(
        &self,
        token: &str,
        edits: u8,
        as_prefix: bool,
        mark: u8,
        marks: &mut [u8],
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.field, token);
        let query = if as_prefix {
            FuzzyTermQuery::new_prefix(term, edits, true)
        } else {
            FuzzyTermQuery::new(term, edits, true)
        };
        let mut terms = self
            .index
            .terms()
            .search(query.automaton()?)
            .into_stream()?;
        while terms.advance() {
            self.mark_documents(terms.value(), mark, marks)?;
        }
        Ok(())
    }

    fn mark_documents(&self, info: &TermInfo, mark: u8, marks: &mut [u8]) -> tantivy::Result<()> {
        let mut postings = self
            .index
            .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !postings.docs().is_empty() {
            for &document in postings.docs() {
                if let Some(best) = marks.get_mut(document as usize) {
                    *best = mark.max(*best);
                }
            }
            postings.advance();
        }
        Ok(())
    }
}
