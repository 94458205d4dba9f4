//! Plain JSON values as texts. Publishers write the same value as a number or in quotes.

use super::visitors::ElementVisitor;
use crate::reading::csv::MAX_FIELD_BYTES;
use crate::reading::reject::{RejectCode, RowFault};
use serde::de::SeqAccess;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Unparsed value of a field; none when absent.
pub(super) type Raw<'a> = Option<&'a RawValue>;

/// Elements of a list, unparsed.
#[derive(Debug, Default)]
pub(super) struct RawList<'a>(pub(super) Vec<&'a RawValue>);

impl<'de> ElementVisitor<'de> for RawList<'de> {
    fn take_element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let element: Option<&RawValue> = list.next_element()?;
        self.0.extend(element);
        Ok(element.is_some())
    }
}

/// Returns the trimmed text of a string, or a number as written. None when absent, null or blank.
///
/// # Errors
/// `invalid_value` for other values, `too_long`, `control_character` when it contains NUL.
pub(super) fn text<'a>(
    raw: Raw<'a>,
    field: &'static str,
) -> Result<Option<Cow<'a, str>>, RowFault> {
    let Some(json) = raw.map(RawValue::get).filter(|json| *json != "null") else {
        return Ok(None);
    };
    if json.len() > MAX_FIELD_BYTES {
        let message = "a text may have at most 1 MiB";
        return Err(RowFault::field(RejectCode::TooLong, field, message));
    }
    let text = match json.as_bytes() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => {
            Cow::Borrowed(&json[1..json.len() - 1])
        }
        [b'"', ..] => {
            let text: Result<String, _> = serde_json::from_str(json);
            Cow::Owned(text.or(Err(not_text(field)))?)
        }
        [b'-' | b'0'..=b'9', ..] => Cow::Borrowed(json),
        _ => return Err(not_text(field)),
    };
    if text.contains('\0') {
        let message = "a text must not hold NUL";
        return Err(RowFault::field(
            RejectCode::ControlCharacter,
            field,
            message,
        ));
    }
    Ok(Some(trimmed(text)).filter(|text| !text.is_empty()))
}

/// Returns the texts in a list. A single text is a list of one. Blanks are left out.
///
/// # Errors
/// As [`text`], and those of the list.
pub(super) fn texts(
    raw: Raw<'_>,
    field: &'static str,
    change: fn(&str) -> String,
) -> Result<Vec<String>, RowFault> {
    let json = raw.map_or("null", RawValue::get);
    if !json.starts_with('[') {
        let alone = text(raw, field)?;
        return Ok(alone.iter().map(|text| change(text)).collect());
    }
    let mut list = RawList::default();
    super::visitors::read_list(json, &mut list).map_err(|fault| RowFault {
        field: Some(Cow::Borrowed(field)),
        ..fault
    })?;
    let mut texts = Vec::with_capacity(list.0.len());
    for element in list.0 {
        texts.extend(text(Some(element), field)?.map(|text| change(&text)));
    }
    Ok(texts)
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn not_text(field: &'static str) -> RowFault {
    RowFault::field(RejectCode::InvalidValue, field, "must be text or a number")
}
