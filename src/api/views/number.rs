//! Numbers in answers: money and miles are counted in hundredths, scores in tenths, and written digit by digit with exactly so many
//! decimals, so that an answer never depends on floating point.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A number with two decimals: `41200` is written as `412.00`.
///
/// It travels through serde as a 128-bit integer, a type answers use for nothing else, and [`super::to_json`] sets the point.
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

/// A number with one decimal: `913` is written as `91.3`. It travels like [`Hundredths`], unsigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenths(pub u16);

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u128(u128::from(self.0))
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
        Cow::Borrowed("OneDecimal")
    }
}
