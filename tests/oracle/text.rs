//! Text match of a site: words with few edits, the last one also as a prefix; identifiers whole or
//! as a prefix; the TIN whole and for reviewers only. It has no index and no scores.

use super::world::Site;

/// The modality's own names. A site that offers the modality has these words.
const MODALITY_WORDS: [(&str, &[&str]); 8] = [
    ("ct", &["ct", "cat", "cta", "computed", "tomography"]),
    ("mri", &["mri", "mr", "mra", "magnetic", "resonance"]),
    ("pet", &["pet", "positron", "emission", "tomography"]),
    ("nuclear_cardiology", &["nuclear", "cardiology", "spect"]),
    ("xray", &["xray", "x", "ray", "radiography", "radiograph"]),
    ("ultrasound", &["ultrasound", "sonography", "sonogram"]),
    ("echo", &["echo", "echocardiogram", "echocardiography"]),
    ("mammography", &["mammography", "mammogram", "mammo"]),
];

/// The names of one modality, as a member might type them.
pub(crate) fn modality_words(modality: &str) -> &'static [&'static str] {
    MODALITY_WORDS
        .iter()
        .find(|(known, _)| *known == modality)
        .unwrap()
        .1
}

/// The words and identifiers of a site that a text is compared with.
#[derive(Debug)]
pub(crate) struct Wording {
    words: Vec<String>,
    /// Registration id, NPIs and phone without anything but letters and digits.
    identifiers: Vec<String>,
    tin: Option<String>,
}

impl Wording {
    /// Collects the words and identifiers of a site.
    pub(crate) fn of(site: &Site) -> Self {
        let mut texts = vec![site.name.as_str(), &site.line1, &site.city, site.state];
        texts.extend(site.doing_business_as.as_deref());
        texts.extend(
            site.organization
                .as_ref()
                .map(|organization| organization.name.as_str()),
        );
        texts.extend(site.line2.as_deref());
        texts.extend(site.zip.as_deref());
        for service in &site.services {
            texts.extend(modality_words(service.modality));
        }
        let mut words: Vec<String> = texts
            .into_iter()
            .flat_map(|text| runs(&fold(text)))
            .collect();
        words.sort();
        words.dedup();
        let mut identifiers = vec![stripped(&fold(&site.registration_id))];
        identifiers.extend(site.npis.iter().cloned());
        identifiers.extend(site.phone.as_ref().map(|phone| stripped(phone)));
        let tin = site
            .organization
            .as_ref()
            .and_then(|organization| organization.tin.clone());
        Self {
            words,
            identifiers,
            tin,
        }
    }

    /// True if every piece of the text matches.
    pub(crate) fn matches(&self, text: &str, reviewer: bool) -> bool {
        let folded = fold(text);
        let pieces: Vec<&str> = folded
            .split_whitespace()
            .filter(|piece| !stripped(piece).is_empty())
            .collect();
        pieces.iter().enumerate().all(|(position, piece)| {
            let is_last = position + 1 == pieces.len();
            self.identifies(&stripped(piece), reviewer) || self.has_words(&runs(piece), is_last)
        })
    }

    fn identifies(&self, piece: &str, reviewer: bool) -> bool {
        let known = |identifier: &String| {
            identifier == piece || (piece.len() >= 4 && identifier.starts_with(piece))
        };
        self.identifiers.iter().any(known) || (reviewer && self.tin.as_deref() == Some(piece))
    }

    fn has_words(&self, runs: &[String], piece_is_last: bool) -> bool {
        runs.iter().enumerate().all(|(position, run)| {
            let is_last = piece_is_last && position + 1 == runs.len();
            let fits = |word: &String| word_fits(word, run) || (is_last && word.starts_with(run));
            self.words.iter().any(fits)
        })
    }
}

fn word_fits(word: &str, run: &str) -> bool {
    let allowed = allowed_edits(run);
    word == run || (word.len().abs_diff(run.len()) <= allowed && edits(word, run) <= allowed)
}

/// One edit from four characters, two from eight, counted on what was typed.
fn allowed_edits(run: &str) -> usize {
    match run.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Lower case without accents. Reading: only accents of Latin-1 letters occur; the base letters are
/// kept.
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase().chars().map(without_accent).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// The longest stretches of letters and digits of a folded text.
pub(crate) fn runs(folded: &str) -> Vec<String> {
    folded
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

fn stripped(folded: &str) -> String {
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
/// Reading: a swapped pair is not edited again (optimal string alignment).
pub(crate) fn edits(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut cost = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            cost[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let substituted = cost[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let mut least = substituted.min(cost[i - 1][j] + 1).min(cost[i][j - 1] + 1);
                let swapped =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if swapped {
                    least = least.min(cost[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    cost[one.len()][other.len()]
}
