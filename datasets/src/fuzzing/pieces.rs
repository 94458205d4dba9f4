//! Bytes that arrive in small pieces. A reader must find the same records however its buffer is
//! filled.

use crate::reading::source::Unpacked;
use std::io::{BufRead, Read, Result};

/// Reader of bytes in memory that returns a limited number at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces<'a> {
    rest: &'a [u8],
    size: usize,
}

impl<'a> Pieces<'a> {
    /// Returns all bytes at once.
    pub(super) const fn whole(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            size: usize::MAX,
        }
    }

    /// Returns one to eight bytes at a time, depending on the length of the input.
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
