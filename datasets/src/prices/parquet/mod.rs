//! Reads the columns of a price table from a Parquet file as text cells, a slice of rows at a time.
//!
//! The file is not mapped and never in memory as a whole. One row group is read as stored, and
//! 65,536 rows of it are decoded at a time. Sizes that a file states are checked before memory is
//! allocated.

mod cell_type;
mod column_chunk;
mod guard;
mod read_at;
mod text_column;

use crate::reading::csv::{CsvColumn, shown};
use crate::reading::file_fault::FileFault;
use cell_type::{PlainColumn, is_null};
use column_chunk::ColumnChunk;
use guard::{damaged, guarded};
use polars::prelude::FileMetadata;
use polars_parquet::read::{ParquetType, RowGroupMetadata, read_metadata};
use read_at::read_at;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
pub(super) use text_column::{LIST_SEPARATOR, TextColumn};

/// Rows decoded at a time: a few dozen megabytes with all columns.
const SLICE_ROWS: usize = 1 << 16;
/// Largest row group as stored, of the columns that are read.
const MAX_ROW_GROUP_BYTES: u64 = 1 << 30;
/// Largest footer, which describes the file at its end.
const MAX_FOOTER_BYTES: u32 = 64 << 20;
/// Total size of pages that may expand by any ratio.
const FREE_EXPANSION_BYTES: u64 = 64 << 20;
/// Largest expansion of pages beyond that.
const MAX_EXPANSION_RATIO: u64 = 200;

/// A slice of rows, column by column, in the order asked for.
pub(super) type RowSlice = Vec<TextColumn>;

/// An open Parquet file, or one in memory.
pub(super) struct ParquetTable<R = File> {
    file: R,
    bytes_total: u64,
    metadata: FileMetadata,
    columns: Vec<Option<PlainColumn>>,
    unknown_columns: Vec<String>,
}

impl ParquetTable {
    /// Opens a file and reads its description.
    ///
    /// # Errors
    /// As [`ParquetTable::new`], and if the file cannot be read.
    pub(super) fn open(path: &Path, known: &[CsvColumn]) -> Result<Self, FileFault> {
        Self::new(File::open(path).map_err(FileFault::Read)?, known)
    }
}

impl<R: Read + Seek> ParquetTable<R> {
    /// Reads the description of the file and finds the columns that are known.
    ///
    /// # Errors
    /// [`FileFault`] if it is damaged, or a column is missing, is duplicated or has an unsupported
    /// type.
    pub(super) fn new(mut file: R, known: &[CsvColumn]) -> Result<Self, FileFault> {
        let bytes_total = file.seek(SeekFrom::End(0)).map_err(FileFault::Read)?;
        check_footer(&mut file, bytes_total)?;
        let metadata = guarded(|| read_metadata(&mut file))?;
        let columns = find_columns(&metadata, known)?;
        let is_unknown = |name: &&str| known.iter().all(|column| column.name != *name);
        let names = metadata.schema().fields().iter().map(ParquetType::name);
        let unknown_columns = names.filter(is_unknown).map(shown).collect();
        Ok(Self {
            file,
            bytes_total,
            metadata,
            columns,
            unknown_columns,
        })
    }

    /// Size of the file.
    pub(super) const fn bytes_total(&self) -> u64 {
        self.bytes_total
    }

    /// Returns the unknown columns.
    pub(super) fn into_unknown_columns(self) -> Vec<String> {
        self.unknown_columns
    }

    /// Passes all rows to `take`, slice by slice: the cells, the number of rows, and the bytes of
    /// the file already read.
    ///
    /// # Errors
    /// [`FileFault`] if the file is damaged, and any error of `take`.
    pub(super) fn read_slices(
        &mut self,
        mut take: impl FnMut(&RowSlice, usize, u64) -> Result<(), FileFault>,
    ) -> Result<(), FileFault> {
        let mut stored_bytes = 0;
        let mut unpacked_bytes = 0;
        for group in &self.metadata.row_groups {
            let chunks = read_group(&mut self.file, group, &self.columns, self.bytes_total)?;
            for (chunk, column) in chunks.iter().zip(&self.columns) {
                let (Some(chunk), Some(column)) = (chunk, column) else {
                    continue;
                };
                unpacked_bytes += chunk.check(group.num_rows(), column)?;
                check_expansion(unpacked_bytes, self.bytes_total)?;
            }
            for start in (0..group.num_rows()).step_by(SLICE_ROWS) {
                let rows = start..group.num_rows().min(start + SLICE_ROWS);
                let slice = decode(&chunks, &self.columns, &rows)?;
                take(&slice, rows.len(), stored_bytes)?;
            }
            stored_bytes += group.compressed_size() as u64;
        }
        Ok(())
    }
}

