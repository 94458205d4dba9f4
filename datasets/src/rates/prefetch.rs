//! Reads ahead on a second thread, so that unpacking and hashing overlap with the use of the bytes.
//!
//! Input is a reader. Output is its bytes in blocks, in order, a small number of them ahead.
//! Buffers are reused. A fault is sent in place of a block. At the end the reader is returned.

use crate::reading::file_fault::FileFault;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

/// Number of blocks in the queue. With the one being filled and the one in use, there are four.
const BLOCKS_AHEAD: usize = 2;

/// Bytes of the file, and the progress after them.
#[derive(Debug)]
struct Block {
    bytes: Vec<u8>,
    progress: u64,
}

/// Reader that is read on a second thread.
#[derive(Debug)]
pub(crate) struct Prefetcher<R> {
    blocks: Receiver<Result<Block, FileFault>>,
    used: Sender<Vec<u8>>,
    thread: JoinHandle<R>,
    block_bytes: usize,
    progress: u64,
}

impl<R: Read + Send + 'static> Prefetcher<R> {
    /// Starts to read blocks of `block_bytes`. `progress` is called after each block.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn start(
        reader: R,
        block_bytes: usize,
        progress: fn(&R) -> u64,
    ) -> Result<Self, FileFault> {
        let (sender, blocks) = sync_channel(BLOCKS_AHEAD);
        let (used, recycled) = channel();
        let thread = std::thread::Builder::new()
            .name("read-ahead".to_owned())
            .spawn(move || read_blocks(reader, block_bytes, progress, &sender, &recycled))
            .map_err(FileFault::Read)?;
        Ok(Self {
            blocks,
            used,
            thread,
            block_bytes,
            progress: 0,
        })
    }

    /// Returns the next block, or none at the end. `used` is a buffer that can be filled again.
    ///
    /// # Errors
    /// Those of the reader.
    pub(crate) fn next_block(&mut self, used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault> {
        // A buffer that grew for a long record is freed, not reused.
        if (self.block_bytes..=2 * self.block_bytes).contains(&used.capacity()) {
            // The thread may have ended.
            let _ = self.used.send(used);
        }
        match self.blocks.recv() {
            Ok(block) => {
                let block = block?;
                self.progress = block.progress;
                Ok(Some(block.bytes))
            }
            Err(_) => Ok(None),
        }
    }

    /// Progress after the last block that was taken.
    pub(crate) fn progress(&self) -> u64 {
        self.progress
    }

    /// Stops and returns the reader. Blocks that were not taken are lost.
    ///
    /// # Errors
    /// When the thread panicked.
    pub(crate) fn finish(self) -> Result<R, FileFault> {
        drop(self.blocks);
        let died = |_| FileFault::Read(io::Error::other("the reading thread died"));
        self.thread.join().map_err(died)
    }
}

/// Reads until the end, until a fault, or until the receiver is dropped.
fn read_blocks<R: Read>(
    mut reader: R,
    block_bytes: usize,
    progress: fn(&R) -> u64,
    blocks: &SyncSender<Result<Block, FileFault>>,
    recycled: &Receiver<Vec<u8>>,
) -> R {
    loop {
        let mut bytes = recycled.try_recv().unwrap_or_default();
        bytes.resize(block_bytes, 0);
        let block = match fill(&mut reader, &mut bytes) {
            Ok(0) => return reader,
            Ok(filled) => {
                bytes.truncate(filled);
                let progress = progress(&reader);
                Ok(Block { bytes, progress })
            }
            Err(fault) => Err(FileFault::from(fault)),
        };
        let is_last = block.is_err();
        if blocks.send(block).is_err() || is_last {
            return reader;
        }
    }
}

/// Reads until the buffer is full or the reader ends. Returns the number of bytes read.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::Prefetcher;
    use crate::reading::file_fault::FileFault;
    use std::io::{self, Cursor, Read};

    #[test]
    fn all_bytes_arrive_in_order_and_the_reader_is_returned() {
        let bytes: Vec<u8> = (0..100_003u32).map(|number| number as u8).collect();
        let reader = Cursor::new(bytes.clone());
        let mut ahead = Prefetcher::start(reader, 1000, Cursor::position).unwrap();
        let (mut all, mut used) = (Vec::new(), Vec::new());
        while let Some(block) = ahead.next_block(used).unwrap() {
            all.extend_from_slice(&block);
            used = block;
            assert_eq!(ahead.progress(), all.len() as u64);
        }
        assert_eq!(all, bytes);
        assert_eq!(ahead.finish().unwrap().position(), 100_003);
    }

    #[test]
    fn the_reader_is_returned_when_blocks_were_not_taken() {
        let ahead = Prefetcher::start(Cursor::new(vec![7; 100_000]), 10, Cursor::position).unwrap();
        assert!(ahead.finish().unwrap().position() < 100_000);
    }

    #[test]
    fn a_fault_arrives_after_the_blocks_before_it() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(FileFault::Changed.into())
            }
        }
        let reader = Cursor::new(vec![7; 10]).chain(Broken);
        let mut ahead = Prefetcher::start(reader, 10, |_| 0).unwrap();
        assert_eq!(ahead.next_block(Vec::new()).unwrap(), Some(vec![7; 10]));
        let fault = ahead.next_block(Vec::new()).unwrap_err();
        assert!(matches!(fault, FileFault::Changed));
        assert!(ahead.next_block(Vec::new()).unwrap().is_none());
    }
}
