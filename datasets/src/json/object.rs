//! Takes one JSON object apart, field by field, and knows the path of every fault.
//!
//! Values stay unparsed until they are asked for, so a fault in one element of a list leaves its neighbours alone. `null` and
//! absent are the same, and so is text of spaces alone.

use crate::reject::{Fault, RejectCode};
use crate::table::{MAX_FIELD_BYTES, shown};
use nearsite_index::domain::Day;
use rustc_hash::FxHashSet;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Objects up to this size are searched for equal keys pair by pair, larger ones with a set.
const FEW_KEYS: usize = 24;

/// A JSON object whose fields are taken out one by one.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    /// Path of the object in its record; empty for the record itself.
    path: String,
    fields: Vec<Field<'a>>,
}

#[derive(Debug)]
struct Field<'a> {
    key: Cow<'a, str>,
    value: &'a RawValue,
    known: bool,
}

/// A JSON array: its elements, unparsed, and its path.
#[derive(Debug, Default)]
pub(crate) struct List<'a> {
    path: String,
    elements: Vec<&'a RawValue>,
}

/// A value and the path it stands at.
#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    path: String,
    json: &'a str,
}

impl<'a> Object<'a> {
    /// Reads a record.
    ///
    /// # Errors
    /// `malformed` when it is no JSON object, `duplicate_field` when a key stands twice.
    pub(crate) fn record(json: &'a str) -> Result<Self, Fault> {
        Self::parse(String::new(), json)
    }

    fn parse(path: String, json: &'a str) -> Result<Self, Fault> {
        if !json.trim_ascii_start().starts_with('{') {
            return Err(match path.is_empty() {
                true => Fault::row(RejectCode::Malformed, "a record must be a JSON object"),
                false => Fault::field(RejectCode::InvalidValue, path, "must be a JSON object"),
            });
        }
        let Fields(fields) = serde_json::from_str(json).map_err(|fault| {
            let message = format!(
                "not valid JSON at line {} column {} of the record",
                fault.line(),
                fault.column()
            );
            Fault::row(RejectCode::Malformed, message)
        })?;
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

    /// The value of a field, none when absent or null.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let path = self.path_of(name);
        let field = self.fields.iter_mut().find(|field| field.key == name)?;
        field.known = true;
        let json = field.value.get();
        (json != "null").then_some(Value { path, json })
    }

