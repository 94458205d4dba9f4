//! Fields of one JSON object: keys decoded, values unparsed.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// One field.
#[derive(Debug)]
pub(super) struct JsonField<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) value: &'a RawValue,
    /// True if the caller asked for it.
    pub(super) known: bool,
}

/// Fields of an object in file order, values unparsed.
pub(super) struct JsonFields<'a> {
    pub(super) fields: Vec<JsonField<'a>>,
    /// True if no field was dropped.
    pub(super) is_whole: bool,
}

/// Most fields of an object that are kept. A record of 16 MiB could have millions.
const MAX_FIELDS: usize = 1 << 18;

impl<'de> Deserialize<'de> for JsonFields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = JsonFields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                let mut is_whole = true;
                while let Some(JsonKey(key)) = map.next_key()? {
                    let value = map.next_value()?;
                    if fields.len() == MAX_FIELDS {
                        is_whole = false;
                        continue;
                    }
                    fields.push(JsonField {
                        key,
                        value,
                        known: false,
                    });
                }
                Ok(JsonFields { fields, is_whole })
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// A key, borrowed unless it contains escapes.
struct JsonKey<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for JsonKey<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = JsonKey<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(JsonKey(Cow::Borrowed(key)))
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
                Ok(JsonKey(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}
