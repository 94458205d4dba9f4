//! Full-text search over sites: one tantivy segment, one document per site, in snapshot order.
//!
//! Every token is matched exactly, as a prefix and with edits, and each document keeps the best
//! score per token. Relevance is the sum of these scores. They are small whole numbers, equal on
//! every machine, unlike a floating-point formula.

use super::directory::ReadOnlyDirectory;
use super::field_matcher::{FieldMatcher, add_scores, edits_allowed, word_field_options};
use super::fold::{fold, squeezed, tokens};
use super::modality_words::modality_words;
use super::query::{TextQuery, Word};
use nearsite_domain::{Site, SiteNo};
use std::collections::BTreeSet;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::schema::{Field, Schema};
use tantivy::{Index, SegmentReader, TantivyDocument};

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

/// Fields of a document. Callers cannot name them.
struct TextFields {
    /// Words of the name and other name.
    name: Field,
    /// Words of organization, address and city, and names of modalities.
    elsewhere: Field,
    /// Registration id, NPIs and phone, squeezed.
    identifier: Field,
    /// TIN, searched only for reviewers.
    tin: Field,
}

impl TextFields {
    fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let mut field = |name: &str| builder.add_text_field(name, word_field_options());
        let fields = Self {
            name: field("name"),
            elsewhere: field("elsewhere"),
            identifier: field("identifier"),
            tin: field("tin"),
        };
        (builder.build(), fields)
    }

    fn document(&self, site: &Site) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let mut add = |field: Field, words: BTreeSet<String>| {
            for word in &words {
                document.add_text(field, word);
            }
        };
        add(
            self.name,
            words_of([Some(site.name.as_str()), site.doing_business_as.as_deref()]),
        );
        let address = &site.address;
        let zip = address.zip.map(|zip| zip.to_string());
        let organization = site.organization.as_ref();
        let mut elsewhere = words_of([
            organization.and_then(|organization| organization.name.as_deref()),
            address.line1.as_deref(),
            address.line2.as_deref(),
            address.city.as_deref(),
            address.state.as_deref(),
            zip.as_deref(),
        ]);
        elsewhere.extend(
            site.services
                .iter()
                .flat_map(|service| modality_words(service.modality))
                .map(|&word| word.to_owned()),
        );
        add(self.elsewhere, elsewhere);
        let phone = site.phone.as_deref().map(|phone| squeezed(&fold(phone)));
        let id = squeezed(&fold(site.registration_id.as_str()));
        add(
            self.identifier,
            site.npi
                .iter()
                .map(ToString::to_string)
                .chain(phone)
                .chain([id])
                .collect(),
        );
        add(
            self.tin,
            organization
                .and_then(|o| o.tin.as_ref())
                .map(ToString::to_string)
                .into_iter()
                .collect(),
        );
        document
    }
}

fn words_of<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> BTreeSet<String> {
    let folded: Vec<String> = texts.into_iter().flatten().map(fold).collect();
    folded
        .iter()
        .flat_map(|text| tokens(text))
        .map(str::to_owned)
        .collect()
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
    elsewhere: FieldMatcher,
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
            elsewhere: FieldMatcher::open(&reader, fields.elsewhere)?,
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

    /// Scores one word, as an identifier or with every token of it as a word of the site.
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
            add_scores(&mut by_token, &self.score_token(token, last_token)?);
        }
        let mut by_identifier = vec![0u8; self.sites];
        if word.squeezed.chars().count() >= SHORTEST_PREFIX {
            self.identifier.score_prefix(
                &word.squeezed,
                score::IDENTIFIER_PREFIX,
                &mut by_identifier,
            )?;
        }
        self.identifier
            .score_exact(&word.squeezed, score::IDENTIFIER, &mut by_identifier)?;
        if sees_tin && word.squeezed.len() == 9 {
            self.tin
                .score_exact(&word.squeezed, score::IDENTIFIER, &mut by_identifier)?;
        }
        let better = |(&token, &identifier): (&u32, &u8)| token.max(u32::from(identifier));
        Ok(by_token.iter().zip(&by_identifier).map(better).collect())
    }

    /// Scores one token: with edits, as a prefix if it is the last token, and exactly.
    fn score_token(&self, token: &str, last_token: Option<LastToken>) -> tantivy::Result<Vec<u32>> {
        let mut scores = vec![0u8; self.sites];
        if let edits @ 1.. = edits_allowed(token) {
            let as_prefix = last_token == Some(LastToken::EditedPrefix);
            self.elsewhere.score_edited(
                token,
                edits,
                as_prefix,
                score::ELSEWHERE_EDITED,
                &mut scores,
            )?;
            self.name
                .score_edited(token, edits, as_prefix, score::NAME_EDITED, &mut scores)?;
        }
        if last_token.is_some() {
            self.elsewhere
                .score_prefix(token, score::ELSEWHERE_PREFIX, &mut scores)?;
            self.name
                .score_prefix(token, score::NAME_PREFIX, &mut scores)?;
        }
        self.elsewhere
            .score_exact(token, score::ELSEWHERE, &mut scores)?;
        self.name.score_exact(token, score::NAME, &mut scores)?;
        Ok(scores.into_iter().map(u32::from).collect())
    }
}
