//! A caller's text, cut into words and tokens; checked for size once, here.

use super::fold::{fold, squeezed, tokens};

/// Most characters a text may have.
const MAX_CHARACTERS: usize = 256;
/// Most tokens a text may have.
const MAX_TOKENS: usize = 16;

/// Reason why a text cannot be searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextQueryError {
    /// It has more than 256 characters.
    #[error("text must have at most 256 characters")]
    TooLong,
    /// It has more than 16 words.
    #[error("text must have at most 16 words")]
    TooManyTokens,
    /// It has no letter and no digit.
    #[error("text must contain a letter or digit")]
    NothingToMatch,
}

/// One piece of the text between spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Word {
    /// Its letters and digits in one run, for identifiers and phone numbers.
    pub(crate) squeezed: String,
    /// Its runs of letters and digits.
    pub(crate) tokens: Vec<String>,
}

/// A text that can be searched for: at most 256 characters and 16 tokens, at least one letter or
/// digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextQuery {
    words: Vec<Word>,
}

impl TextQuery {
    /// Folds the text and cuts it into words.
    ///
    /// # Errors
    /// [`TextQueryError`] when it is too long, has too many tokens or nothing to match.
    pub fn parse(text: &str) -> Result<Self, TextQueryError> {
        if text.chars().count() > MAX_CHARACTERS {
            return Err(TextQueryError::TooLong);
        }
        let folded = fold(text);
        let cut = |piece: &str| Word {
            squeezed: squeezed(piece),
            tokens: tokens(piece).map(str::to_owned).collect(),
        };
        let mut words: Vec<Word> = folded
            .split_whitespace()
            .map(cut)
            .filter(|word| !word.tokens.is_empty())
            .collect();
        if words.is_empty() {
            return Err(TextQueryError::NothingToMatch);
        }
        if words.iter().map(|word| word.tokens.len()).sum::<usize>() > MAX_TOKENS {
            return Err(TextQueryError::TooManyTokens);
        }
        if is_spaced_phone(&words) {
            let squeezed = words.iter().map(|word| word.squeezed.as_str()).collect();
            words = vec![Word {
                squeezed,
                tokens: words.into_iter().flat_map(|word| word.tokens).collect(),
            }];
        }
        Ok(Self { words })
    }

    /// The words, in the order given.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words as one canonical text: equal for texts that search for the same.
    pub fn canonical(&self) -> String {
        let words: Vec<String> = self
            .words
            .iter()
            .map(|word| word.tokens.join("-"))
            .collect();
        words.join(" ")
    }
}

/// A phone number written with spaces, `(512) 555 0100`, is one word: ten digits, or eleven with
/// the country code.
fn is_spaced_phone(words: &[Word]) -> bool {
    let digits = |word: &Word| word.squeezed.bytes().all(|b| b.is_ascii_digit());
    let length: usize = words.iter().map(|word| word.squeezed.len()).sum();
    words.len() > 1 && words.iter().all(digits) && (10..=11).contains(&length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_and_tokens() {
        let query = TextQuery::parse("  Austin  X-Ray, (O'Neil) ").expect("a text");
        assert_eq!(query.canonical(), "austin x-ray o-neil");
        assert_eq!(query.words()[1].squeezed, "xray");
    }

    #[test]
    fn a_phone_number_with_spaces_is_one_word() {
        let query = TextQuery::parse("(512) 555 0100").expect("a text");
        assert_eq!(query.words().len(), 1);
        assert_eq!(query.words()[0].squeezed, "5125550100");
    }

    #[test]
    fn texts_are_bounded() {
        assert_eq!(
            TextQuery::parse(&"(".repeat(256)),
            Err(TextQueryError::NothingToMatch)
        );
        assert_eq!(
            TextQuery::parse(&"(".repeat(10_000)),
            Err(TextQueryError::TooLong)
        );
        assert_eq!(
            TextQuery::parse(&"a ".repeat(17)),
            Err(TextQueryError::TooManyTokens)
        );
        assert!(TextQuery::parse(&"a ".repeat(16)).is_ok());
        assert!(TextQuery::parse(&"ﷺ".repeat(256)).is_err());
    }
}
