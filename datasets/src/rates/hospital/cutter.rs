//! Cuts one JSON document into its tokens and values by hand, so that nothing larger than one item is ever held.

use super::nesting::Nesting;
use crate::reading::file_fault::FileFault;
use crate::reading::line_count::LineCount;
use std::io::BufRead;

const CUT_OFF: &str = "the file ends before its JSON does: it is cut off, fetch it again";

/// A JSON document being read.
pub(super) struct Cutter<R> {
    input: R,
    /// Bytes behind us.
    position: u64,
    lines: LineCount,
}

/// A value that was read or read over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Where it begins.
    pub(super) position: u64,
    /// Line it begins on.
    pub(super) line: u64,
    /// Levels of nesting.
    pub(super) deepest: u32,
    /// Whether it was short enough to be kept.
    pub(super) is_whole: bool,
}

impl<R: BufRead> Cutter<R> {
    /// Begins with the first byte of the text, which stands at a position of the unpacked file.
    pub(super) fn new(input: R, position: u64) -> Self {
        Self {
            input,
            position,
            lines: LineCount::default(),
        }
    }

    /// Where the bytes come from.
    pub(super) const fn input(&self) -> &R {
        &self.input
    }

    /// The next byte that is no white space, which stays unread; none at the end of the file.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, FileFault> {
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

    /// Reads one of the bytes given, behind white space.
    ///
    /// # Errors
    /// [`FileFault::Structure`] with the words given when another stands there.
    pub(super) fn expect(&mut self, bytes: &[u8], what: &'static str) -> Result<u8, FileFault> {
        match self.peek()? {
            Some(byte) if bytes.contains(&byte) => {
                self.consume(1)?;
                Ok(byte)
            }
            Some(_) => Err(self.structure(what)),
            None => Err(self.structure(CUT_OFF)),
        }
    }

    /// Reads a value into an empty buffer, or reads over it when it is longer than `most` bytes.
    ///
    /// # Errors
    /// [`FileFault`] when the file ends first.
    pub(super) fn value(&mut self, value: &mut Vec<u8>, most: usize) -> Result<Cut, FileFault> {
        value.clear();
        self.peek()?;
        let mut cut = Cut {
            position: self.position,
            line: self.lines.line(),
            deepest: 0,
            is_whole: true,
        };
        let mut nesting = Nesting::default();
        loop {
            let input = self.input.fill_buf()?;
            if input.is_empty() {
                let line = cut.line;
                return Err(FileFault::Structure {
                    line,
                    what: CUT_OFF,
                });
            }
            let end = nesting.scan(input);
            let used = end.unwrap_or(input.len());
            cut.is_whole &= value.len() + used <= most;
            if cut.is_whole {
                value.extend_from_slice(&input[..used]);
            }
            self.consume(used)?;
            if end.is_some() {
                cut.deepest = nesting.deepest();
                return Ok(cut);
            }
        }
    }

    /// A fault of the file where it is read.
    pub(super) fn structure(&self, what: &'static str) -> FileFault {
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
