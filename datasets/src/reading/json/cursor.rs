//! Walks through JSON text of any size: the fields of an object, the elements of a list, one value
//! after the other.
//!
//! Input is a [`TextWindow`]. Output is keys, and values that are skipped, measured or copied.
//! There is no recursion, memory is bounded, and skipped text is not parsed. A syntax error where
//! the cursor looks is [`WalkStop::Syntax`], after which the enclosing value can still be left.

use super::text_window::TextWindow;
use super::value_scanner::ValueScanner;
use crate::reading::file_fault::FileFault;
use std::borrow::Cow;

/// Longest key or plain value that is looked at. No known key or value is longer.
const MAX_TOKEN_BYTES: usize = 64 << 10;
const CUT_OFF: &str = "the text ends in the middle: the file is cut off, fetch it again";
const NO_VALUE: WalkStop = WalkStop::Syntax("a JSON value is expected");

/// Reason why a walk cannot continue.
#[derive(Debug)]
pub(crate) enum WalkStop {
    /// The file cannot be read on.
    File(FileFault),
    /// The text is not JSON. The message says what is expected.
    Syntax(&'static str),
}

impl From<FileFault> for WalkStop {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

/// Function that receives the bytes of a value, piece by piece.
pub(crate) type Receive<'s> = &'s mut dyn FnMut(&[u8]) -> Result<(), FileFault>;

/// Size of the next value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeasuredValue {
    /// The value is in the window and has not been consumed.
    Whole {
        /// Length in bytes.
        bytes: usize,
        /// Upper bound of its nesting depth.
        reach: u64,
    },
    /// The value is longer than allowed and has been skipped.
    TooLong,
}

/// A string or number as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlainValue {
    /// A trimmed string, or a number as written.
    Text(String),
    /// `null`, or blank.
    Absent,
    /// Any other value, and text that is too long, not UTF-8 or holds NUL.
    Unusable,
}

/// Position in JSON text.
pub(crate) struct JsonCursor<'a> {
    window: TextWindow<'a>,
}

impl<'a> JsonCursor<'a> {
    /// Creates a cursor at the first unread byte of a window.
    pub(crate) const fn new(window: TextWindow<'a>) -> Self {
        Self { window }
    }

    /// Position of the next byte in the text.
    pub(crate) const fn position(&self) -> u64 {
        self.window.position()
    }

