//! CSV for the oracle: reads the shipped tables by column name and writes quoted fields.

use std::collections::HashMap;

/// Reads a CSV text with a header into one map per row, column name to field.
pub(crate) fn read_table(text: &str) -> Vec<HashMap<String, String>> {
    let mut records = read_records(text.trim_start_matches('\u{feff}')).into_iter();
    let header = records.next().expect("a table has a header");
    records
        .map(|record| header.iter().cloned().zip(record).collect())
        .collect()
}

fn read_records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records.retain(|record| record.len() > 1 || record.iter().any(|field| !field.is_empty()));
    records
}

/// One CSV line without its end, fields quoted where they must be.
pub(crate) fn csv_line(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quote(field)).collect();
    quoted.join(",")
}

fn quote(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
