//! Buffer for bytes that are needed later: in memory up to a budget, the rest in an unlinked
//! scratch file.
//!
//! Bytes are appended, and read back from the start or at a position. The file is unlinked as soon
//! as it is open, so that nothing is left however the program ends.

use crate::reading::file_fault::FileFault;
use std::fs::{File, OpenOptions};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes collected before a write to the file.
const WRITE_BYTES: usize = 256 << 10;

/// Buffer that spills to disk.
#[derive(Debug)]
pub(super) struct SpillBuffer {
    scratch: PathBuf,
    budget: usize,
    /// First bytes, up to the budget.
    memory: Vec<u8>,
    file: Option<File>,
    file_bytes: u64,
    /// Last bytes, not yet written to the file.
    tail: Vec<u8>,
}

impl SpillBuffer {
    /// Creates an empty buffer. Bytes beyond `budget` go to a file.
    pub(super) fn new(scratch: &Path, budget: usize) -> Self {
        Self {
            scratch: scratch.to_owned(),
            budget,
            memory: Vec::new(),
            file: None,
            file_bytes: 0,
            tail: Vec::new(),
        }
    }

    /// Number of bytes in the buffer.
    pub(super) fn len(&self) -> u64 {
        self.memory.len() as u64 + self.file_bytes + self.tail.len() as u64
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// [`FileFault::Scratch`].
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let room = if self.file.is_none() {
            self.budget.saturating_sub(self.memory.len())
        } else {
            0
        };
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        self.keep(first);
        if rest.is_empty() {
            return Ok(());
        }
        if self.file.is_none() {
            self.file = Some(nameless_file(&self.scratch).map_err(FileFault::Scratch)?);
        }
        self.tail.extend_from_slice(rest);
        if self.tail.len() >= WRITE_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Appends bytes in memory. The vector doubles when it grows, but not beyond the budget.
    fn keep(&mut self, bytes: &[u8]) {
        let needed = self.memory.len() + bytes.len();
        if needed > self.memory.capacity() {
            let doubled = (2 * self.memory.capacity()).min(self.budget);
            self.memory
                .reserve_exact(doubled.max(needed) - self.memory.len());
        }
        self.memory.extend_from_slice(bytes);
    }

    /// Fills `buffer` with the bytes at a position.
    ///
    /// # Errors
    /// [`FileFault::Scratch`], also when there are too few bytes.
    pub(super) fn read_at(&self, place: u64, buffer: &mut [u8]) -> Result<(), FileFault> {
        let mut place = place;
        let mut buffer = buffer;
        let in_memory = copied(&self.memory, place, buffer);
        (place, buffer) = (place + in_memory as u64, &mut buffer[in_memory..]);
        let in_file = place.saturating_sub(self.memory.len() as u64);
        let length = self
            .file_bytes
            .saturating_sub(in_file)
            .min(buffer.len() as u64) as usize;
        if let Some(file) = self.file.as_ref().filter(|_| length > 0) {
            file.read_exact_at(&mut buffer[..length], in_file)
                .map_err(FileFault::Scratch)?;
        }
        let in_tail = (in_file + length as u64).saturating_sub(self.file_bytes);
        if copied(&self.tail, in_tail, &mut buffer[length..]) < buffer.len() - length {
            return Err(FileFault::Scratch(io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(())
    }

    /// Reads all bytes from the start.
    ///
    /// # Errors
    /// [`FileFault::Scratch`].
    pub(super) fn reader(&mut self) -> Result<impl Read + '_, FileFault> {
        self.flush()?;
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(0)).map_err(FileFault::Scratch)?;
        }
        let file = self.file.as_ref().map(|file| file.take(self.file_bytes));
        let file: Box<dyn Read + '_> = match file {
            Some(file) => Box::new(file),
            None => Box::new(io::empty()),
        };
        Ok(Cursor::new(&self.memory[..]).chain(file))
    }

    /// Removes all bytes and frees the space on disk.
    pub(super) fn clear(&mut self) {
        self.memory.clear();
        self.tail.clear();
        self.file_bytes = 0;
        self.file = None;
    }

    /// Takes the contents and leaves an empty buffer.
    pub(super) fn take(&mut self) -> Self {
        let empty = Self::new(&self.scratch, self.budget);
        std::mem::replace(self, empty)
    }

    fn flush(&mut self) -> Result<(), FileFault> {
        if let Some(file) = &mut self.file {
            file.write_all(&self.tail).map_err(FileFault::Scratch)?;
            self.file_bytes += self.tail.len() as u64;
            self.tail.clear();
        }
        Ok(())
    }
}

/// Copies bytes from a position on. Returns the number of bytes copied.
fn copied(from: &[u8], place: u64, to: &mut [u8]) -> usize {
    let from = usize::try_from(place)
        .ok()
        .and_then(|place| from.get(place..));
    let from = from.unwrap_or(&[]);
    let length = from.len().min(to.len());
    to[..length].copy_from_slice(&from[..length]);
    length
}

fn nameless_file(folder: &Path) -> io::Result<File> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("held-{}-{number}", std::process::id()));
    let mut options = OpenOptions::new();
    let file = options
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::SpillBuffer;
    use std::io::Read;

    #[test]
    fn bytes_read_back_from_memory_and_from_disk_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..700_001u32).map(|number| (number / 7) as u8).collect();
        for budget in [0, 10, 300_000, 1 << 20] {
            let mut held = SpillBuffer::new(folder.path(), budget);
            for chunk in bytes.chunks(1013) {
                held.append(chunk).unwrap();
            }
            assert_eq!(held.len(), 700_001);
            for (place, length) in [(0, 5), (5, 20), (299_990, 300_000), (699_999, 2)] {
                let mut buffer = vec![0; length];
                held.read_at(place as u64, &mut buffer).unwrap();
                assert_eq!(buffer, bytes[place..place + length], "{budget} {place}");
            }
            assert!(held.read_at(700_000, &mut [0; 2]).is_err());
            let mut all = Vec::new();
            held.reader().unwrap().read_to_end(&mut all).unwrap();
            assert_eq!(all, bytes);
            held.clear();
            held.append(b"again").unwrap();
            let mut again = String::new();
            held.reader().unwrap().read_to_string(&mut again).unwrap();
            assert_eq!(again, "again");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
