//! Rules for the charge of one payer and plan.

use super::amount_rules::{check_amount, check_count, is_zero};
use super::field_values::{StatedFields, StatedValue, TemplateField};
use super::remark_counts::RemarkRecorder;
use super::remark_words::RemarkWord;
use super::template_version::TemplateVersion;
use crate::rates::hospital::format::HospitalFormat;

const METHODOLOGIES: [&str; 5] = [
    "case rate",
    "fee schedule",
    "percent of total billed charges",
    "per diem",
    "other",
];

/// Checks each value alone.
pub(super) fn check_payer_values(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let both = [TemplateField::Dollar, TemplateField::Percentage].map(|field| (field, None));
    let v3_only = [
        TemplateField::Median,
        TemplateField::Tenth,
        TemplateField::Ninetieth,
    ];
    let v3_only = v3_only.map(|field| (field, Some(TemplateVersion::V3)));
    let v2_only = [(TemplateField::Estimate, Some(TemplateVersion::V2))];
    for (field, template) in both.into_iter().chain(v2_only).chain(v3_only) {
        check_amount(fields, field, template, recorder);
    }
    check_count(fields, recorder);
    let methodology = &fields.values[TemplateField::Methodology];
    if methodology.is_stated() && !methodology.is_one_of(&METHODOLOGIES, fields.format) {
        recorder.add(RemarkWord::MethodologyUnknown, || {
            fields.name(TemplateField::Methodology)
        });
    }
    for field in [
        TemplateField::Payer,
        TemplateField::Plan,
        TemplateField::Algorithm,
        TemplateField::PayerNotes,
    ] {
        check_text(fields, field, recorder);
    }
}

/// Checks that a payer's charge is complete.
pub(super) fn check_payer(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    check_names(fields, recorder);
    check_methodology(fields, recorder);
    check_estimate(fields, recorder);
    check_allowed_amounts(fields, recorder);
}

/// Checks that a value is a string and, in 3.0, that it is not empty. CSV values are always
/// strings.
pub(super) fn check_text(
    fields: &StatedFields<'_>,
    field: TemplateField,
    recorder: &mut RemarkRecorder<'_>,
) {
    let is_notes = matches!(
        field,
        TemplateField::PayerNotes | TemplateField::GenericNotes
    );
    match &fields.values[field] {
        StatedValue::Number(_) | StatedValue::Other => {
            recorder.add(RemarkWord::WrongKind, || fields.name(field));
        }
        text if !text.is_empty_text() => {}
        _ if is_notes => recorder.add_for(TemplateVersion::V3, RemarkWord::NotesEmpty, || {
            fields.name(field)
        }),
        _ if field == TemplateField::Algorithm => {
            recorder.add_for(TemplateVersion::V3, RemarkWord::ValueEmpty, || {
                fields.name(field)
            });
        }
        // Blank required fields have their own remark word.
        _ => {}
    }
}

fn check_names(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let is_charged = fields.has_charge();
    // In a wide table, payer and plan are in the column names.
    let (is_required, is_named) = match fields.format {
        HospitalFormat::Json => (true, true),
        HospitalFormat::CsvTall => (
            is_charged,
            fields.has(TemplateField::Payer) || fields.has(TemplateField::Plan),
        ),
        HospitalFormat::CsvWide => (false, false),
    };
    for (field, word) in [
        (TemplateField::Payer, RemarkWord::PayerNameMissing),
        (TemplateField::Plan, RemarkWord::PlanNameMissing),
    ] {
        if is_required && !fields.has(field) {
            recorder.add(word, || fields.name(field));
        }
    }
    if is_named && !is_charged {
        recorder.add_for(TemplateVersion::V3, RemarkWord::PayerWithoutCharge, || {
            fields.name(TemplateField::Dollar)
        });
    }
}

fn check_methodology(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let is_required = fields.format == HospitalFormat::Json || fields.has_charge();
    if is_required && !fields.has(TemplateField::Methodology) {
        recorder.add(RemarkWord::MethodologyMissing, || {
            fields.name(TemplateField::Methodology)
        });
    }
    let notes = notes_of(fields.format);
    let is_other = fields.values[TemplateField::Methodology].is_one_of(&["other"], fields.format);
    if is_other && !fields.has(notes) {
        recorder.add(RemarkWord::MethodologyOtherWithoutNotes, || {
            fields.name(notes)
        });
    }
}

/// Checks for the estimated amount that 2.x requires with a percentage or algorithm alone.
fn check_estimate(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let is_required = fields.has_percentage_or_algorithm() && !fields.has(TemplateField::Dollar);
    if is_required && !fields.has(TemplateField::Estimate) {
        recorder.add_for(TemplateVersion::V2, RemarkWord::EstimateMissing, || {
            fields.name(TemplateField::Estimate)
        });
    }
    // In CSV the column is reported once.
    if fields.format == HospitalFormat::Json && fields.has(TemplateField::Estimate) {
        recorder.add_for(TemplateVersion::V3, RemarkWord::EstimateWithdrawn, || {
            fields.name(TemplateField::Estimate)
        });
    }
}

/// Checks for the allowed amounts that 3.0 requires with a percentage or algorithm, even if a
/// dollar amount is stated.
fn check_allowed_amounts(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let mut add_v3 =
        |word, field| recorder.add_for(TemplateVersion::V3, word, || fields.name(field));
    let is_zero = is_zero(&fields.values[TemplateField::Count]);
    let notes = notes_of(fields.format);
    if is_zero && !fields.has(notes) {
        add_v3(RemarkWord::CountZeroWithoutNotes, notes);
    }
    if !fields.has_percentage_or_algorithm() {
        return;
    }
    if !fields.has(TemplateField::Count) {
        add_v3(RemarkWord::CountMissing, TemplateField::Count);
    }
    for (field, word) in [
        (TemplateField::Median, RemarkWord::MedianMissing),
        (TemplateField::Tenth, RemarkWord::TenthPercentileMissing),
        (
            TemplateField::Ninetieth,
            RemarkWord::NinetiethPercentileMissing,
        ),
    ] {
        if !is_zero && !fields.has(field) {
            add_v3(word, field);
        }
    }
}

/// Field that explains a payer's charge. A tall table has one column for all notes.
const fn notes_of(format: HospitalFormat) -> TemplateField {
    match format {
        HospitalFormat::CsvTall => TemplateField::GenericNotes,
        HospitalFormat::CsvWide | HospitalFormat::Json => TemplateField::PayerNotes,
    }
}
