//! Reads the JSON header for the rules. Fields come in any order, before or after the items.
//!
//! Values are valid JSON of at most 1 MiB. Longer values are not checked.

use super::field_values::{FieldValues, StatedFields, StatedValue, TemplateField};
use super::header_rules::{AttestationStatement, HeaderValue, HeaderValues, statement_of};
use super::item_rules::check_setting;
use super::remark_counts::{RemarkCounts, RemarkRecorder};
use super::remark_words::RemarkWord;
use super::template_version::TemplateVersion;
use crate::rates::hospital::format::HospitalFormat;
use serde_json::Value;

impl HeaderValues {
    /// Records a field of the file. Fields that are not in the template are ignored.
    pub(super) fn take(
        &mut self,
        key: &str,
        json: &str,
        position: u64,
        remarks: &mut RemarkCounts,
    ) {
        let recorder = &mut remarks.at_header(Some(position));
        let fact = match key {
            "hospital_name" => &mut self.hospital_name,
            "last_updated_on" => &mut self.last_updated_on,
            "version" => &mut self.version,
            "location_name" => &mut self.location_name,
            "hospital_location" => &mut self.hospital_location,
            "hospital_address" => &mut self.hospital_address,
            "type_2_npi" => &mut self.type_2_npi,
            "license_information" => &mut self.license_state,
            "affirmation" | "attestation" => {
                return self.take_statement(key, json, position, recorder);
            }
            "modifier_information" => return check_modifiers(json, recorder),
            _ => return,
        };
        if fact.position.is_some() {
            return recorder.add(RemarkWord::FieldTwice, || key.to_owned());
        }
        let value = parse(key, json, recorder);
        fact.position = Some(position);
        fact.texts = match (key, value) {
            (_, Value::Null) => Vec::new(),
            ("hospital_name" | "last_updated_on" | "version", value) => {
                text(key, &value, recorder).into_iter().collect()
            }
            ("license_information", value) => license(key, &value, recorder),
            (_, value) => texts(key, &value, recorder),
        };
    }

    fn take_statement(
        &mut self,
        key: &str,
        json: &str,
        position: u64,
        recorder: &mut RemarkRecorder<'_>,
    ) {
        let (template, confirmed) = match key {
            "affirmation" => (TemplateVersion::V2, "confirm_affirmation"),
            _ => (TemplateVersion::V3, "confirm_attestation"),
        };
        let is_same = |statement: &AttestationStatement| statement.key == Some(template);
        if self.statements.iter().any(is_same) {
            return recorder.add(RemarkWord::FieldTwice, || key.to_owned());
        }
        let value = parse(key, json, recorder);
        if !value.is_object() {
            return match value {
                Value::Null => {}
                _ => recorder.add(RemarkWord::WrongKind, || key.to_owned()),
            };
        }
        let statement = value.get(key).and_then(Value::as_str);
        self.statements.push(AttestationStatement {
            position: Some(position),
            key: Some(template),
            text: statement.and_then(statement_of),
            answer: value.get(confirmed).and_then(Value::as_bool),
        });
        if template == TemplateVersion::V3
            && let Some(name) = value.get("attester_name")
        {
            let name = text("attestation.attester_name", name, recorder);
            self.attester_name = HeaderValue {
                position: Some(position),
                texts: name.into_iter().collect(),
            };
        }
    }
}

/// Parses a value. A value that is nested too deep becomes null.
fn parse(key: &str, json: &str, recorder: &mut RemarkRecorder<'_>) -> Value {
    let value = serde_json::from_str(json).unwrap_or_else(|_| {
        recorder.add(RemarkWord::WrongKind, || key.to_owned());
        Value::Null
    });
    if value.is_null() && json == "null" {
        recorder.add(RemarkWord::ValueNull, || key.to_owned());
    }
    value
}

/// Returns a trimmed string. Other types are reported, and a number is used as text.
fn text(key: &str, value: &Value, recorder: &mut RemarkRecorder<'_>) -> Option<String> {
    if let Value::String(text) = value {
        return Some(text.trim().to_owned());
    }
    let word = match value {
        Value::Null => RemarkWord::ValueNull,
        _ => RemarkWord::WrongKind,
    };
    recorder.add(word, || key.to_owned());
    value.is_number().then(|| value.to_string())
}

