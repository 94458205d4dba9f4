//! Looks at a JSON file: its header as the fields come, and its items one by one.
//!
//! What is no object, or a list that is none, is told and read over; an item that cannot be read at all is a reject of the
//! reader, and nothing is said of it here.

use super::charge::{remark_payer, remark_payer_values};
use super::edition::{Edition, Marks};
use super::header::StatedHeader;
use super::item::{
    Charged, DrugAsked, SaidCode, remark_charge, remark_charge_values, remark_description,
    remark_drug, remark_setting,
};
use super::stated::{Field, Form, Said, Stated, Values};
use super::tally::{Marker, Place, Remarks};
use super::words::Word;
use crate::rates::FileRemark;
use crate::reading::json::{JsonList, JsonObject, JsonValue};
use crate::reading::reject::RejectCode;

const OF_CHARGE: [Field; 6] = [
    Field::Setting,
    Field::Gross,
    Field::Cash,
    Field::Minimum,
    Field::Maximum,
    Field::GenericNotes,
];
const OF_PAYER: [Field; 12] = [
    Field::Payer,
    Field::Plan,
    Field::Dollar,
    Field::Percentage,
    Field::Algorithm,
    Field::Methodology,
    Field::Estimate,
    Field::Median,
    Field::Tenth,
    Field::Ninetieth,
    Field::Count,
    Field::PayerNotes,
];
const DRUG: &str = "drug_information";
const CODES: &str = "code_information";
const CHARGES: &str = "standard_charges";
const PAYERS: &str = "payers_information";

/// What is known of a document while it is read.
#[derive(Debug, Default)]
pub(in crate::rates::hospital) struct JsonTemplate {
    remarks: Remarks,
    header: StatedHeader,
    has_payer_charge: bool,
}

impl JsonTemplate {
    /// Takes a field of the file, whose value is valid JSON.
    pub(in crate::rates::hospital) fn take_field(&mut self, key: &str, json: &str, position: u64) {
        self.header.take(key, json, position, &mut self.remarks);
    }

    /// Looks at an item.
    pub(in crate::rates::hospital) fn remark_item(
        &mut self,
        json: &str,
        record: u64,
        position: u64,
    ) {
        let Ok(mut item) = JsonObject::record(json) else {
            return;
        };
        let mark = &mut self.remarks.at(Place {
            record: Some(record),
            position: Some(position),
        });
        let is_ndc = remark_codes(&mut item, mark);
        remark_words(&mut item, is_ndc, mark);
        let charges = list(&mut item, CHARGES, mark);
        let mut is_empty = true;
        for charge in charges.iter() {
            is_empty = false;
            if let Some(charge) = object(charge, mark) {
                self.has_payer_charge |= remark_one_charge(charge, mark).any;
            }
        }
        if is_empty {
            mark.note(Word::ChargeMissing, || CHARGES.to_owned());
        }
    }

    /// The remarks, once the file was read to its end; records were looked at or not.
    pub(in crate::rates::hospital) fn finish(
        mut self,
        records: u64,
        is_each_seen: bool,
    ) -> Vec<FileRemark> {
        let edition = self.header.edition(Marks::default());
        self.header.remark(edition, Form::Json, &mut self.remarks);
        let mut mark = self.remarks.at_header(None);
        if records == 0 {
            let name = "items of standard_charge_information";
            mark.note(Word::ItemsMissing, || name.to_owned());
        } else if is_each_seen && !self.has_payer_charge {
            mark.note(Word::PayerChargesMissing, || "charges of payers".to_owned());
        }
        self.remarks.finish(edition)
    }
}

/// Looks at the codes; whether one is that of a drug.
fn remark_codes(item: &mut JsonObject<'_>, mark: &mut Marker<'_>) -> bool {
    let mut is_ndc = false;
    let mut is_empty = true;
    for entry in list(item, CODES, mark).iter() {
        is_empty = false;
        let Some(mut entry) = object(entry, mark) else {
            continue;
        };
        let [code, code_type] = ["code", "type"].map(|name| value(&mut entry, name, mark));
        let said = SaidCode {
            form: Form::Json,
            code: &code,
            code_type: &code_type,
        };
        is_ndc |= said.is_ndc();
        let names: [&dyn Fn() -> String; 2] =
            [&|| entry.path_of("code"), &|| entry.path_of("type")];
        said.remark(names, mark);
    }
    if is_empty {
        mark.note(Word::CodeMissing, || CODES.to_owned());
    }
    is_ndc
}

/// Looks at the description and, of a drug, at its unit.
fn remark_words(item: &mut JsonObject<'_>, is_ndc: bool, mark: &mut Marker<'_>) {
    let mut values = Values::default();
    values[Field::Description] = value(item, Field::Description.key(), mark);
    let stated = match item.json(DRUG) {
        None => None,
        Some("null") => {
            mark.note(Word::ValueNull, || DRUG.to_owned());
            None
        }
        Some(_) => item.take(DRUG).and_then(|drug| object(drug, mark)),
    };
    let asked = match (&stated, is_ndc) {
        (Some(_), _) => DrugAsked::ByObject,
        (None, true) => DrugAsked::ByCode,
        (None, false) => DrugAsked::No,
    };
    if let Some(mut drug) = stated {
        for field in [Field::DrugUnit, Field::DrugType] {
            values[field] = value(&mut drug, field.key(), mark);
        }
    }
    let name = |field: Field| match field {
        Field::DrugUnit | Field::DrugType => format!("{DRUG}.{}", field.key()),
        _ => field.key().to_owned(),
    };
    let said = Said {
        form: Form::Json,
        values: &values,
        name: &name,
    };
    remark_description(&said, mark);
    remark_drug(&said, asked, mark);
}

