//! Files of sorted rows, in which runs and parts are stored.
//!
//! Each row is its length in four bytes and then its bytes. The file is compressed and has a
//! checksum. Adjacent rows are similar, so a file takes about a tenth of its rows. A text of a
//! megabyte that a hostile file repeats in every row takes almost no space.

use super::row_encoding::identity;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};

/// Compression level. It is low, because runs are read only once.
const LEVEL: i32 = 1;
/// Smallest and largest window, as powers of two. A window holds two of the longest rows, so that a
/// text that every row repeats is stored once, up to 2 MiB. Each run of a merge needs that much
/// memory.
const WINDOW_LOGS: std::ops::RangeInclusive<u32> = 17..=21;
const BUFFER_BYTES: usize = 64 << 10;
/// Longest valid row: texts of a record of 16 MiB, with each byte escaped.
const MAX_ROW_BYTES: u32 = 64 << 20;

/// Writer of sorted rows. Equal rows are written once.
pub(super) struct RowWriter {
    out: zstd::stream::write::Encoder<'static, BufWriter<File>>,
    last: Vec<u8>,
    rows: u64,
}

impl RowWriter {
    /// Starts a file for rows of at most `longest_row` bytes. Longer rows are compressed less well.
    pub(super) fn new(file: File, longest_row: usize) -> io::Result<Self> {
        let two_rows = longest_row.saturating_mul(2).max(1).ilog2() + 1;
        let window_log = two_rows.clamp(*WINDOW_LOGS.start(), *WINDOW_LOGS.end());
        let file = BufWriter::with_capacity(BUFFER_BYTES, file);
        let mut out = zstd::stream::write::Encoder::new(file, LEVEL)?;
        out.window_log(window_log)?;
        out.long_distance_matching(true)?;
        out.include_checksum(true)?;
        Ok(Self {
            out,
            last: Vec::new(),
            rows: 0,
        })
    }

    /// Writes a row unless it equals the previous row except for the position. The smallest
    /// position is kept.
    pub(super) fn write(&mut self, row: &[u8]) -> io::Result<()> {
        if self.rows > 0 && identity(row) == identity(&self.last) {
            return Ok(());
        }
        let length = u32::try_from(row.len())
            .ok()
            .filter(|&length| length <= MAX_ROW_BYTES)
            .ok_or_else(|| io::Error::other("a row is longer than 64 MiB"))?;
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(row)?;
        self.last.clear();
        self.last.extend_from_slice(row);
        self.rows += 1;
        Ok(())
    }

    /// Completes the file. Returns it with the number of rows.
    pub(super) fn finish(self) -> io::Result<(File, u64)> {
        let file = self.out.finish()?.into_inner()?;
        Ok((file, self.rows))
    }
}

/// Reader of sorted rows.
pub(crate) struct RowReader {
    from: zstd::stream::read::Decoder<'static, BufReader<File>>,
}

impl RowReader {
    /// Starts at the current position of the file.
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let file = BufReader::with_capacity(BUFFER_BYTES, file);
        Ok(Self {
            from: zstd::stream::read::Decoder::with_buffer(file)?,
        })
    }

    /// Reads the next row into `row`. Returns false at the end.
    pub(crate) fn next(&mut self, row: &mut Vec<u8>) -> io::Result<bool> {
        let mut length = [0; 4];
        // The first byte is read separately, because the file may end only between two rows.
        if self.from.read(&mut length[..1])? == 0 {
            return Ok(false);
        }
        self.from.read_exact(&mut length[1..])?;
        let length = u32::from_le_bytes(length);
        if length > MAX_ROW_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        row.resize(length as usize, 0);
        self.from.read_exact(row)?;
        Ok(true)
    }
}
