//! Values of a record by field, independent of the format, so that the rules handle neither cells
//! nor JSON.

use crate::rates::hospital::format::HospitalFormat;
use std::borrow::Cow;
use std::ops::{Index, IndexMut};

/// One value. Strings are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum StatedValue<'a> {
    /// Not present. Blank CSV cells are absent.
    #[default]
    Absent,
    /// JSON null.
    Null,
    /// A string. In JSON it may be empty.
    Text(Cow<'a, str>),
    /// A JSON number, as written.
    Number(&'a str),
    /// True, false, a list or an object.
    Other,
}

/// Field that the template requires or describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TemplateField {
    Description,
    Modifiers,
    Setting,
    DrugUnit,
    DrugType,
    Gross,
    Cash,
    Minimum,
    Maximum,
    GenericNotes,
    Payer,
    Plan,
    Dollar,
    Percentage,
    Algorithm,
    Methodology,
    Estimate,
    Median,
    Tenth,
    Ninetieth,
    Count,
    PayerNotes,
}

/// Number of fields.
const FIELD_COUNT: usize = TemplateField::PayerNotes as usize + 1;

/// One entry per field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldMap<T>([T; FIELD_COUNT]);

/// Values of a record, or of a part of one.
pub(super) type FieldValues<'a> = FieldMap<StatedValue<'a>>;

/// Input of the rules.
pub(super) struct StatedFields<'a> {
    pub(super) format: HospitalFormat,
    pub(super) values: &'a FieldValues<'a>,
    /// Returns the name that the file uses for a field.
    pub(super) name: &'a dyn Fn(TemplateField) -> String,
}

impl<'a> StatedValue<'a> {
    /// Reads a trimmed cell.
    pub(super) fn of_cell(text: Cow<'a, str>) -> Self {
        if text.is_empty() {
            Self::Absent
        } else {
            Self::Text(text)
        }
    }

    /// Reads a JSON value that is known to be valid.
    pub(super) fn of_json(json: &'a str) -> Self {
        match json.as_bytes().first() {
            Some(b'"') => of_text(json),
            Some(b'-' | b'0'..=b'9') => Self::Number(json),
            _ if json == "null" => Self::Null,
            _ => Self::Other,
        }
    }

    /// True if the value is not blank.
    pub(super) fn is_stated(&self) -> bool {
        match self {
            Self::Absent | Self::Null => false,
            Self::Text(text) => !text.is_empty(),
            Self::Number(_) | Self::Other => true,
        }
    }

    /// True for an empty string.
    pub(super) fn is_empty_text(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// True if the value is one of the words. Letter case matters in JSON only.
    pub(super) fn is_one_of(&self, words: &[&str], format: HospitalFormat) -> bool {
        let Self::Text(text) = self else {
            return false;
        };
        words.iter().any(|word| match format {
            HospitalFormat::Json => text == word,
            HospitalFormat::CsvTall | HospitalFormat::CsvWide => text.eq_ignore_ascii_case(word),
        })
    }
}

fn of_text(json: &str) -> StatedValue<'_> {
    let inside = json
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    match inside {
        Some(text) if !text.contains('\\') => StatedValue::Text(Cow::Borrowed(text.trim())),
        _ => serde_json::from_str::<String>(json).map_or(StatedValue::Other, |text| {
            StatedValue::Text(Cow::Owned(text.trim().to_owned()))
        }),
    }
}

impl StatedFields<'_> {
    /// True if a field has a value.
    pub(super) fn has(&self, field: TemplateField) -> bool {
        self.values[field].is_stated()
    }

    /// True if a payer's charge is stated.
    pub(super) fn has_charge(&self) -> bool {
        self.has(TemplateField::Dollar) || self.has_percentage_or_algorithm()
    }

    /// True if a payer's charge is stated as a percentage or an algorithm.
    pub(super) fn has_percentage_or_algorithm(&self) -> bool {
        self.has(TemplateField::Percentage) || self.has(TemplateField::Algorithm)
    }

    /// Returns the name that the file uses for a field.
    pub(super) fn name(&self, field: TemplateField) -> String {
        (self.name)(field)
    }
}

