//! One record of a list: an element that is small and flat enough to be parsed as a whole.
//!
//! Input is a cursor before an element. Output is its text, or the reason why this element is
//! rejected: longer than 16 MiB, nested deeper than 64 levels, or not UTF-8.

use crate::reading::json::exceeds_max_depth;
use crate::reading::json::{JsonCursor, MeasuredValue, WalkStop};
use crate::reading::reject::{RejectCode, RowFault};

/// Longest record.
pub(super) const MAX_RECORD_BYTES: usize = 16 << 20;

/// Next element of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct MeasuredRecord {
    position: u64,
    measured: MeasuredValue,
}

/// Returns the next element of the list that the cursor is in, or none at its end.
///
/// # Errors
/// When the list cannot be read on.
pub(super) fn next_record(
    cursor: &mut JsonCursor<'_>,
    is_first: bool,
) -> Result<Option<MeasuredRecord>, WalkStop> {
    if !cursor.has_next(is_first, b']')? {
        return Ok(None);
    }
    cursor.peek_value()?;
    let position = cursor.position();
    let measured = cursor.measure(MAX_RECORD_BYTES)?;
    Ok(Some(MeasuredRecord { position, measured }))
}

impl MeasuredRecord {
    /// Position of its first byte.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Returns its text.
    ///
    /// # Errors
    /// `too_long`, `too_deep` or `not_utf8`.
    pub(super) fn text<'c>(&self, cursor: &'c JsonCursor<'_>) -> Result<&'c str, RowFault> {
        let MeasuredValue::Whole { bytes, reach } = self.measured else {
            let message = "a record may have at most 16 MiB";
            return Err(RowFault::row(RejectCode::TooLong, message));
        };
        let bytes = cursor.rest().get(..bytes).unwrap_or(&[]);
        checked_text(bytes, reach)
    }

    /// Consumes the element.
    pub(super) fn consume(self, cursor: &mut JsonCursor<'_>) {
        if let MeasuredValue::Whole { bytes, .. } = self.measured {
            cursor.consume(bytes);
        }
    }
}

/// Returns the text of a record. `reach` is an upper bound of its depth.
///
/// # Errors
/// `too_deep` or `not_utf8`.
pub(super) fn checked_text(bytes: &[u8], reach: u64) -> Result<&str, RowFault> {
    if exceeds_max_depth(bytes, reach) {
        let message = "at most 64 levels of nesting are read";
        return Err(RowFault::row(RejectCode::TooDeep, message));
    }
    std::str::from_utf8(bytes).map_err(|fault| {
        let place = fault.valid_up_to();
        let message = format!("not UTF-8 at byte {place} of the record: save the file as UTF-8");
        RowFault::row(RejectCode::NotUtf8, message)
    })
}
