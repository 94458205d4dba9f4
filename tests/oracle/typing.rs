//! Texts with the errors of fast typing: words of a site with slips, beginnings and capitals,
//! identifiers with other punctuation, an organization's name without its accents.

use super::spellings::{Part, of_text};
use super::text::{fold, modality_words, runs};
use super::world::Site;
use nearsite_random::SplitMix64;

/// One to three words of some site, or one of its identifiers, as a hurried person types them.
pub(crate) fn text_about(rng: &mut SplitMix64, site: &Site) -> String {
    if rng.chance(200) {
        let identifier = identifier_as_typed(rng, site);
        return if rng.chance(150) {
            format!("{} {identifier}", site.city)
        } else {
            identifier
        };
    }
    let words = words_of(site);
    let wanted = *rng.pick(&[1, 1, 2, 2, 3]);
    let mut typed: Vec<String> = (0..wanted).map(|_| rng.pick(&words).clone()).collect();
    for word in &mut typed {
        match rng.weighted_index(&[500, 300, 100, 50, 50]) {
            1 => *word = mistyped(rng, word),
            2 => *word = word.to_uppercase(),
            3 => {
                let once = mistyped(rng, word);
                *word = mistyped(rng, &once);
            }
            4 => {
                let spellings = of_text(word, Part::Name);
                if !spellings.is_empty() {
                    rng.pick(&spellings).clone_into(word);
                }
            }
            _ => {}
        }
    }
    if rng.chance(350) {
        let last = typed.pop().unwrap();
        let kept = rng.below(last.chars().count()) + 1;
        typed.push(last.chars().take(kept).collect());
    }
    let joined = typed.join(if rng.chance(100) { "  " } else { " " });
    let joined = if rng.chance(60) {
        format!("{joined} &")
    } else {
        joined
    };
    if runs(&fold(&joined)).is_empty() {
        "imaging".to_owned()
    } else {
        joined
    }
}

/// The whole name with other capitals or without accents, or only its beginning.
pub(crate) fn organization_as_typed(rng: &mut SplitMix64, site: &Site) -> String {
    let name = site
        .organization
        .as_ref()
        .map_or("Nobody's Health", |organization| &organization.name);
    match rng.weighted_index(&[400, 250, 250, 100]) {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => fold(name),
        _ => name.chars().take(4).collect(),
    }
}

/// NPI, phone, registration id or TIN: whole, with other punctuation, as a beginning, or one digit
/// off.
fn identifier_as_typed(rng: &mut SplitMix64, site: &Site) -> String {
    let mut known = vec![site.registration_id.clone()];
    known.extend(site.npis.iter().cloned());
    known.extend(site.phone.clone());
    known.extend(
        site.organization
            .as_ref()
            .and_then(|organization| organization.tin.clone()),
    );
    let whole = rng.pick(&known).clone();
    match rng.weighted_index(&[400, 150, 250, 100, 100]) {
        0 => whole,
        1 => whole.replace('-', "."),
        2 => whole.chars().take(rng.below(whole.len()) + 1).collect(),
        3 => mistyped(rng, &whole),
        _ => whole.to_lowercase().replace('-', ""),
    }
}

/// Returns the words of the site's texts, with accents and apostrophes, and the names of its
/// modalities.
fn words_of(site: &Site) -> Vec<String> {
    let organization = site
        .organization
        .as_ref()
        .map_or("", |organization| &organization.name);
    let other_name = site.doing_business_as.as_deref().unwrap_or("");
    let texts = [
        &site.name,
        other_name,
        organization,
        &site.city,
        site.state,
        &site.line1,
    ];
    let mut words: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(str::to_owned)
        .collect();
    words.extend(site.zip.clone());
    for service in &site.services {
        words.extend(
            modality_words(service.modality)
                .iter()
                .map(|word| (*word).to_owned()),
        );
    }
    words.push("x-ray".to_owned());
    words
}

/// One slip of the fingers: a letter too many, too few, another, or two swapped.
fn mistyped(rng: &mut SplitMix64, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 2 {
        return word.to_owned();
    }
    let at = rng.below(letters.len());
    let other = *rng.pick(&['a', 'e', 'n', 'r', 's', 't', '1', '4']);
    match rng.below(4) {
        0 => letters.insert(at, other),
        1 => {
            letters.remove(at);
        }
        2 => letters[at] = other,
        _ => letters.swap(at.max(1) - 1, at.max(1)),
    }
    letters.into_iter().collect()
}
