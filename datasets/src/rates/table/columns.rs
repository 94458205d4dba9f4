//! Columns of the table: names and types, and a group of rows as arrays.

use crate::rates::parts::{PartNote, StoredRow};
use nearsite_domain::Day;
use polars::error::{PolarsResult, polars_bail};
use polars::prelude::{
    ArrayRef, ArrowDataType, ArrowField, CompatLevel, Int128Chunked, IntoSeries, ListBuilderTrait,
    ListStringChunkedBuilder, NamedFrom, PlSmallStr, Series, StringChunkedBuilder,
};
use std::borrow::Cow;

/// Digits of a rate: in total, and after the decimal point.
const RATE_DIGITS: (usize, usize) = (18, 4);
/// Bytes of a row without its texts.
const FIXED_BYTES: usize = 128;
/// Number of columns.
const COLUMNS: usize = 23;

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnType {
    Text,
    Texts,
    Day,
    Rate,
    Unsigned32,
    Unsigned64,
}

/// Columns from left to right: name, type, and true if the column is nullable.
const COLUMN_TYPES: [(&str, ColumnType, bool); COLUMNS] = [
    ("source", ColumnType::Text, false),
    ("file", ColumnType::Text, false),
    ("file_blake3", ColumnType::Text, false),
    ("entity", ColumnType::Text, true),
    ("payer", ColumnType::Text, true),
    ("network_name", ColumnType::Text, true),
    ("last_updated_on", ColumnType::Day, true),
    ("schema_version", ColumnType::Text, true),
    ("code_type", ColumnType::Text, true),
    ("code", ColumnType::Text, false),
    ("arrangement", ColumnType::Text, true),
    ("negotiated_type", ColumnType::Text, true),
    ("rate", ColumnType::Rate, false),
    ("billing_class", ColumnType::Text, true),
    ("setting", ColumnType::Text, true),
    ("service_codes", ColumnType::Texts, false),
    ("modifiers", ColumnType::Texts, false),
    ("expires_on", ColumnType::Day, true),
    ("tin_type", ColumnType::Text, true),
    ("tin", ColumnType::Text, true),
    ("npi", ColumnType::Text, true),
    ("group_size", ColumnType::Unsigned32, false),
    ("position", ColumnType::Unsigned64, false),
];

/// Returns the values of one row, in the same order.
fn cells<'r>(
    file: &'r PartNote,
    row: &'r StoredRow<'_>,
    npi: Option<&'r str>,
) -> [CellValue<'r>; COLUMNS] {
    let facts = &file.facts;
    let payer = row.payer.as_deref().or(facts.payer.as_deref());
    let updated = facts.last_updated_on.map(Day::days_since_epoch);
    [
        CellValue::Text(Some(&file.source)),
        CellValue::Text(Some(&file.name)),
        CellValue::Text(Some(&file.blake3)),
        CellValue::Text(facts.entity.as_deref()),
        CellValue::Text(payer),
        CellValue::Text(row.network_name.as_deref()),
        CellValue::Day(updated),
        CellValue::Text(facts.schema_version.as_deref()),
        CellValue::Text(row.code_type.as_deref()),
        CellValue::Text(Some(row.code)),
        CellValue::Text(row.arrangement.as_deref()),
        CellValue::Text(row.negotiated_type.as_deref()),
        CellValue::Rate(row.rate),
        CellValue::Text(row.billing_class.as_deref()),
        CellValue::Text(row.setting.as_deref()),
        CellValue::Texts(&row.service_codes),
        CellValue::Texts(&row.modifiers),
        CellValue::Day(row.expires_on),
        CellValue::Text(row.tin_type.as_deref()),
        CellValue::Text(row.tin.as_deref()),
        CellValue::Text(npi),
        CellValue::Unsigned32(row.group_size),
        CellValue::Unsigned64(row.position),
    ]
}

/// Value of one column in one row.
enum CellValue<'r> {
    Text(Option<&'r str>),
    Texts(&'r [Cow<'r, str>]),
    Day(Option<i32>),
    Rate(i64),
    Unsigned32(u32),
    Unsigned64(u64),
}

/// Values of a column in the current group.
enum ColumnBuilder {
    Text(StringChunkedBuilder),
    Texts(ListStringChunkedBuilder),
    Day(Vec<Option<i32>>),
    Rate(Vec<i128>),
    Unsigned32(Vec<u32>),
    Unsigned64(Vec<u64>),
}

/// Returns the columns as Arrow fields.
pub(super) fn fields() -> Vec<ArrowField> {
    let field = |&(name, kind, is_nullable): &(&str, ColumnType, bool)| {
        ArrowField::new(name.into(), kind.dtype(), is_nullable)
    };
    COLUMN_TYPES.iter().map(field).collect()
}

