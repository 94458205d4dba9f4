//! Finds where a JSON value ends, across refills, without parsing it: long texts are leapt over.

use memchr::memchr2;

/// Where the scan stands in a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Before its first byte.
    #[default]
    Start,
    /// In an array or object, outside texts.
    Nested,
    /// In a text.
    Text,
    /// Behind a backslash in a text.
    Escape,
    /// In a number or word that is the whole value.
    Bare,
}

/// The scan of one value.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    state: State,
    depth: u32,
    deepest: u32,
}

impl Nesting {
    /// Takes the next bytes; gives how many of them belong to the value when it ends in them.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            match self.state {
                State::Start => self.start(bytes[at], &mut at),
                State::Nested => {
                    if self.step(bytes[at]) {
                        return Some(at + 1);
                    }
                    at += 1;
                }
                State::Text => {
                    let found = memchr2(b'"', b'\\', &bytes[at..])?;
                    at += found + 1;
                    if bytes[at - 1] == b'\\' {
                        self.state = State::Escape;
                    } else if self.depth == 0 {
                        return Some(at);
                    } else {
                        self.state = State::Nested;
                    }
                }
                State::Escape => {
                    self.state = State::Text;
                    at += 1;
                }
                State::Bare if is_delimiter(bytes[at]) => return Some(at),
                State::Bare => at += 1,
            }
        }
        None
    }

    /// The deepest nesting so far; an object without any inside is one deep.
    pub(super) const fn deepest(&self) -> u32 {
        self.deepest
    }

    fn start(&mut self, first: u8, at: &mut usize) {
        self.state = match first {
            b'"' => State::Text,
            b'{' | b'[' => State::Nested,
            _ => State::Bare,
        };
        match self.state {
            State::Bare if is_delimiter(first) => {}
            State::Text | State::Bare => *at += 1,
            _ => {}
        }
    }

    /// Takes a byte outside texts; whether the value ends with it.
    fn step(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => self.state = State::Text,
            b'{' | b'[' => {
                self.depth = self.depth.saturating_add(1);
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// What ends a number or word.
const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b',' | b']' | b'}' | b':' | b'"' | b'{' | b'[') || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::Nesting;

    #[test]
    fn a_value_ends_where_it_ends_whatever_the_pieces_are() {
        for (text, length, deepest) in [
            (r#"{"a":[1,"]}\"",{}]} ,"#, 19, 3),
            (r#""a\\" ,"#, 5, 0),
            (r#""a\"b","#, 6, 0),
            ("12.5e3,", 6, 0),
            ("null}", 4, 0),
            ("[]]", 2, 1),
            (",", 0, 0),
        ] {
            for piece in 1..=text.len() {
                let mut nesting = Nesting::default();
                let mut used = 0;
                for bytes in text.as_bytes().chunks(piece) {
                    if let Some(last) = nesting.scan(bytes) {
                        used += last;
                        break;
                    }
                    used += bytes.len();
                }
                assert_eq!(
                    (used, nesting.deepest()),
                    (length, deepest),
                    "{text} by {piece}"
                );
            }
        }
    }

    #[test]
    fn a_value_that_is_cut_off_does_not_end() {
        for text in ["", "{", "[{}", "\"a", "\"a\\", "12"] {
            assert_eq!(Nesting::default().scan(text.as_bytes()), None, "{text}");
        }
    }
}
