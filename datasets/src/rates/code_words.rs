//! Words by which a description agrees with a procedure: of its modality and of its body regions.
//!
//! The words are those of the catalog, and the abbreviations of charge masters. A description that
//! agrees makes a code of another type worth showing as suspect. It never makes a price.

use nearsite_domain::{Modality, Procedure};
use rustc_hash::FxHashSet;

/// Shortest word of the body, and shortest abbreviation of one.
const LEAST_LETTERS: usize = 3;
/// Words of names and synonyms that are no part of the body.
const OTHER_WORDS: [&str; 30] = [
    "and",
    "blood",
    "both",
    "code",
    "complete",
    "contrast",
    "first",
    "flow",
    "followed",
    "guided",
    "limited",
    "one",
    "part",
    "plain",
    "protocol",
    "retired",
    "scan",
    "scans",
    "screening",
    "side",
    "sides",
    "study",
    "test",
    "the",
    "then",
    "view",
    "views",
    "whole",
    "with",
    "without",
];

/// Words that agree with one procedure.
#[derive(Debug, Default)]
pub(super) struct CodeWords {
    modality: &'static [&'static str],
    has_regions: bool,
    body: FxHashSet<String>,
}

impl CodeWords {
    /// Collects the words of a procedure.
    pub(super) fn new(procedure: &Procedure) -> Self {
        let texts = std::iter::once(&procedure.name).chain(&procedure.synonyms);
        let mut body: FxHashSet<String> = texts.flat_map(|text| words_of(text)).collect();
        for region in &procedure.regions {
            body.extend(words_of(region.as_str()));
        }
        let is_modality = |word: &str| {
            let mut all = Modality::ALL.iter();
            all.any(|&modality| modality_words(modality).contains(&word))
        };
        body.retain(|word| {
            word.len() >= LEAST_LETTERS
                && word.bytes().all(|byte| byte.is_ascii_lowercase())
                && !OTHER_WORDS.contains(&word.as_str())
                && !is_modality(word)
        });
        Self {
            modality: modality_words(procedure.modality),
            has_regions: !procedure.regions.is_empty(),
            body,
        }
    }

    /// True if a description names the modality and, if the procedure has regions, a part of the
    /// body. A word of the body may be cut, as in `abd`.
    pub(super) fn agree(&self, description: &str) -> bool {
        let words: Vec<String> = words_of(description).collect();
        let names_modality = words
            .iter()
            .any(|word| self.modality.contains(&word.as_str()));
        let is_body = |word: &String| {
            let may_be_cut = word.len() >= LEAST_LETTERS && !OTHER_WORDS.contains(&word.as_str());
            self.body.contains(word)
                || may_be_cut && self.body.iter().any(|own| own.starts_with(word.as_str()))
        };
        names_modality && (!self.has_regions || words.iter().any(is_body))
    }
}

/// Returns the words for a modality in descriptions.
const fn modality_words(modality: Modality) -> &'static [&'static str] {
    match modality {
        Modality::Ct => &["ct", "cta", "cat", "ctap", "tomography"],
        Modality::Mri => &["mri", "mr", "mra", "mrv", "mrcp", "magnetic", "resonance"],
        Modality::Pet => &["pet", "positron"],
        Modality::NuclearCardiology => &["nuclear", "nm", "spect", "myocardial", "mpi", "muga"],
        Modality::Xray => &[
            "xray",
            "xr",
            "ray",
            "radiograph",
            "radiography",
            "rad",
            "cxr",
            "dx",
        ],
        Modality::Ultrasound => &[
            "ultrasound",
            "us",
            "sonogram",
            "sonography",
            "sono",
            "doppler",
        ],
        Modality::Echo => &["echo", "echocardiogram", "echocardiography", "tte", "tee"],
        Modality::Mammography => &["mammography", "mammogram", "mammo", "tomosynthesis", "mam"],
    }
}

/// Returns the words of a text in lower case.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::CodeWords;
    use crate::shipped;

    #[test]
    fn a_description_agrees_by_modality_and_body_part() {
        let catalog = shipped::catalog().expect("a catalog");
        for (code, description, expected) in [
            ("73721", "MRI KNEE WO CONTRAST", true),
            ("73721", "HC MR LOWER EXTREMITY JOINT W/O", true),
            ("73721", "bone cement kit", false),
            ("73721", "knee brace", false),
            ("73721", "MRI CONTRAST AGENT", false),
            ("70551", "infusion pump rental", false),
            ("70551", "MRI BRAIN", true),
            ("74177", "emergency visit", false),
            ("74177", "CT ABD/PELVIS W CON", true),
            ("71046", "XR CHEST 2 VIEWS", true),
            ("71046", "X-ray, chest", true),
            ("76700", "US ABDOMEN COMPLETE", true),
            ("93306", "ECHO HEART COMPLETE", true),
            ("73721", "", false),
        ] {
            let number = catalog.find(code).expect("a code of the catalog");
            let words = CodeWords::new(catalog.get(number));
            assert_eq!(words.agree(description), expected, "{code} {description:?}");
        }
    }
}
