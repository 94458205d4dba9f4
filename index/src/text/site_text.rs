//! Full-text search over sites: one tantivy segment, one document per site, in snapshot order.
//!
//! Every token is matched exactly, as a prefix and with edits, and each document keeps the best
//! score per token. Other spellings of a word match exactly or as a prefix, and count as the word.
//! Relevance is the sum of these scores. They are small whole numbers, equal on every machine,
//! unlike a floating-point formula.

use super::directory::ReadOnlyDirectory;
use super::field_matcher::{FieldMatcher, add_scores, edits_allowed};
use super::query::{TextQuery, Word};
use super::site_document::TextFields;
use nearsite_domain::{Site, SiteNo};
use tantivy::directory::{Directory, RamDirectory};
use tantivy::{Index, SegmentReader};

/// Memory budget of the index writer, in bytes. A single-segment writer never starts a second
/// segment.
const WRITER_BYTES: usize = 64 << 20;
/// Shortest prefix of an identifier that matches, in characters.
const SHORTEST_PREFIX: usize = 4;

/// Scores of a match of one token. Larger is better.
mod score {
    pub(super) const IDENTIFIER: u8 = 40;
    pub(super) const IDENTIFIER_PREFIX: u8 = 20;
    pub(super) const NAME: u8 = 10;
    pub(super) const ELSEWHERE: u8 = 6;
    pub(super) const NAME_PREFIX: u8 = 5;
    pub(super) const ELSEWHERE_PREFIX: u8 = 3;
    pub(super) const NAME_EDITED: u8 = 2;
    pub(super) const ELSEWHERE_EDITED: u8 = 1;
}

/// Builds the index and returns its files. Equal sites give equal bytes.
pub(crate) fn build(sites: &[Site]) -> tantivy::Result<Vec<(String, Vec<u8>)>> {
    let (schema, fields) = TextFields::schema();
    let directory = RamDirectory::create();
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer(directory.clone(), WRITER_BYTES)?;
    for site in sites {
        writer.add_document(fields.document(site))?;
    }
    let index = writer.finalize()?;
    let segment = index
        .searchable_segment_ids()?
        .first()
        .map(tantivy::index::SegmentId::uuid_string)
        .unwrap_or_default();
    let mut files = Vec::new();
    for path in index.directory().list_managed_files() {
        let name = path.to_string_lossy().into_owned();
        if directory.exists(&path)? {
            files.push((
                name,
                directory
                    .open_read(&path)?
                    .read_bytes()?
                    .as_slice()
                    .to_vec(),
            ));
        }
    }
    files.sort();
    Ok(name_by_content(files, &segment))
}

/// Replaces the random name of the segment with a hash of its content.
fn name_by_content(files: Vec<(String, Vec<u8>)>, segment: &str) -> Vec<(String, Vec<u8>)> {
    let mut content = blake3::Hasher::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(segment)) {
        content
            .update(name.trim_start_matches(segment).as_bytes())
            .update(bytes);
    }
    let renamed = content.finalize().to_hex()[..32].to_owned();
    let rename = |(name, bytes): (String, Vec<u8>)| {
        if let Some(rest) = name.strip_prefix(segment) {
            return (format!("{renamed}{rest}"), bytes);
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.replace(&hyphenated(segment), &hyphenated(&renamed));
        (name, text.replace(segment, &renamed).into_bytes())
    };
    files.into_iter().map(rename).collect()
}

/// Returns a segment name as `meta.json` spells it.
fn hyphenated(simple: &str) -> String {
    let cuts = [0..8, 8..12, 12..16, 16..20, 20..32];
    cuts.into_iter()
        .filter_map(|cut| simple.get(cut))
        .collect::<Vec<_>>()
        .join("-")
}

/// Matches of a text: the relevance of every site, 0 for no match.
#[derive(Debug, Clone)]
pub(crate) struct TextMatches {
    relevance: Vec<u32>,
}

impl TextMatches {
    /// Relevance of a site; 0 when the text does not match it.
    pub(crate) fn relevance(&self, site: SiteNo) -> u32 {
        self.relevance.get(site.index()).copied().unwrap_or(0)
    }

    /// The sites that match, in snapshot order.
    pub(crate) fn sites(&self) -> impl Iterator<Item = SiteNo> {
        self.relevance
            .iter()
            .zip(0..)
            .filter(|&(&relevance, _)| relevance > 0)
            .map(|(_, site)| SiteNo(site))
    }
}

/// The open text index.
pub(crate) struct SiteText {
    sites: usize,
    name: FieldMatcher,
    name_also: FieldMatcher,
    elsewhere: FieldMatcher,
    elsewhere_also: FieldMatcher,
    identifier: FieldMatcher,
    tin: FieldMatcher,
}

/// Extent of the last token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastToken {
    /// It may be a prefix of a word: a search.
    Prefix,
    /// It may be a misspelled prefix of a word: suggestions while typing.
    EditedPrefix,
}

