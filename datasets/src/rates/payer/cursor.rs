//! Walks through JSON text of any size: fields of an object, elements of a list, one value after the other.
//!
//! In comes a [`Window`]; out come keys, and values that are skipped, measured or set aside, always without recursion and with
//! bounded memory. What is skipped is not parsed. Syntax that is wrong where we look is [`Stop::Syntax`], which leaves the
//! cursor where the enclosing value can still be left.

use super::skim::Skim;
use super::window::Window;
use crate::reading::file_fault::FileFault;
use memchr::memchr2;
use std::borrow::Cow;

/// Keys and plain values up to this length are looked at; nothing we know is longer.
const MAX_TOKEN_BYTES: usize = 64 << 10;
const CUT_OFF: &str = "the text ends in the middle: the file is cut off, fetch it again";

/// Why a walk cannot go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file cannot be read on.
    File(FileFault),
    /// Something else than JSON stands here; what is expected.
    Syntax(&'static str),
}

impl From<FileFault> for Stop {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

/// Is shown bytes that are passed.
pub(super) type Show<'s> = &'s mut dyn FnMut(&[u8]) -> Result<(), FileFault>;

/// A value that stands in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    /// It takes so many bytes, and has not been consumed; its brackets are nested at most so deep.
    Whole {
        /// Length in bytes.
        bytes: usize,
        /// A depth it does not go beyond.
        reach: u64,
    },
    /// It is longer than allowed and has been passed over.
    TooLong,
}

/// A value as text, where text is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plain {
    /// A string, trimmed, or a number as written.
    KeyText(String),
    /// `null`, or blank.
    Absent,
    /// Anything else, among it a text that is too long, not UTF-8, or holds NUL.
    Strange,
}

/// A place in JSON text.
pub(super) struct Cursor<'a> {
    window: Window<'a>,
}

impl<'a> Cursor<'a> {
    /// A cursor at the first unread byte of a window.
    pub(super) fn new(window: Window<'a>) -> Self {
        Self { window }
    }

    /// Position of the next byte in the text.
    pub(super) fn position(&self) -> u64 {
        self.window.position()
    }

    /// The next byte that is not blank, which stays unread; none at the end of the text.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, FileFault> {
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

    /// As [`Cursor::peek`], where the text must not end.
    pub(super) fn peek_value(&mut self) -> Result<u8, FileFault> {
        self.peek()?.ok_or_else(|| self.fault(CUT_OFF))
    }

    /// Consumes a byte if it comes next.
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, FileFault> {
        let is_next = self.peek()? == Some(byte);
        self.window.consume(usize::from(is_next));
        Ok(is_next)
    }

    /// Whether another field or element follows, consuming the comma before it, or else the closing bracket.
    pub(super) fn has_next(&mut self, is_first: bool, closing: u8) -> Result<bool, Stop> {
        let next = self.peek_value()?;
        if next == closing {
            self.window.consume(1);
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        if next != b',' {
            return Err(Stop::Syntax("a comma or closing bracket is expected"));
        }
        self.window.consume(1);
        if self.peek_value()? == closing {
            return Err(Stop::Syntax("nothing follows a comma"));
        }
        Ok(true)
    }

    /// Reads a key and the colon behind it; `known` says what the key means.
    pub(super) fn key<K>(&mut self, known: impl FnOnce(&str) -> K) -> Result<K, Stop> {
        if self.peek_value()? != b'"' {
            return Err(Stop::Syntax("a key in quotes is expected"));
        }
        let meaning = match self.measure_string(MAX_TOKEN_BYTES)? {
            // A key so long that it was passed over is none we know.
            Measured::TooLong => known(""),
            Measured::Whole { bytes, .. } => {
                let key = decoded(&self.window.rest()[..bytes]);
                let meaning = known(&key.ok_or(Stop::Syntax("a key that is no text"))?);
                self.window.consume(bytes);
                meaning
            }
        };
        if self.peek_value()? != b':' {
            return Err(Stop::Syntax("a colon is expected behind a key"));
        }
        self.window.consume(1);
        Ok(meaning)
    }

    /// Skips the value that comes next, whatever it is.
    pub(super) fn skip_value(&mut self) -> Result<(), Stop> {
        match self.peek_value()? {
            b'{' | b'[' => self.pass_nested(&mut |_| Ok(())),
            _ => {
                if let Measured::Whole { bytes, .. } = self.measure(MAX_TOKEN_BYTES)? {
                    self.window.consume(bytes);
                }
                Ok(())
            }
        }
    }

    /// Passes the value that comes next, whatever it is, and shows its bytes piece by piece.
    pub(super) fn pass_value(&mut self, show: Show<'_>) -> Result<(), Stop> {
        match self.peek_value()? {
            b'{' | b'[' => self.pass_nested(show),
            b'"' => Ok(self.pass_string(show)?),
            _ => self.pass_plain(show),
        }
    }

    /// Reads the value that comes next if it is plain, else skips it.
    pub(super) fn plain(&mut self) -> Result<Plain, Stop> {
        if matches!(self.peek_value()?, b'{' | b'[') {
            self.skip_value()?;
            return Ok(Plain::Strange);
        }
        let Measured::Whole { bytes, .. } = self.measure(MAX_TOKEN_BYTES)? else {
            return Ok(Plain::Strange);
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
            Some(text) if text.contains('\0') => Plain::Strange,
            Some(text) if text.is_empty() => Plain::Absent,
            Some(text) => Plain::KeyText(text),
            None => Plain::Strange,
        })
    }

