//! Takes JSON objects and lists of known shape apart, lenient about types, strict about keys.
//!
//! In comes the text of one record, which the JSON library reads in one pass; out come calls for each field and each element,
//! so that whoever takes them decides what to keep, and memory does not grow with what is thrown away. A key that stands twice
//! ends the record, in whatever case its letters are.

use crate::reading::reject::{RejectCode, RowFault};
use rustc_hash::{FxHashSet, FxHasher};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;

/// Begins the message of the one fault the JSON library does not know.
const TWICE: &str = "a key stands twice";
/// Begins the message about a number beyond what a machine holds.
const OUT_OF_RANGE: &str = "number out of range";
/// Keys compared one by one; of objects with more the others go into a set.
const FEW_KEYS: usize = 16;

/// Takes the fields of one object.
pub(super) trait FieldVisitor<'de> {
    /// Takes the value of a field from the map; false, and the value left there, when the key is none it knows.
    ///
    /// # Errors
    /// Those of the map.
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Takes the elements of one list.
pub(super) trait ElementVisitor<'de> {
    /// Takes the next element; false when there is none.
    ///
    /// # Errors
    /// Those of the list.
    fn take_element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error>;
}

/// Reads an object, or `null` as one without fields.
pub(super) struct ObjectSeed<'t, T>(pub(super) &'t mut T);

/// Reads a list, or `null` as an empty one.
pub(super) struct ListSeed<'t, T>(pub(super) &'t mut T);

/// Reads the text of a record into whatever takes its fields.
///
/// # Errors
/// `malformed`, `duplicate_field`, or `invalid_value` when a value is of a type that cannot be read.
pub(super) fn read_record<'de>(
    text: &'de str,
    record: &mut impl FieldVisitor<'de>,
) -> Result<(), RowFault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = ObjectSeed(record).deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end())
        .map_err(|fault| rejected(&fault))
}

/// As [`read_record`], for a list.
///
/// # Errors
/// As there.
pub(super) fn read_list<'de>(
    text: &'de str,
    list: &mut impl ElementVisitor<'de>,
) -> Result<(), RowFault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = ListSeed(list).deserialize(&mut deserializer);
    read.and_then(|()| deserializer.end())
        .map_err(|fault| rejected(&fault))
}

/// A fault of the JSON library, without the value it may speak of.
fn rejected(fault: &serde_json::Error) -> RowFault {
    let place = format!("line {} column {}", fault.line(), fault.column());
    match fault.classify() {
        Category::Data if fault.to_string().starts_with(TWICE) => RowFault::row(
            RejectCode::DuplicateField,
            format!("a key stands twice in one object at {place} of the record"),
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
                return Err(A::Error::custom(TWICE));
            }
            if !self.0.take_field(&key, &mut map)? {
                let unknown: &RawValue = map.next_value()?;
                check_sound(unknown.get()).or(Err(A::Error::custom(TWICE)))?;
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

/// Checks a value whose contents nobody needs: in no object in it does a key stand twice.
///
/// # Errors
/// `malformed` or `duplicate_field`.
pub(super) fn check_sound(json: &str) -> Result<(), RowFault> {
    let sound: Result<NoDuplicateKeys, _> = serde_json::from_str(json);
    match sound {
        // Valid JSON, though no number a machine holds; it stops the library in the middle.
        Err(fault) if fault.to_string().starts_with(OUT_OF_RANGE) => check_level_by_level(json),
        other => other.map(|_| ()).map_err(|fault| rejected(&fault)),
    }
}

/// As [`check_sound`], without looking at numbers; every level is read once more.
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

/// The values of an object or list, unparsed.
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

/// Any value without a key that stands twice.
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

/// The keys of one object so far, by the hash of their letters in lower case.
#[derive(Debug, Default)]
struct SeenKeys {
    few: [u64; FEW_KEYS],
    count: usize,
    more: FxHashSet<u64>,
}

impl SeenKeys {
    /// Notes a key; whether it is new.
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

/// A text, borrowed unless it holds escapes.
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
