//! Checks a JSON file: header fields as they appear, and items one by one.
//!
//! A wrong type (not an object, not a list) is reported and skipped. An item that cannot be read at
//! all is a reject of the reader and gets no remark here.

use super::field_values::{FieldValues, StatedFields, StatedValue, TemplateField};
use super::header_rules::HeaderValues;
use super::item_rules::{
    ChargesFound, CodeValues, DrugRequirement, check_charge, check_charge_values,
    check_description, check_drug, check_setting,
};
use super::payer_rules::{check_payer, check_payer_values};
use super::remark_counts::{RecordPosition, RemarkCounts, RemarkRecorder};
use super::remark_words::RemarkWord;
use super::template_version::{TemplateVersion, VersionEvidence};
use crate::rates::file_remark::FileRemark;
use crate::rates::hospital::format::HospitalFormat;
use crate::reading::json::{JsonList, JsonObject, JsonValue};
use crate::reading::reject::RejectCode;

const CHARGE_FIELDS: [TemplateField; 6] = [
    TemplateField::Setting,
    TemplateField::Gross,
    TemplateField::Cash,
    TemplateField::Minimum,
    TemplateField::Maximum,
    TemplateField::GenericNotes,
];
const PAYER_FIELDS: [TemplateField; 12] = [
    TemplateField::Payer,
    TemplateField::Plan,
    TemplateField::Dollar,
    TemplateField::Percentage,
    TemplateField::Algorithm,
    TemplateField::Methodology,
    TemplateField::Estimate,
    TemplateField::Median,
    TemplateField::Tenth,
    TemplateField::Ninetieth,
    TemplateField::Count,
    TemplateField::PayerNotes,
];
const DRUG: &str = "drug_information";
const CODES: &str = "code_information";
const CHARGES: &str = "standard_charges";
const PAYERS: &str = "payers_information";

/// State of the check while a file is read.
#[derive(Debug, Default)]
pub(crate) struct JsonTemplateCheck {
    remarks: RemarkCounts,
    header: HeaderValues,
    has_payer_charge: bool,
}

impl JsonTemplateCheck {
    /// Checks a field of the file. Its value is valid JSON.
    pub(crate) fn take_field(&mut self, key: &str, json: &str, position: u64) {
        self.header.take(key, json, position, &mut self.remarks);
    }

    /// Checks an item.
    pub(crate) fn check_item(&mut self, json: &str, record: u64, position: u64) {
        let Ok(mut item) = JsonObject::record(json) else {
            return;
        };
        let recorder = &mut self.remarks.at(RecordPosition {
            record: Some(record),
            position: Some(position),
        });
        let is_ndc = check_codes(&mut item, recorder);
        check_description_and_drug(&mut item, is_ndc, recorder);
        let charges = list(&mut item, CHARGES, recorder);
        let mut is_empty = true;
        for charge in charges.iter() {
            is_empty = false;
            if let Some(charge) = object(charge, recorder) {
                self.has_payer_charge |= check_one_charge(charge, recorder).any;
            }
        }
        if is_empty {
            recorder.add(RemarkWord::ChargeMissing, || CHARGES.to_owned());
        }
    }

    /// Returns the remarks at the end of the file. `is_every_record_checked` is true if every record was
    /// checked.
    pub(crate) fn finish(mut self, records: u64, is_every_record_checked: bool) -> Vec<FileRemark> {
        let template = self.header.template(VersionEvidence::default());
        self.header
            .check(template, HospitalFormat::Json, &mut self.remarks);
        let mut recorder = self.remarks.at_header(None);
        if records == 0 {
            let name = "items of standard_charge_information";
            recorder.add(RemarkWord::ItemsMissing, || name.to_owned());
        } else if is_every_record_checked && !self.has_payer_charge {
            recorder.add(RemarkWord::PayerChargesMissing, || {
                "payer charges".to_owned()
            });
        }
        self.remarks.finish(template)
    }
}

/// Checks the codes. Returns true if one is the code of a drug.
fn check_codes(item: &mut JsonObject<'_>, recorder: &mut RemarkRecorder<'_>) -> bool {
    let mut is_ndc = false;
    let mut is_empty = true;
    for entry in list(item, CODES, recorder).iter() {
        is_empty = false;
        let Some(mut entry) = object(entry, recorder) else {
            continue;
        };
        let [code, code_type] = ["code", "type"].map(|name| value(&mut entry, name, recorder));
        let code_values = CodeValues {
            format: HospitalFormat::Json,
            code: &code,
            code_type: &code_type,
        };
        is_ndc |= code_values.is_ndc();
        let names: [&dyn Fn() -> String; 2] =
            [&|| entry.path_of("code"), &|| entry.path_of("type")];
        code_values.check(names, recorder);
    }
    if is_empty {
        recorder.add(RemarkWord::CodeMissing, || CODES.to_owned());
    }
    is_ndc
}

/// Checks the description and, for a drug, its unit.
fn check_description_and_drug(
    item: &mut JsonObject<'_>,
    is_ndc: bool,
    recorder: &mut RemarkRecorder<'_>,
) {
    let mut values = FieldValues::default();
    values[TemplateField::Description] = value(item, TemplateField::Description.key(), recorder);
    let stated = match item.json(DRUG) {
        None => None,
        Some("null") => {
            recorder.add(RemarkWord::ValueNull, || DRUG.to_owned());
            None
        }
        Some(_) => item.take(DRUG).and_then(|drug| object(drug, recorder)),
    };
    let requirement = match (&stated, is_ndc) {
        (Some(_), _) => DrugRequirement::ByObject,
        (None, true) => DrugRequirement::ByCode,
        (None, false) => DrugRequirement::NotRequired,
    };
    if let Some(mut drug) = stated {
        for field in [TemplateField::DrugUnit, TemplateField::DrugType] {
            values[field] = value(&mut drug, field.key(), recorder);
        }
    }
    let name = |field: TemplateField| match field {
        TemplateField::DrugUnit | TemplateField::DrugType => format!("{DRUG}.{}", field.key()),
        _ => field.key().to_owned(),
    };
    let fields = StatedFields {
        format: HospitalFormat::Json,
        values: &values,
        name: &name,
    };
    check_description(&fields, recorder);
    check_drug(&fields, requirement, recorder);
}

