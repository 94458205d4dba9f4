//! One row of a CSV table: cells by column, read as types.

use crate::reading::reject::{RecordPosition, RejectCode, RowFault};
use nearsite_domain::{Day, Window};
use std::str::FromStr;

/// Column that the reader of a table knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CsvColumn {
    pub(crate) name: &'static str,
    pub(crate) presence: Presence,
}

/// Presence of a column in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The header must contain it.
    Required,
    /// The header must contain at least one of the columns with this presence.
    AnyOf,
    /// It may be absent. An absent column is the same as an empty cell in every row.
    Optional,
}

impl CsvColumn {
    /// True if the header must contain the column.
    pub(crate) fn is_required(&self) -> bool {
        self.presence == Presence::Required
    }

    /// Creates a column that the header must contain.
    pub(crate) const fn required(name: &'static str) -> Self {
        Self {
            name,
            presence: Presence::Required,
        }
    }

    /// Creates a column of several of which the header must contain at least one.
    pub(crate) const fn any_of(name: &'static str) -> Self {
        Self {
            name,
            presence: Presence::AnyOf,
        }
    }

    /// Creates a column that may be absent.
    pub(crate) const fn optional(name: &'static str) -> Self {
        Self {
            name,
            presence: Presence::Optional,
        }
    }
}

/// One valid row. Cells are trimmed of spaces, and an empty cell counts as absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CsvRow<'a> {
    pub(super) at: RecordPosition,
    pub(super) text: &'a str,
    /// End of each cell in the text.
    pub(super) ends: &'a [usize],
    pub(super) columns: &'static [CsvColumn],
    /// Position in the file of each known column.
    pub(super) positions: &'a [Option<usize>],
}

impl<'a> CsvRow<'a> {
    /// Position of the row in its file.
    pub(crate) const fn at(&self) -> RecordPosition {
        self.at
    }

    /// Returns the cell of a column, given the column's index in the list the table was opened
    /// with. Returns an empty text if the column is absent.
    pub(crate) fn get(&self, column: usize) -> &'a str {
        self.positions
            .get(column)
            .copied()
            .flatten()
            .map_or("", |position| cell(self.text, self.ends, position))
    }

    /// Returns the cell of a column, or none if it is empty or absent.
    pub(crate) fn optional(&self, column: usize) -> Option<&'a str> {
        Some(self.get(column)).filter(|text| !text.is_empty())
    }

    /// Returns the cell of a column that must not be empty.
    ///
    /// # Errors
    /// `missing_field`.
    pub(crate) fn required(&self, column: usize) -> Result<&'a str, RowFault> {
        self.optional(column)
            .ok_or_else(|| RowFault::missing(self.name(column)))
    }

    /// Parses the value of a cell. Returns none if the cell is empty.
    ///
    /// # Errors
    /// The given code, with the message of the type.
    pub(crate) fn parse<T>(&self, column: usize, code: RejectCode) -> Result<Option<T>, RowFault>
    where
        T: FromStr<Err: std::fmt::Display>,
    {
        self.optional(column)
            .map(|text| {
                text.parse().map_err(|fault: T::Err| {
                    RowFault::field(code, self.name(column), fault.to_string())
                })
            })
            .transpose()
    }

    /// Reads a window of days from two cells.
    ///
    /// # Errors
    /// `invalid_date`, or `invalid_window` when it ends before it starts.
    pub(crate) fn window(&self, from: usize, to: usize) -> Result<Window, RowFault> {
        let window = Window {
            from: self.day(from)?,
            to: self.day(to)?,
        };
        if window.is_ordered() {
            return Ok(window);
        }
        let message = format!("must not be before {}", self.name(from));
        Err(RowFault::field(
            RejectCode::InvalidWindow,
            self.name(to),
            message,
        ))
    }

    /// Reads the day in a cell. Returns none if the cell is empty.
    ///
    /// # Errors
    /// `invalid_date`.
    pub(crate) fn day(&self, column: usize) -> Result<Option<Day>, RowFault> {
        self.parse(column, RejectCode::InvalidDate)
    }

    /// The name of a column, for faults.
    pub(crate) fn name(&self, column: usize) -> &'static str {
        self.columns.get(column).map_or("", |column| column.name)
    }
}

/// Returns a cell by its position, without the spaces around it.
pub(super) fn cell<'a>(text: &'a str, ends: &[usize], position: usize) -> &'a str {
    let start = if position == 0 {
        0
    } else {
        ends.get(position - 1).copied().unwrap_or(usize::MAX)
    };
    let end = ends.get(position).copied().unwrap_or(0);
    text.get(start..end).unwrap_or("").trim_matches([' ', '\t'])
}
