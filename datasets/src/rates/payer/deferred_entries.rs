//! Entries that cite references which come later in the file. They are stored and read at its end.

use super::entry_context::EntryContext;
use super::spill_buffer::SpillBuffer;
use crate::rates::record_outcome::RecordOutcome;
use crate::reading::file_fault::FileFault;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Bytes of entries in memory. The others are on disk.
const MEMORY_BYTES: usize = 8 << 20;

/// Deferred entries of a file.
#[derive(Debug)]
pub(super) struct DeferredEntries {
    held: SpillBuffer,
    is_open: bool,
    /// True if an entry of the item being read was deferred.
    is_in_item: bool,
}

/// Line before each deferred entry, and after those of an item.
#[derive(Debug, Serialize, Deserialize)]
enum DeferredHead {
    /// Context of an entry, and the bytes of its text, which follows.
    Entry(EntryContext, u64),
    /// Outcome of the item without its deferred entries.
    EndOfItem(RecordOutcome),
}

/// Deferred part of an item.
#[derive(Debug)]
pub(super) enum DeferredPart<'a> {
    /// Entry with its context.
    Entry(&'a EntryContext, &'a str),
    /// End of an item, with the outcome of its other parts.
    EndOfItem(RecordOutcome),
}

impl DeferredEntries {
    /// Creates an empty list. `scratch` is a folder for temporary files.
    pub(super) fn new(scratch: &Path) -> Self {
        Self {
            held: SpillBuffer::new(scratch, MEMORY_BYTES),
            is_open: true,
            is_in_item: false,
        }
    }

    /// True while references may follow, so that an entry may be deferred.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Records that no more references follow.
    pub(super) fn no_more_references(&mut self) {
        self.is_open = false;
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// [`FileFault::Scratch`].
    pub(super) fn add(&mut self, context: &EntryContext, json: &str) -> Result<(), FileFault> {
        self.is_in_item = true;
        self.append(&DeferredHead::Entry(context.clone(), json.len() as u64))?;
        self.held.append(json.as_bytes())
    }

    /// Ends an item if one of its entries was deferred, and stores its outcome so far. Returns true
    /// if so.
    ///
    /// # Errors
    /// [`FileFault::Scratch`].
    pub(super) fn end_item(&mut self, outcome: RecordOutcome) -> Result<bool, FileFault> {
        let has_entries = std::mem::take(&mut self.is_in_item);
        if has_entries {
            self.append(&DeferredHead::EndOfItem(outcome))?;
        }
        Ok(has_entries)
    }

    fn append(&mut self, head: &DeferredHead) -> Result<(), FileFault> {
        let head = serde_json::to_vec(head);
        self.held
            .append(&head.map_err(io::Error::from).map_err(FileFault::Scratch)?)?;
        self.held.append(b"\n")
    }

    /// Closes the list and returns the deferred entries.
    pub(super) fn close(&mut self) -> DeferredReplay {
        self.is_open = false;
        DeferredReplay(self.held.take())
    }
}

/// Deferred entries, ready to be read.
#[derive(Debug)]
pub(super) struct DeferredReplay(SpillBuffer);

impl DeferredReplay {
    /// Passes the entries and ends of items to `take`, in the order they were added.
    ///
    /// # Errors
    /// [`FileFault::Scratch`], and those of `take`.
    pub(super) fn replay(
        &mut self,
        mut take: impl FnMut(DeferredPart<'_>) -> Result<(), FileFault>,
    ) -> Result<(), FileFault> {
        let mut reader = BufReader::new(self.0.reader()?);
        let mut head = Vec::new();
        let mut json = String::new();
        loop {
            head.clear();
            json.clear();
            reader
                .read_until(b'\n', &mut head)
                .map_err(FileFault::Scratch)?;
            if head.is_empty() {
                return Ok(());
            }
            let head = serde_json::from_slice(&head).map_err(io::Error::from);
            match head.map_err(FileFault::Scratch)? {
                DeferredHead::Entry(context, bytes) => {
                    let mut entry = reader.by_ref().take(bytes);
                    entry
                        .read_to_string(&mut json)
                        .map_err(FileFault::Scratch)?;
                    take(DeferredPart::Entry(&context, &json))?;
                }
                DeferredHead::EndOfItem(outcome) => take(DeferredPart::EndOfItem(outcome))?,
            }
        }
    }
}
