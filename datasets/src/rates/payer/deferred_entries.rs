//! Entries that cite references which come later in the file. They are stored and read at its end.

use super::entry_context::EntryContext;
use super::spill_buffer::SpillBuffer;
use crate::reading::file_fault::FileFault;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Bytes of entries in memory. The others are on disk.
const MEMORY_BYTES: usize = 8 << 20;

/// Deferred entries of a file.
#[derive(Debug)]
pub(super) struct DeferredEntries {
    held: SpillBuffer,
    is_open: bool,
}

impl DeferredEntries {
    /// Creates an empty list. `scratch` is a folder for temporary files.
    pub(super) fn new(scratch: &Path) -> Self {
        Self {
            held: SpillBuffer::new(scratch, MEMORY_BYTES),
            is_open: true,
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
        let head = serde_json::to_vec(&(context, json.len()));
        self.held
            .append(&head.map_err(io::Error::from).map_err(FileFault::Scratch)?)?;
        self.held.append(b"\n")?;
        self.held.append(json.as_bytes())
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
    /// Passes the entries to `take`, in the order they were added.
    ///
    /// # Errors
    /// [`FileFault::Scratch`], and those of `take`.
    pub(super) fn replay(
        &mut self,
        mut take: impl FnMut(&EntryContext, &str) -> Result<(), FileFault>,
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
            let head: Result<(EntryContext, u64), _> = serde_json::from_slice(&head);
            let (context, bytes) = head.map_err(io::Error::from).map_err(FileFault::Scratch)?;
            let mut entry = reader.by_ref().take(bytes);
            entry
                .read_to_string(&mut json)
                .map_err(FileFault::Scratch)?;
            take(&context, &json)?;
        }
    }
}