fn check_expansion(unpacked_bytes: u64, bytes_total: u64) -> Result<(), FileFault> {
    let allowed = bytes_total.saturating_mul(MAX_EXPANSION_RATIO);
    if unpacked_bytes > allowed.max(FREE_EXPANSION_BYTES) {
        return Err(FileFault::Expansion {
            ratio: MAX_EXPANSION_RATIO,
        });
    }
    Ok(())
}

fn decode(
    chunks: &[Option<ColumnChunk<'_>>],
    columns: &[Option<PlainColumn>],
    rows: &Range<usize>,
) -> Result<RowSlice, FileFault> {
    let mut slice = Vec::with_capacity(columns.len());
    for (chunk, column) in chunks.iter().zip(columns) {
        slice.push(match (chunk, column) {
            (Some(chunk), Some(column)) => chunk.decode(column, rows.clone())?,
            _ => TextColumn::Absent,
        });
    }
    Ok(slice)
}

/// Reads the known columns of a row group, as stored.
fn read_group<'g>(
    file: &mut (impl Read + Seek),
    group: &'g RowGroupMetadata,
    columns: &[Option<PlainColumn>],
    bytes_total: u64,
) -> Result<Vec<Option<ColumnChunk<'g>>>, FileFault> {
    let mut group_bytes = 0_u64;
    let mut read = |column: &Option<PlainColumn>| {
        let Some(column) = column else {
            return Ok(None);
        };
        let mut found = group
            .columns_under_root_iter(&column.field.name)
            .ok_or_else(damaged)?;
        let (Some(chunk), None) = (found.next(), found.next()) else {
            return Err(damaged());
        };
        group_bytes =
            group_bytes.saturating_add(u64::try_from(chunk.compressed_size()).or(Err(damaged()))?);
        if group_bytes > MAX_ROW_GROUP_BYTES {
            return Err(FileFault::Table(
                "it has row groups of more than 1 GiB: write it with smaller ones".to_owned(),
            ));
        }
        ColumnChunk::read(file, chunk, bytes_total).map(Some)
    };
    columns.iter().map(&mut read).collect()
}

/// Refuses a footer that would fill the memory.
fn check_footer(file: &mut (impl Read + Seek), bytes_total: u64) -> Result<(), FileFault> {
    let mut end = [0; 8];
    let start = bytes_total
        .checked_sub(end.len() as u64)
        .ok_or_else(damaged)?;
    read_at(file, start, &mut end)?;
    let [a, b, c, d, ..] = end;
    let footer_bytes = u32::from_le_bytes([a, b, c, d]);
    if footer_bytes > MAX_FOOTER_BYTES || u64::from(footer_bytes) > start {
        Err(damaged())
    } else {
        Ok(())
    }
}

fn find_columns(
    metadata: &FileMetadata,
    known: &[CsvColumn],
) -> Result<Vec<Option<PlainColumn>>, FileFault> {
    let mut columns = Vec::with_capacity(known.len());
    for known in known {
        let name = known.name;
        let mut fields = metadata
            .schema()
            .fields()
            .iter()
            .filter(|field| field.name() == name);
        match (fields.next(), fields.next()) {
            (_, Some(_)) => {
                return Err(FileFault::Header(format!(
                    "column {name} appears twice: remove one"
                )));
            }
            (None, None) if known.is_required() => {
                return Err(FileFault::Header(format!("column {name} is missing")));
            }
            (None, None) => columns.push(None),
            (Some(field), None) if is_null(field) => columns.push(None),
            (Some(field), None) => {
                let advice = "must be a column of text, numbers, decimals, dates, timestamps or lists of text";
                let plain = PlainColumn::of(field)
                    .ok_or_else(|| FileFault::Header(format!("column {name} {advice}")))?;
                columns.push(Some(plain));
            }
        }
    }
    Ok(columns)
}
