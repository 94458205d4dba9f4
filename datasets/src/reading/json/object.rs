//! Reads one JSON object field by field, with the path of every fault.
//!
//! Values stay unparsed until the caller asks for them, so a fault in one element of a list does
//! not affect its neighbors. `null`, an absent field and blank text are the same.

use super::fields::{JsonField, JsonFields};
use super::unknown::UnknownFields;
use super::value::{JsonList, JsonValue};
use crate::reading::csv::shown;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::Day;
use rustc_hash::FxHashSet;
use std::fmt;
use std::str::FromStr;

/// Most fields of an object in which equal keys are found pair by pair. Larger objects need a set.
const FEW_KEYS: usize = 24;

/// JSON object whose fields are taken out one by one.
#[derive(Debug)]
pub(crate) struct JsonObject<'a> {
    /// Path of the object in its record. Empty for the record itself.
    path: String,
    fields: Vec<JsonField<'a>>,
}

impl<'a> JsonObject<'a> {
    /// Reads a record.
    ///
    /// # Errors
    /// `malformed` when it is not a JSON object, `duplicate_field` when a key appears twice.
    pub(crate) fn record(json: &'a str) -> Result<Self, RowFault> {
        Self::parse(String::new(), json)
    }

    /// Reads the object at a path.
    pub(super) fn parse(path: String, json: &'a str) -> Result<Self, RowFault> {
        if !json.trim_ascii_start().starts_with('{') {
            return Err(if path.is_empty() {
                RowFault::row(RejectCode::Malformed, "a record must be a JSON object")
            } else {
                RowFault::field(RejectCode::InvalidValue, path, "must be a JSON object")
            });
        }
        let JsonFields { fields, is_whole } = serde_json::from_str(json).map_err(|fault| {
            let message = format!(
                "not valid JSON at line {} column {} of the record",
                fault.line(),
                fault.column()
            );
            RowFault::row(RejectCode::Malformed, message)
        })?;
        if !is_whole {
            let message = "an object may have at most 262144 fields";
            return Err(if path.is_empty() {
                RowFault::row(RejectCode::TooLong, message)
            } else {
                RowFault::field(RejectCode::TooLong, path, message)
            });
        }
        let object = Self { path, fields };
        object.refuse_equal_keys()?;
        Ok(object)
    }

