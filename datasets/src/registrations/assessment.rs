//! Assessments of a registration: the answers to the measures of a score card.
//!
//! A faulty answer is rejected alone, and so is an assessment that cannot be read at all. The site
//! and the service are kept.

use super::notes::RegistrationNotes;
use crate::reading::json::{JsonObject, JsonValue};
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Answer, Assessment, Modality};
use nearsite_index::scorecard::{InvalidAnswer, Measure};

const ASSESSMENT: &str = "assessment";

/// Reads the site's assessment.
///
/// # Errors
/// When the site has too many faulty parts to report.
pub(super) fn read_site_assessment(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Assessment, RowFault> {
    match notes.scorecard {
        Some(scorecard) => read_assessment(record, scorecard.site_measures(), notes),
        None => Ok(mark_known(record)),
    }
}

/// Reads the assessment of a service. A modality that is never scored has none.
///
/// # Errors
/// As [`read_site_assessment`].
pub(super) fn read_service_assessment(
    service: &mut JsonObject<'_>,
    modality: Modality,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Assessment, RowFault> {
    let Some(scorecard) = notes.scorecard else {
        return Ok(mark_known(service));
    };
    if modality.is_scored() {
        return read_assessment(service, scorecard.modality_measures(modality), notes);
    }
    if let Some(value) = service.take(ASSESSMENT) {
        let message = format!("{modality} is never scored");
        notes
            .parts
            .add(value.fault(RejectCode::NotScored, message))?;
    }
    Ok(Assessment::default())
}

/// Marks the assessment as known, so that it is not reported as an unknown field.
fn mark_known(parent: &mut JsonObject<'_>) -> Assessment {
    parent.take(ASSESSMENT);
    Assessment::default()
}

/// Reads an assessment against its measures. Other fields are unknown fields.
fn read_assessment<'m>(
    parent: &mut JsonObject<'_>,
    measures: impl Iterator<Item = &'m Measure>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Assessment, RowFault> {
    let mut assessment = Assessment::default();
    let mut object = match parent.object(ASSESSMENT) {
        Ok(Some(object)) => object,
        Ok(None) => return Ok(assessment),
        Err(fault) => {
            notes.parts.add(fault)?;
            return Ok(assessment);
        }
    };
    match object.day("assessed_on") {
        Ok(day) => assessment.assessed_on = day,
        Err(fault) => notes.parts.add(fault)?,
    }
    for measure in measures {
        let Some(value) = object.take(measure.id.as_str()) else {
            continue;
        };
        match read_answer(&value, measure) {
            Ok(Some(answer)) => assessment.set(measure.id.clone(), answer),
            Ok(None) => {}
            Err(fault) => notes.parts.add(fault)?,
        }
    }
    object.finish(&mut notes.unknown);
    Ok(assessment)
}

/// Reads one answer: text, true or false, or a number. Blank text counts as no answer.
fn read_answer(value: &JsonValue<'_>, measure: &Measure) -> Result<Option<Answer>, RowFault> {
    let invalid = |fault: InvalidAnswer| value.fault(RejectCode::InvalidValue, fault.to_string());
    let json = value.json();
    let is_text = json.starts_with('"');
    let text = match json {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        _ if is_text => value.text()?,
        _ => json.to_owned(),
    };
    if is_text && text.is_empty() {
        return Ok(None);
    }
    // A number in quotes is text and not a number.
    if is_text && measure.asks_for_a_number() {
        return Err(invalid(measure.invalid_answer()));
    }
    measure.read(&text).map(Some).map_err(invalid)
}
