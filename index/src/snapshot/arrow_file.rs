//! Arrow IPC files with one record batch: written from vectors, read without copying.
//!
//! With one batch per file every column is contiguous, so a mapped column is one slice. The reader
//! checks the shape: a missing column, another type or an unexpected null is a [`ColumnFault`],
//! never a panic. Damaged bytes are detected earlier, by hash.

use arrow_array::cast::AsArray;
use arrow_array::types::ArrowPrimitiveType;
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch, StringArray};
use arrow_buffer::{Buffer, NullBuffer, ScalarBuffer};
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::root_as_footer;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, Field, Schema};
use bytes::Bytes;
use std::io::Write;
use std::sync::Arc;

/// Error of a column file. The message names the column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnFault {
    /// The bytes are not an Arrow IPC file with one record batch.
    #[error("not a column file: {0}")]
    NotArrow(String),
    /// The column is missing or has another type.
    #[error("column `{0}` is missing or has another type")]
    Missing(&'static str),
    /// A column that allows no empty cells has one.
    #[error("column `{0}` has empty cells")]
    Empty(&'static str),
    /// A cell holds a number outside its vocabulary or out of order.
    #[error("column `{0}` holds a value that has no meaning")]
    Value(&'static str),
    /// Two columns or files that belong together differ in length.
    #[error("column `{0}` has the wrong number of rows")]
    Length(&'static str),
}

/// Columns to be written to a file, in the order in which they were added.
#[derive(Default)]
pub(super) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
}

impl Columns {
    /// Adds a column.
    pub(super) fn with(mut self, name: &str, array: impl Array + 'static) -> Self {
        self.fields.push(Field::new(
            name,
            array.data_type().clone(),
            array.null_count() > 0,
        ));
        self.arrays.push(Arc::new(array));
        self
    }

    /// Adds a column without empty cells.
    pub(super) fn numbers<T: ArrowPrimitiveType>(self, name: &str, values: Vec<T::Native>) -> Self {
        self.with(
            name,
            PrimitiveArray::<T>::new(ScalarBuffer::from(values), None),
        )
    }

    /// Adds a column in which the value `none` becomes an empty cell.
    pub(super) fn optional<T: ArrowPrimitiveType>(
        self,
        name: &str,
        values: Vec<T::Native>,
        none: T::Native,
    ) -> Self {
        let nulls: NullBuffer = values
            .iter()
            .map(|&value| value != none)
            .collect::<Vec<bool>>()
            .into();
        self.with(
            name,
            PrimitiveArray::<T>::new(ScalarBuffer::from(values), Some(nulls)),
        )
    }

    /// Adds a column of texts.
    pub(super) fn texts<S: AsRef<str>>(
        self,
        name: &str,
        texts: impl IntoIterator<Item = S>,
    ) -> Self {
        self.with(name, StringArray::from_iter_values(texts))
    }

    /// Writes the file.
    pub(super) fn write(self, out: impl Write) -> Result<(), ArrowError> {
        let schema = Arc::new(Schema::new(self.fields));
        let mut writer = FileWriter::try_new(out, &schema)?;
        writer.write(&RecordBatch::try_new(schema, self.arrays)?)?;
        writer.finish()
    }
}

/// Columns of an open file.
pub(super) struct ArrowTable {
    batch: RecordBatch,
}

impl ArrowTable {
    /// Opens a file in memory or in a mapping, without copying.
    pub(super) fn open(bytes: Bytes) -> Result<Self, ColumnFault> {
        decode(&Buffer::from(bytes))
            .map(|batch| Self { batch })
            .map_err(|error| ColumnFault::NotArrow(error.to_string()))
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Returns a column of numbers that may have empty cells.
    pub(super) fn array<T: ArrowPrimitiveType>(
        &self,
        name: &'static str,
    ) -> Result<PrimitiveArray<T>, ColumnFault> {
        let column = self
            .batch
            .column_by_name(name)
            .ok_or(ColumnFault::Missing(name))?;
        column
            .as_primitive_opt::<T>()
            .cloned()
            .ok_or(ColumnFault::Missing(name))
    }

    /// Returns a column of numbers without empty cells.
    pub(super) fn numbers<T: ArrowPrimitiveType>(
        &self,
        name: &'static str,
    ) -> Result<ScalarBuffer<T::Native>, ColumnFault> {
        let array = self.array::<T>(name)?;
        if array.null_count() > 0 {
            Err(ColumnFault::Empty(name))
        } else {
            Ok(array.values().clone())
        }
    }

    /// Returns a column of texts.
    pub(super) fn texts(&self, name: &'static str) -> Result<StringArray, ColumnFault> {
        let column = self
            .batch
            .column_by_name(name)
            .ok_or(ColumnFault::Missing(name))?;
        column
            .as_string_opt::<i32>()
            .cloned()
            .ok_or(ColumnFault::Missing(name))
    }
}

/// Returns the value of a cell, or `None` if the cell is empty.
pub(super) fn cell<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    row: usize,
) -> Option<T::Native> {
    array.is_valid(row).then(|| array.value(row))
}

fn decode(buffer: &Buffer) -> Result<RecordBatch, ArrowError> {
    let broken = |what: &str| ArrowError::ParseError(what.to_owned());
    let trailer = buffer
        .len()
        .checked_sub(10)
        .ok_or_else(|| broken("too short"))?;
    let tail: [u8; 10] = buffer[trailer..].try_into().or(Err(broken("too short")))?;
    let footer_length = read_footer_length(tail)?;
    let footer_start = trailer
        .checked_sub(footer_length)
        .ok_or_else(|| broken("footer out of range"))?;
    let footer = root_as_footer(&buffer[footer_start..trailer])
        .map_err(|error| ArrowError::ParseError(error.to_string()))?;
    let schema = Arc::new(try_fb_to_schema(
        footer.schema().ok_or_else(|| broken("no schema"))?,
    )?);
    let batches = footer
        .recordBatches()
        .ok_or_else(|| broken("no record batch"))?;
    if batches.len() != 1 {
        return Err(broken("not exactly one record batch"));
    }
    let block = batches.get(0);
    let range = || -> Option<(usize, usize)> {
        let offset = usize::try_from(block.offset()).ok()?;
        let length = usize::try_from(block.bodyLength())
            .ok()?
            .checked_add(usize::try_from(block.metaDataLength()).ok()?)?;
        (offset.checked_add(length)? <= buffer.len()).then_some((offset, length))
    };
    let (offset, length) = range().ok_or_else(|| broken("record batch out of range"))?;
    let data = buffer.slice_with_length(offset, length);
    let decoder = FileDecoder::new(schema, footer.version());
    decoder
        .read_record_batch(block, &data)?
        .ok_or_else(|| broken("empty record batch"))
}
