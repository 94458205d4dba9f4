//! Rules about an item or service: description, codes, drugs, setting, and the charges that are nobody's in particular.

use super::amount::{Number, remark_amount};
use super::charge::remark_text;
use super::edition::Edition;
use super::stated::{Field, Form, Said, Stated};
use super::tally::Marker;
use super::words::Word;

/// Types of codes in both editions.
const CODE_TYPES: [&str; 19] = [
    "CPT", "HCPCS", "ICD", "DRG", "MS-DRG", "R-DRG", "S-DRG", "APS-DRG", "AP-DRG", "APR-DRG",
    "TRIS-DRG", "APC", "NDC", "HIPPS", "LOCAL", "EAPG", "CDT", "RC", "CDM",
];
/// Types that came with 3.0.
const NEW_CODE_TYPES: [&str; 2] = ["CMG", "MS-LTC-DRG"];
const DRUG_TYPES: [&str; 7] = ["GR", "ML", "ME", "UN", "F2", "GM", "EA"];
const SETTINGS: [&str; 3] = ["inpatient", "outpatient", "both"];

/// A code and its type.
pub(super) struct SaidCode<'a> {
    pub(super) form: Form,
    pub(super) code: &'a Stated<'a>,
    pub(super) code_type: &'a Stated<'a>,
}

/// Why unit and type of a drug are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DrugAsked {
    /// They are not.
    No,
    /// A code is an NDC.
    ByCode,
    /// JSON has an object for them.
    ByObject,
}

/// What the payers of an item come to.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Charged {
    /// Whether one has a charge.
    pub(super) any: bool,
    /// Whether one has a charge in dollars.
    pub(super) dollars: bool,
    /// Whether one has notes of its own.
    pub(super) notes: bool,
}

impl Charged {
    /// Adds a payer.
    pub(super) fn add(&mut self, payer: &Said<'_>) {
        self.any |= payer.states_charge();
        self.dollars |= payer.states(Field::Dollar);
        self.notes |= payer.states(Field::PayerNotes);
    }
}

impl SaidCode<'_> {
    /// Whether either of the two is stated.
    pub(super) fn is_stated(&self) -> bool {
        self.code.is_stated() || self.code_type.is_stated()
    }

    /// Whether it is the code of a drug.
    pub(super) fn is_ndc(&self) -> bool {
        self.code_type.is_one_of(&["NDC"], self.form)
    }

    /// Looks at them; `names` are what the file calls code and type.
    pub(super) fn remark(&self, names: [&dyn Fn() -> String; 2], mark: &mut Marker<'_>) {
        let [code, code_type] = names;
        match self.code {
            Stated::Number(_) | Stated::Other => mark.note(Word::WrongKind, code),
            stated if !stated.is_stated() => mark.note(Word::CodeMissing, code),
            _ => {}
        }
        if !self.code_type.is_stated() {
            mark.note(Word::CodeTypeMissing, code_type);
        } else if self.code_type.is_one_of(&NEW_CODE_TYPES, self.form) {
            mark.note_in(Edition::Second, Word::CodeTypeUnknown, code_type);
        } else if !self.code_type.is_one_of(&CODE_TYPES, self.form) {
            mark.note(Word::CodeTypeUnknown, code_type);
        }
    }
}

/// Looks at the description.
pub(super) fn remark_description(said: &Said<'_>, mark: &mut Marker<'_>) {
    remark_text(said, Field::Description, mark);
    if !said.states(Field::Description) {
        mark.note(Word::DescriptionMissing, || said.name(Field::Description));
    }
}

/// Looks at unit and type of a drug.
pub(super) fn remark_drug(said: &Said<'_>, asked: DrugAsked, mark: &mut Marker<'_>) {
    let stated = [Field::DrugUnit, Field::DrugType].map(|field| said.states(field));
    let missing = match (stated, asked) {
        ([true, true], _) | ([false, false], DrugAsked::No) => None,
        ([false, false], DrugAsked::ByCode) => {
            Some((Word::DrugInformationMissing, Field::DrugUnit))
        }
        ([true, false], _) => Some((Word::DrugInformationIncomplete, Field::DrugType)),
        ([false, _], _) => Some((Word::DrugInformationIncomplete, Field::DrugUnit)),
    };
    if let Some((word, field)) = missing {
        mark.note(word, || said.name(field));
    }
    remark_drug_unit(said, mark);
    let drug_type = &said.values[Field::DrugType];
    if drug_type.is_stated() && !drug_type.is_one_of(&DRUG_TYPES, said.form) {
        mark.note(Word::DrugTypeUnknown, || said.name(Field::DrugType));
    }
}

/// A number above zero; JSON of 2.x has it as a text, of which no more is asked.
fn remark_drug_unit(said: &Said<'_>, mark: &mut Marker<'_>) {
    let unit = &said.values[Field::DrugUnit];
    let Some(number) = Number::read(unit, said.form) else {
        return;
    };
    let is_number = matches!(number, Number::Sound | Number::NineNines);
    let is_sound = match said.form {
        Form::Tall | Form::Wide => [is_number, is_number],
        Form::Json => [matches!(unit, Stated::Text(_)), is_number],
    };
    for (edition, is_sound) in [Edition::Second, Edition::Third].into_iter().zip(is_sound) {
        if !is_sound {
            mark.note_in(edition, Word::DrugUnitInvalid, || {
                said.name(Field::DrugUnit)
            });
        }
    }
}

/// Looks at the setting.
pub(super) fn remark_setting(said: &Said<'_>, mark: &mut Marker<'_>) {
    let setting = &said.values[Field::Setting];
    let word = match setting {
        _ if setting.is_one_of(&SETTINGS, said.form) => return,
        _ if setting.is_stated() => Word::SettingUnknown,
        _ => Word::SettingMissing,
    };
    mark.note(word, || said.name(Field::Setting));
}

/// Looks at amounts that are no payer's, and at notes, by themselves.
pub(super) fn remark_charge_values(said: &Said<'_>, mark: &mut Marker<'_>) {
    for field in [Field::Gross, Field::Cash, Field::Minimum, Field::Maximum] {
        remark_amount(said, field, None, mark);
    }
    remark_text(said, Field::GenericNotes, mark);
}

/// Looks at whether there is a charge at all, and at what charges in dollars must come with.
pub(super) fn remark_charge(said: &Said<'_>, charged: Charged, mark: &mut Marker<'_>) {
    if !charged.any && !said.states(Field::Gross) && !said.states(Field::Cash) {
        mark.note(Word::ChargeMissing, || said.name(Field::Gross));
    }
    let missing = [Field::Minimum, Field::Maximum]
        .into_iter()
        .find(|&field| !said.states(field));
    if let Some(field) = missing.filter(|_| charged.dollars) {
        mark.note(Word::MinimumMaximumMissing, || said.name(field));
    }
}
