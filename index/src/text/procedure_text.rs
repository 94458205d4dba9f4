//! Full-text search over the catalog: a small tantivy index in memory, one document per procedure.

use super::{
    FieldMatcher, LastToken, TextQuery, add_scores, edits_allowed, fold, modality_words, tokens,
    word_field_options,
};
use nearsite_domain::{Catalog, Contrast, Laterality, Procedure, ProcedureNo};
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

/// Words about the use of contrast.
const CONTRAST_WORDS: &[&str] = &[
    "contrast",
    "dye",
    "gadolinium",
    "enhanced",
    "with",
    "without",
    "w",
    "wo",
    "no",
    "and",
    "then",
    "plus",
];
/// Words about one side or both.
const SIDE_WORDS: &[&str] = &[
    "left",
    "right",
    "lt",
    "rt",
    "one",
    "single",
    "unilateral",
    "both",
    "bilateral",
    "bilat",
];

/// Contrast and side that a query names, and the remaining words, which find the examination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryHints {
    pub(crate) contrast: Option<Contrast>,
    pub(crate) laterality: Option<Laterality>,
    pub(crate) words: Vec<String>,
}

impl QueryHints {
    /// Separates the words about contrast and side from the other words of a query.
    pub(crate) fn of(query: &TextQuery) -> Self {
        let all: Vec<&str> = query
            .words()
            .iter()
            .flat_map(|word| &word.tokens)
            .map(String::as_str)
            .collect();
        let has = |words: &[&str]| all.iter().any(|token| words.contains(token));
        let names_contrast = has(&["contrast", "dye", "gadolinium", "enhanced", "wo"])
            || all.windows(2).any(|pair| pair == ["w", "o"]);
        let without =
            has(&["without", "wo", "no"]) || all.windows(2).any(|pair| pair == ["w", "o"]);
        let with = has(&["with", "enhanced"])
            || all.windows(2).any(|pair| pair[0] == "w" && pair[1] != "o")
            || all.last() == Some(&"w");
        let contrast = names_contrast.then_some(match (without, with) {
            (true, true) => Contrast::WithoutThenWith,
            (true, false) => Contrast::None,
            _ => Contrast::With,
        });
        // "MRI contrast" may mean "with" or "without, then with". Only an explicit word decides.
        let contrast = contrast.filter(|_| without || with);
        let laterality = if has(&["both", "bilateral", "bilat"]) {
            Some(Laterality::BothSides)
        } else if has(&["left", "right", "lt", "rt", "one", "single", "unilateral"]) {
            Some(Laterality::OneSide)
        } else {
            None
        };
        let is_hint = |token: &&str| {
            SIDE_WORDS.contains(token)
                || names_contrast && (CONTRAST_WORDS.contains(token) || *token == "o")
        };
        let words = all
            .iter()
            .filter(|token| !is_hint(token))
            .map(|&token| token.to_owned())
            .collect();
        Self {
            contrast,
            laterality,
            words,
        }
    }
}

/// Filler words, which are ignored unless the text has no others.
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "my", "for", "scan", "test", "exam", "imaging", "study",
];

/// The open index over the catalog.
pub(crate) struct ProcedureText {
    procedures: usize,
    words: Option<FieldMatcher>,
    synonyms: Vec<Vec<BTreeSet<String>>>,
}

impl ProcedureText {
    /// Indexes the catalog. If indexing fails, the finder finds only codes.
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
        }
    }

    /// Returns the procedures that match every word, with their relevance: best first, then by
    /// code.
    pub(crate) fn matches(
        &self,
        words: &[String],
        last_token: LastToken,
    ) -> tantivy::Result<Vec<(ProcedureNo, u32)>> {
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
                field.score_edited(
                    token,
                    edits,
                    is_last && last_token == LastToken::EditedPrefix,
                    EDITED,
                    &mut scores,
                )?;
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

/// True if the relevance includes the bonus for a whole synonym.
pub(crate) const fn is_whole_synonym(relevance: u32) -> bool {
    relevance >= WHOLE_SYNONYM
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

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(text: &str) -> QueryHints {
        QueryHints::of(&TextQuery::parse(text).expect("a text"))
    }

    #[test]
    fn contrast_is_read_from_plain_words() {
        assert_eq!(
            hints("mri brain without contrast").contrast,
            Some(Contrast::None)
        );
        assert_eq!(
            hints("ct abdomen with contrast").contrast,
            Some(Contrast::With)
        );
        assert_eq!(
            hints("mri brain with and without contrast").contrast,
            Some(Contrast::WithoutThenWith)
        );
        assert_eq!(
            hints("mri brain w/o contrast").contrast,
            Some(Contrast::None)
        );
        assert_eq!(
            hints("mri brain w/ contrast").contrast,
            Some(Contrast::With)
        );
        assert_eq!(
            hints("mri brain w/wo contrast").contrast,
            Some(Contrast::WithoutThenWith)
        );
        assert_eq!(hints("mri brain contrast").contrast, None);
        assert_eq!(hints("mri brain").contrast, None);
    }

    #[test]
    fn sides_are_read_and_taken_out() {
        let both = hints("mri of both breasts");
        assert_eq!(both.laterality, Some(Laterality::BothSides));
        assert_eq!(both.words, ["mri", "of", "breasts"]);
        assert_eq!(hints("left knee mri").laterality, Some(Laterality::OneSide));
    }
}