/// Checks a standard charge and its payers. Returns the charges found among the payers.
fn check_one_charge(mut charge: JsonObject<'_>, recorder: &mut RemarkRecorder<'_>) -> ChargesFound {
    let values = read(&mut charge, &CHARGE_FIELDS, recorder);
    check_modifier_codes(&mut charge, recorder);
    let payers = list(&mut charge, PAYERS, recorder);
    let is_stated = charge
        .json(PAYERS)
        .is_some_and(|json| json.starts_with('['));
    let name = |field: TemplateField| charge.path_of(field.key());
    let fields = StatedFields {
        format: HospitalFormat::Json,
        values: &values,
        name: &name,
    };
    check_setting(&fields, recorder);
    check_charge_values(&fields, recorder);
    let has_own = fields.has(TemplateField::Gross) || fields.has(TemplateField::Cash);
    let mut found = ChargesFound::default();
    let mut is_empty = true;
    for payer in payers.iter() {
        is_empty = false;
        let Some(payer) = object(payer, recorder) else {
            continue;
        };
        let payer = check_one_payer(payer, recorder);
        found.any |= payer.any;
        found.dollars |= payer.dollars;
        // 2.x reports a payer without a charge only if the item has no other charge.
        if !payer.any && !has_own {
            recorder.add_for(TemplateVersion::V2, RemarkWord::PayerWithoutCharge, || {
                charge.path_of(PAYERS)
            });
        }
    }
    if is_empty && is_stated {
        recorder.add(RemarkWord::ValueEmpty, || charge.path_of(PAYERS));
    }
    check_charge(&fields, found, recorder);
    found
}

fn check_one_payer(mut payer: JsonObject<'_>, recorder: &mut RemarkRecorder<'_>) -> ChargesFound {
    let values = read(&mut payer, &PAYER_FIELDS, recorder);
    let name = |field: TemplateField| payer.path_of(field.key());
    let fields = StatedFields {
        format: HospitalFormat::Json,
        values: &values,
        name: &name,
    };
    check_payer_values(&fields, recorder);
    check_payer(&fields, recorder);
    let mut found = ChargesFound::default();
    found.add(&fields);
    found
}

/// Checks the modifiers of a charge, which 3.0 allows.
fn check_modifier_codes(charge: &mut JsonObject<'_>, recorder: &mut RemarkRecorder<'_>) {
    let key = TemplateField::Modifiers.key();
    let name = charge.path_of(key);
    let mut add_v3 =
        |word, name: &str| recorder.add_for(TemplateVersion::V3, word, || name.to_owned());
    match charge.json(key) {
        None => return,
        Some("null") => return add_v3(RemarkWord::ValueNull, &name),
        Some(_) => {}
    }
    let Ok(codes) = charge.list(key) else {
        return add_v3(RemarkWord::WrongKind, &name);
    };
    let mut is_empty = true;
    for code in codes.iter() {
        is_empty = false;
        match StatedValue::of_json(code.json()) {
            StatedValue::Text(text) if !text.is_empty() => {}
            StatedValue::Text(_) => add_v3(RemarkWord::ValueEmpty, code.path()),
            _ => add_v3(RemarkWord::WrongKind, code.path()),
        }
    }
    if is_empty {
        add_v3(RemarkWord::ValueEmpty, &name);
    }
}

/// Reads the fields of an object.
fn read<'a>(
    object: &mut JsonObject<'a>,
    fields: &[TemplateField],
    recorder: &mut RemarkRecorder<'_>,
) -> FieldValues<'a> {
    let mut values = FieldValues::default();
    for &field in fields {
        values[field] = value(object, field.key(), recorder);
    }
    values
}

/// Reads a value of an object. Null is reported.
fn value<'a>(
    object: &mut JsonObject<'a>,
    name: &str,
    recorder: &mut RemarkRecorder<'_>,
) -> StatedValue<'a> {
    let stated = object
        .json(name)
        .map_or(StatedValue::Absent, StatedValue::of_json);
    if stated == StatedValue::Null {
        recorder.add(RemarkWord::ValueNull, || object.path_of(name));
    }
    stated
}

/// Reads a list of an object. Null and other types are reported and count as empty.
fn list<'a>(
    object: &mut JsonObject<'a>,
    name: &str,
    recorder: &mut RemarkRecorder<'_>,
) -> JsonList<'a> {
    if object.json(name) == Some("null") {
        recorder.add(RemarkWord::ValueNull, || object.path_of(name));
    }
    object.list(name).unwrap_or_else(|_| {
        recorder.add(RemarkWord::WrongKind, || object.path_of(name));
        JsonList::default()
    })
}

/// Reads an object. Other types are reported.
fn object<'a>(value: JsonValue<'a>, recorder: &mut RemarkRecorder<'_>) -> Option<JsonObject<'a>> {
    match value.object() {
        Ok(object) => Some(object),
        Err(fault) => {
            let word = match fault.code {
                RejectCode::DuplicateField => RemarkWord::FieldTwice,
                _ => RemarkWord::WrongKind,
            };
            recorder.add(word, || fault.field.map(Into::into).unwrap_or_default());
            None
        }
    }
}
