//! Files as bytes: read if small, mapped into memory if large.

use super::error::OpenError;
use bytes::Bytes;
use memmap2::Mmap;
use std::fs::File;
use std::path::Path;

/// Files up to this size are read; larger ones are mapped.
const LARGEST_READ: u64 = 1 << 20;

/// Returns the bytes of a file. Small files are read, large ones are mapped.
///
/// The length is taken from the open file, not from the directory entry. The bytes returned here
/// are the ones that are hashed and then served.
pub(super) fn bytes_of(path: &Path) -> Result<Bytes, OpenError> {
    let read = |source| OpenError::read(path, source);
    let file = File::open(path).map_err(read)?;
    let length = file.metadata().map_err(read)?.len();
    if length <= LARGEST_READ {
        return std::fs::read(path).map(Bytes::from).map_err(read);
    }
    map(&file).map(Bytes::from_owner).map_err(read)
}

#[expect(
    unsafe_code,
    reason = "a generation is never written to after the rename that publishes it"
)]
fn map(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: the file belongs to a generation that was renamed into place complete and is never
    // changed afterwards. The documentation requires a folder that only the indexer can write.
    unsafe { Mmap::map(file) }
}
