//! A serializer that writes views as JSON.
//!
//! Answers are compact JSON as `serde_json` writes it, with three differences. [`Hundredths`] and
//! [`Tenths`] keep their decimals. [`Spliced`] text is copied, because it is JSON already. Member
//! names are our own and are written without a search for characters to escape. The last two halve
//! the time that a page takes. `serde_json` still writes strings with escapes and other
//! floating-point numbers.
//!
//! [`Hundredths`]: super::Hundredths
//! [`Tenths`]: super::Tenths

use super::{Hundredths, Tenths};
use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};
use std::borrow::Cow;
use std::fmt::Display;

/// Room for a page of twenty results without growing.
const TYPICAL_BYTES: usize = 32 << 10;
/// Name of the newtype that marks spliced text for the writer.
const SPLICED: &str = "$spliced";

/// Text that is JSON already and is copied into an answer.
#[derive(Debug, Clone)]
pub struct Spliced<'a>(pub Cow<'a, str>);

impl Serialize for Spliced<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SPLICED, self.0.as_ref())
    }
}

/// Error for a value that answers have no form for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a view holds {0}, which answers have no form for")]
pub struct NotAView(String);

impl ser::Error for NotAView {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes an answer.
///
/// # Errors
/// If a value has no form in answers. Views have no such values.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, NotAView> {
    let mut writer = Writer {
        out: Vec::with_capacity(TYPICAL_BYTES),
        next: Next::Plain,
    };
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
    next: Next,
}

/// Meaning of the value that a newtype holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// An ordinary value.
    Plain,
    /// Text that is JSON already.
    Spliced,
    /// A floating-point number to write with this many decimals, one or two.
    Decimal(usize),
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Writes a word of the API in quotes. It has no character to escape.
    fn ours(&mut self, word: &'static str) {
        self.out.reserve(word.len() + 3);
        self.out.push(b'"');
        self.raw(word);
        self.out.push(b'"');
    }

    fn string(&mut self, text: &str) -> Result<(), NotAView> {
        let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
        if !text.bytes().all(is_plain) {
            return serde_json::to_writer(&mut self.out, text).map_err(ser::Error::custom);
        }
        self.out.push(b'"');
        self.raw(text);
        self.out.push(b'"');
        Ok(())
    }

    /// Writes an integer with a point before its last `decimals` digits.
    fn decimal(&mut self, is_negative: bool, mut size: u64, decimals: usize) {
        let mut text = [b'0'; 24];
        let mut start = text.len();
        let mut written = 0;
        while size > 0 || written <= decimals {
            if written == decimals && decimals > 0 {
                start -= 1;
                text[start] = b'.';
            }
            start -= 1;
            text[start] = b'0' + (size % 10) as u8;
            size /= 10;
            written += 1;
        }
        if is_negative {
            self.out.push(b'-');
        }
        self.out.extend_from_slice(&text[start..]);
    }

    fn compound(&mut self, open: u8, close: u8) -> Compound<'_> {
        self.out.push(open);
        Compound {
            writer: self,
            is_first: true,
            close,
        }
    }
}

