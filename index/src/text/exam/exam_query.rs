//! A caller's words for an exam: checked for size, and cut into tokens that remember their word.

use crate::text::{TextQuery, TextQueryError, fold};

/// Words for an exam: at most 256 characters and 16 tokens, at least one letter or digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamQuery {
    typed: Vec<String>,
    tokens: Vec<Token>,
}

/// A run of letters and digits, and the position of the word it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) word: usize,
}

impl ExamQuery {
    /// Cuts the text into words and tokens.
    ///
    /// # Errors
    /// [`TextQueryError`] when it is too long, has too many tokens or nothing to match.
    pub fn parse(text: &str) -> Result<Self, TextQueryError> {
        TextQuery::parse(text)?;
        let mut query = Self {
            typed: Vec::new(),
            tokens: Vec::new(),
        };
        for piece in text.split_whitespace() {
            let word = query.typed.len();
            let tokens = tokens_of(&fold(piece));
            if tokens.is_empty() {
                continue;
            }
            query
                .tokens
                .extend(tokens.into_iter().map(|text| Token { text, word }));
            query.typed.push(without_marks(piece).to_owned());
        }
        Ok(query)
    }

    /// The words as typed, without brackets and punctuation around them.
    pub fn typed(&self) -> &[String] {
        &self.typed
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

fn without_marks(piece: &str) -> &str {
    let bare = piece
        .trim_start_matches(|letter: char| !letter.is_alphanumeric())
        .trim_end_matches(|letter: char| !letter.is_alphanumeric() && !"+-/".contains(letter));
    // A lone `&` joins words.
    if bare.is_empty() { piece } else { bare }
}

/// Cuts folded text into runs of letters and digits. A few marks have a meaning in orders: `&`
/// joins, `c+` and `c-` are about contrast, `4+` is four or more. A number before `v` or a word
/// for views, as in `2v`, is two tokens.
pub(super) fn tokens_of(folded: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut letters = folded.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '&' {
            tokens.push("and".to_owned());
        }
        if !letter.is_alphanumeric() {
            continue;
        }
        let mut run = String::from(letter);
        while let Some(next) = letters.next_if(|next| next.is_alphanumeric()) {
            run.push(next);
        }
        let ends = |mark: char, rest: &str| {
            rest.starts_with(mark) && !rest[1..].starts_with(char::is_alphanumeric)
        };
        let rest: String = letters.clone().collect();
        let is_number = run.bytes().all(|byte| byte.is_ascii_digit());
        if run == "c" && (ends('+', &rest) || ends('-', &rest)) {
            run.push_str(&rest[..1]);
            tokens.push(run);
        } else if is_number && rest.starts_with('+') {
            tokens.extend([run, "+".to_owned()]);
        } else if let Some((number, views)) = views_of(&run) {
            tokens.extend([number.to_owned(), views.to_owned()]);
        } else {
            tokens.push(run);
        }
    }
    tokens
}

fn views_of(run: &str) -> Option<(&str, &str)> {
    let at = run.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, word) = run.split_at(at);
    let is_view = ["v", "vw", "vws", "view", "views"].contains(&word);
    ((1..=2).contains(&number.len()) && is_view).then_some((number, word))
}
