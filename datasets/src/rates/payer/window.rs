//! A window that moves over the text of a file: the bytes not read yet, as one slice that can be made longer.
//!
//! In come blocks, one after the other; what was consumed is let go. While nothing is kept a block becomes the window as it
//! is, without being copied.

use crate::reading::file_fault::FileFault;
use std::io::Read;

/// Bytes in order, some at a time.
pub(super) trait Blocks {
    /// The next bytes, none at the end; takes a buffer that is no longer needed.
    ///
    /// # Errors
    /// When they cannot be read.
    fn next_block(&mut self, used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault>;
}

/// The unread bytes of a text, as far as they were needed.
pub(super) struct Window<'a> {
    blocks: &'a mut dyn Blocks,
    bytes: Vec<u8>,
    at: usize,
    position: u64,
    /// Whether the bytes at hand are several blocks joined, not one as it came.
    is_joined: bool,
    /// Where blocks are joined. It grows beyond a block, so it never goes round as one.
    joint: Vec<u8>,
    /// While blocks are joined: one that was copied, to be filled again.
    spare: Vec<u8>,
}

impl<'a> Window<'a> {
    /// A window over blocks, of which the first begins at a position.
    pub(super) fn new(blocks: &'a mut dyn Blocks, position: u64) -> Self {
        Self {
            blocks,
            bytes: Vec::new(),
            at: 0,
            position,
            is_joined: false,
            joint: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// The unread bytes at hand; none does not mean that the text has ended.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// Position of the first unread byte.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Lets go of the first bytes at hand.
    pub(super) fn consume(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.rest().len());
        self.at += bytes;
        self.position += bytes as u64;
    }

    /// Puts one more block behind the bytes at hand; false at the end of the text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn refill(&mut self) -> Result<bool, FileFault> {
        if self.rest().is_empty() {
            self.at = 0;
            let mut used = std::mem::take(&mut self.bytes);
            if std::mem::take(&mut self.is_joined) {
                self.joint = std::mem::replace(&mut used, std::mem::take(&mut self.spare));
            }
            let next = self.blocks.next_block(used)?;
            let more = next.is_some();
            self.bytes = next.unwrap_or_default();
            return Ok(more);
        }
        if self.is_joined {
            self.bytes.drain(..self.at);
        } else {
            let mut joint = std::mem::take(&mut self.joint);
            joint.clear();
            joint.extend_from_slice(self.rest());
            self.spare = std::mem::replace(&mut self.bytes, joint);
            self.is_joined = true;
        }
        self.at = 0;
        let spare = std::mem::take(&mut self.spare);
        let Some(block) = self.blocks.next_block(spare)? else {
            return Ok(false);
        };
        self.bytes.extend_from_slice(&block);
        self.spare = block;
        Ok(true)
    }
}

/// Blocks of whatever can be read.
pub(super) struct ReadBlocks<R> {
    reader: R,
    block_bytes: usize,
}

impl<R: Read> ReadBlocks<R> {
    /// Blocks of at most a size.
    pub(super) fn new(reader: R, block_bytes: usize) -> Self {
        Self {
            reader,
            block_bytes,
        }
    }
}

impl<R: Read> Blocks for ReadBlocks<R> {
    fn next_block(&mut self, mut used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault> {
        used.clear();
        let limit = self.block_bytes as u64;
        let read = self.reader.by_ref().take(limit).read_to_end(&mut used)?;
        Ok((read > 0).then_some(used))
    }
}
