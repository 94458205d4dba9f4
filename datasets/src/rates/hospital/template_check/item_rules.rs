//! Rules for an item or service: description, codes, drug unit, setting and charges without a
//! payer.

use super::amount_rules::{NumberStatus, check_amount};
use super::field_values::{StatedFields, StatedValue, TemplateField};
use super::payer_rules::check_text;
use super::remark_counts::RemarkRecorder;
use super::remark_words::RemarkWord;
use super::template_version::TemplateVersion;
use crate::rates::hospital::format::HospitalFormat;

/// Code types of both versions.
const CODE_TYPES: [&str; 19] = [
    "CPT", "HCPCS", "ICD", "DRG", "MS-DRG", "R-DRG", "S-DRG", "APS-DRG", "AP-DRG", "APR-DRG",
    "TRIS-DRG", "APC", "NDC", "HIPPS", "LOCAL", "EAPG", "CDT", "RC", "CDM",
];
/// Code types added in 3.0.
const NEW_CODE_TYPES: [&str; 2] = ["CMG", "MS-LTC-DRG"];
const DRUG_TYPES: [&str; 7] = ["GR", "ML", "ME", "UN", "F2", "GM", "EA"];
const SETTINGS: [&str; 3] = ["inpatient", "outpatient", "both"];

/// Code and its type.
pub(super) struct CodeValues<'a> {
    pub(super) format: HospitalFormat,
    pub(super) code: &'a StatedValue<'a>,
    pub(super) code_type: &'a StatedValue<'a>,
}

/// Reason why drug unit and drug type are required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DrugRequirement {
    /// They are not required.
    NotRequired,
    /// One of the codes is an NDC.
    ByCode,
    /// The JSON item has a `drug_information` object.
    ByObject,
}

/// Charges found among the payers of an item.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct ChargesFound {
    /// True if a payer has a charge.
    pub(super) any: bool,
    /// True if a payer has a charge in dollars.
    pub(super) dollars: bool,
    /// True if a payer has notes.
    pub(super) notes: bool,
}

impl ChargesFound {
    /// Adds a payer.
    pub(super) fn add(&mut self, payer: &StatedFields<'_>) {
        self.any |= payer.has_charge();
        self.dollars |= payer.has(TemplateField::Dollar);
        self.notes |= payer.has(TemplateField::PayerNotes);
    }
}

impl CodeValues<'_> {
    /// True if the code or its type is stated.
    pub(super) fn is_stated(&self) -> bool {
        self.code.is_stated() || self.code_type.is_stated()
    }

    /// True for the code of a drug.
    pub(super) fn is_ndc(&self) -> bool {
        self.code_type.is_one_of(&["NDC"], self.format)
    }

    /// Checks both. `names` returns the names that the file uses for code and type.
    pub(super) fn check(&self, names: [&dyn Fn() -> String; 2], recorder: &mut RemarkRecorder<'_>) {
        let [code, code_type] = names;
        match self.code {
            StatedValue::Number(_) | StatedValue::Other => {
                recorder.add(RemarkWord::WrongKind, code);
            }
            stated if !stated.is_stated() => recorder.add(RemarkWord::CodeMissing, code),
            _ => {}
        }
        if !self.code_type.is_stated() {
            recorder.add(RemarkWord::CodeTypeMissing, code_type);
        } else if self.code_type.is_one_of(&NEW_CODE_TYPES, self.format) {
            recorder.add_for(TemplateVersion::V2, RemarkWord::CodeTypeUnknown, code_type);
        } else if !self.code_type.is_one_of(&CODE_TYPES, self.format) {
            recorder.add(RemarkWord::CodeTypeUnknown, code_type);
        }
    }
}

/// Checks the description.
pub(super) fn check_description(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    check_text(fields, TemplateField::Description, recorder);
    if !fields.has(TemplateField::Description) {
        recorder.add(RemarkWord::DescriptionMissing, || {
            fields.name(TemplateField::Description)
        });
    }
}

