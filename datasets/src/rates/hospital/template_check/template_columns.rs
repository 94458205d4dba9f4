//! Columns of a CSV file: indexes of the values in a row, and columns that the template requires.

use super::column_name::{ParsedColumnName, TemplateColumn, wide_name};
use super::field_values::{FieldMap, TemplateField};
use super::remark_counts::RemarkRecorder;
use super::remark_words::RemarkWord;
use super::template_version::{TemplateVersion, VersionEvidence};
use crate::rates::hospital::format::HospitalFormat;
use crate::rates::hospital::rate_column::{PayerPlan, keyword};
use crate::reading::csv::shown;
use rustc_hash::{FxHashMap, FxHashSet};

/// Item columns of every table.
const ITEM_COLUMNS: [TemplateField; 10] = [
    TemplateField::Description,
    TemplateField::Setting,
    TemplateField::DrugUnit,
    TemplateField::DrugType,
    TemplateField::Gross,
    TemplateField::Cash,
    TemplateField::Minimum,
    TemplateField::Maximum,
    TemplateField::Modifiers,
    TemplateField::GenericNotes,
];
const TALL_COLUMNS: [TemplateField; 6] = [
    TemplateField::Payer,
    TemplateField::Plan,
    TemplateField::Dollar,
    TemplateField::Percentage,
    TemplateField::Algorithm,
    TemplateField::Methodology,
];
const WIDE_COLUMNS: [TemplateField; 5] = [
    TemplateField::Dollar,
    TemplateField::Percentage,
    TemplateField::Algorithm,
    TemplateField::Methodology,
    TemplateField::PayerNotes,
];
/// Payer columns whose names cannot be confused with a hospital's own columns.
const CHARGE_COLUMNS: [TemplateField; 4] = [
    TemplateField::Dollar,
    TemplateField::Percentage,
    TemplateField::Algorithm,
    TemplateField::Methodology,
];
const V2_COLUMNS: &[TemplateField] = &[TemplateField::Estimate];
const V3_COLUMNS: &[TemplateField] = &[
    TemplateField::Median,
    TemplateField::Tenth,
    TemplateField::Ninetieth,
    TemplateField::Count,
];

/// Column indexes of the values in a row.
#[derive(Debug, Default)]
pub(super) struct TemplateColumns {
    pub(super) codes: Vec<CodeColumnPair>,
    pub(super) item: FieldMap<Option<usize>>,
    pub(super) payers: Vec<PayerColumnSet>,
    /// Names as the file writes them, shortened for the report.
    names: Vec<String>,
}

/// Columns of a code and its type.
#[derive(Debug, Default)]
pub(super) struct CodeColumnPair {
    /// The `i` of `code|i`.
    which: String,
    pub(super) code: Option<usize>,
    pub(super) code_type: Option<usize>,
}

/// Columns of one payer and plan. In a tall table the row names them.
#[derive(Debug)]
pub(super) struct PayerColumnSet {
    /// Payer and plan of a wide table.
    wide: Option<PayerPlan>,
    pub(super) cells: FieldMap<Option<usize>>,
    /// First column of the set, used for its name.
    first: usize,
}

impl PayerColumnSet {
    pub(super) const fn format(&self) -> HospitalFormat {
        match self.wide {
            Some(_) => HospitalFormat::CsvWide,
            None => HospitalFormat::CsvTall,
        }
    }

    /// Returns the column name of a value, or the name in the template if the file has no such
    /// column.
    pub(super) fn name(&self, field: TemplateField, columns: &TemplateColumns) -> String {
        match (self.cells[field], &self.wide) {
            (Some(column), _) => columns.name_at(column),
            (None, Some(payer)) => shown(&wide_name(field, payer)),
            (None, None) => columns.name(field),
        }
    }
}

