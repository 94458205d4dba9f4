//! The catalog by its words: which exams have a word, and which synonyms they go by.

use super::exam_query::{ExamQuery, Token};
use super::hint::Hint;
use super::order_words::REASON;
use super::reading::{ExamWord, Reading};
use super::rewrite::{Term, is_in_table, is_stop_word, plain, rewrite, table_tokens, terms_of};
use super::spelling::meant;
use super::views::{ViewRange, of_name};
use super::{contrast, sides, views};
use nearsite_domain::{Catalog, Modality, Procedure, ProcedureNo};
use std::collections::{BTreeSet, HashMap};

/// Fewest letters of an unfinished last word.
const FEWEST_BEGUN: usize = 4;

/// Words of one exam.
struct ExamEntry {
    words: BTreeSet<String>,
    synonyms: Vec<BTreeSet<String>>,
    views: Option<ViewRange>,
}

/// Index over the words of a catalog.
pub(crate) struct ExamIndex {
    entries: Vec<ExamEntry>,
    by_word: HashMap<String, Vec<ProcedureNo>>,
}

impl ExamIndex {
    /// Reads names and synonyms.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let entries: Vec<ExamEntry> = catalog.procedures().iter().map(entry).collect();
        let mut by_word: HashMap<String, Vec<ProcedureNo>> = HashMap::new();
        for (position, entry) in entries.iter().enumerate() {
            for word in &entry.words {
                let number = ProcedureNo(position as u32);
                by_word.entry(word.clone()).or_default().push(number);
            }
        }
        Self { entries, by_word }
    }

    /// Returns the exams that have a word, in the order of the catalog.
    pub(crate) fn with_word(&self, word: &str) -> &[ProcedureNo] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// True if the exam has the word.
    pub(crate) fn has_word(&self, number: ProcedureNo, word: &str) -> bool {
        self.entries[number.0 as usize].words.contains(word)
    }

    /// Number of words of the longest synonym of an exam that is among these words.
    pub(crate) fn synonym_among(&self, number: ProcedureNo, words: &BTreeSet<&str>) -> usize {
        let is_among =
            |synonym: &&BTreeSet<String>| synonym.iter().all(|word| words.contains(word.as_str()));
        let synonyms = &self.entries[number.0 as usize].synonyms;
        synonyms
            .iter()
            .filter(is_among)
            .map(BTreeSet::len)
            .max()
            .unwrap_or(0)
    }

    /// Number of views that the name of an exam states.
    pub(crate) fn views(&self, number: ProcedureNo) -> Option<ViewRange> {
        self.entries[number.0 as usize].views
    }

    /// Reads a text.
    pub(crate) fn read(&self, query: &ExamQuery, catalog: &Catalog) -> Reading {
        let mut codes = Vec::new();
        let mut tokens = Vec::new();
        let last = query.tokens().len().saturating_sub(1);
        for (position, token) in query.tokens().iter().enumerate() {
            match catalog.find(&token.text.to_ascii_uppercase()) {
                Some(asked) => codes.push(Hint {
                    asked,
                    words: vec![token.word],
                }),
                None => tokens.push(self.corrected(token, position == last)),
            }
        }
        let mut terms = rewrite(&tokens);
        read_ap(&mut terms);
        let contrast = contrast::read(&terms);
        let side = sides::read(&terms);
        let (views, of_views) = views::read(&terms).unzip();
        if let Some(of_views) = of_views {
            terms.drain(of_views);
        }
        Reading {
            words: exam_words(&terms),
            codes,
            contrast,
            side,
            views,
        }
    }

    /// Returns a token with one slip corrected, or the last one completed, if it is unknown.
    fn corrected(&self, token: &Token, is_last: bool) -> Token {
        let typed = plain(&token.text);
        let is_known = is_in_table(&typed)
            || is_stop_word(&typed)
            || is_stop_word(&token.text)
            || self.by_word.contains_key(&typed);
        let of_catalog = || self.by_word.keys().map(String::as_str);
        let of_table = || table_tokens().map(|token| -> &str { token });
        let begun = |word: &&str| word.starts_with(&typed);
        let meant = if is_known {
            None
        } else {
            meant(&typed, of_catalog(), of_table()).or_else(|| {
                let is_begun = is_last && typed.chars().count() >= FEWEST_BEGUN;
                let mut vocabulary = of_catalog().chain(of_table()).filter(begun);
                is_begun.then(|| vocabulary.by_ref().min()).flatten()
            })
        };
        Token {
            text: meant.unwrap_or(&token.text).to_owned(),
            word: token.word,
        }
    }
}

fn entry(procedure: &Procedure) -> ExamEntry {
    let name = terms_of(&procedure.name);
    let content = |terms: Vec<String>| -> BTreeSet<String> {
        terms.into_iter().filter(|word| is_content(word)).collect()
    };
    let views = of_name(&name);
    let mut words = content(name);
    words.insert(modality_word(procedure.modality).to_owned());
    let mut synonyms = Vec::new();
    for synonym in &procedure.synonyms {
        let terms = terms_of(synonym);
        // "Heart scan" may be any scan of the heart.
        let is_any_scan = terms.iter().any(|word| word == "scan")
            && !terms.iter().any(|word| modality_of(word).is_some());
        let terms = content(terms);
        words.extend(terms.iter().cloned());
        if !is_any_scan && !terms.is_empty() {
            synonyms.push(terms);
        }
    }
    ExamEntry {
        words,
        synonyms,
        views,
    }
}

