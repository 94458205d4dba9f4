//! A text as words with their positions, so that a part of it can be cut out as typed.

use crate::snapshot::town_key;
use std::ops::Range;

/// Words that set a place apart, as keys. Phrases come before the words they end in.
const PREPOSITIONS: [&[&str]; 11] = [
    &["alrededor", "de"],
    &["cerca", "de"],
    &["close", "to"],
    &["next", "to"],
    &["around"],
    &["near"],
    &["by"],
    &["at"],
    &["in"],
    &["en"],
    &["cerca"],
];

/// One word of the text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Position in the text.
    pub(super) range: Range<usize>,
    /// Its letters and digits as in the key of a town.
    pub(super) key: String,
    /// Its letters, folded by case alone.
    lower: String,
    /// True if a comma, a semicolon or a dash follows.
    pub(super) ends_part: bool,
}

/// Cuts a text into words. Marks that are no word end the part before them.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let is_break = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, letter) in ends {
        if !is_break(letter) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            push_word(&mut words, text, start..at);
        }
        if let (',' | ';', Some(last)) = (letter, words.last_mut()) {
            last.ends_part = true;
        }
    }
    words
}

fn push_word(words: &mut Vec<Word>, text: &str, range: Range<usize>) {
    let key = town_key(&text[range.clone()]);
    match words.last_mut() {
        Some(last) if key.is_empty() => last.ends_part = true,
        _ if key.is_empty() => {}
        _ => words.push(Word {
            lower: text[range.clone()].to_lowercase(),
            range,
            key,
            ends_part: false,
        }),
    }
}

/// The part of the text that these words cover, without marks around it.
pub(super) fn cut<'a>(text: &'a str, words: &[Word]) -> &'a str {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return "";
    };
    let is_mark = |letter: char| letter.is_whitespace() || ",;.".contains(letter);
    text[first.range.start..last.range.end].trim_matches(is_mark)
}

/// Words without a preposition at their end.
pub(super) fn without_preposition_after(words: &[Word]) -> Option<&[Word]> {
    PREPOSITIONS.iter().find_map(|phrase| {
        let at = words.len().checked_sub(phrase.len())?;
        is_phrase(&words[at..], phrase).then(|| &words[..at])
    })
}

/// Words without a preposition at their beginning.
pub(super) fn without_preposition_before(words: &[Word]) -> Option<&[Word]> {
    PREPOSITIONS.iter().find_map(|phrase| {
        let first = words.get(..phrase.len())?;
        is_phrase(first, phrase).then(|| &words[phrase.len()..])
    })
}

fn is_phrase(words: &[Word], phrase: &[&str]) -> bool {
    words
        .iter()
        .map(|word| word.lower.as_str())
        .eq(phrase.iter().copied())
}

/// True if no comma separates the words from one another.
pub(super) fn is_one_part(words: &[Word]) -> bool {
    let inner = words.split_last().map_or(words, |(_, before)| before);
    inner.iter().all(|word| !word.ends_part)
}

/// The keys of words in one.
pub(super) fn key_of(words: &[Word]) -> String {
    words.iter().map(|word| word.key.as_str()).collect()
}
