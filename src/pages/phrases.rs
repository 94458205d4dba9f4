//! The words of the pages, from the very files the scripts read; a key is there in every language
//! or a test fails.

use super::language::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

type Book = HashMap<String, String>;

static ENGLISH: LazyLock<Book> = LazyLock::new(|| read(include_str!("../../web/words/en.json")));
static SPANISH: LazyLock<Book> = LazyLock::new(|| read(include_str!("../../web/words/es.json")));

/// A file that is no map of words leaves an empty book, which the tests notice.
fn read(text: &str) -> Book {
    serde_json::from_str(text).unwrap_or_default()
}

impl Language {
    fn book(self) -> &'static Book {
        match self {
            Self::English => &ENGLISH,
            Self::Spanish => &SPANISH,
        }
    }

    /// The words of a key; the key itself where there are none.
    pub(super) fn say(self, key: &str) -> String {
        let words = self.book().get(key);
        words.map_or_else(|| key.to_owned(), Clone::clone)
    }

    /// The words of a key with values in the places that bear their names.
    pub(super) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let words = self.say(key);
        let mut filled = String::with_capacity(words.len());
        let mut rest = words.as_str();
        // One pass: what a value says is never taken for a place.
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.split_once('}');
            let value = named.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name));
            if let (Some((_, after)), Some((_, value))) = (named, value) {
                filled.push_str(value);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// Words that change with a number. Both languages have one form for one and another for the
    /// rest.
    pub(super) fn counted(self, stem: &str, number: u64, values: &[(&str, &str)]) -> String {
        let form = if number == 1 { "one" } else { "other" };
        let shown = super::figures::whole(number);
        let all: Vec<(&str, &str)> = [("n", shown.as_str())]
            .into_iter()
            .chain(values.iter().copied())
            .collect();
        self.fill(&format!("{stem}.{form}"), &all)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// First words of the keys that pages of ours use.
    const FACES: [&str; 4] = ["page.", "find.", "site.", "cost."];

    /// Text in quotation marks that has the form of a key.
    fn keys_in(source: &str) -> impl Iterator<Item = &str> {
        let is_key = |text: &&str| {
            FACES.iter().any(|face| text.starts_with(face))
                && !text.ends_with('.')
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        source.split('"').filter(is_key)
    }

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.file_name().unwrap() != "phrases.rs" {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    /// Stems and ends of the keys that are put together at run time.
    #[rustfmt::skip]
    const COMPOSED: &[(&str, &[&str])] = &[
        ("find.modality", &["ct", "mri", "pet", "nuclear_cardiology", "xray", "ultrasound", "echo", "mammography"]),
        ("find.region", &["abdomen", "brain", "breast", "chest", "head_neck", "heart", "lower_extremity", "pelvis", "spine", "upper_extremity"]),
        ("find.contrast", &["none", "with", "without_then_with", "angiography", "varies"]),
        ("find.side", &["none", "one_side", "both_sides"]),
        ("find.ask", &["modality", "region", "contrast", "side", "variant", "words", "zip"]),
        ("find.ask", &["modality.why", "region.why", "contrast.why", "side.why", "variant.why", "words.why", "zip.why"]),
        ("find.sort", &["best", "cost", "distance", "score"]),
        ("find.sorted", &["best", "cost", "distance", "score"]),
        ("site.setting", &["free_standing", "physician_office", "hospital_outpatient"]),
        ("site.grade", &["missing", "not_displayed", "not_scored"]),
        ("site.grade.means", &["A", "B", "C"]),
        ("site.body", &["ACR", "IAC", "TJC", "RadSite"]),
        ("site.owner", &["health_system", "hospital", "independent", "physician_group"]),
        ("site.machine.bore", &["closed", "wide", "open"]),
        ("site.can.sedation", &["minimal", "moderate", "deep", "general"]),
        ("cost.evidence", &["claims", "site_rate", "fee_schedule", "group_rate", "estimate"]),
        ("cost.evidence", &["claims.means", "site_rate.means", "fee_schedule.means", "group_rate.means", "estimate.means"]),
        ("cost.component", &["global", "technical", "professional", "facility", "contrast"]),
        ("page.day", &["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    ];

    fn composed() -> impl Iterator<Item = String> {
        let of = |(stem, ends): &(&str, &'static [&str])| {
            let stem = (*stem).to_owned();
            ends.iter().map(move |end| format!("{stem}.{end}"))
        };
        COMPOSED.iter().flat_map(of)
    }

    #[test]
    fn every_word_a_page_says_is_there_in_both_languages() {
        let mut texts = Vec::new();
        sources(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages")),
            &mut texts,
        );
        let written = texts
            .iter()
            .flat_map(|text| keys_in(text))
            .map(str::to_owned);
        let used: BTreeSet<String> = written.chain(composed()).collect();
        assert!(used.len() > 100, "{used:?}");
        for language in [Language::English, Language::Spanish] {
            let counted = |key: &str| language.book().contains_key(&format!("{key}.other"));
            let missing: Vec<&String> = used
                .iter()
                .filter(|key| !language.book().contains_key(*key) && !counted(key))
                .collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_places() {
        assert!(!ENGLISH.is_empty());
        let places = |words: &str| -> BTreeSet<String> {
            let parts = words.split('{').skip(1);
            parts
                .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
                .collect()
        };
        let keys = |book: &Book| book.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&ENGLISH), keys(&SPANISH));
        for (key, words) in &*ENGLISH {
            assert_eq!(places(words), places(&SPANISH[key]), "{key}");
        }
    }

    #[test]
    fn the_files_are_sorted_with_a_key_a_line() {
        for text in [
            include_str!("../../web/words/en.json"),
            include_str!("../../web/words/es.json"),
        ] {
            let keys: Vec<&str> = text
                .lines()
                .filter_map(|line| line.trim().strip_prefix('"')?.split_once('"'))
                .map(|(key, _)| key)
                .collect();
            assert_eq!(keys.len(), read(text).len());
            assert!(keys.is_sorted());
        }
    }

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        let text = Language::English.fill(
            "find.result.heading",
            &[("n", "{name}"), ("name", "A {n} B")],
        );
        assert_eq!(text, "{name}. A {n} B");
    }
}
