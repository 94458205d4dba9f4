//! Small parts of a registration: attestations, accreditations, opening hours.

use crate::reading::json::{JsonObject, JsonValue, UnknownFields};
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Accreditation, Attestation, DayOfWeek, Hours};
use std::fmt::Display;
use std::str::FromStr;

/// Reads one attestation.
pub(super) fn read_attestation(
    value: JsonValue<'_>,
    unknown: &mut UnknownFields,
) -> Result<Attestation, RowFault> {
    let mut object = value.object()?;
    let attestation = Attestation {
        plan: object.required("plan", RejectCode::InvalidValue)?,
        attested_on: object.day("attested_on")?,
        expires_on: object.day("expires_on")?,
    };
    if !attestation.window().is_ordered() {
        let message = "must not be before attested_on";
        return Err(RowFault::field(
            RejectCode::InvalidWindow,
            object.path_of("expires_on"),
            message,
        ));
    }
    object.finish(unknown);
    Ok(attestation)
}

/// Reads one accreditation.
pub(super) fn read_accreditation(
    value: JsonValue<'_>,
    unknown: &mut UnknownFields,
) -> Result<Accreditation, RowFault> {
    let mut object = value.object()?;
    let accreditation = Accreditation {
        body: object.required("body", RejectCode::InvalidValue)?,
        expires_on: object.day("expires_on")?,
    };
    object.finish(unknown);
    Ok(accreditation)
}

/// Reads the opening hours.
pub(super) fn read_hours(
    record: &mut JsonObject<'_>,
    unknown: &mut UnknownFields,
) -> Result<Vec<Hours>, RowFault> {
    let mut hours = Vec::new();
    for value in record.list("hours")?.iter() {
        let mut object = value.object()?;
        hours.push(Hours {
            days: read_words::<DayOfWeek>(&mut object, "days")?,
            opens: read_time(&mut object, "opens")?,
            closes: read_time(&mut object, "closes")?,
        });
        object.finish(unknown);
    }
    Ok(hours)
}

/// Reads a list of words of one vocabulary and keeps each word once.
pub(super) fn read_words<T>(object: &mut JsonObject<'_>, name: &str) -> Result<Vec<T>, RowFault>
where
    T: FromStr<Err: Display> + PartialEq,
{
    let mut words = Vec::new();
    for value in object.list(name)?.iter() {
        let word = value.parse(RejectCode::InvalidValue)?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words)
}

/// Reads a time of day as `HH:MM`. The hour may have one digit, and the day may end at 24:00.
fn read_time(object: &mut JsonObject<'_>, name: &str) -> Result<Option<String>, RowFault> {
    let Some(text) = object.text(name)? else {
        return Ok(None);
    };
    let number = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let time = text.split_once(':').and_then(|(hour, minute)| {
        let is_written_well = (1..=2).contains(&hour.len()) && minute.len() == 2;
        let (hour, minute) = (number(hour)?, number(minute)?);
        let is_time = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
        (is_written_well && is_time).then(|| format!("{hour:02}:{minute:02}"))
    });
    match time {
        Some(time) => Ok(Some(time)),
        None => Err(RowFault::field(
            RejectCode::InvalidValue,
            object.path_of(name),
            "must be a time of day such as 07:00",
        )),
    }
}
