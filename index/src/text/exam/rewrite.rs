//! From tokens to the words of the catalog: phrases, abbreviations, Spanish, plurals.

use super::exam_query::{Token, tokens_of};
use super::order_words::{REWRITES, STOP_WORDS};
use super::spanish_words::SPANISH;
use crate::text::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word of the catalog's vocabulary, and the positions of the typed words it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) words: Vec<usize>,
}

/// The tables, keyed by phrase.
struct Rewrites {
    by_phrase: HashMap<String, Vec<String>>,
    /// Each token of a phrase.
    tokens: HashSet<String>,
    longest: usize,
}

static TABLE: LazyLock<Rewrites> = LazyLock::new(|| {
    let rows = || REWRITES.iter().chain(SPANISH);
    let single: HashSet<&str> = rows().map(|row| row.0).collect();
    let mut table = Rewrites {
        by_phrase: HashMap::new(),
        tokens: HashSet::new(),
        longest: 1,
    };
    for (phrase, meaning) in rows() {
        let one = |token: &str| {
            if single.contains(token) {
                token.to_owned()
            } else {
                singular(token)
            }
        };
        let tokens: Vec<String> = phrase.split(' ').map(one).collect();
        table.longest = table.longest.max(tokens.len());
        table.tokens.extend(tokens.iter().cloned());
        let meaning = meaning.split_whitespace().map(str::to_owned).collect();
        table.by_phrase.entry(tokens.join(" ")).or_insert(meaning);
    }
    table
});

static STOPS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP_WORDS.iter().copied().collect());

/// True for words that say nothing about the exam.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOPS.contains(word)
}

/// True if the table has the token, alone or in a phrase.
pub(super) fn is_in_table(token: &str) -> bool {
    TABLE.tokens.contains(token)
}

/// All tokens of the table of at least five letters, to which misspelled words are corrected.
pub(super) fn table_tokens() -> impl Iterator<Item = &'static str> {
    TABLE
        .tokens
        .iter()
        .map(String::as_str)
        .filter(|token| token.len() > 4)
}

/// Returns a token without the ending of a plural, unless the table has it as it is.
pub(super) fn plain(token: &str) -> String {
    if TABLE.by_phrase.contains_key(token) {
        token.to_owned()
    } else {
        singular(token)
    }
}

fn singular(token: &str) -> String {
    let is_plural = token.len() > 3
        && token.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| token.ends_with(end));
    match token.strip_suffix("ies") {
        Some(stem) if is_plural => format!("{stem}y"),
        _ if is_plural => token[..token.len() - 1].to_owned(),
        _ => token.to_owned(),
    }
}

/// Rewrites tokens, the longest phrase first.
pub(super) fn rewrite(tokens: &[Token]) -> Vec<Term> {
    let plain: Vec<String> = tokens.iter().map(|token| plain(&token.text)).collect();
    let mut terms = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = TABLE.longest.min(tokens.len() - at);
        let phrase = (1..=longest).rev().find_map(|length| {
            let meaning = TABLE.by_phrase.get(&plain[at..at + length].join(" "))?;
            Some((length, meaning.clone()))
        });
        let (length, meaning) = phrase.unwrap_or_else(|| (1, vec![plain[at].clone()]));
        let mut words: Vec<usize> = tokens[at..at + length].iter().map(|one| one.word).collect();
        words.dedup();
        terms.extend(meaning.into_iter().map(|text| Term {
            text,
            words: words.clone(),
        }));
        at += length;
    }
    terms
}

/// Returns the terms of a name or synonym of the catalog.
pub(super) fn terms_of(text: &str) -> Vec<String> {
    let tokens: Vec<Token> = tokens_of(&fold(text))
        .into_iter()
        .map(|text| Token { text, word: 0 })
        .collect();
    rewrite(&tokens).into_iter().map(|term| term.text).collect()
}
