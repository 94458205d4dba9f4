//! Numbers in answers. Money and miles are counted in hundredths, scores in tenths.
//!
//! Every serializer gets the correct number. [`super::to_json`] also knows how many decimals to
//! write.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A number with two decimals: `41200` is written as `412.00`.
///
/// Serde sees a floating-point number in a named newtype. That is exact up to 2^50 hundredths, 11
/// trillion dollars. [`super::to_json`] writes it with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hundredths(pub i64);

impl Hundredths {
    /// Name of the newtype, by which [`super::to_json`] recognizes it.
    pub(super) const NAME: &'static str = "TwoDecimals";
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(Self::NAME, &(self.0 as f64 / 100.0))
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
        Cow::Borrowed(Self::NAME)
    }
}

/// A number with one decimal: `913` is written as `91.3`. It is serialized like [`Hundredths`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenths(pub u16);

impl Tenths {
    /// Name of the newtype, by which [`super::to_json`] recognizes it.
    pub(super) const NAME: &'static str = "OneDecimal";
}

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(Self::NAME, &(f64::from(self.0) / 10.0))
    }
}

impl PartialSchema for Tenths {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Number)
            .description(Some("A number with one decimal."))
            .into()
    }
}

impl ToSchema for Tenths {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(Self::NAME)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use serde_json::json;

    #[test]
    fn every_serializer_gets_the_right_number() {
        let value = serde_json::to_value((Hundredths(41_205), Hundredths(41_200), Tenths(913)));
        assert_eq!(value.unwrap(), json!([412.05, 412.0, 91.3]));
        let value = serde_json::to_value((Hundredths(-5), Hundredths(0), Tenths(0)));
        assert_eq!(value.unwrap(), json!([-0.05, 0.0, 0.0]));
        let text = serde_json::to_string(&[Hundredths(41_205), Hundredths(1)]);
        assert_eq!(text.unwrap(), "[412.05,0.01]");
        assert_eq!(toml::Value::try_from(Tenths(7)).unwrap(), 0.7.into());
    }
}
