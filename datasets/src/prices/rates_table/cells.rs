//! The cells of a row of a rates table.

use super::columns::{COLUMNS, COUNT};
use crate::reading::reject::{RejectCode, RowFault};
use std::fmt::Display;
use std::str::FromStr;

/// Returns a cell; none if it is empty.
pub(super) fn optional<'a>(cells: &[&'a str; COUNT], column: usize) -> Option<&'a str> {
    Some(cells[column]).filter(|text| !text.is_empty())
}

/// Parses a cell; none if it is empty.
///
/// # Errors
/// A reject with `code` if the value does not fit the column.
pub(super) fn parse<T>(
    cells: &[&str; COUNT],
    column: usize,
    code: RejectCode,
) -> Result<Option<T>, RowFault>
where
    T: FromStr<Err: Display>,
{
    optional(cells, column)
        .map(str::parse)
        .transpose()
        .map_err(|fault| invalid(column, code, fault))
}

/// Returns the fault of a column.
pub(super) fn invalid(column: usize, code: RejectCode, fault: impl Display) -> RowFault {
    RowFault::field(code, COLUMNS[column].name, fault.to_string())
}