    /// Text without spaces at its ends; none when absent, null or blank.
    ///
    /// # Errors
    /// `invalid_value`, `too_long` or `control_character` (NUL).
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        self.take(name).map_or(Ok(None), |value| {
            value
                .text()
                .map(|text| Some(text).filter(|text| !text.is_empty()))
        })
    }

    /// Text that must be there, read as a type.
    ///
    /// # Errors
    /// `missing_field`; those of [`Object::text`]; the code given, with the message of the type.
    pub(crate) fn required<T>(&mut self, name: &str, code: RejectCode) -> Result<T, Fault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.parsed(name, code)?
            .ok_or_else(|| Fault::missing(self.path_of(name)))
    }

    /// Text read as a type, none when absent.
    ///
    /// # Errors
    /// As [`Object::required`], but for `missing_field`.
    pub(crate) fn parsed<T>(&mut self, name: &str, code: RejectCode) -> Result<Option<T>, Fault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        let text = value.text().map_err(|fault| match fault.code {
            RejectCode::InvalidValue => Fault { code, ..fault },
            _ => fault,
        })?;
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .map(Some)
            .map_err(|fault: T::Err| Fault::field(code, self.path_of(name), fault.to_string()))
    }

    /// A date, none when absent.
    ///
    /// # Errors
    /// `invalid_date`.
    pub(crate) fn day(&mut self, name: &str) -> Result<Option<Day>, Fault> {
        self.parsed(name, RejectCode::InvalidDate)
    }

    /// True or false, none when absent.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn boolean(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        self.take(name).map_or(Ok(None), |value| match value.json {
            "true" => Ok(Some(true)),
            "false" => Ok(Some(false)),
            _ => Err(value.fault(RejectCode::InvalidValue, "must be true or false")),
        })
    }

    /// A number, none when absent.
    ///
    /// # Errors
    /// `invalid_value` when it is no number, or not finite.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<f64>, Fault> {
        let Some(value) = self.take(name) else {
            return Ok(None);
        };
        let is_number = value
            .json
            .starts_with(|first: char| first == '-' || first.is_ascii_digit());
        // Parsed here and not by the JSON library: this is exact to the last bit, and zero has one sign.
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

    /// A number above `above` and up to `most`, none when absent.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn number_within(
        &mut self,
        name: &str,
        above: f64,
        most: f64,
    ) -> Result<Option<f64>, Fault> {
        match self.number(name)? {
            Some(number) if number <= above || number > most => {
                let message = format!("must be above {above} and at most {most}");
                Err(Fault::field(
                    RejectCode::InvalidValue,
                    self.path_of(name),
                    message,
                ))
            }
            number => Ok(number),
        }
    }

    /// An object, none when absent.
    ///
    /// # Errors
    /// `invalid_value`, `malformed` or `duplicate_field`.
    pub(crate) fn object(&mut self, name: &str) -> Result<Option<Object<'a>>, Fault> {
        self.take(name).map(Value::object).transpose()
    }

    /// The elements of a list; empty when absent.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn list(&mut self, name: &str) -> Result<List<'a>, Fault> {
        let Some(value) = self.take(name) else {
            return Ok(List::default());
        };
        match serde_json::from_str(value.json) {
            Ok(elements) => Ok(List {
                path: value.path,
                elements,
            }),
            Err(_) => Err(value.fault(RejectCode::InvalidValue, "must be a list")),
        }
    }

    /// Notes every field that nobody asked for.
    pub(crate) fn finish(self, unknown: &mut UnknownFields) {
        for field in self.fields.iter().filter(|field| !field.known) {
            unknown.note(&self.path, &field.key);
        }
    }

    fn refuse_equal_keys(&self) -> Result<(), Fault> {
        let fault = |key: &str| {
            let message =
                "the field stands twice; the case of its letters does not tell them apart";
            Err(Fault::field(
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

impl<'a> List<'a> {
    /// The elements, each with its path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Value<'a>> {
        let elements = self.elements.iter().enumerate();
        elements.map(|(position, element)| Value {
            path: format!("{}[{position}]", self.path),
            json: element.get(),
        })
    }
}

impl<'a> Value<'a> {
    /// Path in the record.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// A fault of this value.
    pub(crate) fn fault(&self, code: RejectCode, message: impl Into<Cow<'static, str>>) -> Fault {
        Fault::field(code, self.path.clone(), message)
    }

    /// The value as an object.
    ///
    /// # Errors
    /// `invalid_value`, `malformed` or `duplicate_field`.
    pub(crate) fn object(self) -> Result<Object<'a>, Fault> {
        Object::parse(self.path, self.json)
    }

    /// The value as text without spaces at its ends.
    ///
    /// # Errors
    /// `invalid_value`, `too_long` or `control_character` (NUL).
    pub(crate) fn text(&self) -> Result<String, Fault> {
        if self.json.len() > MAX_FIELD_BYTES {
            return Err(self.fault(RejectCode::TooLong, "a text may have at most 1 MiB"));
        }
        let text: String = serde_json::from_str(self.json)
            .map_err(|_| self.fault(RejectCode::InvalidValue, "must be text in quotes"))?;
        if text.contains('\0') {
            return Err(self.fault(RejectCode::ControlCharacter, "a text must not hold NUL"));
        }
        Ok(text.trim().to_owned())
    }

    /// The value as text read as a type.
    ///
    /// # Errors
    /// Those of [`Value::text`]; the code given, with the message of the type.
    pub(crate) fn parse<T>(&self, code: RejectCode) -> Result<T, Fault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.text()?
            .parse()
            .map_err(|fault: T::Err| self.fault(code, fault.to_string()))
    }

    /// The value as a whole number.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn whole_number(&self) -> Result<u32, Fault> {
        self.json
            .parse()
            .map_err(|_| self.fault(RejectCode::InvalidValue, "must be a whole number"))
    }
}

/// Names of fields nobody asked for, each once and without list positions.
#[derive(Debug, Default)]
pub(crate) struct UnknownFields {
    names: BTreeSet<String>,
}

impl UnknownFields {
    /// Most names kept; a file with more is not a registration file that grew, and the report need not grow with it.
    const MAX_NAMES: usize = 100;

    fn note(&mut self, path: &str, key: &str) {
        if self.names.len() >= Self::MAX_NAMES {
            return;
        }
        let without_positions: String = path
            .chars()
            .filter(|letter| !letter.is_ascii_digit())
            .collect();
        let dot = if path.is_empty() { "" } else { "." };
        self.names
            .insert(format!("{without_positions}{dot}{}", shown(key)));
    }

    /// The names, in order.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.names.into_iter().collect()
    }
}

/// The fields of an object in file order, values unparsed.
struct Fields<'a>(Vec<Field<'a>>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    fields.push(Field {
                        key,
                        value: map.next_value()?,
                        known: false,
                    });
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// A key, borrowed unless it holds escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}
