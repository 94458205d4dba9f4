//! One JSON value or list with its path in the record.

use crate::reading::csv::MAX_FIELD_BYTES;
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Valid JSON array with its path. Elements are cut on demand, so a list of millions needs no more
/// memory than its text.
#[derive(Debug, Default)]
pub(crate) struct JsonList<'a> {
    path: String,
    json: &'a str,
}

/// Iterator over the elements of a list.
struct Elements<'a, 'l> {
    path: &'l str,
    /// Text after the last comma or the opening bracket.
    rest: &'a str,
    position: usize,
}

/// List whose elements were skipped. Proves that the JSON is a valid array.
struct AnyList;

/// JSON value with its path in the record.
#[derive(Debug, Clone)]
pub(crate) struct JsonValue<'a> {
    pub(super) path: String,
    pub(super) json: &'a str,
}

impl<'a> JsonList<'a> {
    /// Reads a value as a list.
    ///
    /// # Errors
    /// `invalid_value` when it is not a list.
    pub(super) fn of(value: JsonValue<'a>) -> Result<Self, RowFault> {
        match serde_json::from_str(value.json) {
            Ok(AnyList) => Ok(Self {
                path: value.path,
                json: value.json,
            }),
            Err(_) => Err(value.fault(RejectCode::InvalidValue, "must be a list")),
        }
    }

    /// Returns the elements, each with its path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = JsonValue<'a>> {
        let inside = self.json.trim_ascii_start().strip_prefix('[');
        Elements {
            path: &self.path,
            rest: inside.unwrap_or_default(),
            position: 0,
        }
    }
}

impl<'a> Iterator for Elements<'a, '_> {
    type Item = JsonValue<'a>;

    fn next(&mut self) -> Option<JsonValue<'a>> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<&RawValue>();
        // The list is valid JSON, so anything that is not a value is its end.
        let element = values.next()?.ok()?;
        let behind = self.rest.get(values.byte_offset()..)?.trim_ascii_start();
        self.rest = behind.strip_prefix(',').unwrap_or_default();
        let path = format!("{}[{}]", self.path, self.position);
        self.position += 1;
        Some(JsonValue {
            path,
            json: element.get(),
        })
    }
}

impl<'de> Deserialize<'de> for AnyList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor;
        impl<'de> Visitor<'de> for ListVisitor {
            type Value = AnyList;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AnyList, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(AnyList)
            }
        }
        deserializer.deserialize_seq(ListVisitor)
    }
}

impl<'a> JsonValue<'a> {
    /// Path in the record.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Unparsed text of the value.
    pub(crate) const fn json(&self) -> &'a str {
        self.json
    }

    /// Creates a fault of this value.
    pub(crate) fn fault(
        &self,
        code: RejectCode,
        message: impl Into<Cow<'static, str>>,
    ) -> RowFault {
        RowFault::field(code, self.path.clone(), message)
    }

    /// Reads the value as text without spaces at its ends.
    ///
    /// # Errors
    /// `invalid_value`, `too_long` or `control_character` (NUL).
    pub(crate) fn text(&self) -> Result<String, RowFault> {
        if self.json.len() > MAX_FIELD_BYTES {
            return Err(self.fault(RejectCode::TooLong, "a text may have at most 1 MiB"));
        }
        let text: String = serde_json::from_str(self.json).or(Err(
            self.fault(RejectCode::InvalidValue, "must be text in quotes")
        ))?;
        if text.contains('\0') {
            return Err(self.fault(RejectCode::ControlCharacter, "a text must not contain NUL"));
        }
        Ok(text.trim().to_owned())
    }

    /// Reads the value as text and parses it.
    ///
    /// # Errors
    /// The errors of [`JsonValue::text`], or the given code with the message of the type.
    pub(crate) fn parse<T>(&self, code: RejectCode) -> Result<T, RowFault>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.text()?
            .parse()
            .map_err(|fault: T::Err| self.fault(code, fault.to_string()))
    }

    /// Reads the value as a whole number.
    ///
    /// # Errors
    /// `invalid_value`.
    pub(crate) fn whole_number(&self) -> Result<u32, RowFault> {
        self.json.parse().or(Err(
            self.fault(RejectCode::InvalidValue, "must be a whole number")
        ))
    }
}
