//! Template rules, one by one: files that break a rule, and similar files that do not.

mod header;
mod json_items;
mod positions;
mod public_files;
mod rows;
mod sample_files;
mod wide_rows;

use super::{read_csv, read_json};
use crate::rates::file_remark::FileRemark;

/// Returns the remark words and their counts.
pub(super) fn words(remarks: &[FileRemark]) -> Vec<(&str, u64)> {
    let words = remarks.iter();
    words
        .map(|remark| (remark.word.as_str(), remark.count))
        .collect()
}

/// Checks a CSV file and compares its remark words, each expected once.
fn assert_csv(text: &str, expected: &[&str], why: &str) {
    assert_once(&read_csv(text).facts.remarks, expected, why);
}

/// Checks a JSON file in the same way.
fn assert_json(value: &serde_json::Value, expected: &[&str], why: &str) {
    assert_once(&read_json(value.to_string()).facts.remarks, expected, why);
}

fn assert_once(remarks: &[FileRemark], expected: &[&str], why: &str) {
    let expected: Vec<_> = expected.iter().map(|word| (*word, 1)).collect();
    assert_eq!(words(remarks), expected, "{why}: {remarks:#?}");
}
