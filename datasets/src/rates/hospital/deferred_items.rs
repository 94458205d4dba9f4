//! Stores JSON items until the file states its providers: a few in memory, more in an unnamed
//! scratch file, which the system removes with the process.

use crate::reading::file_fault::FileFault;
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;
use tempfile::SpooledTempFile;

/// Total size of the items that stay in memory.
const MEMORY_BYTES: usize = 8 << 20;

/// One stored item.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct DeferredItem {
    pub(super) record: u64,
    pub(super) position: u64,
    pub(super) json: Vec<u8>,
}

/// Items being stored.
pub(super) struct DeferredItems {
    items: BufWriter<SpooledTempFile>,
    count: u64,
}

/// Stored items being read back, in order.
pub(super) struct DeferredItemReader {
    items: BufReader<SpooledTempFile>,
    left: u64,
}

impl DeferredItems {
    /// Creates an empty store. A scratch file is created in `scratch` if needed.
    pub(super) fn new(scratch: &Path) -> Self {
        Self::with_memory(MEMORY_BYTES, scratch)
    }

    fn with_memory(bytes: usize, scratch: &Path) -> Self {
        Self {
            items: BufWriter::new(tempfile::spooled_tempfile_in(bytes, scratch)),
            count: 0,
        }
    }

    /// Stores an item.
    ///
    /// # Errors
    /// [`FileFault::Scratch`] if the scratch file cannot be written.
    pub(super) fn push(
        &mut self,
        record: u64,
        position: u64,
        json: &[u8],
    ) -> Result<(), FileFault> {
        self.count += 1;
        let mut write = |bytes: &[u8]| self.items.write_all(bytes).map_err(FileFault::Scratch);
        write(&record.to_le_bytes())?;
        write(&position.to_le_bytes())?;
        write(&(json.len() as u64).to_le_bytes())?;
        write(json)
    }

    /// Returns a reader of the stored items.
    ///
    /// # Errors
    /// [`FileFault::Scratch`] if the scratch file cannot be written or read.
    pub(super) fn into_items(self) -> Result<DeferredItemReader, FileFault> {
        let left = self.count;
        let mut items = self
            .items
            .into_inner()
            .map_err(|fault| FileFault::Scratch(fault.into_error()))?;
        items.rewind().map_err(FileFault::Scratch)?;
        let items = BufReader::new(items);
        Ok(DeferredItemReader { items, left })
    }
}

impl DeferredItemReader {
    /// Reads the next item. Returns false at the end.
    ///
    /// # Errors
    /// [`FileFault::Scratch`] if the scratch file cannot be read.
    pub(super) fn next_into(&mut self, item: &mut DeferredItem) -> Result<bool, FileFault> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        item.record = self.number()?;
        item.position = self.number()?;
        // `push` wrote the length, and no item is longer than a record.
        item.json.resize(self.number()? as usize, 0);
        self.items
            .read_exact(&mut item.json)
            .map_err(FileFault::Scratch)?;
        Ok(true)
    }

    fn number(&mut self) -> Result<u64, FileFault> {
        let mut bytes = [0; 8];
        self.items
            .read_exact(&mut bytes)
            .map_err(FileFault::Scratch)?;
        Ok(u64::from_le_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::{DeferredItem, DeferredItems};

    #[test]
    fn items_come_back_unchanged_from_memory_and_from_the_scratch_file() {
        for memory in [1 << 20, 100] {
            let mut store = DeferredItems::with_memory(memory, &std::env::temp_dir());
            let items: Vec<DeferredItem> = (0..50)
                .map(|number| DeferredItem {
                    record: number,
                    position: number * 7,
                    json: vec![number as u8; number as usize * 30],
                })
                .collect();
            for item in &items {
                store
                    .push(item.record, item.position, &item.json)
                    .expect("room");
            }
            let mut reader = store.into_items().expect("items");
            let mut item = DeferredItem::default();
            for expected in &items {
                assert!(reader.next_into(&mut item).expect("an item"));
                assert_eq!(&item, expected);
            }
            assert!(!reader.next_into(&mut item).expect("no item"));
        }
    }
}
