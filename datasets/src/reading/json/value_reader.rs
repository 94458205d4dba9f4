//! Reads one JSON document token by token and value by value, with line numbers for messages.
//!
//! Input is any buffered reader. Output is one value at a time in a buffer of the caller. A value
//! that is too long for the buffer is read to its end and not kept.

use super::bracket_scanner::exceeds_max_depth;
use super::value_scanner::ValueScanner;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use std::io::BufRead;

const CUT_OFF: &str = "the file ends before its JSON does: it is cut off, fetch it again";

/// Reader of a JSON document.
pub(crate) struct JsonValueReader<R> {
    input: R,
    /// Position of the next byte in the unpacked file.
    position: u64,
    lines: LineCount,
}

/// Position and size of a value that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadValue {
    /// Position of its first byte.
    pub(crate) position: u64,
    /// Line of its first byte.
    pub(crate) line: u64,
    /// True if it was short enough to be kept.
    pub(crate) is_whole: bool,
    /// True if it was kept and is nested too deep, see [`exceeds_max_depth`].
    pub(crate) is_too_deep: bool,
}

impl<R: BufRead> JsonValueReader<R> {
    /// Creates a reader. The first byte of the input has a position in the unpacked file.
    pub(crate) fn new(input: R, position: u64) -> Self {
        Self {
            input,
            position,
            lines: LineCount::default(),
        }
    }

    /// Returns the underlying reader.
    pub(crate) const fn input(&self) -> &R {
        &self.input
    }

    /// Returns the next byte that is not white space without consuming it, or none at the end.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read on.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, FileFault> {
        loop {
            let input = self.input.fill_buf()?;
            let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            let blank = input.iter().take_while(is_blank).count();
            let next = input.get(blank).copied();
            let is_end = input.is_empty();
            self.consume(blank)?;
            if next.is_some() || is_end {
                return Ok(next);
            }
        }
    }

    /// Consumes the next byte after white space, which must be one of `bytes`.
    ///
    /// # Errors
    /// [`FileFault::Structure`] with the message `what` when it is another byte.
    pub(crate) fn expect(&mut self, bytes: &[u8], what: &'static str) -> Result<u8, FileFault> {
        match self.peek()? {
            Some(byte) if bytes.contains(&byte) => {
                self.consume(1)?;
                Ok(byte)
            }
            Some(_) => Err(self.structure(what)),
            None => Err(self.structure(CUT_OFF)),
        }
    }

    /// Reads the next value into `value`, or skips it when it is longer than `max_bytes`.
    ///
    /// # Errors
    /// [`FileFault`] when the file ends first.
    pub(crate) fn value(
        &mut self,
        value: &mut Vec<u8>,
        max_bytes: usize,
    ) -> Result<ReadValue, FileFault> {
        value.clear();
        self.peek()?;
        let mut read = ReadValue {
            position: self.position,
            line: self.lines.line(),
            is_whole: true,
            is_too_deep: false,
        };
        let mut scanner = ValueScanner::default();
        loop {
            let input = self.input.fill_buf()?;
            if input.is_empty() {
                return Err(FileFault::Structure {
                    line: read.line,
                    what: CUT_OFF,
                });
            }
            let end = scanner.scan(input);
            let used = end.unwrap_or(input.len());
            read.is_whole &= value.len() + used <= max_bytes;
            if read.is_whole {
                value.extend_from_slice(&input[..used]);
            }
            self.consume(used)?;
            if end.is_some() {
                read.is_too_deep = read.is_whole && exceeds_max_depth(value, scanner.reach());
                return Ok(read);
            }
        }
    }

    /// Returns a fault of the file at the current line.
    pub(crate) fn structure(&self, what: &'static str) -> FileFault {
        FileFault::Structure {
            line: self.lines.line(),
            what,
        }
    }

    fn consume(&mut self, amount: usize) -> Result<(), FileFault> {
        let input = self.input.fill_buf()?;
        self.lines.count(input.get(..amount).unwrap_or(input));
        self.input.consume(amount);
        self.position += amount as u64;
        Ok(())
    }
}
