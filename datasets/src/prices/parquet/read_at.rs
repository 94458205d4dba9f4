//! Reads bytes at an offset of a file.

use crate::reading::file_fault::FileFault;
use std::io::{Read, Seek, SeekFrom};

/// Fills a buffer from an offset of a file.
pub(super) fn read_at(
    file: &mut (impl Read + Seek),
    start: u64,
    bytes: &mut [u8],
) -> Result<(), FileFault> {
    file.seek(SeekFrom::Start(start))
        .and_then(|_| file.read_exact(bytes))
        .map_err(FileFault::Read)
}
