//! Payer in-network files (Transparency in Coverage, schema 1.x and 2.x), of any size, in one pass and with flat memory.
//!
//! In comes a [`Source`], out come rates and rejects to a [`RateSink`], and in the end what the file says of itself. One thread
//! unpacks and hashes ([`ReadAhead`]), this one looks through the text: `window` (bytes at hand) -> `skim` (where values end)
//! -> `cursor` (keys and values) -> `items` and `references` (records) -> `entry` (rows). Only records with a code of ours
//! and provider references are parsed. The order of keys does not matter: what is needed later is set aside, in memory as
//! long as it is little, in the scratch folder otherwise (`held`, `store`, `waiting`).

mod cursor;
mod entry;
mod fields;
mod groups;
mod header;
mod held;
mod item;
mod items;
mod locations;
mod price;
mod record;
mod references;
mod root;
mod scalar;
mod skim;
mod store;
#[cfg(test)]
mod tests;
mod waiting;
mod window;

use self::root::Root;
use self::window::{Blocks, ReadBlocks};
use super::read_ahead::ReadAhead;
use super::{FileFacts, RateSink, Wanted};
use crate::reading::file_fault::FileFault;
use crate::reading::source::{Fingerprint, Source};
use std::path::Path;

/// Bytes unpacked at a time: large against what a block costs, small against a cache.
const BLOCK_BYTES: usize = 1 << 20;

/// Reads a payer in-network file. References to other files are looked for in `folder` and below it; what has to be set aside
/// goes to `scratch`, a folder that exists; `progress` is told how many stored bytes have been read.
///
/// # Errors
/// [`FileFault`] when it is no such file, cannot be read to its end, or the sink gives up.
pub(crate) fn read_payer_file(
    source: Source,
    folder: &Path,
    wanted: &Wanted,
    scratch: &Path,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(u64),
) -> Result<(FileFacts, Fingerprint), FileFault> {
    let begin = source.text_begins();
    let mut blocks = Unpacked {
        ahead: ReadAhead::start(source, BLOCK_BYTES, Source::bytes_read)?,
        progress,
    };
    let root = Root::new(wanted, folder, scratch, sink);
    let facts = root.read(&mut blocks, begin)?;
    let fingerprint = blocks.ahead.finish()?.finish()?;
    Ok((facts, fingerprint))
}

/// Reads the text of a payer in-network file, so many bytes at a time.
///
/// # Errors
/// As [`read_payer_file`].
pub(crate) fn read_payer_text(
    text: &[u8],
    block_bytes: usize,
    wanted: &Wanted,
    scratch: &Path,
    sink: &mut dyn RateSink,
) -> Result<FileFacts, FileFault> {
    let mut blocks = ReadBlocks::new(text, block_bytes);
    Root::new(wanted, scratch, scratch, sink).read(&mut blocks, 0)
}

/// The text of a file as it is unpacked.
struct Unpacked<'p> {
    ahead: ReadAhead<Source>,
    progress: &'p mut dyn FnMut(u64),
}

impl Blocks for Unpacked<'_> {
    fn next_block(&mut self, used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault> {
        let block = self.ahead.next_block(used)?;
        (self.progress)(self.ahead.progress());
        Ok(block)
    }
}
