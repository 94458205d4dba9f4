//! The columns of a hospital table: where the values of a row stand, and which columns the template asks for.

use super::edition::{Edition, Marks};
use super::role::{Named, Role, wide_name};
use super::stated::{ByField, Field, Form};
use super::tally::Marker;
use super::words::Word;
use crate::rates::hospital::column::{PayerPlan, keyword};
use crate::reading::csv::shown;
use rustc_hash::{FxHashMap, FxHashSet};

/// Columns of an item that every table has.
const OF_ITEM: [Field; 10] = [
    Field::Description,
    Field::Setting,
    Field::DrugUnit,
    Field::DrugType,
    Field::Gross,
    Field::Cash,
    Field::Minimum,
    Field::Maximum,
    Field::Modifiers,
    Field::GenericNotes,
];
const OF_TALL: [Field; 6] = [
    Field::Payer,
    Field::Plan,
    Field::Dollar,
    Field::Percentage,
    Field::Algorithm,
    Field::Methodology,
];
const OF_WIDE: [Field; 5] = [
    Field::Dollar,
    Field::Percentage,
    Field::Algorithm,
    Field::Methodology,
    Field::PayerNotes,
];
/// Columns of a payer that nothing else is called.
const CHARGES: [Field; 4] = [
    Field::Dollar,
    Field::Percentage,
    Field::Algorithm,
    Field::Methodology,
];
const OF_SECOND: &[Field] = &[Field::Estimate];
const OF_THIRD: &[Field] = &[Field::Median, Field::Tenth, Field::Ninetieth, Field::Count];

/// Where the values of a row stand.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) codes: Vec<CodePair>,
    pub(super) item: ByField<Option<usize>>,
    pub(super) payers: Vec<PayerSet>,
    /// As the file writes them, short enough for a report.
    names: Vec<String>,
}

/// A code and its type.
#[derive(Debug, Default)]
pub(super) struct CodePair {
    /// The `i` of `code|i`.
    which: String,
    pub(super) code: Option<usize>,
    pub(super) code_type: Option<usize>,
}

/// The columns of one payer and plan, or of whoever the row names.
#[derive(Debug)]
pub(super) struct PayerSet {
    /// Whose, in a wide table.
    wide: Option<PayerPlan>,
    pub(super) cells: ByField<Option<usize>>,
    /// A column of it, for its name.
    first: usize,
}

impl PayerSet {
    pub(super) const fn form(&self) -> Form {
        match self.wide {
            Some(_) => Form::Wide,
            None => Form::Tall,
        }
    }

    /// What the file calls a value, or the template where the file has no column for it.
    pub(super) fn name(&self, field: Field, columns: &Columns) -> String {
        match (self.cells[field], &self.wide) {
            (Some(column), _) => columns.named(column),
            (None, Some(payer)) => shown(&wide_name(field, payer)),
            (None, None) => columns.name(field),
        }
    }
}

