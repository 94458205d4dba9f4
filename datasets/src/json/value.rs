//! One JSON value or list and the path it stands at.

use super::object::Object;
use crate::reject::{Fault, RejectCode};
use crate::table::MAX_FIELD_BYTES;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A JSON array: its elements, unparsed, and its path.
#[derive(Debug, Default)]
pub(crate) struct List<'a> {
    pub(super) path: String,
    pub(super) elements: Vec<&'a RawValue>,
}

/// A value and the path it stands at.
#[derive(Debug, Clone)]
pub(crate) struct Value<'a> {
    pub(super) path: String,
    pub(super) json: &'a str,
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

    /// As it stands in the file, unparsed.
    pub(crate) const fn json(&self) -> &'a str {
        self.json
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
        let text: String = serde_json::from_str(self.json).or(Err(
            self.fault(RejectCode::InvalidValue, "must be text in quotes")
        ))?;
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
        self.json.parse().or(Err(
            self.fault(RejectCode::InvalidValue, "must be a whole number")
        ))
    }
}