impl SiteText {
    /// Opens the index from verified bytes.
    ///
    /// # Errors
    /// If the files are not a tantivy index, have another schema, or do not have one document per
    /// site in a single segment.
    pub(crate) fn open(files: Vec<(String, Vec<u8>)>, sites: usize) -> tantivy::Result<Self> {
        let index = Index::open(ReadOnlyDirectory::new(files))?;
        let (schema, fields) = TextFields::schema();
        let segments = index.searchable_segments()?;
        let wrong = |what: &str| tantivy::TantivyError::SchemaError(what.to_owned());
        if index.schema() != schema {
            return Err(wrong("another schema"));
        }
        let [segment] = segments.as_slice() else {
            return Err(wrong("not exactly one segment"));
        };
        let reader = SegmentReader::open(segment)?;
        if reader.max_doc() as usize != sites || reader.num_docs() as usize != sites {
            return Err(wrong("not one document a site"));
        }
        Ok(Self {
            sites,
            name: FieldMatcher::open(&reader, fields.name)?,
            name_also: FieldMatcher::open(&reader, fields.name_also)?,
            elsewhere: FieldMatcher::open(&reader, fields.elsewhere)?,
            elsewhere_also: FieldMatcher::open(&reader, fields.elsewhere_also)?,
            identifier: FieldMatcher::open(&reader, fields.identifier)?,
            tin: FieldMatcher::open(&reader, fields.tin)?,
        })
    }

    /// Matches a query. A site must match every word.
    ///
    /// TINs are searched only for callers that may see them.
    pub(crate) fn matches(
        &self,
        query: &TextQuery,
        last_token: LastToken,
        sees_tin: bool,
    ) -> tantivy::Result<TextMatches> {
        let mut relevance = vec![1u32; self.sites];
        let last = query.words().len().saturating_sub(1);
        for (position, word) in query.words().iter().enumerate() {
            let last_token = (position == last).then_some(last_token);
            add_scores(
                &mut relevance,
                &self.score_word(word, last_token, sees_tin)?,
            );
        }
        Ok(TextMatches { relevance })
    }

    /// Finds the sites with exactly this identifier (registration id, NPI or phone; letters and
    /// digits only), in snapshot order.
    pub(crate) fn with_identifier(&self, identifier: &str) -> tantivy::Result<Vec<SiteNo>> {
        let mut scores = vec![0u8; self.sites];
        self.identifier
            .score_exact(identifier, score::IDENTIFIER, &mut scores)?;
        let marked = scores.iter().zip(0..).filter(|&(&score, _)| score > 0);
        Ok(marked.map(|(_, site)| SiteNo(site)).collect())
    }

    /// Scores one word, as an identifier, with every token of it as a word of the site, or as a
    /// whole: `x-ray` as `xray`.
    fn score_word(
        &self,
        word: &Word,
        last_token: Option<LastToken>,
        sees_tin: bool,
    ) -> tantivy::Result<Vec<u32>> {
        let mut by_token = vec![1u32; self.sites];
        let last = word.tokens.len().saturating_sub(1);
        for (position, token) in word.tokens.iter().enumerate() {
            let last_token = last_token.filter(|_| position == last);
            let mut scores = vec![0u8; self.sites];
            self.score_edited(token, last_token, &mut scores)?;
            self.score_spelled(token, last_token, &mut scores)?;
            let scores: Vec<u32> = scores.into_iter().map(u32::from).collect();
            add_scores(&mut by_token, &scores);
        }
        let mut by_whole = vec![0u8; self.sites];
        if last > 0 {
            self.score_spelled(&word.squeezed, last_token, &mut by_whole)?;
        }
        self.score_identifier(&word.squeezed, &mut by_whole)?;
        if let Some(phone) = word.without_country_code() {
            self.score_identifier(phone, &mut by_whole)?;
        }
        if sees_tin && word.squeezed.len() == 9 {
            self.tin
                .score_exact(&word.squeezed, score::IDENTIFIER, &mut by_whole)?;
        }
        let better = |(&token, &whole): (&u32, &u8)| token.max(u32::from(whole));
        Ok(by_token.iter().zip(&by_whole).map(better).collect())
    }

    /// Scores an identifier, whole or as a prefix.
    fn score_identifier(&self, identifier: &str, scores: &mut [u8]) -> tantivy::Result<()> {
        if identifier.chars().count() >= SHORTEST_PREFIX {
            self.identifier
                .score_prefix(identifier, score::IDENTIFIER_PREFIX, scores)?;
        }
        self.identifier
            .score_exact(identifier, score::IDENTIFIER, scores)
    }

    /// Scores one token with edits.
    fn score_edited(
        &self,
        token: &str,
        last_token: Option<LastToken>,
        scores: &mut [u8],
    ) -> tantivy::Result<()> {
        let edits @ 1.. = edits_allowed(token) else {
            return Ok(());
        };
        let as_prefix = last_token == Some(LastToken::EditedPrefix);
        self.elsewhere
            .score_edited(token, edits, as_prefix, score::ELSEWHERE_EDITED, scores)?;
        self.name
            .score_edited(token, edits, as_prefix, score::NAME_EDITED, scores)
    }

    /// Scores one token as it is spelled: exactly, and as a prefix if it is the last token.
    fn score_spelled(
        &self,
        token: &str,
        last_token: Option<LastToken>,
        scores: &mut [u8],
    ) -> tantivy::Result<()> {
        if last_token.is_some() {
            for field in [&self.elsewhere, &self.elsewhere_also] {
                field.score_prefix(token, score::ELSEWHERE_PREFIX, scores)?;
            }
            for field in [&self.name, &self.name_also] {
                field.score_prefix(token, score::NAME_PREFIX, scores)?;
            }
        }
        for field in [&self.elsewhere, &self.elsewhere_also] {
            field.score_exact(token, score::ELSEWHERE, scores)?;
        }
        for field in [&self.name, &self.name_also] {
            field.score_exact(token, score::NAME, scores)?;
        }
        Ok(())
    }
}