    /// Path of a field in the record.
    pub(crate) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// Returns the text of a field, including `null`. Returns none if the field is absent.
    pub(crate) fn json(&mut self, name: &str) -> Option<&'a str> {
        let field = self.fields.iter_mut().find(|field| field.key == name)?;
        field.known = true;
        Some(field.value.get())
    }

    /// Takes the value of a field. Returns none if it is absent or null.
    pub(crate) fn take(&mut self, name: &str) -> Option<JsonValue<'a>> {
        let path = self.path_of(name);
        let json = self.json(name)?;
        (json != "null").then_some(JsonValue { path, json })
    }

    /// Reads text without spaces at its ends. Returns none if it is absent, null or blank.
    ///
    /// # Errors
    /// `invalid_value`, `too_long` or `control_character` (NUL).
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, RowFault> {
        self.take(name).map_or(Ok(None), |value| {
            value
                .text()
                .map(|text| Some(text).filter(|text| !text.is_empty()))
        })
    }

    /// Reads required text as a type.
    ///
    /// # Errors
    /// `missing_field`, the errors of [`JsonObject::text`], or the given code with the message of
    /// the type.
    pub(crate) fn required<T>(&mut self, name: &str, code: RejectCode) -> Result<T, RowFault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.parsed(name, code)?
            .ok_or_else(|| RowFault::missing(self.path_of(name)))
    }

    /// Reads text as a type. Returns none if it is absent.
    ///
    /// # Errors
    /// The errors of [`JsonObject::required`] except `missing_field`.
    pub(crate) fn parsed<T>(&mut self, name: &str, code: RejectCode) -> Result<Option<T>, RowFault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        let text = value.text().map_err(|fault| match fault.code {
            RejectCode::InvalidValue => RowFault { code, ..fault },
            _ => fault,
        })?;
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .map(Some)
            .map_err(|fault: T::Err| RowFault::field(code, self.path_of(name), fault.to_string()))
    }

    /// Reads a date. Returns none if it is absent.
    ///
    /// # Errors
    /// `invalid_date`.
    pub(crate) fn day(&mut self, name: &str) -> Result<Option<Day>, RowFault> {
        self.parsed(name, RejectCode::InvalidDate)
    }

    /// Reads a boolean. Returns none if it is absent.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn boolean(&mut self, name: &str) -> Result<Option<bool>, RowFault> {
        self.take(name).map_or(Ok(None), |value| match value.json {
            "true" => Ok(Some(true)),
            "false" => Ok(Some(false)),
            _ => Err(value.fault(RejectCode::InvalidValue, "must be true or false")),
        })
    }

    /// Reads a number. Returns none if it is absent.
    ///
    /// # Errors
    /// `invalid_value` when it is not a number or not finite.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<f64>, RowFault> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        let is_number = value
            .json
            .starts_with(|first: char| first == '-' || first.is_ascii_digit());
        // Parsed by the standard library, not the JSON library: the result is exact to the last
        // bit, and zero has one sign.
        let number = value
            .json
            .parse()
            .ok()
            .filter(|number: &f64| is_number && number.is_finite())
            .map(|n| n + 0.0);
        number
            .map(Some)
            .ok_or_else(|| value.fault(RejectCode::InvalidValue, "must be a number"))
    }

    /// Reads a number above `above` and up to `most`. Returns none if it is absent.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn number_within(
        &mut self,
        name: &str,
        above: f64,
        most: f64,
    ) -> Result<Option<f64>, RowFault> {
        match self.number(name)? {
            Some(number) if number <= above || number > most => {
                let message = format!("must be above {above} and at most {most}");
                Err(RowFault::field(
                    RejectCode::InvalidValue,
                    self.path_of(name),
                    message,
                ))
            }
            number => Ok(number),
        }
    }

    /// Reads an object. Returns none if it is absent.
    ///
    /// # Errors
    /// `invalid_value`, `malformed` or `duplicate_field`.
    pub(crate) fn object(&mut self, name: &str) -> Result<Option<JsonObject<'a>>, RowFault> {
        self.take(name).map(JsonValue::object).transpose()
    }

    /// Reads a list. An absent list is empty.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn list(&mut self, name: &str) -> Result<JsonList<'a>, RowFault> {
        self.take(name)
            .map_or(Ok(JsonList::default()), JsonList::of)
    }

    /// Adds every field that the caller did not ask for to the unknown fields.
    pub(crate) fn finish(self, unknown: &mut UnknownFields) {
        for field in self.fields.iter().filter(|field| !field.known) {
            unknown.note(&self.path, &field.key);
        }
    }

    fn refuse_equal_keys(&self) -> Result<(), RowFault> {
        let fault = |key: &str| {
            let message = "the field appears twice (letter case is ignored): remove one";
            Err(RowFault::field(
                RejectCode::DuplicateField,
                self.path_of(&shown(key)),
                message,
            ))
        };
        if self.fields.len() > FEW_KEYS {
            let mut seen = FxHashSet::default();
            return match self
                .fields
                .iter()
                .find(|field| !seen.insert(field.key.to_ascii_lowercase()))
            {
                Some(field) => fault(&field.key),
                None => Ok(()),
            };
        }
        for (position, field) in self.fields.iter().enumerate() {
            if self.fields[..position]
                .iter()
                .any(|earlier| earlier.key.eq_ignore_ascii_case(&field.key))
            {
                return fault(&field.key);
            }
        }
        Ok(())
    }
}

impl<'a> JsonValue<'a> {
    /// Reads the value as an object.
    ///
    /// # Errors
    /// `invalid_value`, `malformed` or `duplicate_field`.
    pub(crate) fn object(self) -> Result<JsonObject<'a>, RowFault> {
        JsonObject::parse(self.path, self.json)
    }
}
