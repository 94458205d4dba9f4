//! The columns of the table: their names and types, and a group of rows as arrays.

use crate::rates::parts::{Done, Row};
use nearsite_domain::Day;
use polars::error::{PolarsResult, polars_bail};
use polars::prelude::{
    ArrayRef, ArrowDataType, ArrowField, CompatLevel, Int128Chunked, IntoSeries, ListBuilderTrait,
    ListStringChunkedBuilder, NamedFrom, PlSmallStr, Series, StringChunkedBuilder,
};
use std::borrow::Cow;

/// Digits of a rate in all, and behind the point.
const RATE_DIGITS: (usize, usize) = (18, 4);
/// Bytes of a row beside its texts.
const FIXED_BYTES: usize = 128;
/// Number of columns.
const COLUMNS: usize = 23;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Texts,
    Day,
    Rate,
    Unsigned32,
    Unsigned64,
}

/// The table from left to right: names, types, and whether there may be null.
const KINDS: [(&str, Kind, bool); COLUMNS] = [
    ("source", Kind::Text, false),
    ("file", Kind::Text, false),
    ("file_blake3", Kind::Text, false),
    ("entity", Kind::Text, true),
    ("payer", Kind::Text, true),
    ("network_name", Kind::Text, true),
    ("last_updated_on", Kind::Day, true),
    ("schema_version", Kind::Text, true),
    ("code_type", Kind::Text, true),
    ("code", Kind::Text, false),
    ("arrangement", Kind::Text, true),
    ("negotiated_type", Kind::Text, true),
    ("rate", Kind::Rate, false),
    ("billing_class", Kind::Text, true),
    ("setting", Kind::Text, true),
    ("service_codes", Kind::Texts, false),
    ("modifiers", Kind::Texts, false),
    ("expires_on", Kind::Day, true),
    ("tin_type", Kind::Text, true),
    ("tin", Kind::Text, true),
    ("npi", Kind::Text, true),
    ("group_size", Kind::Unsigned32, false),
    ("position", Kind::Unsigned64, false),
];

/// One row, in the same order.
fn cells<'r>(file: &'r Done, row: &'r Row<'_>, npi: Option<&'r str>) -> [Cell<'r>; COLUMNS] {
    let facts = &file.facts;
    let payer = row.payer.as_deref().or(facts.payer.as_deref());
    let updated = facts.last_updated_on.map(Day::days_since_epoch);
    [
        Cell::Text(Some(&file.source)),
        Cell::Text(Some(&file.name)),
        Cell::Text(Some(&file.blake3)),
        Cell::Text(facts.entity.as_deref()),
        Cell::Text(payer),
        Cell::Text(row.network_name.as_deref()),
        Cell::Day(updated),
        Cell::Text(facts.schema_version.as_deref()),
        Cell::Text(row.code_type.as_deref()),
        Cell::Text(Some(row.code)),
        Cell::Text(row.arrangement.as_deref()),
        Cell::Text(row.negotiated_type.as_deref()),
        Cell::Rate(row.rate),
        Cell::Text(row.billing_class.as_deref()),
        Cell::Text(row.setting.as_deref()),
        Cell::Texts(&row.service_codes),
        Cell::Texts(&row.modifiers),
        Cell::Day(row.expires_on),
        Cell::Text(row.tin_type.as_deref()),
        Cell::Text(row.tin.as_deref()),
        Cell::Text(npi),
        Cell::Unsigned32(row.group_size),
        Cell::Unsigned64(row.position),
    ]
}

/// One value.
enum Cell<'r> {
    Text(Option<&'r str>),
    Texts(&'r [Cow<'r, str>]),
    Day(Option<i32>),
    Rate(i64),
    Unsigned32(u32),
    Unsigned64(u64),
}

/// Values of a column so far.
enum Column {
    Text(StringChunkedBuilder),
    Texts(ListStringChunkedBuilder),
    Day(Vec<Option<i32>>),
    Rate(Vec<i128>),
    Unsigned32(Vec<u32>),
    Unsigned64(Vec<u64>),
}

/// Types of the columns as they are written.
pub(super) fn fields() -> Vec<ArrowField> {
    let field = |&(name, kind, is_nullable): &(&str, Kind, bool)| {
        ArrowField::new(name.into(), kind.dtype(), is_nullable)
    };
    KINDS.iter().map(field).collect()
}

/// Rows that will be written together.
pub(super) struct Group {
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            columns: KINDS.iter().map(|&(_, kind, _)| kind.column()).collect(),
            rows: 0,
            bytes: 0,
        }
    }
}

impl Group {
    /// Rows so far.
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// Roughly the memory they take.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Appends a row of a file.
    pub(super) fn add(&mut self, file: &Done, row: &Row<'_>) -> PolarsResult<()> {
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

    /// The columns as arrays, in order.
    pub(super) fn into_arrays(self) -> PolarsResult<Vec<ArrayRef>> {
        self.columns.into_iter().map(Column::into_array).collect()
    }
}

impl Kind {
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

    fn column(self) -> Column {
        let name = PlSmallStr::EMPTY;
        match self {
            Self::Text => Column::Text(StringChunkedBuilder::new(name, 0)),
            Self::Texts => Column::Texts(ListStringChunkedBuilder::new(name, 0, 0)),
            Self::Day => Column::Day(Vec::new()),
            Self::Rate => Column::Rate(Vec::new()),
            Self::Unsigned32 => Column::Unsigned32(Vec::new()),
            Self::Unsigned64 => Column::Unsigned64(Vec::new()),
        }
    }
}

impl Cell<'_> {
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.map_or(0, str::len),
            Self::Texts(texts) => texts.iter().map(|text| text.len() + 16).sum(),
            _ => 0,
        }
    }
}

impl Column {
    fn push(&mut self, cell: Cell<'_>) -> PolarsResult<()> {
        match (self, cell) {
            (Self::Text(texts), Cell::Text(text)) => texts.append_option(text),
            (Self::Texts(lists), Cell::Texts(texts)) => {
                lists.append_values_iter(texts.iter().map(AsRef::as_ref));
            }
            (Self::Day(days), Cell::Day(day)) => days.push(day),
            (Self::Rate(rates), Cell::Rate(rate)) => rates.push(rate.into()),
            (Self::Unsigned32(numbers), Cell::Unsigned32(number)) => numbers.push(number),
            (Self::Unsigned64(numbers), Cell::Unsigned64(number)) => numbers.push(number),
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
