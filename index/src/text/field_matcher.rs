//! Matching of tokens against one field of a text index, with a score for every document.
//!
//! A lookup walks the term dictionary with an exact key, a key range or a Levenshtein automaton.
//! Each document keeps its best score.

use std::sync::Arc;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, TextFieldIndexing, TextOptions};
use tantivy::{InvertedIndexReader, SegmentReader, Term};

/// Returns the index options of a field whose values are single words.
pub(crate) fn word_field_options() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

/// Returns the number of edits by which a token may differ: one from four characters, two from
/// eight. Two swapped neighbors count as one edit. A number allows none: another number is another
/// house, street or ZIP code.
pub(crate) fn edits_allowed(token: &str) -> u8 {
    if is_number(token) {
        return 0;
    }
    match token.chars().count() {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// True if a word is a number, alone or with an ordinal ending or one letter: `1200`, `12th`,
/// `1200b`.
fn is_number(word: &str) -> bool {
    let ending = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_ending = ending.chars().count() < 2 || matches!(ending, "st" | "nd" | "rd" | "th");
    ending.len() < word.len() && is_ending
}

/// Adds the scores of one more token. Documents without a score, before or now, drop to zero: every
/// token must match.
pub(crate) fn add_scores(relevance: &mut [u32], scores: &[u32]) {
    for (sum, &score) in relevance.iter_mut().zip(scores) {
        *sum = if *sum > 0 && score > 0 {
            *sum + score
        } else {
            0
        };
    }
}

/// Matcher over one field of a single-segment index.
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

    /// Scores the documents that contain the token.
    pub(crate) fn score_exact(
        &self,
        token: &str,
        score: u8,
        scores: &mut [u8],
    ) -> tantivy::Result<()> {
        match self
            .index
            .get_term_info(&Term::from_field_text(self.field, token))?
        {
            Some(info) => self.score_documents(&info, score, scores),
            None => Ok(()),
        }
    }

    /// Scores the documents that contain a word with this prefix.
    pub(crate) fn score_prefix(
        &self,
        prefix: &str,
        score: u8,
        scores: &mut [u8],
    ) -> tantivy::Result<()> {
        let mut terms = self
            .index
            .terms()
            .range()
            .ge(prefix.as_bytes())
            .into_stream()?;
        while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
            self.score_documents(terms.value(), score, scores)?;
        }
        Ok(())
    }

    /// Scores the documents that contain a word within so many edits of the token, or, as a prefix,
    /// a word that begins within so many edits. Numbers are left out.
    pub(crate) fn score_edited(
        &self,
        token: &str,
        edits: u8,
        as_prefix: bool,
        score: u8,
        scores: &mut [u8],
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
            let is_word = std::str::from_utf8(terms.key()).is_ok_and(|key| !is_number(key));
            if is_word {
                self.score_documents(terms.value(), score, scores)?;
            }
        }
        Ok(())
    }

    fn score_documents(
        &self,
        info: &TermInfo,
        score: u8,
        scores: &mut [u8],
    ) -> tantivy::Result<()> {
        let mut postings = self
            .index
            .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while !postings.docs().is_empty() {
            for &document in postings.docs() {
                if let Some(best) = scores.get_mut(document as usize) {
                    *best = score.max(*best);
                }
            }
            postings.advance();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_allow_more_edits_and_numbers_none() {
        for (token, edits) in [
            ("mri", 0),
            ("main", 1),
            ("imaging", 1),
            ("radiology", 2),
            ("aust1n", 1),
            ("1austin", 1),
            ("1200", 0),
            ("78701", 0),
            ("12000000", 0),
            ("12th", 0),
            ("101st", 0),
            ("1200b", 0),
        ] {
            assert_eq!(edits_allowed(token), edits, "{token}");
        }
    }
}
