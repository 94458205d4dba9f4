//! Bytes that arrive in small pieces: a reader must find the same records however its buffer happens to be filled.

use crate::reading::source::Unpacked;
use std::io::{BufRead, Read, Result};

/// Memory handed out so many bytes at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
    size: usize,
}

impl<'a> Pieces<'a> {
    /// All bytes at once.
    pub(super) const fn whole(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            size: usize::MAX,
        }
    }

    /// One to eight bytes at a time, as the length of the input has it.
    pub(super) const fn small(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            size: 1 + bytes.len() % 8,
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(&self.rest[..self.rest.len().min(self.size)])
    }

    fn consume(&mut self, amount: usize) {
        self.rest = &self.rest[amount..];
    }
}

impl Unpacked for Pieces<'_> {
    fn progress(&self) -> (u64, u64) {
        (0, self.rest.len() as u64)
    }
}
