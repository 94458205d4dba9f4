//! Text document of a site: its words, other spellings of them, and its identifiers.

use super::field_matcher::word_field_options;
use super::fold::{fold, squeezed, tokens};
use super::modality_words::modality_words;
use super::spellings::{TextPart, other_spellings};
use nearsite_domain::Site;
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use tantivy::schema::{Field, Schema};

/// Fields of a document. Callers cannot name them.
pub(super) struct TextFields {
    /// Words of the name and other name.
    pub(super) name: Field,
    /// Other spellings of these words. They match without edits.
    pub(super) name_also: Field,
    /// Words of organization, address and city, and names of modalities.
    pub(super) elsewhere: Field,
    /// Other spellings of these words. They match without edits.
    pub(super) elsewhere_also: Field,
    /// Registration id, NPIs and phone, squeezed.
    pub(super) identifier: Field,
    /// TIN, searched only for reviewers.
    pub(super) tin: Field,
}

/// Text of a site and the part of the registration it comes from. Absent text is none.
type SiteTextPart<'a> = (Option<&'a str>, TextPart);

impl TextFields {
    pub(super) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let mut field = |name: &str| builder.add_text_field(name, word_field_options());
        let fields = Self {
            name: field("name"),
            name_also: field("name_also"),
            elsewhere: field("elsewhere"),
            elsewhere_also: field("elsewhere_also"),
            identifier: field("identifier"),
            tin: field("tin"),
        };
        (builder.build(), fields)
    }

    /// Returns the document of a site.
    pub(super) fn document(&self, site: &Site) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let mut add = |field: Field, words: BTreeSet<String>| {
            for word in &words {
                document.add_text(field, word);
            }
        };
        let names = [
            (Some(site.name.as_str()), TextPart::Name),
            (site.doing_business_as.as_deref(), TextPart::Name),
        ];
        let name = words_of(&names);
        add(self.name_also, other_words_of(&names, &name));
        add(self.name, name);
        let address = &site.address;
        let zip = address.zip.map(|zip| zip.to_string());
        let organization = site.organization.as_ref();
        let organization_name = organization.and_then(|organization| organization.name.as_deref());
        let places = [
            (organization_name, TextPart::Name),
            (address.line1.as_deref(), TextPart::Street),
            (address.line2.as_deref(), TextPart::Street),
            (address.city.as_deref(), TextPart::Name),
            (address.state.as_deref(), TextPart::State),
        ];
        let mut elsewhere = words_of(&places);
        elsewhere.extend(zip);
        let modalities = site.services.iter().map(|service| service.modality);
        let modality_words = modalities.flat_map(modality_words);
        elsewhere.extend(modality_words.map(|&word| word.to_owned()));
        add(self.elsewhere_also, other_words_of(&places, &elsewhere));
        add(self.elsewhere, elsewhere);
        let npis = site.npi.iter().map(ToString::to_string);
        let phone = site.phone.as_deref().map(phone_number);
        let id = squeezed(&fold(site.registration_id.as_str()));
        add(self.identifier, npis.chain(phone).chain([id]).collect());
        let tin = organization.and_then(|organization| organization.tin.as_ref());
        add(self.tin, tin.into_iter().map(ToString::to_string).collect());
        document
    }
}

fn words_of(texts: &[SiteTextPart<'_>]) -> BTreeSet<String> {
    let folded: Vec<String> = texts
        .iter()
        .filter_map(|(text, _)| text.map(fold))
        .collect();
    let words = folded.iter().flat_map(|text| tokens(text));
    words.map(str::to_owned).collect()
}

/// Returns other spellings of the words of texts, except those that are among their words.
fn other_words_of(texts: &[SiteTextPart<'_>], words: &BTreeSet<String>) -> BTreeSet<String> {
    let mut others: BTreeSet<String> = texts
        .iter()
        .filter_map(|&(text, part)| Some(other_spellings(text?, part)))
        .flatten()
        .collect();
    others.retain(|word| !words.contains(word));
    others
}

/// Returns the letters and digits of a phone number, without the country code. No area code begins
/// with 1.
fn phone_number(phone: &str) -> String {
    let number = squeezed(&fold(phone));
    match number.strip_prefix('1') {
        Some(rest) if rest.len() >= 10 => rest.to_owned(),
        _ => number,
    }
}
