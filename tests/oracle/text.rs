//! Text match of a site: words with few edits, the last one also as a prefix; identifiers whole or
//! as a prefix; the TIN whole and for reviewers only. It has no index and no scores.

use super::spellings::{self, Part, is_letter};
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
    /// Other spellings of the words. They match as they are or by their beginning, without edits.
    others: Vec<String>,
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
        let mut others = spellings::of_state(site.state);
        let names = [Some(&site.name), site.doing_business_as.as_ref()];
        let organization = site.organization.as_ref().map(|known| &known.name);
        for name in names.into_iter().chain([organization, Some(&site.city)]) {
            others.extend(
                name.iter()
                    .flat_map(|name| spellings::of_text(name, Part::Name)),
            );
        }
        for line in [Some(&site.line1), site.line2.as_ref()]
            .into_iter()
            .flatten()
        {
            others.extend(spellings::of_text(line, Part::Street));
        }
        let mut identifiers = vec![stripped(&fold(&site.registration_id))];
        identifiers.extend(site.npis.iter().cloned());
        identifiers.extend(site.phone.as_ref().map(|phone| {
            let digits = stripped(&fold(phone));
            if digits.starts_with('1') && digits.len() > 10 {
                digits[1..].to_owned()
            } else {
                digits
            }
        }));
        let tin = site
            .organization
            .as_ref()
            .and_then(|organization| organization.tin.clone());
        Self {
            words,
            others,
            identifiers,
            tin,
        }
    }

    /// True if every piece of the text matches.
    pub(crate) fn matches(&self, text: &str, reviewer: bool) -> bool {
        let pieces = joined_pieces(&fold(text));
        pieces.iter().enumerate().all(|(position, piece)| {
            let is_last = position + 1 == pieces.len();
            let whole = piece.concat();
            self.identifies(&whole, reviewer)
                || without_country_code(piece).is_some_and(|phone| self.identifies(&phone, false))
                || self.has_words(piece, is_last)
                || (piece.len() > 1 && self.has_spelled(&whole, is_last))
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
            self.words.iter().any(|word| word_fits(word, run)) || self.has_spelled(run, is_last)
        })
    }

    /// True if a word of the site is spelled like this, or begins like this if that is enough.
    fn has_spelled(&self, run: &str, beginning_is_enough: bool) -> bool {
        let fits = |word: &String| word == run || (beginning_is_enough && word.starts_with(run));
        self.words.iter().chain(&self.others).any(fits)
    }
}

/// The runs of each piece of a text. Pieces are what spaces separate, except that single letters in
/// a row are one piece, and so are the parts of a phone number.
fn joined_pieces(folded: &str) -> Vec<Vec<String>> {
    let apart: Vec<Vec<String>> = folded
        .split_whitespace()
        .map(runs)
        .filter(|runs| !runs.is_empty())
        .collect();
    let all_digits = apart
        .iter()
        .all(|piece| is_number_of_digits(&piece.concat()));
    let flat: Vec<&String> = apart.iter().flatten().collect();
    let area = usize::from(flat.first().is_some_and(|first| *first == "1"));
    let digits: usize = flat.iter().skip(area).map(|run| run.len()).sum();
    let starts_a_phone =
        all_digits && digits < 10 && flat.get(area).is_some_and(|run| run.len() == 3);
    let mut joined = Vec::new();
    let mut at = 0;
    while at < apart.len() {
        let count = phone_pieces(&apart[at..])
            .or((at == 0 && starts_a_phone).then_some(apart.len()))
            .unwrap_or_else(|| letter_pieces(&apart[at..]))
            .max(1);
        joined.push(apart[at..at + count].concat());
        at += count;
    }
    joined
}

fn letter_pieces(pieces: &[Vec<String>]) -> usize {
    let letters = pieces.iter().take_while(|piece| is_letter(&piece.concat()));
    letters.count()
}

/// How many pieces are together a phone number of ten digits, or eleven from a 1 on.
fn phone_pieces(pieces: &[Vec<String>]) -> Option<usize> {
    let mut digits = String::new();
    for (position, piece) in pieces.iter().enumerate() {
        digits.push_str(&piece.concat());
        if !is_number_of_digits(&digits) {
            return None;
        }
        if digits.len() == 10 || (digits.len() == 11 && pieces[0][0].starts_with('1')) {
            return Some(position + 1);
        }
    }
    None
}

fn without_country_code(piece: &[String]) -> Option<String> {
    let digits = piece.concat();
    let rest = digits.strip_prefix('1')?;
    let is_phone = is_number_of_digits(rest) && (rest.len() == 10 || piece[0] == "1");
    is_phone.then(|| rest.to_owned())
}

fn is_number_of_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for 1200, 12th and 1200b. Numbers are not mistyped words.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ending = &word[digits..];
    digits > 0 && (ending.len() < 2 || ["st", "nd", "rd", "th"].contains(&ending))
}

fn word_fits(word: &str, run: &str) -> bool {
    if is_number(word) || is_number(run) {
        return word == run;
    }
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

/// The letters and digits of a folded text.
pub(crate) fn stripped(folded: &str) -> String {
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