/// Checks drug unit and drug type.
pub(super) fn check_drug(
    fields: &StatedFields<'_>,
    requirement: DrugRequirement,
    recorder: &mut RemarkRecorder<'_>,
) {
    let stated = [TemplateField::DrugUnit, TemplateField::DrugType].map(|field| fields.has(field));
    let missing = match (stated, requirement) {
        ([true, true], _) | ([false, false], DrugRequirement::NotRequired) => None,
        ([false, false], DrugRequirement::ByCode) => {
            Some((RemarkWord::DrugInformationMissing, TemplateField::DrugUnit))
        }
        ([true, false], _) => Some((
            RemarkWord::DrugInformationIncomplete,
            TemplateField::DrugType,
        )),
        ([false, _], _) => Some((
            RemarkWord::DrugInformationIncomplete,
            TemplateField::DrugUnit,
        )),
    };
    if let Some((word, field)) = missing {
        recorder.add(word, || fields.name(field));
    }
    check_drug_unit(fields, recorder);
    let drug_type = &fields.values[TemplateField::DrugType];
    if drug_type.is_stated() && !drug_type.is_one_of(&DRUG_TYPES, fields.format) {
        recorder.add(RemarkWord::DrugTypeUnknown, || {
            fields.name(TemplateField::DrugType)
        });
    }
}

/// Checks that the drug unit is above zero. In JSON of 2.x the unit must be a string, and its
/// content is not checked.
fn check_drug_unit(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let unit = &fields.values[TemplateField::DrugUnit];
    let Some(number) = NumberStatus::read(unit, fields.format) else {
        return;
    };
    let is_number = matches!(number, NumberStatus::Valid | NumberStatus::NineNines);
    let is_valid = match fields.format {
        HospitalFormat::CsvTall | HospitalFormat::CsvWide => [is_number, is_number],
        HospitalFormat::Json => [matches!(unit, StatedValue::Text(_)), is_number],
    };
    for (template, is_valid) in [TemplateVersion::V2, TemplateVersion::V3]
        .into_iter()
        .zip(is_valid)
    {
        if !is_valid {
            recorder.add_for(template, RemarkWord::DrugUnitInvalid, || {
                fields.name(TemplateField::DrugUnit)
            });
        }
    }
}

/// Checks the setting.
pub(super) fn check_setting(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    let setting = &fields.values[TemplateField::Setting];
    let word = match setting {
        _ if setting.is_one_of(&SETTINGS, fields.format) => return,
        _ if setting.is_stated() => RemarkWord::SettingUnknown,
        _ => RemarkWord::SettingMissing,
    };
    recorder.add(word, || fields.name(TemplateField::Setting));
}

/// Checks the format of amounts without a payer, and of notes.
pub(super) fn check_charge_values(fields: &StatedFields<'_>, recorder: &mut RemarkRecorder<'_>) {
    for field in [
        TemplateField::Gross,
        TemplateField::Cash,
        TemplateField::Minimum,
        TemplateField::Maximum,
    ] {
        check_amount(fields, field, None, recorder);
    }
    check_text(fields, TemplateField::GenericNotes, recorder);
}

/// Checks that there is a charge, and that charges in dollars have a minimum and a maximum.
pub(super) fn check_charge(
    fields: &StatedFields<'_>,
    found: ChargesFound,
    recorder: &mut RemarkRecorder<'_>,
) {
    if !found.any && !fields.has(TemplateField::Gross) && !fields.has(TemplateField::Cash) {
        recorder.add(RemarkWord::ChargeMissing, || {
            fields.name(TemplateField::Gross)
        });
    }
    let missing = [TemplateField::Minimum, TemplateField::Maximum]
        .into_iter()
        .find(|&field| !fields.has(field));
    if let Some(field) = missing.filter(|_| found.dollars) {
        recorder.add(RemarkWord::MinimumMaximumMissing, || fields.name(field));
    }
}
