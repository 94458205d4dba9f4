//! Reads the header of a JSON file for the rules about it: fields in any order, before the items or behind them.
//!
//! Values come as text that is known to be valid JSON, of at most 1 MiB; longer ones are not looked at.

use super::edition::Edition;
use super::header::{Attested, Fact, StatedHeader, statement_of};
use super::item::remark_setting;
use super::stated::{Field, Form, Said, Stated, Values};
use super::tally::{Marker, Remarks};
use super::words::Word;
use serde_json::Value;

impl StatedHeader {
    /// Takes a field of the file; those the template does not know are nobody's business.
    pub(super) fn take(&mut self, key: &str, json: &str, position: u64, remarks: &mut Remarks) {
        let mark = &mut remarks.at_header(Some(position));
        let fact = match key {
            "hospital_name" => &mut self.hospital_name,
            "last_updated_on" => &mut self.last_updated_on,
            "version" => &mut self.version,
            "location_name" => &mut self.location_name,
            "hospital_location" => &mut self.hospital_location,
            "hospital_address" => &mut self.hospital_address,
            "type_2_npi" => &mut self.type_2_npi,
            "license_information" => &mut self.license_state,
            "affirmation" | "attestation" => return self.take_statement(key, json, position, mark),
            "modifier_information" => return remark_modifiers(json, mark),
            _ => return,
        };
        if fact.position.is_some() {
            return mark.note(Word::FieldTwice, || key.to_owned());
        }
        let value = parse(key, json, mark);
        fact.position = Some(position);
        fact.texts = match (key, value) {
            (_, Value::Null) => Vec::new(),
            ("hospital_name" | "last_updated_on" | "version", value) => {
                text(key, &value, mark).into_iter().collect()
            }
            ("license_information", value) => license(key, &value, mark),
            (_, value) => texts(key, &value, mark),
        };
    }

    fn take_statement(&mut self, key: &str, json: &str, position: u64, mark: &mut Marker<'_>) {
        let (edition, confirmed) = match key {
            "affirmation" => (Edition::Second, "confirm_affirmation"),
            _ => (Edition::Third, "confirm_attestation"),
        };
        let is_same = |said: &Attested| said.key == Some(edition);
        if self.statements.iter().any(is_same) {
            return mark.note(Word::FieldTwice, || key.to_owned());
        }
        let value = parse(key, json, mark);
        if !value.is_object() {
            return match value {
                Value::Null => {}
                _ => mark.note(Word::WrongKind, || key.to_owned()),
            };
        }
        let said = value.get(key).and_then(Value::as_str);
        self.statements.push(Attested {
            position: Some(position),
            key: Some(edition),
            text: said.and_then(statement_of),
            answer: value.get(confirmed).and_then(Value::as_bool),
        });
        if edition == Edition::Third
            && let Some(name) = value.get("attester_name")
        {
            let name = text("attestation.attester_name", name, mark);
            self.attester_name = Fact {
                position: Some(position),
                texts: name.into_iter().collect(),
            };
        }
    }
}

/// The value; nesting too deep for it makes it nothing.
fn parse(key: &str, json: &str, mark: &mut Marker<'_>) -> Value {
    let value = serde_json::from_str(json).unwrap_or_else(|_| {
        mark.note(Word::WrongKind, || key.to_owned());
        Value::Null
    });
    if value.is_null() && json == "null" {
        mark.note(Word::ValueNull, || key.to_owned());
    }
    value
}

/// A text without spaces at its ends; of another kind, what is in it is taken all the same.
fn text(key: &str, value: &Value, mark: &mut Marker<'_>) -> Option<String> {
    if let Value::String(text) = value {
        return Some(text.trim().to_owned());
    }
    let word = match value {
        Value::Null => Word::ValueNull,
        _ => Word::WrongKind,
    };
    mark.note(word, || key.to_owned());
    value.is_number().then(|| value.to_string())
}

/// A list of texts; one text alone is taken all the same.
fn texts(key: &str, value: &Value, mark: &mut Marker<'_>) -> Vec<String> {
    let Value::Array(elements) = value else {
        mark.note(Word::WrongKind, || key.to_owned());
        let text = value.as_str().map(|text| text.trim().to_owned());
        return text.into_iter().collect();
    };
    let texts = elements.iter().enumerate();
    let texts = texts.filter_map(|(number, element)| {
        let key = format!("{key}[{number}]");
        text(&key, element, mark)
    });
    texts.collect()
}

/// The state of a licence.
fn license(key: &str, value: &Value, mark: &mut Marker<'_>) -> Vec<String> {
    if !value.is_object() {
        mark.note(Word::WrongKind, || key.to_owned());
        return Vec::new();
    }
    match value.get("license_number") {
        None | Some(Value::Null) => {}
        Some(Value::String(number)) if !number.trim().is_empty() => {}
        Some(number) => {
            let word = match number {
                Value::String(_) => Word::ValueEmpty,
                _ => Word::WrongKind,
            };
            mark.note(word, || format!("{key}.license_number"));
        }
    }
    let state = value.get("state").and_then(Value::as_str);
    state.map(str::to_owned).into_iter().collect()
}

/// Modifiers that change the charges of payers.
fn remark_modifiers(json: &str, mark: &mut Marker<'_>) {
    let key = "modifier_information";
    let value = parse(key, json, mark);
    let modifiers = match &value {
        Value::Array(modifiers) => modifiers,
        Value::Null => return,
        _ => return mark.note(Word::WrongKind, || key.to_owned()),
    };
    if modifiers.is_empty() {
        mark.note_in(Edition::Third, Word::ValueEmpty, || key.to_owned());
    }
    for (number, modifier) in modifiers.iter().enumerate() {
        let path = format!("{key}[{number}]");
        remark_texts(modifier, &["description", "code"], &path, mark);
        let payers = modifier.get("modifier_payer_information");
        let payers = payers.and_then(Value::as_array);
        let path = format!("{path}.modifier_payer_information");
        if payers.is_none_or(Vec::is_empty) {
            mark.note(Word::ModifierInformationIncomplete, || path.clone());
        }
        for (number, payer) in payers.into_iter().flatten().enumerate() {
            let path = format!("{path}[{number}]");
            remark_texts(
                payer,
                &["payer_name", "plan_name", "description"],
                &path,
                mark,
            );
        }
        remark_modifier_setting(modifier, number, mark);
    }
}

/// Texts that must be there.
fn remark_texts(object: &Value, names: &[&str], path: &str, mark: &mut Marker<'_>) {
    for name in names {
        let text = object.get(name).and_then(Value::as_str);
        if text.is_none_or(|text| text.trim().is_empty()) {
            mark.note(Word::ModifierInformationIncomplete, || {
                format!("{path}.{name}")
            });
        }
    }
}

/// 3.0 lets a modifier have a setting.
fn remark_modifier_setting(modifier: &Value, number: usize, mark: &mut Marker<'_>) {
    let Some(setting) = modifier.get(Field::Setting.key()) else {
        return;
    };
    let json = setting.to_string();
    let mut values = Values::default();
    values[Field::Setting] = Stated::of_json(&json);
    let name = |field: Field| format!("modifier_information[{number}].{}", field.key());
    let said = Said {
        form: Form::Json,
        values: &values,
        name: &name,
    };
    if said.states(Field::Setting) {
        remark_setting(&said, mark);
    } else {
        mark.note(Word::ValueNull, || said.name(Field::Setting));
    }
}
