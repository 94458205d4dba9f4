//! Walks through JSON of any size by its brackets: the keys of an object, the elements of an array, and nothing in between.
//!
//! Memory stays flat: keys are cut short, values passed or taken up to a limit. Values that are passed are not checked
//! but for their brackets and quotes; whoever reads the file in earnest does that.

use std::io::{self, BufRead};

/// Longest key that is kept; longer ones are cut, and known to nobody.
const MAX_KEY_BYTES: usize = 256;

/// Why a walk ends before the end of the JSON.
#[derive(Debug)]
pub(super) enum WalkFault {
    /// It is cut off, or no JSON.
    Damaged,
    /// It is longer than what was to be looked at.
    TooLong,
    /// It cannot be read.
    Read(io::Error),
}

impl From<io::Error> for WalkFault {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// A place in JSON.
pub(super) struct JsonWalk<R> {
    input: R,
    /// Bytes that may still be looked at.
    left: u64,
}

impl<R: BufRead> JsonWalk<R> {
    /// Starts at the beginning; looks at `max_bytes` at most.
    pub(super) const fn new(input: R, max_bytes: u64) -> Self {
        Self {
            input,
            left: max_bytes,
        }
    }

    /// The next byte that is no space, left where it is; none at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, WalkFault> {
        loop {
            match self.look()? {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.step()?,
                other => return Ok(other),
            }
        }
    }

