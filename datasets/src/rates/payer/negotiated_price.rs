//! One element of `negotiated_prices`: a rate, the services it is for, and its expiration.

use super::scalar::{Raw, text, texts};
use super::visitors::{FieldVisitor, read_record};
use crate::rates::stated_rate::Rate4;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::Day;
use serde::de::MapAccess;

/// Characters of `YYYY-MM-DD`.
const DAY_LETTERS: usize = 10;

/// Price as stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NegotiatedPrice {
    pub(super) negotiated_type: Option<String>,
    pub(super) rate: Rate4,
    pub(super) billing_class: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) service_codes: Vec<String>,
    pub(super) modifiers: Vec<String>,
    pub(super) expires_on: Option<Day>,
}

impl NegotiatedPrice {
    /// Reads a price.
    ///
    /// # Errors
    /// Fault of this price. Other prices of the entry are not affected.
    pub(super) fn read(json: &str) -> Result<Self, RowFault> {
        let mut fields = PriceFields::default();
        read_record(json, &mut fields)?;
        Ok(Self {
            rate: rate(fields.rate)?,
            expires_on: expiration(fields.expires_on)?,
            negotiated_type: lower(fields.negotiated_type, "negotiated_type")?,
            billing_class: lower(fields.billing_class, "billing_class")?,
            setting: lower(fields.setting, "setting")?,
            service_codes: texts(fields.service_codes, "service_code", str::to_owned)?,
            modifiers: texts(fields.modifiers, "billing_code_modifier", str::to_uppercase)?,
        })
    }
}

/// Fields of a price, unparsed.
#[derive(Default)]
struct PriceFields<'a> {
    negotiated_type: Raw<'a>,
    rate: Raw<'a>,
    billing_class: Raw<'a>,
    setting: Raw<'a>,
    service_codes: Raw<'a>,
    modifiers: Raw<'a>,
    expires_on: Raw<'a>,
}

impl<'de> FieldVisitor<'de> for PriceFields<'de> {
    fn take_field<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        let field = match key {
            "negotiated_type" => &mut self.negotiated_type,
            "negotiated_rate" => &mut self.rate,
            "billing_class" => &mut self.billing_class,
            "setting" => &mut self.setting,
            "service_code" => &mut self.service_codes,
            "billing_code_modifier" => &mut self.modifiers,
            "expiration_date" => &mut self.expires_on,
            _ => return Ok(false),
        };
        *field = map.next_value()?;
        Ok(true)
    }
}

fn rate(raw: Raw<'_>) -> Result<Rate4, RowFault> {
    const FIELD: &str = "negotiated_rate";
    let invalid = |message: String| RowFault::field(RejectCode::InvalidAmount, FIELD, message);
    let text = text(raw, FIELD).map_err(|fault| invalid(fault.message.into_owned()))?;
    Rate4::parse(&text.unwrap_or_default()).map_err(|fault| invalid(fault.to_string()))
}

fn expiration(raw: Raw<'_>) -> Result<Option<Day>, RowFault> {
    const FIELD: &str = "expiration_date";
    let invalid = || {
        let message = "must begin with a date that exists, written YYYY-MM-DD";
        RowFault::field(RejectCode::InvalidDate, FIELD, message)
    };
    match text(raw, FIELD).or(Err(invalid()))? {
        Some(text) => leading_day(&text).ok_or_else(invalid).map(Some),
        None => Ok(None),
    }
}

/// Returns the date at the beginning of a text. For a timestamp, its date as written.
pub(super) fn leading_day(text: &str) -> Option<Day> {
    text.get(..DAY_LETTERS)?.parse().ok()
}

fn lower(raw: Raw<'_>, field: &'static str) -> Result<Option<String>, RowFault> {
    Ok(text(raw, field)?.map(|text| text.to_lowercase()))
}