    /// Returns the next byte that is not white space without consuming it, or none at the end.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, FileFault> {
        loop {
            let rest = self.window.rest();
            let blank = rest.iter().position(|byte| !is_blank(*byte));
            let next = blank.map(|blank| rest[blank]);
            self.window.consume(blank.unwrap_or(rest.len()));
            if next.is_some() || !self.window.refill()? {
                return Ok(next);
            }
        }
    }

    /// Returns the next byte like [`JsonCursor::peek`]. The text must not end here.
    pub(crate) fn peek_value(&mut self) -> Result<u8, FileFault> {
        self.peek()?.ok_or_else(|| self.fault(CUT_OFF))
    }

    /// Consumes `byte` if it is next. Returns true if it was.
    pub(crate) fn take(&mut self, byte: u8) -> Result<bool, FileFault> {
        let is_next = self.peek()? == Some(byte);
        self.window.consume(usize::from(is_next));
        Ok(is_next)
    }

    /// Consumes the comma before the next field or element, or the closing bracket.
    /// Returns true if a field or element follows.
    pub(crate) fn has_next(&mut self, is_first: bool, closing: u8) -> Result<bool, WalkStop> {
        let next = self.peek_value()?;
        if next == closing {
            self.window.consume(1);
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        if next != b',' {
            return Err(WalkStop::Syntax("a comma or closing bracket is expected"));
        }
        self.window.consume(1);
        if self.peek_value()? == closing {
            return Err(WalkStop::Syntax("nothing follows a comma"));
        }
        Ok(true)
    }

    /// Reads a key and its colon. `known` maps the key to its meaning.
    pub(crate) fn key<K>(&mut self, known: impl FnOnce(&str) -> K) -> Result<K, WalkStop> {
        let no_text = WalkStop::Syntax("a key that is no text");
        self.read_key(|key| key.map(known).ok_or(no_text))
    }

    /// Reads a key like [`JsonCursor::key`]. A key that cannot be decoded counts as an empty one.
    pub(crate) fn key_unchecked<K>(
        &mut self,
        known: impl FnOnce(&str) -> K,
    ) -> Result<K, WalkStop> {
        self.read_key(|key| Ok(known(key.unwrap_or_default())))
    }

    /// Reads a key. `known` receives none for a key that cannot be decoded.
    fn read_key<K>(
        &mut self,
        known: impl FnOnce(Option<&str>) -> Result<K, WalkStop>,
    ) -> Result<K, WalkStop> {
        if self.peek_value()? != b'"' {
            return Err(WalkStop::Syntax("a key in quotes is expected"));
        }
        let meaning = match self.measure(MAX_TOKEN_BYTES)? {
            // A key that long is not a known one.
            MeasuredValue::TooLong => known(Some(""))?,
            MeasuredValue::Whole { bytes, .. } => {
                let meaning = known(decoded(&self.window.rest()[..bytes]).as_deref())?;
                self.window.consume(bytes);
                meaning
            }
        };
        if self.peek_value()? != b':' {
            return Err(WalkStop::Syntax("a colon is expected behind a key"));
        }
        self.window.consume(1);
        Ok(meaning)
    }

    /// Reads the next value if it is a string, a number or `null`. Skips any other value.
    pub(crate) fn plain(&mut self) -> Result<PlainValue, WalkStop> {
        if is_opening(self.peek_value()?) {
            self.skip_value()?;
            return Ok(PlainValue::Unusable);
        }
        let MeasuredValue::Whole { bytes, .. } = self.measure(MAX_TOKEN_BYTES)? else {
            return Ok(PlainValue::Unusable);
        };
        let json = &self.window.rest()[..bytes];
        let text = match json {
            [b'"', ..] => decoded(json).map(|text| text.trim().to_owned()),
            b"null" => Some(String::new()),
            [b'-' | b'0'..=b'9', ..] => String::from_utf8(json.to_vec()).ok(),
            _ => None,
        };
        self.window.consume(bytes);
        Ok(match text {
            Some(text) if text.contains('\0') => PlainValue::Unusable,
            Some(text) if text.is_empty() => PlainValue::Absent,
            Some(text) => PlainValue::Text(text),
            None => PlainValue::Unusable,
        })
    }

    /// Skips the next value.
    pub(crate) fn skip_value(&mut self) -> Result<(), WalkStop> {
        if is_opening(self.peek_value()?) {
            return self.copy_value(&mut |_| Ok(()));
        }
        if let MeasuredValue::Whole { bytes, .. } = self.measure(MAX_TOKEN_BYTES)? {
            self.window.consume(bytes);
        }
        Ok(())
    }

    /// Consumes the next value and passes its bytes to `receive`. Only the kind of its outermost
    /// brackets is checked.
    pub(crate) fn copy_value(&mut self, receive: Receive<'_>) -> Result<(), WalkStop> {
        let first = self.peek_value()?;
        let begin = self.position();
        let last = self.finish_value(&mut ValueScanner::default(), receive)?;
        match first {
            _ if is_opening(first) => check_closing(first, last),
            _ if self.position() == begin => Err(NO_VALUE),
            _ => Ok(()),
        }
    }

    /// Consumes the next value like [`JsonCursor::copy_value`], and checks nothing but that there
    /// is a value. Brackets need not match in kind, and a bare word ends at a comma, a closing
    /// bracket or white space.
    pub(crate) fn copy_unchecked(&mut self, receive: Receive<'_>) -> Result<(), WalkStop> {
        self.peek_value()?;
        let begin = self.position();
        loop {
            let rest = self.window.rest();
            let end = rest.iter().position(|&byte| {
                is_blank(byte) || matches!(byte, b',' | b'}' | b']' | b'"' | b'{' | b'[')
            });
            let next = end.map(|end| rest[end]);
            let length = end.unwrap_or(rest.len());
            receive(&rest[..length])?;
            self.window.consume(length);
            match next {
                Some(b'"' | b'{' | b'[') => {
                    self.finish_value(&mut ValueScanner::default(), receive)?;
                    return Ok(());
                }
                Some(_) if self.position() == begin => return Err(NO_VALUE),
                Some(_) => return Ok(()),
                None => self.more()?,
            }
        }
    }

    /// Leaves the object or list that the cursor is in, from anywhere between its values.
    pub(crate) fn leave(&mut self) -> Result<(), FileFault> {
        self.finish_value(&mut ValueScanner::inside_brackets(), &mut |_| Ok(()))
            .map(|_| ())
    }

    /// Measures the next value. It stays in the window unless it is longer than `limit`.
    pub(crate) fn measure(&mut self, limit: usize) -> Result<MeasuredValue, WalkStop> {
        let first = self.peek_value()?;
        let mut scanner = ValueScanner::default();
        let mut seen = 0;
        loop {
            let rest = self.window.rest();
            if let Some(end) = scanner.scan(&rest[seen..]) {
                let bytes = seen + end;
                check_value(first, &rest[..bytes])?;
                if bytes > limit {
                    self.window.consume(bytes);
                    return Ok(MeasuredValue::TooLong);
                }
                let reach = scanner.reach();
                return Ok(MeasuredValue::Whole { bytes, reach });
            }
            seen = rest.len();
            if seen > limit {
                self.window.consume(seen);
                let last = self.finish_value(&mut scanner, &mut |_| Ok(()))?;
                if is_opening(first) {
                    check_closing(first, last)?;
                }
                return Ok(MeasuredValue::TooLong);
            }
            self.more()?;
        }
    }

    /// Unread bytes in memory.
    pub(crate) fn rest(&self) -> &[u8] {
        self.window.rest()
    }

    /// Consumes bytes that are in memory.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.window.consume(bytes);
    }

    /// Returns a fault of the file at this position.
    pub(crate) const fn fault(&self, what: &'static str) -> FileFault {
        FileFault::Contents {
            position: self.position(),
            what,
        }
    }

    /// Turns the reason for a stop into a fault of the file.
    pub(crate) fn fatal(&self, stop: WalkStop) -> FileFault {
        match stop {
            WalkStop::File(fault) => fault,
            WalkStop::Syntax(what) => self.fault(what),
        }
    }

    fn more(&mut self) -> Result<(), FileFault> {
        if self.window.refill()? {
            Ok(())
        } else {
            Err(self.fault(CUT_OFF))
        }
    }

    /// Consumes a value from where the scanner is to its end. Returns the last byte consumed.
    fn finish_value(
        &mut self,
        scanner: &mut ValueScanner,
        receive: Receive<'_>,
    ) -> Result<u8, FileFault> {
        let mut last = 0;
        loop {
            let rest = self.window.rest();
            let end = scanner.scan(rest);
            let passed = &rest[..end.unwrap_or(rest.len())];
            receive(passed)?;
            last = passed.last().copied().unwrap_or(last);
            let length = passed.len();
            self.window.consume(length);
            if end.is_some() {
                return Ok(last);
            }
            self.more()?;
        }
    }
}

