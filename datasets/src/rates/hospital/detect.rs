//! Detects from the first kilobytes of a file if it is a hospital file, and in which format.
//!
//! Callers should pass at least 64 KiB: the header comes before the columns and may contain long
//! paragraphs. If the columns of a CSV file are not in these bytes, the header alone decides.

use super::csv_header::{FactColumns, has_column_names};
use super::csv_splitter::{CsvSplitter, NextRecord};
use super::format::HospitalFormat;
use super::rate_column::{RateColumn, keyword};
use super::text_decoder::TextDecoder;
use crate::reading::file_fault::FileFault;
use crate::reading::json::ValueScanner;
use std::borrow::Cow;

/// Result of the detection.
#[derive(Debug)]
pub(crate) enum Detection {
    /// Hospital file in the CMS template.
    Hospital(HospitalFormat),
    /// Hospital prices in a layout older than the template, and the reason for not reading them.
    Legacy(FileFault),
    /// Any other file.
    Other,
}

/// Maximum number of rows examined.
const MAX_ROWS: usize = 20;
const ADVICE_CSV: &str = "it has no columns `code|1` and `standard_charge|...`, so its amounts cannot be assigned to payers and codes; ask the hospital for its current file";
const ADVICE_JSON: &str = "it has no standard_charge_information, so its amounts cannot be assigned to payers and codes; ask the hospital for its current file";
const FOUND: &str =
    "a hospital price list in a layout older than the template of CMS (2.0, July 2024)";

/// Examines the first bytes of unpacked contents.
pub(crate) fn detect(head: &[u8]) -> Detection {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    match text.trim_ascii_start().first() {
        Some(b'{' | b'[') => detect_json(text),
        Some(_) => detect_csv(text),
        None => Detection::Other,
    }
}

fn legacy(advice: &'static str) -> Detection {
    Detection::Legacy(FileFault::Format {
        found: FOUND,
        advice,
    })
}

fn detect_csv(text: &[u8]) -> Detection {
    let mut splitter = CsvSplitter::with_window(text, text.len() + 1);
    let mut has_facts = false;
    let mut is_legacy = false;
    for _ in 0..MAX_ROWS {
        let cells = match splitter.next_record() {
            Ok(NextRecord::Record(row)) => decode(row.iter()),
            // The bytes may end inside quotes. Everything before the quote is usable.
            Err(_) => decode(splitter.rest().split(|&byte| byte == b',')),
            Ok(_) => break,
        };
        if has_column_names(&cells) {
            return Detection::Hospital(format_of(&cells));
        }
        has_facts |= has_header_fields(&cells);
        is_legacy |= has_price_columns(&cells);
    }
    match (has_facts, is_legacy) {
        (true, _) => Detection::Hospital(HospitalFormat::CsvWide),
        (false, true) => legacy(ADVICE_CSV),
        (false, false) => Detection::Other,
    }
}

fn decode<'a>(cells: impl Iterator<Item = &'a [u8]>) -> Vec<Cow<'a, str>> {
    let mut decoder = TextDecoder::default();
    cells.map(|cell| decoder.cell(cell)).collect()
}

fn format_of(cells: &[Cow<'_, str>]) -> HospitalFormat {
    let is_tall = |cell: &Cow<'_, str>| {
        matches!(
            RateColumn::from_name(cell),
            RateColumn::PayerName | RateColumn::Charge { payer: None, .. }
        )
    };
    if cells.iter().any(is_tall) {
        HospitalFormat::CsvTall
    } else {
        HospitalFormat::CsvWide
    }
}

/// True if these are the header fields at the start of a hospital file.
fn has_header_fields(cells: &[Cow<'_, str>]) -> bool {
    let is_hospital = |cell: &Cow<'_, str>| {
        ["hospital_name", "hospital_location", "hospital_address"].contains(&&keyword(cell)[..])
    };
    FactColumns::find(cells).is_some() && cells.iter().any(is_hospital)
}

/// True if these look like the columns of a price list older than the template.
fn has_price_columns(cells: &[Cow<'_, str>]) -> bool {
    let words = |cell: &Cow<'_, str>| keyword(cell).replace(['_', '-'], " ");
    let mut names = cells.iter().map(words);
    let is_price = |name: &String| {
        PRICE_WORDS.iter().any(|word| name.contains(word))
            || ["price", "charge", "charges"].contains(&&name[..])
    };
    let mut other_names = cells.iter().map(words);
    names.any(|name| is_price(&name))
        && other_names
            .any(|name| name.contains("desc") || name.contains("code") || name.contains("service"))
}

/// Words in the columns of price lists older than the template.
const PRICE_WORDS: [&str; 7] = [
    "gross charge",
    "cash price",
    "negotiated charge",
    "negotiated rate",
    "standard charge",
    "charge amount",
    "unit price",
];

fn detect_json(text: &[u8]) -> Detection {
    let keys = first_keys(text);
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&&key[..]));
    if has(&[
        "reporting_entity_name",
        "in_network",
        "provider_references",
        "out_of_network",
        "reporting_structure",
    ]) {
        return Detection::Other;
    }
    let is_list = text.trim_ascii_start().starts_with(b"[");
    if !is_list && has(&HOSPITAL_KEYS) {
        return Detection::Hospital(HospitalFormat::Json);
    }
    let cells: Vec<Cow<'_, str>> = keys.into_iter().map(Cow::Owned).collect();
    if has_price_columns(&cells) || has_header_fields(&cells) {
        return legacy(ADVICE_JSON);
    }
    Detection::Other
}

/// Fields that only a hospital file has.
const HOSPITAL_KEYS: [&str; 10] = [
    "hospital_name",
    "hospital_location",
    "hospital_address",
    "location_name",
    "license_information",
    "affirmation",
    "attestation",
    "type_2_npi",
    "modifier_information",
    "standard_charge_information",
];

/// Returns the keys of the first object, up to the end of the bytes.
fn first_keys(text: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let start = text.iter().position(|&byte| byte == b'{');
    let mut rest = &text[start.map_or(text.len(), |start| start + 1)..];
    loop {
        rest = rest.trim_ascii_start();
        let Some(length) = ValueScanner::default().scan(rest) else {
            return keys;
        };
        let Ok(key) = serde_json::from_slice::<String>(&rest[..length]) else {
            return keys;
        };
        keys.push(key);
        let Some(after) = rest[length..].trim_ascii_start().strip_prefix(b":") else {
            return keys;
        };
        let after = after.trim_ascii_start();
        let Some(length) = ValueScanner::default().scan(after) else {
            return keys;
        };
        let Some(next) = after[length..].trim_ascii_start().strip_prefix(b",") else {
            return keys;
        };
        rest = next;
    }
}