impl TemplateColumns {
    /// Parses the column names. If a name appears twice, the first column is used.
    pub(super) fn read(names: &[impl AsRef<str>], recorder: &mut RemarkRecorder<'_>) -> Self {
        let mut columns = Self::default();
        let mut seen = FxHashSet::default();
        let mut codes = FxHashMap::default();
        let mut payers = FxHashMap::default();
        for (column, name) in names.iter().enumerate() {
            let name = name.as_ref();
            columns.names.push(shown(name));
            if name.trim().is_empty() {
                continue;
            }
            let field = || shown(name);
            if !seen.insert(folded(name)) {
                recorder.add(RemarkWord::FieldTwice, field);
            }
            let named = ParsedColumnName::read(name);
            if !named.is_exact {
                recorder.add(RemarkWord::ColumnMisspelled, field);
            }
            if named.has_placeholder {
                recorder.add(RemarkWord::PlaceholderLeft, field);
            }
            let cell = match named.role {
                TemplateColumn::Code(which) => &mut columns.pair(which, &mut codes).code,
                TemplateColumn::CodeType(which) => &mut columns.pair(which, &mut codes).code_type,
                TemplateColumn::Item(field) => &mut columns.item[field],
                TemplateColumn::Payer(field, payer) => {
                    &mut columns.set(payer, column, &mut payers).cells[field]
                }
                TemplateColumn::Other => continue,
            };
            cell.get_or_insert(column);
        }
        columns.drop_other_sets();
        columns
    }

    /// Drops sets that only look like payer columns: a hospital's own column may be named `count`.
    fn drop_other_sets(&mut self) {
        let has = |set: &PayerColumnSet, fields: &[TemplateField]| {
            fields.iter().any(|&field| set.cells[field].is_some())
        };
        let is_tall = |set: &PayerColumnSet| set.wide.is_none() && has(set, &TALL_COLUMNS);
        let has_tall = self.payers.iter().any(is_tall);
        self.payers.retain(|set| {
            let is_wide = set.wide.is_some() && (!has_tall || has(set, &CHARGE_COLUMNS));
            is_wide || is_tall(set)
        });
        // In a tall table, the notes of an item are those of its payer.
        let notes = self.item[TemplateField::GenericNotes];
        for set in self.payers.iter_mut().filter(|set| set.wide.is_none()) {
            set.cells[TemplateField::GenericNotes] = notes;
        }
    }

    fn pair(&mut self, which: String, known: &mut FxHashMap<String, usize>) -> &mut CodeColumnPair {
        let pairs = &mut self.codes;
        let pair = *known.entry(which).or_insert_with_key(|which| {
            let which = which.clone();
            pairs.push(CodeColumnPair {
                which,
                ..CodeColumnPair::default()
            });
            pairs.len() - 1
        });
        &mut pairs[pair]
    }

    fn set(
        &mut self,
        wide: Option<PayerPlan>,
        first: usize,
        known: &mut SetsByPayer,
    ) -> &mut PayerColumnSet {
        let sets = &mut self.payers;
        let set = *known
            .entry(wide.as_ref().map(PayerPlan::folded))
            .or_insert_with(|| {
                sets.push(PayerColumnSet {
                    wide,
                    cells: FieldMap::default(),
                    first,
                });
                sets.len() - 1
            });
        &mut sets[set]
    }

    /// Adds the columns that exist in one version only.
    pub(super) fn count(&self, evidence: &mut VersionEvidence) {
        let has = |fields: &[TemplateField]| {
            let has = |set: &PayerColumnSet| fields.iter().any(|&field| set.cells[field].is_some());
            self.payers.iter().any(has)
        };
        if has(V2_COLUMNS) {
            evidence.add(TemplateVersion::V2);
        }
        if has(V3_COLUMNS) {
            evidence.add(TemplateVersion::V3);
        }
    }

