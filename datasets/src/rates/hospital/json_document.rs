//! Reads a hospital JSON file item by item, with its fields in any order.
//!
//! The NPIs of the file may come after the items. Items with a code of the catalog are then stored
//! until the end of the file. Files before 3.0 have no NPIs, so their items are always stored.

use super::file_providers::StatedNpis;
use super::header_facts::HeaderFacts;
use super::json_items::JsonItems;
use super::read_options::{PROGRESS_RECORDS, ReadOptions};
use crate::rates::stated_rate::{FileFacts, RateSink};
use crate::reading::csv::{MAX_FIELD_BYTES, MAX_RECORD_BYTES};
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonValueReader, ReadValue};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::io::BufRead;

const ITEMS: &str = "standard_charge_information";
/// Fields that may appear once. Other fields are ignored.
const KNOWN_KEYS: [&str; 5] = [
    "hospital_name",
    "last_updated_on",
    "version",
    "type_2_npi",
    ITEMS,
];
const NO_ITEMS: &str = "the file has no standard_charge_information: this is not the JSON of CMS (2.0 and later), ask the hospital for its current file";

/// Reads a file to its end. `progress` is called with the input from time to time.
///
/// # Errors
/// [`FileFault`] if the JSON is invalid, or the file has no list of items.
pub(super) fn read_json_file<R: BufRead>(
    values: JsonValueReader<R>,
    options: &ReadOptions<'_>,
    sink: &mut dyn RateSink,
    progress: &mut dyn FnMut(&R),
) -> Result<FileFacts, FileFault> {
    let mut document = JsonFileReader {
        values,
        items: JsonItems::new(options, sink),
        facts: HeaderFacts::default(),
        seen: [false; KNOWN_KEYS.len()],
        has_items: false,
        value: Vec::new(),
    };
    document.read(progress)?;
    document.items.finish(document.facts)
}

/// State while a file is read.
struct JsonFileReader<'a, R> {
    values: JsonValueReader<R>,
    items: JsonItems<'a>,
    facts: HeaderFacts,
    /// By known field: true if it was found, in any letter case.
    seen: [bool; KNOWN_KEYS.len()],
    has_items: bool,
    /// Buffer for each value.
    value: Vec<u8>,
}

impl<R: BufRead> JsonFileReader<'_, R> {
    fn read(&mut self, progress: &mut dyn FnMut(&R)) -> Result<(), FileFault> {
        self.values
            .expect(b"{", "the file must be one JSON object")?;
        if self.values.peek()? == Some(b'}') {
            return Err(self.values.structure(NO_ITEMS));
        }
        loop {
            let key = self.read_key()?;
            self.read_member(&key, progress)?;
            let what =
                "a comma or closing brace is missing after a field: the file is not valid JSON";
            if self.values.expect(b",}", what)? == b'}' {
                break;
            }
        }
        if !self.has_items {
            return Err(self.values.structure(NO_ITEMS));
        }
        match self.values.peek()? {
            None => Ok(()),
            Some(_) => Err(self
                .values
                .structure("something follows the JSON object: a file must hold one")),
        }
    }

    fn read_key(&mut self) -> Result<String, FileFault> {
        let what = "the name of a field in quotes is missing: the file is not valid JSON";
        if self.values.peek()?.is_some_and(|byte| byte != b'"') {
            return Err(self.values.structure(what));
        }
        let cut = self.values.value(&mut self.value, MAX_FIELD_BYTES)?;
        let key = cut
            .is_whole
            .then(|| serde_json::from_str(&self.items.decoder.text(&self.value)));
        let Some(Ok(key)) = key else {
            return Err(structure_at(
                &cut,
                "the name of a field is not valid JSON, or longer than 1 MiB",
            ));
        };
        let what = "a colon is missing after the name of a field: the file is not valid JSON";
        self.values.expect(b":", what)?;
        Ok(key)
    }

    fn read_member(&mut self, key: &str, progress: &mut dyn FnMut(&R)) -> Result<(), FileFault> {
        let known = KNOWN_KEYS
            .iter()
            .position(|known| known.eq_ignore_ascii_case(key));
        if let Some(known) = known
            && std::mem::replace(&mut self.seen[known], true)
        {
            let what = "a field of the file appears twice; remove one";
            return Err(self.values.structure(what));
        }
        match key {
            ITEMS => self.read_items(progress),
            _ => self.read_fact(key),
        }
    }

    fn read_fact(&mut self, key: &str) -> Result<(), FileFault> {
        let cut = self.values.value(&mut self.value, MAX_FIELD_BYTES)?;
        if !cut.is_whole {
            return Ok(());
        }
        let text = self.items.decoder.text(&self.value);
        let invalid = "the value of a field is not valid JSON";
        if !KNOWN_KEYS.contains(&key) {
            return match serde_json::from_str::<IgnoredAny>(&text) {
                Ok(_) => {
                    let template = &mut self.items.template;
                    template.take_field(key, &text, cut.position);
                    Ok(())
                }
                Err(_) => Err(structure_at(&cut, invalid)),
            };
        }
        let Ok(value) = serde_json::from_str::<Value>(&text) else {
            return Err(structure_at(&cut, invalid));
        };
        let template = &mut self.items.template;
        template.take_field(key, &text, cut.position);
        match key {
            "hospital_name" => self.facts.hospital_name = fact(&value),
            "last_updated_on" => self.facts.last_updated_on = fact(&value),
            "version" => self.facts.version = fact(&value),
            _ => self.facts.npis = npis(&value),
        }
        Ok(())
    }

    fn read_items(&mut self, progress: &mut dyn FnMut(&R)) -> Result<(), FileFault> {
        self.has_items = true;
        if let Some(npis) = &self.facts.npis {
            self.items.set_providers(npis);
        }
        self.values
            .expect(b"[", "standard_charge_information must be a list of items")?;
        if self.values.peek()? == Some(b']') {
            return self.values.expect(b"]", "").map(|_| ());
        }
        loop {
            if matches!(self.values.peek()?, Some(b',' | b']')) {
                let what = "a comma without an item in standard_charge_information: the file is not valid JSON";
                return Err(self.values.structure(what));
            }
            let cut = self.values.value(&mut self.value, MAX_RECORD_BYTES)?;
            self.items.read(&cut, &self.value)?;
            if self.items.records.is_multiple_of(PROGRESS_RECORDS) {
                progress(self.values.input());
            }
            let what =
                "a comma or closing bracket is missing after an item: the file is not valid JSON";
            if self.values.expect(b",]", what)? == b']' {
                return Ok(());
            }
        }
    }
}

/// Returns a header value as text. Numbers are kept as written. Null and blank are absent.
fn fact(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Reads NPIs from a list of strings or numbers, or from one string with bars.
fn npis(value: &Value) -> Option<StatedNpis> {
    let texts: Vec<String> = match value {
        Value::Null => return None,
        Value::Array(elements) => elements.iter().map(npi_text).collect(),
        value => vec![npi_text(value)],
    };
    Some(StatedNpis::new(texts.iter().map(String::as_str)))
}

/// Returns the text of an NPI. Values of other types become text that is not an NPI, so that they
/// are counted.
fn npi_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn structure_at(cut: &ReadValue, what: &'static str) -> FileFault {
    FileFault::Structure {
        line: cut.line,
        what,
    }
}
