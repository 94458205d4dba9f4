//! One column of a slice of a Parquet table as text cells.

use super::cell_type::CellType;
use nearsite_domain::Day;
use polars::prelude::*;
use std::fmt::{Display, LowerExp, Write};

/// Separates the entries of a list written as text.
pub(in super::super) const LIST_SEPARATOR: char = '|';

/// Largest 32-bit float up to which every whole number is exact.
const EXACT_BELOW_F32: f64 = 16_777_216.0;
/// Largest 64-bit float up to which every whole number is exact.
const EXACT_BELOW_F64: f64 = 9_007_199_254_740_992.0;

/// The cells of one column in a slice of rows.
pub(in super::super) enum TextColumn {
    /// The file does not have the column, or its type is null.
    Absent,
    /// The file holds text.
    Stored(BinaryChunked),
    /// The file has true and false, which are not a value of any column.
    Booleans(BooleanChunked),
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
            DataType::Boolean => return Ok(Self::Booleans(column.bool()?.clone())),
            DataType::Int32 => cells.add_all(column.i32()?.iter(), cell_type),
            DataType::Int64 => cells.add_all(column.i64()?.iter(), cell_type),
            DataType::UInt32 => cells.add_all(column.u32()?.iter(), cell_type),
            DataType::UInt64 => cells.add_all(column.u64()?.iter(), cell_type),
            DataType::Decimal(..) => cells.add_all(column.decimal()?.physical().iter(), cell_type),
            DataType::List(_) => cells.add_lists(column.list()?)?,
            DataType::Float32 => cells.add_floats(column.f32()?.iter(), EXACT_BELOW_F32),
            DataType::Float64 => cells.add_floats(column.f64()?.iter(), EXACT_BELOW_F64),
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
            Self::Booleans(column) => match column.get(row) {
                Some(true) => b"true",
                Some(false) => b"false",
                None => &[],
            },
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

    fn add_all<N: Into<i128>>(
        &mut self,
        cells: impl Iterator<Item = Option<N>>,
        cell_type: CellType,
    ) {
        for cell in cells.map(|cell| cell.map(Into::into)) {
            match cell_type {
                CellType::Decimal(scale) => self.add(cell.map(|digits| decimal(digits, scale))),
                CellType::Day => self.add(cell.map(day)),
                CellType::Moment(per_day) => {
                    self.add(cell.map(|moment| day(moment.div_euclid(i128::from(per_day)))));
                }
                CellType::Number | CellType::Text | CellType::List | CellType::Boolean => {
                    self.add(cell);
                }
            }
        }
    }

    /// Writes floats. Whole ones are written as whole numbers and NaN, which some engines write for
    /// an absent value, as an empty cell. A float too large to be exact is written with an exponent,
    /// so that it is not taken for an NPI.
    fn add_floats<F: Copy + Display + LowerExp + Into<f64>>(
        &mut self,
        cells: impl Iterator<Item = Option<F>>,
        exact_below: f64,
    ) {
        for cell in cells {
            match cell.filter(|&float| !float.into().is_nan()) {
                Some(float) if float.into().abs() > exact_below => {
                    self.add(Some(format!("{float:e}")));
                }
                float => self.add(float),
            }
        }
    }

    /// Writes lists, with entries separated by a bar. Bytes that are not UTF-8 become a mark that no
    /// valid entry has.
    fn add_lists(&mut self, lists: &ListChunked) -> PolarsResult<()> {
        for list in lists.amortized_iter() {
            if let Some(list) = list {
                let entries = TextColumn::of(list.as_ref(), CellType::Number)?;
                for position in 0..list.as_ref().len() {
                    if position > 0 {
                        self.text.push(LIST_SEPARATOR);
                    }
                    self.text
                        .push_str(&String::from_utf8_lossy(entries.get(position)));
                }
            }
            self.ends.push(self.text.len());
        }
        Ok(())
    }
}

/// Writes a decimal. A whole one is written without fraction, because codes and NPIs may be decimals.
fn decimal(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    if fraction.bytes().all(|digit| digit == b'0') {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_plainly() {
        let written: Vec<String> = [0, 5, 41_200, -7, 123_456]
            .into_iter()
            .map(|digits| decimal(digits, 2))
            .collect();
        assert_eq!(written, ["0", "0.05", "412", "-0.07", "1234.56"]);
        assert_eq!(decimal(412, 0), "412");
    }

    #[test]
    fn a_timestamp_is_the_day_it_is_in() {
        const PER_DAY: i64 = 86_400_000;
        for (moment, expected) in [
            (0, "1970-01-01"),
            (PER_DAY - 1, "1970-01-01"),
            (-1, "1969-12-31"),
            (-PER_DAY, "1969-12-31"),
            (20_594 * PER_DAY + 13 * 3_600_000, "2026-05-21"),
        ] {
            let moments = Series::new("".into(), [moment]);
            let column = TextColumn::of(&moments, CellType::Moment(PER_DAY)).expect("a column");
            assert_eq!(column.get(0), expected.as_bytes(), "{moment}");
        }
        assert!(day(i128::from(i64::MAX)).parse::<Day>().is_err());
    }

    #[test]
    fn whole_floats_are_whole_numbers_and_inexact_ones_none() {
        let written = |series: Series| {
            let column = TextColumn::of(&series, CellType::Number).expect("a column");
            String::from_utf8_lossy(column.get(0)).into_owned()
        };
        for (float, expected) in [
            (73_721.0, "73721"),
            (1_234_567_893.0, "1234567893"),
            (73_721.5, "73721.5"),
            (0.1, "0.1"),
            (1e16, "1e16"),
            (f64::NAN, ""),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(written(Series::new("".into(), [float])), expected);
        }
        for (float, expected) in [
            (73_721.0_f32, "73721"),
            (412.1, "412.1"),
            (1_234_567_893.0, "1.234568e9"),
        ] {
            assert_eq!(written(Series::new("".into(), [float])), expected);
        }
    }
}