fn no_form<T>(what: &str) -> Result<T, NotAView> {
    Err(NotAView(what.to_owned()))
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NotAView;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Impossible<(), NotAView>;
    type SerializeTupleVariant = Impossible<(), NotAView>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Impossible<(), NotAView>;

    fn serialize_bool(self, value: bool) -> Result<(), NotAView> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), NotAView> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), NotAView> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), NotAView> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), NotAView> {
        self.decimal(value < 0, value.unsigned_abs(), 0);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), NotAView> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), NotAView> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), NotAView> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), NotAView> {
        self.decimal(false, value, 0);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), NotAView> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), NotAView> {
        if let Next::Decimal(decimals) = std::mem::replace(&mut self.next, Next::Plain) {
            let scale = if decimals == 1 { 10.0 } else { 100.0 };
            let size = (value.abs() * scale).round() as u64;
            self.decimal(value < 0.0, size, decimals);
            return Ok(());
        }
        serde_json::to_writer(&mut self.out, &value).map_err(ser::Error::custom)
    }

    fn serialize_char(self, value: char) -> Result<(), NotAView> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), NotAView> {
        if std::mem::replace(&mut self.next, Next::Plain) == Next::Spliced {
            self.raw(value);
            return Ok(());
        }
        self.string(value)
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<(), NotAView> {
        no_form("bytes")
    }

    fn serialize_none(self) -> Result<(), NotAView> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotAView> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), NotAView> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), NotAView> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _number: u32,
        variant: &'static str,
    ) -> Result<(), NotAView> {
        self.ours(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NotAView> {
        self.next = match name {
            SPLICED => Next::Spliced,
            Hundredths::NAME => Next::Decimal(2),
            Tenths::NAME => Next::Decimal(1),
            _ => Next::Plain,
        };
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _number: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<(), NotAView> {
        no_form("a variant with a value")
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Compound<'a>, NotAView> {
        Ok(self.compound(b'[', b']'))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Compound<'a>, NotAView> {
        Ok(self.compound(b'[', b']'))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleStruct, NotAView> {
        no_form("a tuple structure")
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _number: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, NotAView> {
        no_form("a variant with values")
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Compound<'a>, NotAView> {
        Ok(self.compound(b'{', b'}'))
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Compound<'a>, NotAView> {
        Ok(self.compound(b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _number: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, NotAView> {
        no_form("a variant with members")
    }
}

/// A list or object whose writing has begun.
struct Compound<'a> {
    writer: &'a mut Writer,
    is_first: bool,
    close: u8,
}

impl Compound<'_> {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.writer.out.push(b',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotAView> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    fn finish(self) {
        self.writer.out.push(self.close);
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = NotAView;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotAView> {
        self.element(value)
    }

    fn end(self) -> Result<(), NotAView> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeTuple for Compound<'_> {
    type Ok = ();
    type Error = NotAView;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotAView> {
        self.element(value)
    }

    fn end(self) -> Result<(), NotAView> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = NotAView;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NotAView> {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotAView> {
        self.writer.out.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), NotAView> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = NotAView;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NotAView> {
        self.separate();
        self.writer.ours(name);
        self.writer.out.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), NotAView> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn written<T: Serialize + ?Sized>(value: &T) -> String {
        String::from_utf8(to_json(value).unwrap()).unwrap()
    }

    #[test]
    fn hundredths_have_two_decimals() {
        let largest = (1 << 50) - 1;
        let amounts = [0, 1, 10, 41_200, -5, -143_800, largest, -largest].map(Hundredths);
        assert_eq!(
            written(&amounts),
            "[0.00,0.01,0.10,412.00,-0.05,-1438.00,11258999068426.23,-11258999068426.23]"
        );
    }

    #[test]
    fn tenths_have_one_decimal() {
        assert_eq!(
            written(&[0, 7, 913, 1000].map(Tenths)),
            "[0.0,0.7,91.3,100.0]"
        );
    }

    #[test]
    fn spliced_text_is_taken_over_and_other_text_is_not() {
        let pair = (Spliced(Cow::from(r#"{"a":1}"#)), r#"{"a":1}"#);
        assert_eq!(written(&pair), r#"[{"a":1},"{\"a\":1}"]"#);
    }

    #[test]
    fn what_is_no_part_of_a_view_is_refused() {
        #[derive(Serialize)]
        enum Odd {
            Value(u8),
        }
        assert!(to_json(&Odd::Value(1)).is_err());
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(|flag| json!(flag)),
            any::<i64>().prop_map(|number| json!(number)),
            any::<u64>().prop_map(|number| json!(number)),
            any::<f64>().prop_map(|number| json!(number)),
            any::<String>().prop_map(|text| json!(text)),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(|list| json!(list)),
                prop::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|members: BTreeMap<String, Value>| json!(members)),
            ]
        })
    }

    proptest! {
        #[test]
        fn hundredths_are_exact(number in -(1_i64 << 50)..1 << 50) {
            let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
            let digits = format!("{sign}{}.{:02}", size / 100, size % 100);
            prop_assert_eq!(written(&Hundredths(number)), digits);
        }

        #[test]
        fn everything_else_is_written_as_serde_json_writes_it(value in any_json()) {
            prop_assert_eq!(written(&value), value.to_string());
        }
    }
}
