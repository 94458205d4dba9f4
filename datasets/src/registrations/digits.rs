//! Identifiers of digits: NPI, TIN and ZIP code, as text or as a JSON number.
//!
//! Spreadsheets turn such text into numbers and drop leading zeros. A number of full length is read.
//! Lost zeros are never filled in, because a shorter number may as well be a slip of the keyboard.

use crate::reading::json::{JsonObject, JsonValue};
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Npi, Tin, ZipCode};
use std::fmt::Display;
use std::str::FromStr;

/// Reads a ZIP code: five digits, or ZIP+4 with or without its hyphen.
pub(super) fn read_zip(address: &mut JsonObject<'_>) -> Result<Option<ZipCode>, RowFault> {
    read_field(address, "zip", RejectCode::InvalidZip, |digits| {
        let plain = digits.replacen('-', "", 1);
        let is_plus_four = plain == digits || digits.find('-') == plain.len().checked_sub(4);
        let is_cut = is_digits(&plain) && is_plus_four;
        match plain.len() {
            3 | 4 if is_digits(&digits) => Digits::ZerosLost(5),
            7 | 8 if is_cut => Digits::ZerosLost(9),
            _ => Digits::Text(digits),
        }
    })
}

/// Reads a TIN: nine digits, or the form of an EIN, `74-2345678`.
pub(super) fn read_tin(organization: &mut JsonObject<'_>) -> Result<Option<Tin>, RowFault> {
    read_field(
        organization,
        "tin",
        RejectCode::InvalidValue,
        |digits| match digits.split_once('-') {
            Some((prefix, rest)) if prefix.len() == 2 && rest.len() == 7 => {
                Digits::Text(format!("{prefix}{rest}"))
            }
            None if matches!(digits.len(), 7 | 8) && is_digits(&digits) => Digits::ZerosLost(9),
            _ => Digits::Text(digits),
        },
    )
}

/// Reads an NPI. None begins with a zero, so none can be lost.
pub(super) fn read_npi(value: &JsonValue<'_>) -> Result<Npi, RowFault> {
    let code = RejectCode::InvalidNpi;
    parse(value, &digits_of(value, code)?, code)
}

/// Digits of an identifier as stated.
enum Digits {
    /// Text to parse.
    Text(String),
    /// Leading zeros are missing. The full text has so many characters.
    ZerosLost(usize),
}

/// Reads a field of digits. Returns none if it is absent or blank.
fn read_field<T: FromStr<Err: Display>>(
    object: &mut JsonObject<'_>,
    name: &str,
    code: RejectCode,
    sort: impl FnOnce(String) -> Digits,
) -> Result<Option<T>, RowFault> {
    let Some(value) = object.take(name) else {
        return Ok(None);
    };
    let digits = digits_of(&value, code)?;
    if digits.is_empty() {
        return Ok(None);
    }
    match sort(digits) {
        Digits::Text(text) => parse(&value, &text, code).map(Some),
        Digits::ZerosLost(length) => {
            let message =
                format!("leading zeros are missing; write it as text of {length} characters");
            Err(value.fault(code, message))
        }
    }
}

/// Returns the text of a value, or the digits of a whole number. A faulty type gets the code.
fn digits_of(value: &JsonValue<'_>, code: RejectCode) -> Result<String, RowFault> {
    // A column with empty cells makes some programs write whole numbers as 78701.0.
    let number = value.json().strip_suffix(".0").unwrap_or(value.json());
    if is_digits(number) && number.len() <= 10 {
        return Ok(number.to_owned());
    }
    value.text().map_err(|fault| match fault.code {
        RejectCode::InvalidValue => RowFault { code, ..fault },
        _ => fault,
    })
}

fn parse<T: FromStr<Err: Display>>(
    value: &JsonValue<'_>,
    text: &str,
    code: RejectCode,
) -> Result<T, RowFault> {
    text.parse()
        .map_err(|fault: T::Err| value.fault(code, fault.to_string()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