impl TemplateField {
    /// JSON key of the field.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Modifiers => "modifier_code",
            Self::Setting => "setting",
            Self::DrugUnit => "unit",
            Self::DrugType => "type",
            Self::Gross => "gross_charge",
            Self::Cash => "discounted_cash",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::GenericNotes => "additional_generic_notes",
            Self::Payer => "payer_name",
            Self::Plan => "plan_name",
            Self::Dollar => "standard_charge_dollar",
            Self::Percentage => "standard_charge_percentage",
            Self::Algorithm => "standard_charge_algorithm",
            Self::Methodology => "methodology",
            Self::Estimate => "estimated_amount",
            Self::Median => "median_amount",
            Self::Tenth => "10th_percentile",
            Self::Ninetieth => "90th_percentile",
            Self::Count => "count",
            Self::PayerNotes => "additional_payer_notes",
        }
    }

    /// Column name in a tall table. In a wide table the name also contains payer and plan.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Modifiers => "modifiers",
            Self::DrugUnit => "drug_unit_of_measurement",
            Self::DrugType => "drug_type_of_measurement",
            Self::Gross => "standard_charge|gross",
            Self::Cash => "standard_charge|discounted_cash",
            Self::Minimum => "standard_charge|min",
            Self::Maximum => "standard_charge|max",
            Self::Dollar => "standard_charge|negotiated_dollar",
            Self::Percentage => "standard_charge|negotiated_percentage",
            Self::Algorithm => "standard_charge|negotiated_algorithm",
            Self::Methodology => "standard_charge|methodology",
            _ => self.key(),
        }
    }
}

impl<T: Default> Default for FieldMap<T> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| T::default()))
    }
}

impl<T> FieldMap<T> {
    /// Maps each entry.
    pub(super) fn map<U>(&self, make: impl FnMut(&T) -> U) -> FieldMap<U> {
        FieldMap(self.0.each_ref().map(make))
    }

    /// Returns the entries in field order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

impl<T> Index<TemplateField> for FieldMap<T> {
    type Output = T;

    fn index(&self, field: TemplateField) -> &T {
        &self.0[field as usize]
    }
}

impl<T> IndexMut<TemplateField> for FieldMap<T> {
    fn index_mut(&mut self, field: TemplateField) -> &mut T {
        &mut self.0[field as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{HospitalFormat, StatedValue};

    #[test]
    fn json_values_are_classified() {
        let text = |text: &str| StatedValue::Text(text.to_owned().into());
        for (json, expected, is_stated) in [
            ("\" a b \"", text("a b"), true),
            (r#""a\u0020\"b\" ""#, text("a \"b\""), true),
            (r#""a\ud800""#, StatedValue::Other, true),
            ("\" \"", text(""), false),
            ("-1.5e3", StatedValue::Number("-1.5e3"), true),
            ("null", StatedValue::Null, false),
            ("true", StatedValue::Other, true),
            ("[]", StatedValue::Other, true),
        ] {
            let stated = StatedValue::of_json(json);
            assert_eq!(stated.is_stated(), is_stated, "{json}");
            assert_eq!(stated, expected, "{json}");
        }
    }

    #[test]
    fn letter_case_matters_in_json_only() {
        let stated = StatedValue::Text("Per Diem".into());
        let words = ["case rate", "per diem"];
        assert!(
            stated.is_one_of(&words, HospitalFormat::CsvTall)
                && stated.is_one_of(&words, HospitalFormat::CsvWide)
        );
        assert!(!stated.is_one_of(&words, HospitalFormat::Json));
        assert!(!StatedValue::Number("1").is_one_of(&["1"], HospitalFormat::Json));
    }
}
