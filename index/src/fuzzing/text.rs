//! Text from callers: cut into words, matched against sites, and turned into a procedure or a
//! question.

use super::text_of;
use crate::finder::{ProcedureFinder, ProcedureMatches};
use crate::text::{
    ExamQuery, LastToken, ProcedureText, SiteText, TextQuery, build_site_text, fold,
};
use nearsite_domain::{Catalog, Procedure, Site};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Most characters and tokens of a text, and most procedures of a finding and of a list of
/// suggestions.
const MOST_CHARACTERS: usize = 256;
const MOST_TOKENS: usize = 16;
const MOST_MATCHES: usize = 50;
const SUGGESTED: usize = 5;

/// Three sites: one with accents and every kind of identifier, one with another's tax number as
/// part of its phone, one bare.
static SITES: LazyLock<SiteText> = LazyLock::new(|| {
    let sites: Vec<Site> =
        serde_json::from_str(include_str!("sites.json")).expect("the sites next to this file");
    let files = build_site_text(&sites).expect("an index of three sites");
    SiteText::open(files, sites.len()).expect("the index just built")
});

/// A catalog in which every question is open somewhere.
static PROCEDURES: LazyLock<(Catalog, ProcedureText)> = LazyLock::new(|| {
    let procedures: Vec<Procedure> = serde_json::from_str(include_str!("procedures.json"))
        .expect("the procedures next to this file");
    let catalog = Catalog::new(procedures).expect("distinct codes");
    let text = ProcedureText::new(&catalog);
    (catalog, text)
});

/// A text as a query.
///
/// # Panics
/// When folding does not end, a query is larger than allowed, or its canonical form means something
/// else.
pub fn text_query(bytes: &[u8]) {
    let Some(text) = text_of(bytes) else {
        return;
    };
    let folded = fold(text);
    assert_eq!(fold(&folded), folded, "what is folded stays as it is");
    let Ok(query) = TextQuery::parse(text) else {
        return;
    };
    assert!(text.chars().count() <= MOST_CHARACTERS);
    let tokens: usize = query.words().iter().map(|word| word.tokens.len()).sum();
    assert!((1..=MOST_TOKENS).contains(&tokens));
    for word in query.words() {
        assert!(!word.tokens.is_empty() && word.squeezed == word.tokens.concat());
    }
    // Folding spells some letters out, so that the canonical form may be too long to be a text
    // itself.
    let canonical = query.canonical();
    if canonical.chars().count() <= MOST_CHARACTERS {
        assert_eq!(TextQuery::parse(&canonical).as_ref(), Ok(&query));
    }
}

/// A text matched against sites.
///
/// # Panics
/// When the index fails, or what those who may not see tax numbers find is not among what reviewers
/// find.
pub fn site_text(bytes: &[u8]) {
    let Some(Ok(query)) = text_of(bytes).map(TextQuery::parse) else {
        return;
    };
    for last_token in [LastToken::Prefix, LastToken::EditedPrefix] {
        let [hidden, seen] = [false, true].map(|sees_tin| {
            SITES
                .matches(&query, last_token, sees_tin)
                .expect("an index in memory")
        });
        for site in hidden.sites() {
            assert!(seen.relevance(site) >= hidden.relevance(site));
        }
    }
}

/// A text as the procedure it speaks of, and as suggestions.
///
/// # Panics
/// When the index fails, a finding guesses, or suggestions repeat themselves.
pub fn procedure_finder(bytes: &[u8]) {
    let Some(Ok(query)) = text_of(bytes).map(TextQuery::parse) else {
        return;
    };
    let (catalog, text) = &*PROCEDURES;
    let finder = ProcedureFinder {
        catalog,
        text,
        exams: text.exams(),
    };
    let words = text_of(bytes).map(ExamQuery::parse);
    let words = words
        .and_then(Result::ok)
        .expect("the same limits as for a text");
    let finding = finder.find(&words);
    check(&finding);
    let named = finding.used_words.len() + finding.unused_words.len();
    assert_eq!(named, words.typed().len(), "each word is used or not");
    let suggested = finder
        .suggest(&query, SUGGESTED)
        .expect("an index in memory");
    let distinct: BTreeSet<_> = suggested.iter().collect();
    assert!(suggested.len() <= SUGGESTED && distinct.len() == suggested.len());
}

/// One match or none leaves nothing open; several leave a question with at least two answers that
/// share no procedure.
fn check(finding: &ProcedureMatches) {
    let distinct: BTreeSet<_> = finding.matches.iter().collect();
    assert!(finding.matches.len() <= MOST_MATCHES && distinct.len() == finding.matches.len());
    assert_eq!(finding.needs_choice.is_some(), finding.matches.len() > 1);
    let Some(choice) = &finding.needs_choice else {
        return;
    };
    assert!(choice.options.len() > 1);
    let mut offered = BTreeSet::new();
    for option in &choice.options {
        assert!(!option.procedures.is_empty() && option.procedures.is_sorted());
        assert!(
            option
                .procedures
                .iter()
                .all(|number| offered.insert(number))
        );
    }
    assert!(distinct.iter().all(|number| offered.contains(number)));
}
