//! A caller's text, cut into words and tokens; checked for size once, here.

use super::fold::{fold, squeezed, tokens};
use super::spellings::is_initial;

/// Most characters a text may have.
pub const MAX_CHARACTERS: usize = 256;
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

/// One piece of the text between spaces, or several pieces that are one number or run of initials.
/// The tokens decide the rest.
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
        let words: Vec<Word> = folded
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
        Ok(Self {
            words: join_pieces(words),
        })
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

impl Word {
    /// Returns the digits of a phone number that begins with the country code, without it:
    /// `1-512-555-0100`, `15125550100`, `+1 (512) 555`.
    pub(crate) fn without_country_code(&self) -> Option<&str> {
        let rest = self
            .squeezed
            .strip_prefix('1')
            .filter(|rest| is_digits(rest))?;
        let is_apart = self.tokens.first().is_some_and(|first| first == "1");
        (rest.len() == PHONE_DIGITS || is_apart).then_some(rest)
    }

    /// Appends another word.
    fn append(&mut self, other: Self) {
        self.squeezed.push_str(&other.squeezed);
        self.tokens.extend(other.tokens);
    }
}

/// Digits of a phone number without the country code.
const PHONE_DIGITS: usize = 10;

/// Joins pieces that belong together: a phone number with spaces, and initials with spaces, `M. D.`.
fn join_pieces(pieces: Vec<Word>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        let length = joined_pieces(rest.as_slice(), words.is_empty());
        let mut run = rest.by_ref().take(length);
        let Some(mut word) = run.next() else { break };
        run.for_each(|piece| word.append(piece));
        words.push(word);
    }
    words
}

/// Returns the number of pieces, at least one, that the first word consists of.
fn joined_pieces(pieces: &[Word], is_start: bool) -> usize {
    let initials = pieces
        .iter()
        .take_while(|piece| is_initial(&piece.squeezed))
        .count();
    let digits = pieces
        .iter()
        .take_while(|piece| is_digits(&piece.squeezed))
        .count();
    let lengths = pieces.iter().scan(0, |sum, piece| {
        *sum += piece.squeezed.len();
        Some(*sum)
    });
    let may_have_code = pieces
        .first()
        .is_some_and(|piece| piece.squeezed.starts_with('1'));
    let is_whole = |&(count, length): &(usize, usize)| {
        let is_phone = length == PHONE_DIGITS || length == PHONE_DIGITS + 1 && may_have_code;
        count <= digits && is_phone
    };
    let phone = (1..).zip(lengths).find(is_whole).map(|(count, _)| count);
    let begun = is_start && digits == pieces.len() && begins_with_area_code(pieces);
    let phone = phone.unwrap_or(if begun { digits } else { 1 });
    phone.max(initials).max(1)
}

/// True if the pieces are the beginning of a phone number: `(512) 5`, `+1 512`.
fn begins_with_area_code(pieces: &[Word]) -> bool {
    let mut tokens = pieces.iter().flat_map(|piece| &piece.tokens).peekable();
    tokens.next_if(|token| *token == "1");
    let lengths: Vec<usize> = tokens.map(String::len).collect();
    lengths.first() == Some(&3) && lengths.iter().sum::<usize>() < PHONE_DIGITS
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
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
    fn pieces_of_a_number_and_initials_are_one_word() {
        for (text, squeezed) in [
            ("(512) 555 0100", "5125550100"),
            ("+1 (512) 555-0100", "15125550100"),
            ("512 555", "512555"),
            ("1-512 555", "1512555"),
            ("austin (512) 555-0100 mri", "austin 5125550100 mri"),
            ("5125550100 1234567893", "5125550100 1234567893"),
            ("512 1234567893", "512 1234567893"),
            ("78701 1200 main", "78701 1200 main"),
            ("m. d. anderson", "md anderson"),
            ("x ray", "x ray"),
            ("u s a", "usa"),
        ] {
            let query = TextQuery::parse(text).expect("a text");
            let words: Vec<&str> = query.words().iter().map(|w| w.squeezed.as_str()).collect();
            assert_eq!(words.join(" "), squeezed, "{text}");
        }
    }

    #[test]
    fn a_country_code_is_not_part_of_a_phone_number() {
        for (text, rest) in [
            ("+1 (512) 555-0100", Some("5125550100")),
            ("1-512-555", Some("512555")),
            ("15125550100", Some("5125550100")),
            ("512-555-0100", None),
            ("1512", None),
            ("1234567893", None),
        ] {
            let query = TextQuery::parse(text).expect("a text");
            assert_eq!(query.words()[0].without_country_code(), rest, "{text}");
        }
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
