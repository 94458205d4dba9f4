//! The smallest comparisons: a value, a text, a day, a decimal number, each with the path to it. An
//! absent member and null are the same.

use super::calendar::Day;
use super::request::fixed;
use serde_json::Value;

/// The first difference, as "path: expected .., got ..".
pub(crate) type Verdict = Result<(), String>;

#[expect(
    clippy::needless_pass_by_value,
    reason = "callers build both sides in place"
)]
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(path: &str, expected: T, actual: T) -> Verdict {
    if expected == actual {
        Ok(())
    } else {
        Err(format!("{path}: expected {expected:?}, got {actual:?}"))
    }
}

pub(crate) fn same_text(path: &str, expected: Option<&str>, actual: &Value) -> Verdict {
    if actual.is_null() && expected.is_none() {
        return Ok(());
    }
    match actual.as_str() {
        Some(text) => same(path, expected, Some(text)),
        None => Err(format!("{path}: expected {expected:?}, got {actual}")),
    }
}

pub(crate) fn same_day(path: &str, expected: Option<Day>, actual: &Value) -> Verdict {
    same_text(path, expected.map(|day| day.to_string()).as_deref(), actual)
}

/// Compares a decimal number with a whole number of its last place.
pub(crate) fn same_fixed(
    path: &str,
    expected: Option<i64>,
    places: i32,
    actual: &Value,
) -> Verdict {
    if actual.is_null() && expected.is_none() {
        return Ok(());
    }
    match (expected, fixed(actual, places)) {
        (Some(expected), Some(found)) if expected == found => Ok(()),
        (expected, _) => {
            let scale = 10_f64.powi(places);
            let readable = expected.map(|expected| expected as f64 / scale);
            Err(format!("{path}: expected {readable:?}, got {actual}"))
        }
    }
}
