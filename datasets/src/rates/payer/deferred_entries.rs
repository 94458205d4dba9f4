//! Entries that cite references which stand further back in the file: set aside as they are, read again at its end.

use super::entry_reader::EntryContext;
use super::spill_buffer::SpillBuffer;
use crate::reading::file_fault::FileFault;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Bytes that wait in memory; the others wait on disk.
const MEMORY_BYTES: usize = 8 << 20;

/// Entries set aside.
#[derive(Debug)]
pub(super) struct DeferredEntries {
    held: SpillBuffer,
    is_open: bool,
}

impl DeferredEntries {
    /// None yet.
    pub(super) fn new(scratch: &Path) -> Self {
        Self {
            held: SpillBuffer::new(scratch, MEMORY_BYTES),
            is_open: true,
        }
    }

    /// Whether an entry may still wait: references may follow.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Says that no more references follow.
    pub(super) fn no_more_references(&mut self) {
        self.is_open = false;
    }

    /// Sets an entry aside.
    ///
    /// # Errors
    /// [`FileFault::Scratch`].
    pub(super) fn add(&mut self, place: &EntryContext, json: &str) -> Result<(), FileFault> {
        let head = serde_json::to_vec(&(place, json.len()));
        self.held
            .append(&head.map_err(io::Error::from).map_err(FileFault::Scratch)?)?;
        self.held.append(b"\n")?;
        self.held.append(json.as_bytes())
    }

    /// Ends the waiting, and gives out what waited.
    pub(super) fn close(&mut self) -> DeferredReplay {
        self.is_open = false;
        DeferredReplay(self.held.take())
    }
}

/// Entries that waited.
#[derive(Debug)]
pub(super) struct DeferredReplay(SpillBuffer);

impl DeferredReplay {
    /// Gives the entries to somebody, in the order they were set aside.
    ///
    /// # Errors
    /// [`FileFault::Scratch`], and those of whoever takes them.
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
            let (place, bytes) = head.map_err(io::Error::from).map_err(FileFault::Scratch)?;
            let mut entry = reader.by_ref().take(bytes);
            entry
                .read_to_string(&mut json)
                .map_err(FileFault::Scratch)?;
            take(&place, &json)?;
        }
    }
}
