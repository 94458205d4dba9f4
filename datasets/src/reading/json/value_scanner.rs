//! Finds the end of one JSON value of any kind, in pieces that may be cut anywhere.
//!
//! Input is the text from the first byte of the value on. Output is the length of the value.
//! Nothing is parsed: brackets are left to [`BracketScanner`], strings are skipped with `memchr`.

use super::bracket_scanner::BracketScanner;
use memchr::memchr2;

/// Part of the value that the scanner is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Before the first byte.
    #[default]
    Start,
    /// In an object or array.
    Nested,
    /// In a string.
    String,
    /// In a string, after a backslash.
    Escape,
    /// In a number or word.
    Bare,
}

/// Scan of one value.
#[derive(Debug, Default)]
pub(crate) struct ValueScanner {
    state: State,
    brackets: BracketScanner,
}

impl ValueScanner {
    /// Creates a scanner for the rest of an object or array, after its opening bracket.
    pub(super) const fn inside_brackets() -> Self {
        Self {
            state: State::Nested,
            brackets: BracketScanner::at_depth(1),
        }
    }

    /// Scans the next bytes. Returns the number of bytes that belong to the value if it ends in
    /// them.
    pub(crate) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            match self.state {
                State::Start => {
                    self.state = match bytes[at] {
                        b'"' => State::String,
                        b'{' | b'[' => State::Nested,
                        _ => State::Bare,
                    };
                    at += usize::from(self.state == State::String);
                }
                State::Nested => {
                    let end = self.brackets.advance(&bytes[at..])?;
                    return Some(at + end);
                }
                State::String => {
                    at += memchr2(b'"', b'\\', &bytes[at..])? + 1;
                    if bytes[at - 1] == b'"' {
                        return Some(at);
                    }
                    self.state = State::Escape;
                }
                State::Escape => {
                    self.state = State::String;
                    at += 1;
                }
                State::Bare => {
                    let end = bytes[at..].iter().position(|byte| ends_bare(*byte))?;
                    return Some(at + end);
                }
            }
        }
        None
    }

    /// Upper bound of the nesting depth, see [`BracketScanner::reach`].
    pub(crate) const fn reach(&self) -> u64 {
        self.brackets.reach()
    }
}

/// True if the byte ends a number or word.
const fn ends_bare(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']') || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::ValueScanner;

    #[test]
    fn a_value_ends_at_the_same_byte_however_the_text_is_cut() {
        for (text, length, reach) in [
            (r#"{"a":[1,"]}\"",{}]} ,"#, 19, 3),
            (r#""a\\" ,"#, 5, 0),
            (r#""a\"b","#, 6, 0),
            ("12.5e3,", 6, 0),
            ("null}", 4, 0),
            ("[]]", 2, 1),
            (",", 0, 0),
        ] {
            for piece in 1..=text.len() {
                let mut scanner = ValueScanner::default();
                let mut used = 0;
                for bytes in text.as_bytes().chunks(piece) {
                    if let Some(last) = scanner.scan(bytes) {
                        used += last;
                        break;
                    }
                    used += bytes.len();
                }
                let found = (used, scanner.reach());
                assert_eq!(found, (length, reach), "{text} by {piece}");
            }
        }
    }

    #[test]
    fn a_value_that_is_cut_off_has_no_end() {
        for text in ["", "{", "[{}", "\"a", "\"a\\", "12"] {
            assert_eq!(
                ValueScanner::default().scan(text.as_bytes()),
                None,
                "{text}"
            );
        }
    }
}