    /// Passes the list or object that comes next, and shows its bytes piece by piece.
    pub(super) fn pass_nested(&mut self, show: Show<'_>) -> Result<(), Stop> {
        let opening = self.peek_value()?;
        matching(opening, self.pass_brackets(&mut Skim::at_depth(0), show)?)
    }

    /// Leaves the object or list the cursor stands in, from anywhere between its values.
    pub(super) fn leave(&mut self) -> Result<(), FileFault> {
        let mut skim = Skim::at_depth(1);
        self.pass_brackets(&mut skim, &mut |_| Ok(())).map(|_| ())
    }

    /// Measures the value that comes next. It stays in the window unless it is longer than the limit.
    pub(super) fn measure(&mut self, limit: usize) -> Result<Measured, Stop> {
        match self.peek_value()? {
            b'"' => Ok(self.measure_string(limit)?),
            b'{' | b'[' => self.measure_nested(limit),
            _ => self.measure_plain(limit),
        }
    }

    /// The bytes at hand, the first of which is next.
    pub(super) fn rest(&self) -> &[u8] {
        self.window.rest()
    }

    /// Consumes bytes that are at hand.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.window.consume(bytes);
    }

    /// A fault of the file, here.
    pub(super) fn fault(&self, what: &'static str) -> FileFault {
        FileFault::Contents {
            position: self.position(),
            what,
        }
    }

    /// Why a walk stopped, as a fault of the file.
    pub(super) fn fatal(&self, stop: Stop) -> FileFault {
        match stop {
            Stop::File(fault) => fault,
            Stop::Syntax(what) => self.fault(what),
        }
    }

    fn more(&mut self) -> Result<(), FileFault> {
        if self.window.refill()? {
            Ok(())
        } else {
            Err(self.fault(CUT_OFF))
        }
    }

    /// Passes to the bracket that closes the outermost, which is returned.
    fn pass_brackets(&mut self, skim: &mut Skim, show: Show<'_>) -> Result<u8, FileFault> {
        loop {
            let rest = self.window.rest();
            let end = skim.advance(rest);
            let passed = &rest[..end.unwrap_or(rest.len())];
            show(passed)?;
            let (length, last) = (passed.len(), passed.last().copied());
            self.window.consume(length);
            match (end, last) {
                (Some(_), Some(closing)) => return Ok(closing),
                _ => self.more()?,
            }
        }
    }

    fn pass_string(&mut self, show: Show<'_>) -> Result<(), FileFault> {
        let mut seen = 1;
        loop {
            let rest = self.window.rest();
            let found = memchr2(b'"', b'\\', rest.get(seen..).unwrap_or(&[]));
            let (passed, ends) = match found.map(|found| seen + found) {
                Some(place) if rest[place] == b'"' => (place + 1, true),
                // The byte behind a backslash means nothing; it may stand in the next block.
                Some(place) => (place + 2, false),
                None => (seen.max(rest.len()), false),
            };
            let at_hand = passed.min(rest.len());
            show(&rest[..at_hand])?;
            self.window.consume(at_hand);
            seen = passed - at_hand;
            if ends {
                return Ok(());
            }
            if self.window.rest().is_empty() {
                self.more()?;
            }
        }
    }

    fn pass_plain(&mut self, show: Show<'_>) -> Result<(), Stop> {
        let mut length = 0;
        loop {
            let rest = self.window.rest();
            let end = rest.iter().position(|byte| ends_plain(*byte));
            let passed = end.unwrap_or(rest.len());
            show(&rest[..passed])?;
            self.window.consume(passed);
            length += passed;
            match end {
                Some(_) if length == 0 => return Err(Stop::Syntax("a JSON value is expected")),
                Some(_) => return Ok(()),
                None => self.more()?,
            }
        }
    }

    fn measure_nested(&mut self, limit: usize) -> Result<Measured, Stop> {
        let mut skim = Skim::at_depth(0);
        let mut seen = 0;
        loop {
            let rest = self.window.rest();
            let opening = rest.first().copied().unwrap_or_default();
            if let Some(end) = skim.advance(&rest[seen..]).map(|end| seen + end) {
                matching(opening, rest[end - 1])?;
                return Ok(self.whole_within(limit, end, skim.reach()));
            }
            seen = rest.len();
            if seen > limit {
                self.window.consume(seen);
                matching(opening, self.pass_brackets(&mut skim, &mut |_| Ok(()))?)?;
                return Ok(Measured::TooLong);
            }
            self.more()?;
        }
    }

    fn measure_string(&mut self, limit: usize) -> Result<Measured, FileFault> {
        let mut seen = 1;
        let mut is_long = false;
        loop {
            let rest = self.window.rest();
            match memchr2(b'"', b'\\', rest.get(seen..).unwrap_or(&[])) {
                Some(found) if rest[seen + found] == b'"' => {
                    let end = seen + found + 1;
                    if is_long {
                        self.window.consume(end);
                        return Ok(Measured::TooLong);
                    }
                    return Ok(self.whole_within(limit, end, 0));
                }
                // The byte behind a backslash means nothing; it may stand in the next block.
                Some(found) => seen += found + 2,
                None => seen = seen.max(rest.len()),
            }
            if seen >= self.window.rest().len() {
                if seen > limit {
                    is_long = true;
                    let all = self.window.rest().len();
                    self.window.consume(all);
                    seen -= all;
                }
                self.more()?;
            }
        }
    }

    /// A number, `true`, `false` or `null`: whatever stands before the next blank, comma, colon, quote or bracket.
    fn measure_plain(&mut self, limit: usize) -> Result<Measured, Stop> {
        let mut seen = 0;
        let mut is_long = false;
        loop {
            let rest = self.window.rest();
            let end = rest[seen..].iter().position(|byte| ends_plain(*byte));
            match end.map(|end| seen + end) {
                Some(end) if is_long => {
                    self.window.consume(end);
                    return Ok(Measured::TooLong);
                }
                Some(end) if is_plain(&rest[..end]) => return Ok(self.whole_within(limit, end, 0)),
                Some(_) => return Err(Stop::Syntax("a JSON value is expected")),
                None => seen = rest.len(),
            }
            if seen > limit {
                // Digits without end are nothing we know, whatever they are.
                is_long = true;
                self.window.consume(seen);
                seen = 0;
            }
            self.more()?;
        }
    }

    fn whole_within(&mut self, limit: usize, bytes: usize, reach: u64) -> Measured {
        if bytes <= limit {
            return Measured::Whole { bytes, reach };
        }
        self.window.consume(bytes);
        Measured::TooLong
    }
}

/// Square and curly brackets differ from their counterparts in the same two bits.
fn matching(opening: u8, closing: u8) -> Result<(), Stop> {
    if opening ^ closing == b'[' ^ b']' {
        Ok(())
    } else {
        Err(Stop::Syntax("the closing bracket is of another kind"))
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

const fn ends_plain(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']')
}

fn is_plain(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// The text of a string in quotes.
fn decoded(string: &[u8]) -> Option<Cow<'_, str>> {
    let inner = string.get(1..string.len().checked_sub(1)?)?;
    if inner.contains(&b'\\') {
        return serde_json::from_slice(string).ok().map(Cow::Owned);
    }
    std::str::from_utf8(inner).ok().map(Cow::Borrowed)
}