/// True for words that may find an exam: no stop word, nothing about contrast, no lone digit.
fn is_content(word: &str) -> bool {
    let is_digit = word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_digit());
    !is_stop_word(word) && !word.ends_with("contrast") && word != REASON && !is_digit
}

/// Reads `ap` in an order for CT as abdomen and pelvis. In an order for an X-ray it is a view.
fn read_ap(terms: &mut Vec<Term>) {
    let is_ct = terms.iter().any(|term| term.text == "ct");
    let at = terms.iter().position(|term| term.text == "ap");
    if let Some(at) = at.filter(|_| is_ct) {
        let mut pelvis = terms[at].clone();
        "abdomen".clone_into(&mut terms[at].text);
        "pelvis".clone_into(&mut pelvis.text);
        terms.insert(at + 1, pelvis);
    }
}

/// Returns the words that may find an exam. After a word such as "for" they are its reason, if an
/// exam was named before it.
fn exam_words(terms: &[Term]) -> Vec<ExamWord> {
    let mut words: Vec<ExamWord> = Vec::new();
    let mut is_reason = false;
    for term in terms {
        if term.text == REASON {
            is_reason |= words.iter().any(|word| modality_of(&word.text).is_none());
        }
        if !is_content(&term.text) {
            continue;
        }
        words.push(ExamWord {
            text: term.text.clone(),
            words: term.words.clone(),
            is_reason,
        });
    }
    words
}

const fn modality_word(modality: Modality) -> &'static str {
    match modality {
        Modality::Ct => "ct",
        Modality::Mri => "mri",
        Modality::Pet => "pet",
        Modality::NuclearCardiology => "nuclear",
        Modality::Xray => "xray",
        Modality::Ultrasound => "ultrasound",
        Modality::Echo => "echo",
        Modality::Mammography => "mammogram",
    }
}

/// Returns the modality that a word names.
pub(crate) fn modality_of(word: &str) -> Option<Modality> {
    if word == "petct" {
        return Some(Modality::Pet);
    }
    Modality::ALL
        .iter()
        .copied()
        .find(|&modality| modality_word(modality) == word)
}

#[cfg(test)]
mod tests {
    use super::super::contrast::AskedContrast;
    use super::*;
    use nearsite_domain::{Contrast, Laterality};

    fn read(text: &str) -> Reading {
        let catalog = Catalog::new(Vec::new()).expect("no codes");
        let query = ExamQuery::parse(text).expect("a text");
        ExamIndex::new(&catalog).read(&query, &catalog)
    }

    #[test]
    fn contrast_is_read_from_plain_words_abbreviations_and_spanish() {
        let none = Some(AskedContrast::Exactly(Contrast::None));
        let with = Some(AskedContrast::Exactly(Contrast::With));
        let both = Some(AskedContrast::Exactly(Contrast::WithoutThenWith));
        for (text, expected) in [
            ("mri brain without contrast", none),
            ("mri brain w/o contrast", none),
            ("mri brain wo iv", none),
            ("mri brain noncon", none),
            ("mri brain c-", none),
            ("mri brain s/contrast", none),
            ("resonancia de rodilla simple", none),
            ("resonancia sin contraste", none),
            ("ct abdomen with contrast", with),
            ("ct abdomen w/ contrast", with),
            ("ct abdomen c+", with),
            ("ct abd pel w", with),
            ("resonancia contrastada", with),
            ("mri brain with and without contrast", both),
            ("mri brain w/wo contrast", both),
            ("mri brain w & w/o", both),
            ("mri brain w and wo", both),
            ("cerebro con y sin contraste", both),
            ("mri brain contrast", Some(AskedContrast::Some)),
            ("mri brain with or without contrast", None),
            ("mri brain", None),
            ("xray ribs with chest", None),
            ("mri knee with sedation", None),
            ("ct abdomen with oral contrast", None),
        ] {
            let asked = read(text).contrast.map(|contrast| contrast.asked);
            assert_eq!(asked, expected, "{text}");
        }
    }

    #[test]
    fn sides_and_views_are_told_apart() {
        let one = Some(Laterality::OneSide);
        let both = Some(Laterality::BothSides);
        for (text, side, has_views) in [
            ("left knee mri", one, false),
            ("l knee mri", one, false),
            ("l-spine mri", None, false),
            ("mri r/o tear", None, false),
            ("x-ray of one knee", one, false),
            ("one view chest x-ray", None, true),
            ("chest x-ray single view", None, true),
            ("xr hand 3v rt", one, true),
            ("cxr pa/lat", None, true),
            ("b/l hips", both, false),
            ("left and right knee", both, false),
            ("ambas rodillas", both, false),
        ] {
            let reading = read(text);
            assert_eq!(reading.side.map(|side| side.asked), side, "{text}");
            assert_eq!(reading.views.is_some(), has_views, "{text}");
        }
    }
}
