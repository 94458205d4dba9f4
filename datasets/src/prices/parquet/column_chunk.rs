//! The pages of one column in one row group. They are read into memory, checked against memory
//! limits, then decoded a slice of rows at a time.

use super::cell_type::PlainColumn;
use super::guard::{damaged, guarded};
use super::read_at::read_at;
use super::text_column::TextColumn;
use crate::reading::file_fault::FileFault;
use polars::prelude::Series;
use polars_buffer::Buffer;
use polars_parquet::parquet::page::CompressedPage;
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, Filter, PageReader, column_iter_to_arrays,
};
use std::io::{Cursor, Read, Seek};
use std::ops::Range;

/// Largest page, stored or unpacked. Writers aim at one MiB; some put a whole row group into one
/// page.
const MAX_PAGE_BYTES: usize = 256 << 20;
/// Thrift's marker for a 32-bit number in the next field.
const NEXT_FIELD_IS_NUMBER: u8 = 0x15;

/// One column of a row group in memory, as stored.
pub(super) struct ColumnChunk<'a> {
    column: &'a ColumnChunkMetadata,
    bytes: Buffer<u8>,
}

impl<'a> ColumnChunk<'a> {
    /// Reads the pages of a column; `bytes_total` is the size of the file.
    ///
    /// # Errors
    /// [`FileFault`] if they are outside the file or cannot be read.
    pub(super) fn read(
        file: &mut (impl Read + Seek),
        column: &'a ColumnChunkMetadata,
        bytes_total: u64,
    ) -> Result<Self, FileFault> {
        let start = column
            .dictionary_page_offset()
            .unwrap_or_else(|| column.data_page_offset());
        let range = u64::try_from(start)
            .ok()
            .zip(u64::try_from(column.compressed_size()).ok());
        let (start, length) = range.ok_or_else(damaged)?;
        if start
            .checked_add(length)
            .is_none_or(|end| end > bytes_total)
        {
            return Err(damaged());
        }
        let mut bytes = vec![0; length as usize];
        read_at(file, start, &mut bytes)?;
        Ok(Self {
            column,
            bytes: bytes.into(),
        })
    }

    /// Checks the page headers before anything is unpacked, and returns the unpacked size.
    ///
    /// # Errors
    /// [`FileFault`] if a page is too large, or the number of values does not fit `rows` rows.
    pub(super) fn check(&self, rows: usize, plain: &PlainColumn) -> Result<u64, FileFault> {
        let first = first_page_bytes(&self.bytes).ok_or_else(damaged)?;
        let (mut values, mut unpacked, mut largest) = (0_u64, first, first);
        guarded(|| {
            for page in self.pages() {
                if let CompressedPage::Data(page) = page? {
                    let bytes = page.uncompressed_size() as u64;
                    values = values.saturating_add(page.num_values() as u64);
                    unpacked = unpacked.saturating_add(bytes);
                    largest = largest.max(bytes);
                }
            }
            Ok(())
        })?;
        if largest > MAX_PAGE_BYTES as u64 {
            return Err(FileFault::Table(
                "it has pages of more than 256 MiB: write it with smaller pages".to_owned(),
            ));
        }
        // An empty list counts as one value, so a list column has at least as many values as rows.
        let most = rows as u64 * plain.most_values();
        if (rows as u64..=most).contains(&values) {
            Ok(unpacked)
        } else {
            Err(damaged())
        }
    }

    /// Decodes some rows.
    ///
    /// # Errors
    /// [`FileFault`] if the pages are damaged.
    pub(super) fn decode(
        &self,
        plain: &PlainColumn,
        rows: Range<usize>,
    ) -> Result<TextColumn, FileFault> {
        let expected = rows.len();
        let decoded = guarded(|| {
            let pages = vec![BasicDecompressor::new(self.pages(), Vec::new())];
            let types = vec![&self.column.descriptor().descriptor.primitive_type];
            let (arrays, _) = column_iter_to_arrays(
                pages,
                types,
                plain.field.clone(),
                Some(Filter::Range(rows)),
            )?;
            Series::try_from((&plain.field, arrays))
        })?;
        if decoded.len() != expected {
            return Err(damaged());
        }
        guarded(|| TextColumn::of(&decoded, plain.cell_type))
    }

    fn pages(&self) -> PageReader {
        PageReader::new(
            Cursor::new(self.bytes.clone()),
            self.column,
            Vec::new(),
            MAX_PAGE_BYTES,
        )
    }
}

/// Reads the unpacked size of the first page from its header, whose first two fields are type and
/// size. The decoder checks the size of every page except a dictionary, which can only be first.
fn first_page_bytes(chunk: &[u8]) -> Option<u64> {
    let mut header = chunk.iter().copied();
    let mut number = || {
        let mark = header.next()?;
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = header.next()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                // Numbers are stored as twice their value. Negative ones are odd, and no size may
                // be negative.
                return (mark == NEXT_FIELD_IS_NUMBER && value.is_multiple_of(2))
                    .then_some(value / 2);
            }
        }
        None
    };
    number()?;
    number()
}

#[cfg(test)]
mod tests {
    use super::first_page_bytes;

    #[test]
    fn the_size_of_the_first_page_is_read_from_its_header() {
        assert_eq!(
            first_page_bytes(&[0x15, 0x04, 0x15, 0x80, 0x01, 0x15, 0x02]),
            Some(64)
        );
        assert_eq!(first_page_bytes(&[0x15, 0x04, 0x15, 0x03]), None);
        assert_eq!(first_page_bytes(&[0x15, 0x04, 0x18]), None);
        assert_eq!(first_page_bytes(&[]), None);
    }
}