    /// Steps over an opening bracket, a colon or the like.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), WalkFault> {
        if self.peek()? == Some(byte) {
            self.step()
        } else {
            Err(WalkFault::Damaged)
        }
    }

    /// Whether another element or member follows, in an object or array that ends with `end`.
    pub(super) fn has_next(&mut self, is_first: bool, end: u8) -> Result<bool, WalkFault> {
        if self.peek()? == Some(end) {
            self.step()?;
            return Ok(false);
        }
        if !is_first {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// The key of a member, cut short; the walk then stands at its value.
    pub(super) fn key(&mut self) -> Result<String, WalkFault> {
        if self.peek()? != Some(b'"') {
            return Err(WalkFault::Damaged);
        }
        let mut key = Vec::new();
        self.string(&mut |byte| {
            if key.len() < MAX_KEY_BYTES {
                key.push(byte);
            }
        })?;
        self.expect(b':')?;
        let key = String::from_utf8_lossy(&key).into_owned();
        // A key may be written with escapes; one that cannot be read is none we know.
        let is_plain = !key.contains('\\');
        let unescaped = || serde_json::from_str(&format!("\"{key}\"")).ok();
        Ok(if is_plain {
            key
        } else {
            unescaped().unwrap_or(key)
        })
    }

    /// Steps over a value.
    pub(super) fn pass_value(&mut self) -> Result<(), WalkFault> {
        self.value(&mut |_| {})
    }

    /// A value as it stands; none, and stepped over, when it is longer than `max_bytes`.
    pub(super) fn take(&mut self, max_bytes: usize) -> Result<Option<Vec<u8>>, WalkFault> {
        let mut bytes = Vec::new();
        self.value(&mut |byte| {
            if bytes.len() <= max_bytes {
                bytes.push(byte);
            }
        })?;
        Ok((bytes.len() <= max_bytes).then_some(bytes))
    }

    fn value(&mut self, take: &mut dyn FnMut(u8)) -> Result<(), WalkFault> {
        let mut depth = 0_u64;
        let mut has_begun = false;
        loop {
            let Some(byte) = self.peek_within(depth, has_begun)? else {
                return Ok(());
            };
            has_begun = true;
            match byte {
                b'"' => {
                    take(byte);
                    self.string(take)?;
                    take(byte);
                }
                b'{' | b'[' => {
                    depth += 1;
                    take(byte);
                    self.step()?;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or(WalkFault::Damaged)?;
                    take(byte);
                    self.step()?;
                }
                _ => {
                    take(byte);
                    self.step()?;
                }
            }
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                return Ok(());
            }
        }
    }

    /// The next byte of a value; none behind its end, which a number or word has only where something else begins.
    fn peek_within(&mut self, depth: u64, has_begun: bool) -> Result<Option<u8>, WalkFault> {
        let byte = if has_begun && depth == 0 {
            self.look()?
        } else {
            self.peek()?
        };
        match byte {
            Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t') if depth == 0 => {
                has_begun.then_some(None).ok_or(WalkFault::Damaged)
            }
            None if depth == 0 && has_begun => Ok(None),
            None => Err(WalkFault::Damaged),
            byte => Ok(byte),
        }
    }

    /// A string with its quotes; `take` gets what stands between them.
    fn string(&mut self, take: &mut dyn FnMut(u8)) -> Result<(), WalkFault> {
        self.step()?;
        let mut is_escaped = false;
        loop {
            let byte = self.look()?.ok_or(WalkFault::Damaged)?;
            self.step()?;
            if byte == b'"' && !is_escaped {
                return Ok(());
            }
            is_escaped = byte == b'\\' && !is_escaped;
            take(byte);
        }
    }

    fn look(&mut self) -> Result<Option<u8>, WalkFault> {
        loop {
            match self.input.fill_buf() {
                Ok(bytes) => return Ok(bytes.first().copied()),
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) => return Err(fault.into()),
            }
        }
    }

    fn step(&mut self) -> Result<(), WalkFault> {
        self.left = self.left.checked_sub(1).ok_or(WalkFault::TooLong)?;
        self.input.consume(1);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonWalk, WalkFault};

    fn keys(json: &str) -> Result<Vec<String>, WalkFault> {
        let mut walk = JsonWalk::new(json.as_bytes(), 1 << 20);
        let mut keys = Vec::new();
        walk.expect(b'{')?;
        while walk.has_next(keys.is_empty(), b'}')? {
            keys.push(walk.key()?);
            walk.pass_value()?;
        }
        Ok(keys)
    }

    #[test]
    fn values_of_every_kind_are_stepped_over() {
        let json = r#" { "a" : 1 , "b":"},\"{" ,"c":[{"x":[]},[1,"]"]],"d":{"e":{"f":"\\"}} ,"g":null,"h":-1.5e3}"#;
        assert_eq!(keys(json).expect("JSON"), ["a", "b", "c", "d", "g", "h"]);
        assert_eq!(keys("{}").expect("JSON"), [""; 0]);
        assert_eq!(
            keys(r#"{"in\u005fnetwork":[]}"#).expect("JSON"),
            ["in_network"]
        );
    }

    #[test]
    fn json_that_is_cut_off_anywhere_is_damaged() {
        let json = r#"{"a":1,"b":{"c":["d",2]}}"#;
        for end in 0..json.len() {
            let found = keys(&json[..end]);
            assert!(matches!(found, Err(WalkFault::Damaged)), "{end}: {found:?}");
        }
    }

    #[test]
    fn values_are_taken_up_to_a_limit() {
        let json = r#"[{"a": [1, "x y"]}, "longer than all others", 7]"#;
        let mut walk = JsonWalk::new(json.as_bytes(), 1 << 20);
        let mut taken = Vec::new();
        walk.expect(b'[').expect("an array");
        while walk.has_next(taken.is_empty(), b']').expect("JSON") {
            taken.push(walk.take(15).expect("a value"));
        }
        let text = |text: &str| Some(text.as_bytes().to_vec());
        assert_eq!(taken, [text(r#"{"a":[1,"x y"]}"#), None, text("7")]);
    }

    #[test]
    fn a_walk_ends_where_it_may_go_no_further() {
        let mut walk = JsonWalk::new(&b"[1, 2, 3]"[..], 3);
        assert!(matches!(walk.pass_value(), Err(WalkFault::TooLong)));
    }
}
