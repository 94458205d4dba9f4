//! One column of a slice of a Parquet table as text cells.

use super::cell_type::CellType;
use nearsite_domain::Day;
use polars::prelude::*;
use std::fmt::{Display, Write};

/// Separates the entries of a list written as text.
pub(in super::super) const LIST_SEPARATOR: char = '|';

/// The cells of one column in a slice of rows.
pub(in super::super) enum TextColumn {
    /// The file does not have the column.
    Absent,
    /// The file holds text.
    Stored(BinaryChunked),
    /// The file has numbers, written as text.
    Written {
        /// All cells, concatenated.
        text: String,
        /// End of each.
        ends: Vec<usize>,
    },
}

impl TextColumn {
    /// Writes a decoded column as text.
    ///
    /// # Errors
    /// If the decoder returns another type than requested.
    pub(super) fn of(column: &Series, cell_type: CellType) -> PolarsResult<Self> {
        let mut cells = Written::default();
        match column.dtype() {
            DataType::Binary => return Ok(Self::Stored(column.rechunk().binary()?.clone())),
            DataType::Int32 => {
                cells.add_all(
                    column.i32()?.iter().map(|cell| cell.map(i128::from)),
                    cell_type,
                );
            }
            DataType::Int64 => {
                cells.add_all(
                    column.i64()?.iter().map(|cell| cell.map(i128::from)),
                    cell_type,
                );
            }
            DataType::UInt32 => {
                cells.add_all(
                    column.u32()?.iter().map(|cell| cell.map(i128::from)),
                    cell_type,
                );
            }
            DataType::UInt64 => {
                cells.add_all(
                    column.u64()?.iter().map(|cell| cell.map(i128::from)),
                    cell_type,
                );
            }
            DataType::Decimal(..) => cells.add_all(column.decimal()?.physical().iter(), cell_type),
            DataType::List(_) => cells.add_lists(column.list()?)?,
            DataType::Float32 => column.f32()?.iter().for_each(|cell| cells.add(cell)),
            DataType::Float64 => column.f64()?.iter().for_each(|cell| cells.add(cell)),
            other => polars_bail!(ComputeError: "column of type {other:?}"),
        }
        Ok(Self::Written {
            text: cells.text,
            ends: cells.ends,
        })
    }

    /// Returns the bytes of a cell; empty if it is absent.
    pub(in super::super) fn get(&self, row: usize) -> &[u8] {
        match self {
            Self::Absent => &[],
            Self::Stored(column) => column.get(row).unwrap_or_default(),
            Self::Written { text, ends } => {
                let start = if row == 0 { 0 } else { ends[row - 1] };
                &text.as_bytes()[start..ends[row]]
            }
        }
    }
}

/// Cells being written.
#[derive(Default)]
struct Written {
    text: String,
    ends: Vec<usize>,
}

impl Written {
    fn add(&mut self, cell: Option<impl Display>) {
        if let Some(value) = cell {
            // Writing to a string does not fail.
            let _ = write!(self.text, "{value}");
        }
        self.ends.push(self.text.len());
    }

    fn add_all(&mut self, cells: impl Iterator<Item = Option<i128>>, cell_type: CellType) {
        match cell_type {
            CellType::Decimal(scale) => {
                cells.for_each(|cell| self.add(cell.map(|digits| decimal(digits, scale))));
            }
            CellType::Day => cells.for_each(|cell| self.add(cell.map(day))),
            CellType::Moment(per_day) => cells.for_each(|cell| {
                self.add(cell.map(|moment| midnight(moment, i128::from(per_day))));
            }),
            CellType::Number | CellType::Text | CellType::TextList => {
                cells.for_each(|cell| self.add(cell));
            }
        }
    }
}

impl Written {
    /// Writes lists of text, with entries separated by a bar. Bytes that are not UTF-8 become a
    /// mark that no valid entry has.
    fn add_lists(&mut self, lists: &ListChunked) -> PolarsResult<()> {
        for list in lists.amortized_iter() {
            if let Some(list) = list {
                let entries = list.as_ref().binary()?;
                for (position, entry) in entries.iter().flatten().enumerate() {
                    if position > 0 {
                        self.text.push(LIST_SEPARATOR);
                    }
                    self.text.push_str(&String::from_utf8_lossy(entry));
                }
            }
            self.ends.push(self.text.len());
        }
        Ok(())
    }
}

fn decimal(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// Writes a day as a date. A day outside the calendar is written as its number, which is not a
/// date.
fn day(number: i128) -> String {
    let day = i32::try_from(number)
        .ok()
        .and_then(|days| Day::from_days_since_epoch(days).ok());
    day.map_or_else(|| number.to_string(), |day| day.to_string())
}

/// Writes the day that begins at a timestamp. A timestamp within a day is not a date and is written
/// as a number.
fn midnight(moment: i128, per_day: i128) -> String {
    let begun = day(moment.div_euclid(per_day));
    if moment.rem_euclid(per_day) == 0 {
        begun
    } else {
        format!("{begun} and a time")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_plainly() {
        let written: Vec<String> = [0, 5, 41_200, -7, 123_456]
            .into_iter()
            .map(|digits| decimal(digits, 2))
            .collect();
        assert_eq!(written, ["0.00", "0.05", "412.00", "-0.07", "1234.56"]);
        assert_eq!(decimal(412, 0), "412");
    }

    #[test]
    fn only_midnight_is_a_day() {
        const PER_DAY: i128 = 86_400_000;
        assert_eq!(midnight(0, PER_DAY), "1970-01-01");
        assert_eq!(midnight(-PER_DAY, PER_DAY), "1969-12-31");
        assert!(midnight(1, PER_DAY).parse::<Day>().is_err());
        assert!(day(i128::from(i64::MAX)).parse::<Day>().is_err());
    }
}