    /// Checks that every required column is present.
    pub(super) fn check(&self, template: TemplateVersion, recorder: &mut RemarkRecorder<'_>) {
        let mut missing = |name: &dyn Fn() -> String| recorder.add(RemarkWord::ColumnMissing, name);
        for field in ITEM_COLUMNS {
            if self.item[field].is_none() {
                missing(&|| field.column().to_owned());
            }
        }
        self.missing_codes(&mut missing);
        let of_edition = match template {
            TemplateVersion::V2 => V2_COLUMNS,
            TemplateVersion::V3 => V3_COLUMNS,
        };
        for set in &self.payers {
            let fields = match set.format() {
                HospitalFormat::CsvWide => &WIDE_COLUMNS[..],
                _ => &TALL_COLUMNS[..],
            };
            for &field in fields.iter().chain(of_edition) {
                if set.cells[field].is_none() {
                    missing(&|| set.name(field, self));
                }
            }
        }
        self.check_payers(template, recorder);
    }

    /// Checks that codes are numbered from 1 without a gap, and that each has a type.
    fn missing_codes(&self, missing: &mut dyn FnMut(&dyn Fn() -> String)) {
        let pairs: FxHashMap<&str, &CodeColumnPair> = self
            .codes
            .iter()
            .map(|pair| (pair.which.as_str(), pair))
            .collect();
        for number in 1..=pairs.len() {
            let pair = pairs.get(number.to_string().as_str());
            if pair.is_none_or(|pair| pair.code.is_none()) {
                missing(&|| format!("code|{number}"));
            }
            if pair.is_none_or(|pair| pair.code_type.is_none()) {
                missing(&|| format!("code|{number}|type"));
            }
        }
    }

    fn check_payers(&self, template: TemplateVersion, recorder: &mut RemarkRecorder<'_>) {
        let is_wide = self.payers.iter().any(|set| set.wide.is_some());
        for set in &self.payers {
            let name = || self.name_at(set.first);
            if let Some(column) = set.cells[TemplateField::Estimate]
                && template == TemplateVersion::V3
            {
                recorder.add(RemarkWord::EstimateWithdrawn, || self.name_at(column));
            }
            let Some(payer) = &set.wide else {
                if is_wide {
                    recorder.add(RemarkWord::LayoutMixed, name);
                }
                continue;
            };
            if payer.payer.is_none() {
                recorder.add(RemarkWord::PayerNameMissing, name);
            }
            match payer.plan.as_deref() {
                None => recorder.add(RemarkWord::PlanNameMissing, name),
                Some(plan) if plan.contains('|') => recorder.add(RemarkWord::PlanNameWithBar, name),
                Some(_) => {}
            }
        }
    }

    /// Returns the name of a column in the file.
    pub(super) fn name_at(&self, column: usize) -> String {
        self.names.get(column).cloned().unwrap_or_default()
    }

    /// Returns the column name of a code, or the name in the template if the file has no such
    /// column.
    pub(super) fn code_name(&self, pair: &CodeColumnPair) -> String {
        let missing = || format!("code|{}", shown(&pair.which));
        pair.code
            .map_or_else(missing, |column| self.name_at(column))
    }

    /// Returns the column name of a code type in the same way.
    pub(super) fn code_type_name(&self, pair: &CodeColumnPair) -> String {
        let missing = || format!("code|{}|type", shown(&pair.which));
        pair.code_type
            .map_or_else(missing, |column| self.name_at(column))
    }

    /// Returns the column name of an item value, or the name in the template if the file has no
    /// such column.
    pub(super) fn name(&self, field: TemplateField) -> String {
        self.item[field].map_or_else(|| field.column().to_owned(), |column| self.name_at(column))
    }
}

/// Index of a column set by payer and plan.
type SetsByPayer = FxHashMap<Option<(Option<String>, Option<String>)>, usize>;

/// Normalizes a column name, so that all spellings compare equal.
pub(super) fn folded(name: &str) -> String {
    let words: Vec<String> = name.split('|').map(keyword).collect();
    words.join("|")
}
