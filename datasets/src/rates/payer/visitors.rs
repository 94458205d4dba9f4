//! Visitors for JSON objects and lists of known shape, lenient about types, strict about keys.
//!
//! Input is the text of one record, which the JSON library reads in one pass. Output is a call for
//! each field and each element. The visitor decides what to keep, so memory does not grow with
//! values that are dropped. A duplicate key, regardless of case, rejects the record.

use crate::reading::reject::{RejectCode, RowFault};
use rustc_hash::{FxHashSet, FxHasher};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;

/// Beginning of the message about the only fault that is not one of the JSON library.
const DUPLICATE_KEY: &str = "a key appears twice";
/// Beginning of the message about a number that does not fit a machine number.
const OUT_OF_RANGE: &str = "number out of range";
/// Number of keys that are compared one by one. Further keys of an object go into a set.
const FEW_KEYS: usize = 16;

/// Visitor of the fields of one object.
pub(super) trait FieldVisitor<'de> {
    /// Takes the value of a field from the map. For an unknown key it returns false and leaves the
    /// value.
    ///
    /// # Errors
    /// Those of the map.
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Visitor of the elements of one list.
pub(super) trait ElementVisitor<'de> {
    /// Takes the next element. Returns false at the end.
    ///
    /// # Errors
    /// Those of the list.
    fn take_element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error>;
}

/// Seed that reads an object, or `null` as an object without fields.
pub(super) struct ObjectSeed<'t, T>(pub(super) &'t mut T);

/// Seed that reads a list, or `null` as an empty list.
pub(super) struct ListSeed<'t, T>(pub(super) &'t mut T);

/// Reads the text of a record with a visitor of its fields.
///
/// # Errors
/// `malformed`, `duplicate_field`, or `invalid_value` when a value is of a type that cannot be
/// read.
pub(super) fn read_record<'de>(
    text: &'de str,
    record: &mut impl FieldVisitor<'de>,
) -> Result<(), RowFault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = ObjectSeed(record).deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end())
        .map_err(|fault| rejected(&fault))
}

/// Reads the text of a list with a visitor of its elements.
///
/// # Errors
/// Those of [`read_record`].
pub(super) fn read_list<'de>(
    text: &'de str,
    list: &mut impl ElementVisitor<'de>,
) -> Result<(), RowFault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = ListSeed(list).deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end())
        .map_err(|fault| rejected(&fault))
}

/// Turns a fault of the JSON library into a reject, without any value of the file.
fn rejected(fault: &serde_json::Error) -> RowFault {
    let place = format!("line {} column {}", fault.line(), fault.column());
    match fault.classify() {
        Category::Data if fault.to_string().starts_with(DUPLICATE_KEY) => RowFault::row(
            RejectCode::DuplicateField,
            format!("a key appears twice in one object at {place} of the record"),
        ),
        Category::Data => RowFault::row(
            RejectCode::InvalidValue,
            format!("a value of another type is expected at {place} of the record"),
        ),
        _ => RowFault::row(
            RejectCode::Malformed,
            format!("not valid JSON at {place} of the record"),
        ),
    }
}

impl<'de, T: FieldVisitor<'de>> DeserializeSeed<'de> for ObjectSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: FieldVisitor<'de>> Visitor<'de> for ObjectSeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = SeenKeys::default();
        while let Some(KeyText(key)) = map.next_key()? {
            if !seen.note(&key) {
                return Err(A::Error::custom(DUPLICATE_KEY));
            }
            if !self.0.take_field(&key, &mut map)? {
                let unknown: &RawValue = map.next_value()?;
                check_sound(unknown.get()).or(Err(A::Error::custom(DUPLICATE_KEY)))?;
            }
        }
        Ok(())
    }
}

impl<'de, T: ElementVisitor<'de>> DeserializeSeed<'de> for ListSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: ElementVisitor<'de>> Visitor<'de> for ListSeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while self.0.take_element(&mut list)? {}
        Ok(())
    }
}

/// Checks a value that is not used: no object in it may have a duplicate key.
///
/// # Errors
/// `malformed` or `duplicate_field`.
pub(super) fn check_sound(json: &str) -> Result<(), RowFault> {
    let sound: Result<NoDuplicateKeys, _> = serde_json::from_str(json);
    match sound {
        // A number that does not fit is valid JSON, but the library stops there.
        Err(fault) if fault.to_string().starts_with(OUT_OF_RANGE) => check_level_by_level(json),
        other => other.map(|_| ()).map_err(|fault| rejected(&fault)),
    }
}

/// Checks a value like [`check_sound`], but ignores numbers. Every level is read once more.
fn check_level_by_level(json: &str) -> Result<(), RowFault> {
    let mut inside = RawValues::default();
    match json.as_bytes().first() {
        Some(b'{') => read_record(json, &mut inside)?,
        Some(b'[') => read_list(json, &mut inside)?,
        _ => {}
    }
    inside
        .0
        .into_iter()
        .try_for_each(|value| check_level_by_level(value.get()))
}

/// Values of an object or list, unparsed.
#[derive(Default)]
struct RawValues<'a>(Vec<&'a RawValue>);

impl<'de> FieldVisitor<'de> for RawValues<'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<bool, A::Error> {
        self.0.push(map.next_value()?);
        Ok(true)
    }
}

impl<'de> ElementVisitor<'de> for RawValues<'de> {
    fn take_element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let element: Option<&RawValue> = list.next_element()?;
        self.0.extend(element);
        Ok(element.is_some())
    }
}

/// Any value without duplicate keys.
struct NoDuplicateKeys;

impl<'de> FieldVisitor<'de> for NoDuplicateKeys {
    fn take_field<A: MapAccess<'de>>(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }
}

impl<'de> Deserialize<'de> for NoDuplicateKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for NoDuplicateKeys {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<Self, A::Error> {
        ObjectSeed(&mut self).visit_map(map)?;
        Ok(self)
    }
}

/// Keys of one object so far, as hashes of the key in lower case.
#[derive(Debug, Default)]
struct SeenKeys {
    few: [u64; FEW_KEYS],
    count: usize,
    more: FxHashSet<u64>,
}

impl SeenKeys {
    /// Adds a key. Returns true if it is new.
    fn note(&mut self, key: &str) -> bool {
        let mut hasher = FxHasher::default();
        for byte in key.bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
        let hash = hasher.finish();
        let few = self.count.min(FEW_KEYS);
        if self.few[..few].contains(&hash) {
            return false;
        }
        self.count += 1;
        match self.few.get_mut(few) {
            Some(free) => *free = hash,
            None => return self.more.insert(hash),
        }
        true
    }
}

/// Key, borrowed unless it contains escapes.
struct KeyText<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for KeyText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = KeyText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(KeyText(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(KeyText(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}