/// Rows that are written together.
pub(super) struct RowGroup {
    columns: Vec<ColumnBuilder>,
    rows: usize,
    bytes: usize,
}

impl Default for RowGroup {
    fn default() -> Self {
        Self {
            columns: COLUMN_TYPES
                .iter()
                .map(|&(_, kind, _)| kind.column())
                .collect(),
            rows: 0,
            bytes: 0,
        }
    }
}

impl RowGroup {
    /// Number of rows.
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// Approximate size in memory.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Appends a row of a file.
    pub(super) fn add(&mut self, file: &PartNote, row: &StoredRow<'_>) -> PolarsResult<()> {
        let npi = row.npi.map(|npi| format!("{npi:010}"));
        self.rows += 1;
        self.bytes += FIXED_BYTES;
        for (column, cell) in self
            .columns
            .iter_mut()
            .zip(cells(file, row, npi.as_deref()))
        {
            self.bytes += cell.bytes();
            column.push(cell)?;
        }
        Ok(())
    }

    /// Returns the columns as arrays, in order.
    pub(super) fn into_arrays(self) -> PolarsResult<Vec<ArrayRef>> {
        self.columns
            .into_iter()
            .map(ColumnBuilder::into_array)
            .collect()
    }
}

impl ColumnType {
    fn dtype(self) -> ArrowDataType {
        match self {
            Self::Text => ArrowDataType::Utf8View,
            Self::Texts => {
                let name = PlSmallStr::from_static("element");
                let element = ArrowField::new(name, ArrowDataType::Utf8View, false);
                ArrowDataType::LargeList(Box::new(element))
            }
            Self::Day => ArrowDataType::Date32,
            Self::Rate => ArrowDataType::Decimal(RATE_DIGITS.0, RATE_DIGITS.1),
            Self::Unsigned32 => ArrowDataType::UInt32,
            Self::Unsigned64 => ArrowDataType::UInt64,
        }
    }

    fn column(self) -> ColumnBuilder {
        let name = PlSmallStr::EMPTY;
        match self {
            Self::Text => ColumnBuilder::Text(StringChunkedBuilder::new(name, 0)),
            Self::Texts => ColumnBuilder::Texts(ListStringChunkedBuilder::new(name, 0, 0)),
            Self::Day => ColumnBuilder::Day(Vec::new()),
            Self::Rate => ColumnBuilder::Rate(Vec::new()),
            Self::Unsigned32 => ColumnBuilder::Unsigned32(Vec::new()),
            Self::Unsigned64 => ColumnBuilder::Unsigned64(Vec::new()),
        }
    }
}

impl CellValue<'_> {
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.map_or(0, str::len),
            Self::Texts(texts) => texts.iter().map(|text| text.len() + 16).sum(),
            _ => 0,
        }
    }
}

impl ColumnBuilder {
    fn push(&mut self, cell: CellValue<'_>) -> PolarsResult<()> {
        match (self, cell) {
            (Self::Text(texts), CellValue::Text(text)) => texts.append_option(text),
            (Self::Texts(lists), CellValue::Texts(texts)) => {
                lists.append_values_iter(texts.iter().map(AsRef::as_ref));
            }
            (Self::Day(days), CellValue::Day(day)) => days.push(day),
            (Self::Rate(rates), CellValue::Rate(rate)) => rates.push(rate.into()),
            (Self::Unsigned32(numbers), CellValue::Unsigned32(number)) => numbers.push(number),
            (Self::Unsigned64(numbers), CellValue::Unsigned64(number)) => numbers.push(number),
            _ => polars_bail!(ComputeError: "a row does not fit the table"),
        }
        Ok(())
    }

    fn into_array(self) -> PolarsResult<ArrayRef> {
        let name = PlSmallStr::EMPTY;
        let series = match self {
            Self::Text(texts) => texts.finish().into_series(),
            Self::Texts(mut lists) => lists.finish().into_series(),
            Self::Day(days) => Series::new(name, days).into_date(),
            Self::Rate(rates) => {
                let rates = Int128Chunked::from_vec(name, rates);
                rates
                    .into_decimal(RATE_DIGITS.0, RATE_DIGITS.1)?
                    .into_series()
            }
            Self::Unsigned32(numbers) => Series::new(name, numbers),
            Self::Unsigned64(numbers) => Series::new(name, numbers),
        };
        Ok(series.rechunk().to_arrow(0, CompatLevel::newest()))
    }
}
