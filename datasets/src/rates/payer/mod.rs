//! Payer in-network files (Transparency in Coverage, schema 1.x and 2.x), of any size, in one pass and with flat memory.
//!
//! In comes a [`Source`], out come rates and rejects to a [`RateSink`], and in the end what the file says of itself. One thread
//! unpacks and hashes ([`Prefetcher`]), this one looks through the text: `window` (bytes at hand) -> `skim` (where values end)
//! -> `cursor` (keys and values) -> `items` and `references` (records) -> `entry` (rows). Only records with a code of ours
//! and provider references are parsed. The order of keys does not matter: what is needed later is set aside, in memory as
//! long as it is little, in the scratch folder otherwise (`held`, `store`, `waiting`).

mod deferred_entries;
mod entry_reader;
mod file_reader;
mod in_network_item;
mod item_reader;
mod negotiated_price;
mod payer_header;
mod provider_groups;
mod provider_references;
mod record;
mod reference_files;
mod reference_store;
mod scalar;
mod spill_buffer;
#[cfg(test)]
mod tests;
mod visitors;

use self::file_reader::PayerFileReader;
use super::prefetch::Prefetcher;
use super::rate_filter::RateFilter;
use super::stated_rate::{FileFacts, RateSink};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{BLOCK_BYTES, BlockReader, TextBlocks};
use crate::reading::source::{Fingerprint, Source};
use std::path::Path;

/// Reads a payer in-network file. References to other files are looked for in `folder` and below it; what has to be set aside
/// goes to `scratch`, a folder that exists; `progress` is told how many stored bytes have been read.
///
/// # Errors
/// [`FileFault`] when it is no such file, cannot be read to its end, or the sink gives up.
pub(crate) fn read_payer_file(
    source: Source,
    folder: &Path,
    wanted: &RateFilter,
    scratch: &Path,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(u64),
) -> Result<(FileFacts, Fingerprint), FileFault> {
    let begin = source.text_begins();
    let mut blocks = UnpackedText {
        ahead: Prefetcher::start(source, BLOCK_BYTES, Source::bytes_read)?,
        progress,
    };
    let root = PayerFileReader::new(wanted, folder, scratch, sink);
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
    wanted: &RateFilter,
    scratch: &Path,
    sink: &mut dyn RateSink,
) -> Result<FileFacts, FileFault> {
    let mut blocks = BlockReader::new(text, block_bytes);
    PayerFileReader::new(wanted, scratch, scratch, sink).read(&mut blocks, 0)
}

/// The text of a file as it is unpacked.
struct UnpackedText<'p> {
    ahead: Prefetcher<Source>,
    progress: &'p mut dyn FnMut(u64),
}

impl TextBlocks for UnpackedText<'_> {
    fn next_block(&mut self, used: Vec<u8>) -> Result<Option<Vec<u8>>, FileFault> {
        let block = self.ahead.next_block(used)?;
        (self.progress)(self.ahead.progress());
        Ok(block)
    }
}
