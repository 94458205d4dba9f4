//! Members of an answer as tables and accounts show them.

use super::table::plain;
use serde_json::Value;

/// Returns a text without characters that control a terminal; empty if there is none.
pub(super) fn text(value: &Value) -> String {
    plain(value.as_str().unwrap_or_default())
}

/// A list; empty where there is none.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A number with the two decimals it was written with.
pub(super) fn decimal(value: &Value) -> String {
    value
        .as_f64()
        .map(|number| format!("{number:.2}"))
        .unwrap_or_default()
}

/// Points and grade, or why there are none.
pub(super) fn score(score: &Value) -> String {
    match score["value"].as_f64() {
        Some(points) => format!("{points:.1} {}", text(&score["grade"])),
        None => text(&score["status"]).replace('_', " "),
    }
}

/// The amount and a letter for what supports it.
pub(super) fn cost(cost: &Value) -> String {
    let mark = match cost["evidence"].as_str() {
        Some(evidence) => evidence.get(..1).unwrap_or_default().to_owned(),
        None => return text(&cost["status"]),
    };
    let is_ambiguous = cost["status"] == "ambiguous";
    format!(
        "${} {mark}{}",
        decimal(&cost["amount"]),
        if is_ambiguous { "~" } else { "" }
    )
}
