//! Numbers in answers: money and miles are counted in hundredths and written with exactly two decimals, digit by digit, so that
//! an answer never depends on floating point.

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use std::borrow::Cow;
use std::io;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A number with two decimals: `41200` is written as `412.00`.
///
/// It travels through serde as a 128-bit integer, a type answers use for nothing else, and [`to_json`] sets the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hundredths(pub i64);

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i128(i128::from(self.0))
    }
}

impl PartialSchema for Hundredths {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .description(Some("A number with two decimals."))
            .into()
    }
}

impl ToSchema for Hundredths {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("TwoDecimals")
    }
}

/// Compact JSON, except that 128-bit integers are hundredths.
struct AnswerFormatter;

impl Formatter for AnswerFormatter {
    fn write_i128<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: i128) -> io::Result<()> {
        // Hundredths are made from 64 bits, see above.
        let mut rest = value.unsigned_abs() as u64;
        let mut text = [b'0'; 24];
        let mut start = text.len();
        while rest > 0 || start > text.len() - 4 {
            start -= 1;
            if start == text.len() - 3 {
                text[start] = b'.';
                continue;
            }
            text[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        if value < 0 {
            start -= 1;
            text[start] = b'-';
        }
        writer.write_all(&text[start..])
    }
}

/// Room for a page of twenty results without growing.
const TYPICAL_BYTES: usize = 32 << 10;

/// Writes an answer.
///
/// # Errors
/// When a value cannot be JSON, which no view can be.
pub fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::with_capacity(TYPICAL_BYTES);
    value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut bytes,
        AnswerFormatter,
    ))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn hundredths_have_two_decimals() {
        let written = to_json(&[0, 1, 10, 41_200, -5, -143_800, i64::MAX].map(Hundredths)).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "[0.00,0.01,0.10,412.00,-0.05,-1438.00,92233720368547758.07]"
        );
    }
}
