//! Search over the catalog: a small tantivy index in memory for suggestions, one document per
//! procedure, and the index by which the finder reads orders.

use super::{
    ExamIndex, FieldMatcher, add_scores, edits_allowed, fold, modality_words, tokens,
    word_field_options,
};
use nearsite_domain::{Catalog, Procedure, ProcedureNo};
use std::collections::BTreeSet;
use tantivy::directory::RamDirectory;
use tantivy::schema::Schema;
use tantivy::{Index, SegmentReader, TantivyDocument};

const WRITER_BYTES: usize = 16 << 20;
const EXACT: u8 = 6;
const PREFIX: u8 = 3;
const EDITED: u8 = 1;
/// Bonus for a synonym that equals the whole text.
const WHOLE_SYNONYM: u32 = 1000;

/// Filler words, which are ignored unless the text has no others.
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "my", "for", "scan", "test", "exam", "imaging", "study",
];

/// The open index over the catalog.
pub(crate) struct ProcedureText {
    procedures: usize,
    words: Option<FieldMatcher>,
    synonyms: Vec<Vec<BTreeSet<String>>>,
    exams: ExamIndex,
}

impl ProcedureText {
    /// Indexes the catalog. If the text index fails, only codes are suggested.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let procedures = catalog.procedures();
        let synonyms = procedures
            .iter()
            .map(|p| p.synonyms.iter().map(|synonym| word_set(synonym)).collect())
            .collect();
        Self {
            procedures: procedures.len(),
            words: index(procedures).ok(),
            synonyms,
            exams: ExamIndex::new(catalog),
        }
    }

    /// Returns the index by which the finder reads orders.
    pub(crate) fn exams(&self) -> &ExamIndex {
        &self.exams
    }

    /// Returns the procedures that match every word, the last of which may be unfinished, with
    /// their relevance: best first, then by code.
    pub(crate) fn matches(&self, words: &[String]) -> tantivy::Result<Vec<(ProcedureNo, u32)>> {
        let Some(field) = &self.words else {
            return Ok(Vec::new());
        };
        let mut relevance = vec![1u32; self.procedures];
        let meant: Vec<&String> = words
            .iter()
            .filter(|word| !FILLERS.contains(&word.as_str()))
            .collect();
        // A text of only fillers is searched as it is.
        let meant = if meant.is_empty() {
            words.iter().collect()
        } else {
            meant
        };
        for (position, token) in meant.iter().enumerate() {
            let mut scores = vec![0u8; self.procedures];
            let is_last = position + 1 == meant.len();
            if let edits @ 1.. = edits_allowed(token) {
                field.score_edited(token, edits, is_last, EDITED, &mut scores)?;
            }
            if is_last {
                field.score_prefix(token, PREFIX, &mut scores)?;
            }
            field.score_exact(token, EXACT, &mut scores)?;
            add_scores(
                &mut relevance,
                &scores.into_iter().map(u32::from).collect::<Vec<u32>>(),
            );
        }
        let typed: BTreeSet<String> = words.iter().cloned().collect();
        let mut found: Vec<(ProcedureNo, u32)> = Vec::new();
        for (position, relevance) in relevance
            .into_iter()
            .enumerate()
            .filter(|&(_, relevance)| relevance > 0)
        {
            let whole = self.synonyms[position].contains(&typed);
            found.push((
                ProcedureNo(position as u32),
                relevance + if whole { WHOLE_SYNONYM } else { 0 },
            ));
        }
        found.sort_by_key(|&(number, relevance)| (std::cmp::Reverse(relevance), number));
        Ok(found)
    }
}

fn word_set(text: &str) -> BTreeSet<String> {
    tokens(&fold(text)).map(str::to_owned).collect()
}

fn index(procedures: &[Procedure]) -> tantivy::Result<FieldMatcher> {
    let mut builder = Schema::builder();
    let field = builder.add_text_field("words", word_field_options());
    let directory = RamDirectory::create();
    let mut writer = Index::builder()
        .schema(builder.build())
        .single_segment_index_writer(directory, WRITER_BYTES)?;
    for procedure in procedures {
        let mut words = word_set(&procedure.name);
        words.extend(
            procedure
                .synonyms
                .iter()
                .flat_map(|synonym| word_set(synonym)),
        );
        words.extend(
            modality_words(procedure.modality)
                .iter()
                .map(|&word| word.to_owned()),
        );
        let mut document = TantivyDocument::new();
        for word in &words {
            document.add_text(field, word);
        }
        writer.add_document(document)?;
    }
    let index = writer.finalize()?;
    let segments = index.searchable_segments()?;
    let none = || tantivy::TantivyError::InternalError("the catalog is empty".to_owned());
    FieldMatcher::open(
        &SegmentReader::open(segments.first().ok_or_else(none)?)?,
        field,
    )
}
