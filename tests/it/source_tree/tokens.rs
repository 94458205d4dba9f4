//! A reader for Rust source that keeps names and punctuation and drops comments and literals.

/// One piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or a keyword.
    Name(String),
    /// `::`.
    Path,
    /// Any other character that is not white space.
    Mark(char),
}

impl Token {
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(own) if own == name)
    }
}

/// Splits source into tokens.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &source[at..];
        at += match byte {
            b'/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            b'"' => string(rest, "\""),
            b'r' if rest.starts_with("r\"") => raw_string(rest),
            b'r' if rest.starts_with("r#\"") || rest.starts_with("r##\"") => raw_string(rest),
            b'\'' => character(rest),
            _ if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length = name_length(rest);
                tokens.push(Token::Name(rest[..length].to_owned()));
                length
            }
            b':' if rest.starts_with("::") => {
                tokens.push(Token::Path);
                2
            }
            _ if byte.is_ascii_whitespace() => 1,
            _ => {
                let mark = rest.chars().next().unwrap();
                tokens.push(Token::Mark(mark));
                mark.len_utf8()
            }
        };
    }
    tokens
}

fn name_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(text.len())
}

/// Length of a string literal, quotes included.
fn string(text: &str, quote: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if quote.contains(letter) => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> usize {
    let hashes = text[1..].find('"').unwrap_or(0);
    let end = format!("\"{}", "#".repeat(hashes));
    let start = 2 + hashes;
    text[start..]
        .find(&end)
        .map_or(text.len(), |at| start + at + end.len())
}

/// Length of a character literal, or of the mark of a lifetime.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), _) => string(text, "'"),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[test]
fn comments_and_literals_are_dropped() {
    let source = r##"use a::b; // use c::d
        const X: &'static str = "crate::e"; let y = 'f'; let z = '\''; r#"crate::"g" "#; h"##;
    let names: Vec<_> = tokens(source)
        .into_iter()
        .filter_map(|token| match token {
            Token::Name(name) => Some(name),
            _ => None,
        })
        .collect();
    assert_eq!(
        names,
        [
            "use", "a", "b", "const", "X", "static", "str", "let", "y", "let", "z", "h"
        ]
    );
}
