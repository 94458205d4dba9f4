//! Layout of a CSV file: the column indexes that rates are read from, the same for tall and wide
//! tables.
//!
//! A wide table has one set of columns per payer and plan. A tall table has one set, and columns
//! for the names of payer and plan. A table may have both.

use super::rate_column::{ChargeField, PayerPlan, RateColumn};
use crate::reading::file_fault::FileFault;
use rustc_hash::FxHashMap;

/// Columns of a table that rates are read from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TableLayout {
    /// Number of cells in the row of column names.
    pub(super) cells: usize,
    /// Number of cells up to the last one with a name.
    pub(super) named_cells: usize,
    pub(super) codes: Vec<CodeColumns>,
    /// The first description, if there are several.
    pub(super) description: Option<usize>,
    pub(super) modifiers: Option<usize>,
    pub(super) setting: Option<usize>,
    pub(super) billing_class: Option<usize>,
    pub(super) payers: Vec<PayerColumns>,
}

/// Columns of a code and its type.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CodeColumns {
    pub(super) code: usize,
    pub(super) code_type: Option<usize>,
}

/// Columns of one payer and plan. In a tall table the row names them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PayerColumns {
    pub(super) names: PayerNames,
    pub(super) dollar: Option<usize>,
    pub(super) percentage: Option<usize>,
    pub(super) algorithm: Option<usize>,
    pub(super) methodology: Option<usize>,
}

/// Payer and plan of a set of columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PayerNames {
    /// Wide table: the same in every row.
    Fixed(PayerPlan),
    /// Tall table: columns of the row.
    Columns { payer: usize, plan: Option<usize> },
}

const NO_CODES: &str = "column `code|1` is missing: in the template of CMS (2.0 and later), columns `code|1`, `code|1|type` and so on state the codes of an item";
const NO_CHARGES: &str = "no column states a payer's charge: a tall file has `standard_charge|negotiated_dollar`, a wide one `standard_charge|payer|plan|negotiated_dollar`";
const NO_PAYER: &str = "column payer_name is missing: the file has the charges of a tall table, but does not state their payers";

impl TableLayout {
    /// Finds the columns by their names.
    ///
    /// # Errors
    /// [`FileFault::Header`] if no rate could be read from them, or if one appears twice.
    pub(super) fn new(names: &[impl AsRef<str>]) -> Result<Self, FileFault> {
        let columns: Vec<RateColumn> = names
            .iter()
            .map(|name| RateColumn::from_name(name.as_ref()))
            .collect();
        let columns = &columns[..];
        let named = names
            .iter()
            .rposition(|name| !name.as_ref().trim().is_empty());
        let mut layout = Self {
            cells: columns.len(),
            named_cells: named.map_or(0, |last| last + 1),
            codes: code_columns(columns),
            description: columns
                .iter()
                .position(|column| *column == RateColumn::Description),
            modifiers: only(columns, &RateColumn::Modifiers, "modifiers")?,
            setting: only(columns, &RateColumn::Setting, "setting")?,
            billing_class: only(columns, &RateColumn::BillingClass, "billing_class")?,
            payers: wide_columns(columns),
        };
        layout.payers.extend(tall_columns(columns)?);
        if layout.codes.is_empty() {
            return Err(FileFault::Header(NO_CODES.to_owned()));
        }
        let states_rate =
            |payer: &PayerColumns| payer.dollar.or(payer.percentage).or(payer.algorithm);
        if !layout
            .payers
            .iter()
            .any(|payer| states_rate(payer).is_some())
        {
            return Err(FileFault::Header(NO_CHARGES.to_owned()));
        }
        Ok(layout)
    }

    /// Number of cells up to the last code. Most rows are not read any further.
    pub(super) fn cells_to_codes(&self) -> usize {
        let last = self.codes.iter().map(|columns| columns.code).max();
        last.map_or(0, |last| last + 1)
    }
}

impl PayerColumns {
    const fn new(names: PayerNames) -> Self {
        Self {
            names,
            dollar: None,
            percentage: None,
            algorithm: None,
            methodology: None,
        }
    }

    /// Returns the column of a field.
    pub(super) const fn column(&self, part: ChargeField) -> Option<usize> {
        match part {
            ChargeField::Dollar => self.dollar,
            ChargeField::Percentage => self.percentage,
            ChargeField::Algorithm => self.algorithm,
            ChargeField::Methodology => self.methodology,
        }
    }

    fn part(&mut self, part: ChargeField) -> &mut Option<usize> {
        match part {
            ChargeField::Dollar => &mut self.dollar,
            ChargeField::Percentage => &mut self.percentage,
            ChargeField::Algorithm => &mut self.algorithm,
            ChargeField::Methodology => &mut self.methodology,
        }
    }
}

fn code_columns(columns: &[RateColumn]) -> Vec<CodeColumns> {
    let type_of = |wanted: &str| {
        columns
            .iter()
            .position(|column| matches!(column, RateColumn::CodeType { which } if which == wanted))
    };
    let codes = columns
        .iter()
        .enumerate()
        .filter_map(|(code, column)| match column {
            RateColumn::Code { which } => Some(CodeColumns {
                code,
                code_type: type_of(which),
            }),
            _ => None,
        });
    codes.collect()
}