impl Columns {
    /// Reads the names of columns; where a column stands twice, the first counts.
    pub(super) fn read(names: &[impl AsRef<str>], mark: &mut Marker<'_>) -> Self {
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
                mark.note(Word::FieldTwice, field);
            }
            let named = Named::read(name);
            if !named.is_exact {
                mark.note(Word::ColumnMisspelled, field);
            }
            if named.has_placeholder {
                mark.note(Word::PlaceholderLeft, field);
            }
            let cell = match named.role {
                Role::Code(which) => &mut columns.pair(which, &mut codes).code,
                Role::CodeType(which) => &mut columns.pair(which, &mut codes).code_type,
                Role::Item(field) => &mut columns.item[field],
                Role::Payer(field, payer) => {
                    &mut columns.set(payer, column, &mut payers).cells[field]
                }
                Role::Other => continue,
            };
            cell.get_or_insert(column);
        }
        columns.settle();
        columns
    }

    /// Drops what only looks like columns of a payer: a hospital's own column may be called `count`.
    fn settle(&mut self) {
        let has = |set: &PayerSet, fields: &[Field]| {
            fields.iter().any(|&field| set.cells[field].is_some())
        };
        let is_tall = |set: &PayerSet| set.wide.is_none() && has(set, &OF_TALL);
        let has_tall = self.payers.iter().any(is_tall);
        self.payers.retain(|set| {
            let is_wide = set.wide.is_some() && (!has_tall || has(set, &CHARGES));
            is_wide || is_tall(set)
        });
        // In a tall table the notes of an item are those of its payer.
        let notes = self.item[Field::GenericNotes];
        for set in self.payers.iter_mut().filter(|set| set.wide.is_none()) {
            set.cells[Field::GenericNotes] = notes;
        }
    }

    fn pair(&mut self, which: String, known: &mut FxHashMap<String, usize>) -> &mut CodePair {
        let pairs = &mut self.codes;
        let pair = *known.entry(which).or_insert_with_key(|which| {
            let which = which.clone();
            pairs.push(CodePair {
                which,
                ..CodePair::default()
            });
            pairs.len() - 1
        });
        &mut pairs[pair]
    }

    fn set(&mut self, wide: Option<PayerPlan>, first: usize, known: &mut Known) -> &mut PayerSet {
        let sets = &mut self.payers;
        let set = *known
            .entry(wide.as_ref().map(PayerPlan::folded))
            .or_insert_with(|| {
                sets.push(PayerSet {
                    wide,
                    cells: ByField::default(),
                    first,
                });
                sets.len() - 1
            });
        &mut sets[set]
    }

    /// Adds the columns that one edition alone has.
    pub(super) fn count(&self, marks: &mut Marks) {
        let has = |fields: &[Field]| {
            let has = |set: &PayerSet| fields.iter().any(|&field| set.cells[field].is_some());
            self.payers.iter().any(has)
        };
        if has(OF_SECOND) {
            marks.add(Edition::Second);
        }
        if has(OF_THIRD) {
            marks.add(Edition::Third);
        }
    }

    /// Looks at which columns there are.
    pub(super) fn remark(&self, edition: Edition, mark: &mut Marker<'_>) {
        let mut missing = |name: &dyn Fn() -> String| mark.note(Word::ColumnMissing, name);
        for field in OF_ITEM {
            if self.item[field].is_none() {
                missing(&|| field.column().to_owned());
            }
        }
        self.missing_codes(&mut missing);
        let of_edition = match edition {
            Edition::Second => OF_SECOND,
            Edition::Third => OF_THIRD,
        };
        for set in &self.payers {
            let fields = match set.form() {
                Form::Wide => &OF_WIDE[..],
                _ => &OF_TALL[..],
            };
            for &field in fields.iter().chain(of_edition) {
                if set.cells[field].is_none() {
                    missing(&|| set.name(field, self));
                }
            }
        }
        self.remark_payers(edition, mark);
    }

    /// Codes are numbered from 1 without a gap, and each has its type.
    fn missing_codes(&self, missing: &mut dyn FnMut(&dyn Fn() -> String)) {
        let pairs: FxHashMap<&str, &CodePair> = self
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

    fn remark_payers(&self, edition: Edition, mark: &mut Marker<'_>) {
        let is_wide = self.payers.iter().any(|set| set.wide.is_some());
        for set in &self.payers {
            let name = || self.named(set.first);
            if let Some(column) = set.cells[Field::Estimate]
                && edition == Edition::Third
            {
                mark.note(Word::EstimateWithdrawn, || self.named(column));
            }
            let Some(payer) = &set.wide else {
                if is_wide {
                    mark.note(Word::LayoutMixed, name);
                }
                continue;
            };
            if payer.payer.is_none() {
                mark.note(Word::PayerNameMissing, name);
            }
            match payer.plan.as_deref() {
                None => mark.note(Word::PlanNameMissing, name),
                Some(plan) if plan.contains('|') => mark.note(Word::PlanNameWithBar, name),
                Some(_) => {}
            }
        }
    }

    /// What the file calls a column.
    pub(super) fn named(&self, column: usize) -> String {
        self.names.get(column).cloned().unwrap_or_default()
    }

    /// What the file calls a code, or the template where the file has no column for it.
    pub(super) fn code_name(&self, pair: &CodePair) -> String {
        let missing = || format!("code|{}", shown(&pair.which));
        pair.code.map_or_else(missing, |column| self.named(column))
    }

    /// The same of its type.
    pub(super) fn code_type_name(&self, pair: &CodePair) -> String {
        let missing = || format!("code|{}|type", shown(&pair.which));
        pair.code_type
            .map_or_else(missing, |column| self.named(column))
    }

    /// What the file calls a value of an item, or the template where the file has no column for it.
    pub(super) fn name(&self, field: Field) -> String {
        self.item[field].map_or_else(|| field.column().to_owned(), |column| self.named(column))
    }
}

/// Sets of columns by whose they are.
type Known = FxHashMap<Option<(Option<String>, Option<String>)>, usize>;

/// The same for every way in which a file writes a name.
pub(super) fn folded(name: &str) -> String {
    let words: Vec<String> = name.split('|').map(keyword).collect();
    words.join("|")
}