/// Checks a value that was measured, by its first and last byte and its length.
fn check_value(first: u8, json: &[u8]) -> Result<(), WalkStop> {
    match first {
        b'"' => Ok(()),
        _ if is_opening(first) => check_closing(first, json.last().copied().unwrap_or_default()),
        _ if is_bare_value(json) => Ok(()),
        _ => Err(NO_VALUE),
    }
}

/// Checks that two brackets are of the same kind. Square and curly brackets differ from their
/// counterparts in the same two bits.
const fn check_closing(opening: u8, closing: u8) -> Result<(), WalkStop> {
    if opening ^ closing == b'[' ^ b']' {
        Ok(())
    } else {
        Err(WalkStop::Syntax("the closing bracket is of another kind"))
    }
}

const fn is_opening(byte: u8) -> bool {
    matches!(byte, b'{' | b'[')
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// True for a number, `true`, `false` and `null`.
fn is_bare_value(json: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).is_ok()
}

/// Decodes a string in quotes.
fn decoded(string: &[u8]) -> Option<Cow<'_, str>> {
    let inner = string.get(1..string.len().checked_sub(1)?)?;
    if inner.contains(&b'\\') {
        return serde_json::from_slice(string).ok().map(Cow::Owned);
    }
    std::str::from_utf8(inner).ok().map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::{JsonCursor, WalkStop};
    use crate::reading::file_fault::FileFault;
    use crate::reading::json::{BlockReader, TextWindow};

    /// Reads the keys of an object in blocks of a size.
    fn keys(json: &str, block_bytes: usize) -> Result<Vec<String>, WalkStop> {
        let mut blocks = BlockReader::new(json.as_bytes(), block_bytes);
        let mut cursor = JsonCursor::new(TextWindow::new(&mut blocks, 0));
        let mut keys = Vec::new();
        cursor.take(b'{')?;
        while cursor.has_next(keys.is_empty(), b'}')? {
            keys.push(cursor.key_unchecked(str::to_owned)?);
            cursor.copy_unchecked(&mut |_| Ok(()))?;
        }
        Ok(keys)
    }

    #[test]
    fn values_of_every_kind_are_skipped() {
        let json = r#" { "a" : 1 , "b":"},\"{" ,"c":[{"x":[]},[1,"]"]],"d":{"e":{"f":"\\"}} ,"g":null,"h":-1.5e3}"#;
        for block_bytes in [1, 2, 7, 1000] {
            let found = keys(json, block_bytes).expect("JSON");
            assert_eq!(found, ["a", "b", "c", "d", "g", "h"]);
        }
        assert_eq!(keys("{}", 1).expect("JSON"), [""; 0]);
        let escaped = keys(r#"{"in\u005fnetwork":[]}"#, 3);
        assert_eq!(escaped.expect("JSON"), ["in_network"]);
    }

    #[test]
    fn json_that_is_cut_off_anywhere_is_a_fault() {
        let json = r#"{"a":1,"b":{"c":["d",2]}}"#;
        for end in 0..json.len() {
            let found = keys(&json[..end], 4);
            let is_cut_off = matches!(found, Err(WalkStop::File(FileFault::Contents { .. })));
            assert!(is_cut_off, "{end}: {found:?}");
        }
    }

    #[test]
    fn unchecked_values_keep_broken_json_readable() {
        let json = r#"{"a":[1},"b":1:2,"c":NaN,"d":tru"e","\x":5}"#;
        assert_eq!(keys(json, 5).expect("keys"), ["a", "b", "c", "d", ""]);
        assert!(matches!(
            keys(r#"{"a":,"b":1}"#, 5),
            Err(WalkStop::Syntax(_))
        ));
    }
}
