//! Reads payer in-network files (Transparency in Coverage, schema 1.x and 2.x) of any size in one
//! pass and with bounded memory.
//!
//! Input is a [`Source`]. Output is rates and rejects to a [`RateSink`], and the facts that the
//! file states once. A second thread unpacks and hashes ([`Prefetcher`]). This one walks through
//! the text with a `JsonCursor`: `item_reader` and `provider_references` read records,
//! `entry_reader` writes rows. Only provider references and records with a code of the catalog
//! are parsed. Keys may be in any order: what is needed later is stored in memory, or in the
//! scratch folder if it is large (`spill_buffer`, `reference_store`, `deferred_entries`).

mod deferred_entries;
mod entry_context;
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
use crate::reading::json::{BLOCK_BYTES, TextBlocks};
use crate::reading::source::{Fingerprint, Source};
use std::path::Path;

/// Reads a payer in-network file. Files that it refers to are looked up in `folder` and below.
/// `scratch` is an existing folder for temporary files. `progress` receives the number of stored
/// bytes read.
///
/// # Errors
/// [`FileFault`] when it is not such a file, cannot be read to its end, or the sink fails.
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

/// Reads the text of a payer in-network file in blocks of `block_bytes`.
///
/// # Errors
/// As [`read_payer_file`].
#[cfg(any(test, fuzzing))]
pub(crate) fn read_payer_text(
    text: &[u8],
    block_bytes: usize,
    wanted: &RateFilter,
    scratch: &Path,
    sink: &mut dyn RateSink,
) -> Result<FileFacts, FileFault> {
    let mut blocks = crate::reading::json::BlockReader::new(text, block_bytes);
    PayerFileReader::new(wanted, scratch, scratch, sink).read(&mut blocks, 0)
}

/// Text of a file as it is unpacked.
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