/// Looks at a standard charge and its payers, and says what these come to.
fn remark_one_charge(mut charge: JsonObject<'_>, mark: &mut Marker<'_>) -> Charged {
    let values = read(&mut charge, &OF_CHARGE, mark);
    remark_modifier_codes(&mut charge, mark);
    let payers = list(&mut charge, PAYERS, mark);
    let is_stated = charge
        .json(PAYERS)
        .is_some_and(|json| json.starts_with('['));
    let name = |field: Field| charge.path_of(field.key());
    let said = Said {
        form: Form::Json,
        values: &values,
        name: &name,
    };
    remark_setting(&said, mark);
    remark_charge_values(&said, mark);
    let has_own = said.states(Field::Gross) || said.states(Field::Cash);
    let mut charged = Charged::default();
    let mut is_empty = true;
    for payer in payers.iter() {
        is_empty = false;
        let Some(payer) = object(payer, mark) else {
            continue;
        };
        let payer = remark_one_payer(payer, mark);
        charged.any |= payer.any;
        charged.dollars |= payer.dollars;
        // 2.x minds a payer without charge only where no other charge makes up for it.
        if !payer.any && !has_own {
            mark.note_in(Edition::Second, Word::PayerWithoutCharge, || {
                charge.path_of(PAYERS)
            });
        }
    }
    if is_empty && is_stated {
        mark.note(Word::ValueEmpty, || charge.path_of(PAYERS));
    }
    remark_charge(&said, charged, mark);
    charged
}

fn remark_one_payer(mut payer: JsonObject<'_>, mark: &mut Marker<'_>) -> Charged {
    let values = read(&mut payer, &OF_PAYER, mark);
    let name = |field: Field| payer.path_of(field.key());
    let said = Said {
        form: Form::Json,
        values: &values,
        name: &name,
    };
    remark_payer_values(&said, mark);
    remark_payer(&said, mark);
    let mut charged = Charged::default();
    charged.add(&said);
    charged
}

/// 3.0 lets a charge name its modifiers.
fn remark_modifier_codes(charge: &mut JsonObject<'_>, mark: &mut Marker<'_>) {
    let key = Field::Modifiers.key();
    let name = charge.path_of(key);
    let mut third = |word, name: &str| mark.note_in(Edition::Third, word, || name.to_owned());
    match charge.json(key) {
        None => return,
        Some("null") => return third(Word::ValueNull, &name),
        Some(_) => {}
    }
    let Ok(codes) = charge.list(key) else {
        return third(Word::WrongKind, &name);
    };
    let mut is_empty = true;
    for code in codes.iter() {
        is_empty = false;
        match Stated::of_json(code.json()) {
            Stated::Text(text) if !text.is_empty() => {}
            Stated::Text(_) => third(Word::ValueEmpty, code.path()),
            _ => third(Word::WrongKind, code.path()),
        }
    }
    if is_empty {
        third(Word::ValueEmpty, &name);
    }
}

/// Some values of an object.
fn read<'a>(object: &mut JsonObject<'a>, fields: &[Field], mark: &mut Marker<'_>) -> Values<'a> {
    let mut values = Values::default();
    for &field in fields {
        values[field] = value(object, field.key(), mark);
    }
    values
}

/// A value of an object; null is told.
fn value<'a>(object: &mut JsonObject<'a>, name: &str, mark: &mut Marker<'_>) -> Stated<'a> {
    let stated = object.json(name).map_or(Stated::Absent, Stated::of_json);
    if stated == Stated::Null {
        mark.note(Word::ValueNull, || object.path_of(name));
    }
    stated
}

/// A list of an object, empty when it is none; null and other things are told.
fn list<'a>(object: &mut JsonObject<'a>, name: &str, mark: &mut Marker<'_>) -> JsonList<'a> {
    if object.json(name) == Some("null") {
        mark.note(Word::ValueNull, || object.path_of(name));
    }
    object.list(name).unwrap_or_else(|_| {
        mark.note(Word::WrongKind, || object.path_of(name));
        JsonList::default()
    })
}

/// The object that stands somewhere; other things are told.
fn object<'a>(value: JsonValue<'a>, mark: &mut Marker<'_>) -> Option<JsonObject<'a>> {
    match value.object() {
        Ok(object) => Some(object),
        Err(fault) => {
            let word = match fault.code {
                RejectCode::DuplicateField => Word::FieldTwice,
                _ => Word::WrongKind,
            };
            mark.note(word, || fault.field.map(Into::into).unwrap_or_default());
            None
        }
    }
}
