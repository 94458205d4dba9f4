//! A moving window over text: the bytes not read yet, as one slice that can be made longer.
//!
//! Input is a sequence of blocks. Consumed bytes are dropped. While no bytes are left over, a block
//! becomes the window without being copied.

use crate::reading::file_fault::FileFault;
use std::io::Read;

/// Bytes per block: large enough that the cost per block is small, small enough for the cache.
pub(crate) const BLOCK_BYTES: usize = 1 << 20;

/// Source of text, one block after the other.
pub(crate) trait TextBlocks {
    /// Returns the next bytes, or none at the end. `used` is a buffer that can be filled again.
    ///
    /// # Errors
    /// When they cannot be read.
    fn next_block(&mut self, used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault>;
}

/// Unread bytes of a text that are in memory.
pub(crate) struct TextWindow<'a> {
    blocks: &'a mut dyn TextBlocks,
    bytes: Vec<u8>,
    at: usize,
    position: u64,
    /// True if the bytes are several blocks joined.
    is_joined: bool,
    /// Buffer in which blocks are joined. It grows beyond a block, so it is not reused as one.
    joint: Vec<u8>,
    /// While blocks are joined: a block that was copied and can be filled again.
    spare: Vec<u8>,
}

impl<'a> TextWindow<'a> {
    /// Creates a window over blocks. The first one begins at `position`.
    pub(crate) const fn new(blocks: &'a mut dyn TextBlocks, position: u64) -> Self {
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

    /// Unread bytes in memory. It may be empty before the end of the text.
    pub(crate) fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// Position of the first unread byte.
    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    /// Drops the first bytes in memory.
    pub(crate) fn consume(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.rest().len());
        self.at += bytes;
        self.position += bytes as u64;
    }

    /// Appends one more block to the bytes in memory. Returns false at the end of the text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn refill(&mut self) -> Result<bool, FileFault> {
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

/// Blocks of a reader.
pub(crate) struct BlockReader<R> {
    reader: R,
    block_bytes: usize,
}

impl<R: Read> BlockReader<R> {
    /// Creates blocks of at most `block_bytes`.
    pub(crate) fn new(reader: R, block_bytes: usize) -> Self {
        Self {
            reader,
            block_bytes,
        }
    }
}

impl<R: Read> TextBlocks for BlockReader<R> {
    fn next_block(&mut self, mut used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault> {
        used.clear();
        let limit = self.block_bytes as u64;
        let read = self.reader.by_ref().take(limit).read_to_end(&mut used)?;
        Ok((read > 0).then_some(used))
    }
}