/// Collects the column sets of a wide table in order of their first column. If a plan has a column
/// twice, the second starts a new set, so that both amounts are kept.
fn wide_columns(columns: &[RateColumn]) -> Vec<PayerColumns> {
    let mut sets: Vec<PayerColumns> = Vec::new();
    let mut newest_set = FxHashMap::default();
    for (position, column) in columns.iter().enumerate() {
        let RateColumn::Charge {
            payer: Some(payer),
            part,
        } = column
        else {
            continue;
        };
        let newest = newest_set.get(&payer.folded()).copied();
        let free = newest.filter(|&set: &usize| sets[set].part(*part).is_none());
        let set = free.unwrap_or_else(|| {
            sets.push(PayerColumns::new(PayerNames::Fixed(payer.clone())));
            newest_set.insert(payer.folded(), sets.len() - 1);
            sets.len() - 1
        });
        *sets[set].part(*part) = Some(position);
    }
    sets
}

/// Finds the column set of a tall table.
fn tall_columns(columns: &[RateColumn]) -> Result<Option<PayerColumns>, FileFault> {
    let charge = |part| RateColumn::Charge { payer: None, part };
    let dollar = only(
        columns,
        &charge(ChargeField::Dollar),
        "standard_charge|negotiated_dollar",
    )?;
    let percentage = only(
        columns,
        &charge(ChargeField::Percentage),
        "standard_charge|negotiated_percentage",
    )?;
    let algorithm = only(
        columns,
        &charge(ChargeField::Algorithm),
        "standard_charge|negotiated_algorithm",
    )?;
    if dollar.or(percentage).or(algorithm).is_none() {
        return Ok(None);
    }
    let payer = only(columns, &RateColumn::PayerName, "payer_name")?;
    let names = PayerNames::Columns {
        payer: payer.ok_or_else(|| FileFault::Header(NO_PAYER.to_owned()))?,
        plan: only(columns, &RateColumn::PlanName, "plan_name")?,
    };
    Ok(Some(PayerColumns {
        names,
        dollar,
        percentage,
        algorithm,
        methodology: only(
            columns,
            &charge(ChargeField::Methodology),
            "standard_charge|methodology",
        )?,
    }))
}

/// Finds a column that may appear only once.
fn only(
    columns: &[RateColumn],
    wanted: &RateColumn,
    name: &str,
) -> Result<Option<usize>, FileFault> {
    let mut positions = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| *column == wanted);
    let first = positions.next().map(|(position, _)| position);
    if positions.next().is_some() {
        return Err(FileFault::Header(format!(
            "column {name} appears twice; remove one"
        )));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::{CodeColumns, PayerColumns, PayerNames, PayerPlan, TableLayout};

    fn layout(header: &str) -> Result<TableLayout, String> {
        let names: Vec<&str> = header.split(',').collect();
        TableLayout::new(&names).map_err(|fault| fault.to_string())
    }

    #[test]
    fn columns_of_a_plan_are_found_in_any_order_and_spelling() {
        let layout = layout(
            "description,code|1,standard_charge|A|P|negotiated_dollar,setting,standard_charge | a | p | methodology,\
             standard_charge|B|negotiated_percentage,code|1|type,notes,,",
        );
        let layout = layout.expect("a layout");
        assert_eq!((layout.cells, layout.named_cells), (10, 8));
        let codes = [CodeColumns {
            code: 1,
            code_type: Some(6),
        }];
        assert_eq!(layout.codes, codes);
        let plan = |payer: &str, plan: Option<&str>| {
            PayerNames::Fixed(PayerPlan {
                payer: Some(payer.to_owned()),
                plan: plan.map(str::to_owned),
            })
        };
        let a = PayerColumns {
            dollar: Some(2),
            methodology: Some(4),
            ..PayerColumns::new(plan("A", Some("P")))
        };
        let b = PayerColumns {
            percentage: Some(5),
            ..PayerColumns::new(plan("B", None))
        };
        assert_eq!(layout.payers, [a, b]);
    }

    #[test]
    fn a_repeated_column_of_a_plan_starts_another_set() {
        let layout = layout(
            "code|1,standard_charge|A|P|negotiated_dollar,standard_charge|A|P|negotiated_dollar",
        );
        let dollars: Vec<_> = layout
            .expect("a layout")
            .payers
            .iter()
            .map(|set| set.dollar)
            .collect();
        assert_eq!(dollars, [Some(1), Some(2)]);
    }

    #[test]
    fn a_table_without_rates_is_rejected_with_the_reason() {
        for (header, expected) in [
            (
                "description,payer_name,standard_charge|negotiated_dollar",
                "`code|1`",
            ),
            (
                "code|1,code|1|type,standard_charge|gross",
                "states a payer's charge",
            ),
            (
                "code|1,standard_charge|A|P|methodology",
                "states a payer's charge",
            ),
            (
                "code|1,standard_charge|negotiated_dollar",
                "payer_name is missing",
            ),
            (
                "code|1,setting,Setting,standard_charge|A|P|negotiated_dollar",
                "setting appears twice",
            ),
        ] {
            let fault = layout(header).expect_err("a fault");
            assert!(
                fault.starts_with("header: ") && fault.contains(expected),
                "{fault}"
            );
        }
    }
}