/// Returns a list of strings. A single string is reported and used.
fn texts(key: &str, value: &Value, recorder: &mut RemarkRecorder<'_>) -> Vec<String> {
    let Value::Array(elements) = value else {
        recorder.add(RemarkWord::WrongKind, || key.to_owned());
        let text = value.as_str().map(|text| text.trim().to_owned());
        return text.into_iter().collect();
    };
    let texts = elements.iter().enumerate();
    let texts = texts.filter_map(|(number, element)| {
        let key = format!("{key}[{number}]");
        text(&key, element, recorder)
    });
    texts.collect()
}

/// Returns the state of the license.
fn license(key: &str, value: &Value, recorder: &mut RemarkRecorder<'_>) -> Vec<String> {
    if !value.is_object() {
        recorder.add(RemarkWord::WrongKind, || key.to_owned());
        return Vec::new();
    }
    match value.get("license_number") {
        None | Some(Value::Null) => {}
        Some(Value::String(number)) if !number.trim().is_empty() => {}
        Some(number) => {
            let word = match number {
                Value::String(_) => RemarkWord::ValueEmpty,
                _ => RemarkWord::WrongKind,
            };
            recorder.add(word, || format!("{key}.license_number"));
        }
    }
    let state = value.get("state").and_then(Value::as_str);
    state.map(str::to_owned).into_iter().collect()
}

/// Checks modifiers that change the charges of payers.
fn check_modifiers(json: &str, recorder: &mut RemarkRecorder<'_>) {
    let key = "modifier_information";
    let value = parse(key, json, recorder);
    let modifiers = match &value {
        Value::Array(modifiers) => modifiers,
        Value::Null => return,
        _ => return recorder.add(RemarkWord::WrongKind, || key.to_owned()),
    };
    if modifiers.is_empty() {
        recorder.add_for(TemplateVersion::V3, RemarkWord::ValueEmpty, || {
            key.to_owned()
        });
    }
    for (number, modifier) in modifiers.iter().enumerate() {
        let path = format!("{key}[{number}]");
        check_texts(modifier, &["description", "code"], &path, recorder);
        let payers = modifier.get("modifier_payer_information");
        let payers = payers.and_then(Value::as_array);
        let path = format!("{path}.modifier_payer_information");
        if payers.is_none_or(Vec::is_empty) {
            recorder.add(RemarkWord::ModifierInformationIncomplete, || path.clone());
        }
        for (number, payer) in payers.into_iter().flatten().enumerate() {
            let path = format!("{path}[{number}]");
            check_texts(
                payer,
                &["payer_name", "plan_name", "description"],
                &path,
                recorder,
            );
        }
        check_modifier_setting(modifier, number, recorder);
    }
}

/// Checks that strings are present and not blank.
fn check_texts(object: &Value, names: &[&str], path: &str, recorder: &mut RemarkRecorder<'_>) {
    for name in names {
        let text = object.get(name).and_then(Value::as_str);
        if text.is_none_or(|text| text.trim().is_empty()) {
            recorder.add(RemarkWord::ModifierInformationIncomplete, || {
                format!("{path}.{name}")
            });
        }
    }
}

/// Checks the setting of a modifier, which 3.0 allows.
fn check_modifier_setting(modifier: &Value, number: usize, recorder: &mut RemarkRecorder<'_>) {
    let Some(setting) = modifier.get(TemplateField::Setting.key()) else {
        return;
    };
    let json = setting.to_string();
    let mut values = FieldValues::default();
    values[TemplateField::Setting] = StatedValue::of_json(&json);
    let name = |field: TemplateField| format!("modifier_information[{number}].{}", field.key());
    let fields = StatedFields {
        format: HospitalFormat::Json,
        values: &values,
        name: &name,
    };
    if fields.has(TemplateField::Setting) {
        check_setting(&fields, recorder);
    } else {
        recorder.add(RemarkWord::ValueNull, || {
            fields.name(TemplateField::Setting)
        });
    }
}
