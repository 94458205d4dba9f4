//! Parses the name of a CSV column into the template column it means.
//!
//! Names are parsed as leniently as by the rate reader. The result also says if the name is written
//! exactly as in the template.

use super::field_values::TemplateField;
use crate::rates::hospital::rate_column::{PayerPlan, keyword, squeeze};
use std::borrow::Cow;

/// Column of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplateColumn {
    /// `code|i`.
    Code(String),
    /// `code|i|type`.
    CodeType(String),
    /// Value of an item.
    Item(TemplateField),
    /// Value of a payer. The payer is in the name (wide table) or in the row (tall table, `None`).
    Payer(TemplateField, Option<PayerPlan>),
    /// Column that is not in the template.
    Other,
}

/// Column, and how its name is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParsedColumnName {
    pub(super) role: TemplateColumn,
    /// True if the words match the template except for letter case and spaces around bars.
    pub(super) is_exact: bool,
    /// True if a placeholder of the template, such as `[payer_name]`, was not replaced.
    pub(super) has_placeholder: bool,
}

const ITEM_FIELDS: [TemplateField; 10] = [
    TemplateField::Description,
    TemplateField::Modifiers,
    TemplateField::Setting,
    TemplateField::DrugUnit,
    TemplateField::DrugType,
    TemplateField::Gross,
    TemplateField::Cash,
    TemplateField::Minimum,
    TemplateField::Maximum,
    TemplateField::GenericNotes,
];
/// Payer values whose column name starts with `standard_charge` and ends with the word.
const CHARGE_FIELDS: [TemplateField; 4] = [
    TemplateField::Dollar,
    TemplateField::Percentage,
    TemplateField::Algorithm,
    TemplateField::Methodology,
];
/// Payer values whose column name starts with the word.
const PAYER_FIELDS: [TemplateField; 6] = [
    TemplateField::Estimate,
    TemplateField::Median,
    TemplateField::Tenth,
    TemplateField::Ninetieth,
    TemplateField::Count,
    TemplateField::PayerNotes,
];
const CHARGE: &str = "standard_charge";

impl ParsedColumnName {
    /// Parses a column name.
    pub(super) fn read(name: &str) -> Self {
        let parts: Vec<&str> = name.split('|').collect();
        let words: Vec<String> = parts.iter().map(|part| keyword(part)).collect();
        let (role, fixed) = role(&parts, &words);
        let is_exact = fixed
            .iter()
            .all(|&part| parts[part].trim().to_lowercase() == words[part]);
        let is_placeholder = |word: &String| {
            let placeholders = ["[i]", "[state]", "[payer_name]", "[plan_name]"];
            placeholders.contains(&word.as_str())
        };
        Self {
            role,
            is_exact,
            has_placeholder: words.iter().any(is_placeholder),
        }
    }
}

/// Returns the column, and the indexes of the parts that are words of the template.
fn role(parts: &[&str], words: &[String]) -> (TemplateColumn, Vec<usize>) {
    let all: Vec<usize> = (0..parts.len()).collect();
    let last = parts.len() - 1;
    let payer = |parts: &[&str]| {
        let parts: Vec<Cow<'_, str>> = parts.iter().map(|part| squeeze(part)).collect();
        PayerPlan::from_parts(&parts)
    };
    let joined = words.join("|");
    if let Some(&field) = ITEM_FIELDS.iter().find(|field| field.column() == joined) {
        return (TemplateColumn::Item(field), all);
    }
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["code", which] if which != "type" => (TemplateColumn::Code(which.to_owned()), all),
        ["code", which, "type"] => (TemplateColumn::CodeType(which.to_owned()), all),
        ["payer_name"] => (TemplateColumn::Payer(TemplateField::Payer, None), all),
        ["plan_name"] => (TemplateColumn::Payer(TemplateField::Plan, None), all),
        [CHARGE, .., word] => match CHARGE_FIELDS.iter().find(|field| ends(**field, word)) {
            Some(&field) => (
                TemplateColumn::Payer(field, payer(&parts[1..last])),
                vec![0, last],
            ),
            None => (TemplateColumn::Other, Vec::new()),
        },
        [word, ..] => match PAYER_FIELDS.iter().find(|field| field.column() == word) {
            Some(&field) => (TemplateColumn::Payer(field, payer(&parts[1..])), vec![0]),
            None => (TemplateColumn::Other, Vec::new()),
        },
        [] => (TemplateColumn::Other, Vec::new()),
    }
}

fn ends(field: TemplateField, word: &str) -> bool {
    let end = field.column().rsplit('|').next();
    end == Some(word)
}

/// Returns the column name of a payer value in a wide table.
pub(super) fn wide_name(field: TemplateField, payer: &PayerPlan) -> String {
    let [name, plan] = [&payer.payer, &payer.plan].map(|name| name.as_deref().unwrap_or_default());
    match field.column().split_once('|') {
        Some((charge, word)) => format!("{charge}|{name}|{plan}|{word}"),
        None => format!("{}|{name}|{plan}", field.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::{ParsedColumnName, PayerPlan, TemplateColumn, TemplateField, wide_name};

    fn plan(payer: &str, plan: Option<&str>) -> PayerPlan {
        PayerPlan {
            payer: Some(payer.to_owned()),
            plan: plan.map(str::to_owned),
        }
    }

    #[test]
    fn columns_of_the_template_are_known_by_their_names() {
        for (name, expected) in [
            (
                "Description",
                TemplateColumn::Item(TemplateField::Description),
            ),
            (
                "standard_charge | MIN",
                TemplateColumn::Item(TemplateField::Minimum),
            ),
            ("modifiers", TemplateColumn::Item(TemplateField::Modifiers)),
            ("code|1", TemplateColumn::Code("1".to_owned())),
            ("code | 2 | type", TemplateColumn::CodeType("2".to_owned())),
            (
                "payer_name",
                TemplateColumn::Payer(TemplateField::Payer, None),
            ),
            ("count", TemplateColumn::Payer(TemplateField::Count, None)),
            (
                "standard_charge|negotiated_dollar",
                TemplateColumn::Payer(TemplateField::Dollar, None),
            ),
            (
                "standard_charge|A|P|methodology",
                TemplateColumn::Payer(TemplateField::Methodology, Some(plan("A", Some("P")))),
            ),
            (
                "estimated_amount|MEDICARE|",
                TemplateColumn::Payer(TemplateField::Estimate, Some(plan("MEDICARE", None))),
            ),
            (
                "10th_percentile|A|P|Q",
                TemplateColumn::Payer(TemplateField::Tenth, Some(plan("A", Some("P|Q")))),
            ),
            ("standard_charge|A|P|min", TemplateColumn::Other),
            ("standard_charge", TemplateColumn::Other),
            ("code", TemplateColumn::Other),
            ("billing_class", TemplateColumn::Other),
            ("", TemplateColumn::Other),
        ] {
            let named = ParsedColumnName::read(name);
            assert_eq!(named.role, expected, "{name}");
            assert!(named.is_exact && !named.has_placeholder, "{name}");
        }
    }

    #[test]
    fn blanks_are_reported_in_template_words_but_not_in_payer_names() {
        for (name, is_exact) in [
            ("standard charge|gross", false),
            (
                "standard_charge|Blue  Cross|All\nplans|negotiated dollar",
                false,
            ),
            (
                "standard_charge|Blue  Cross|All\nplans|negotiated_dollar",
                true,
            ),
            ("additional payer notes|A|P", false),
            ("our own column", true),
        ] {
            assert_eq!(ParsedColumnName::read(name).is_exact, is_exact, "{name}");
        }
        assert!(ParsedColumnName::read("code|[i]").has_placeholder);
        assert!(ParsedColumnName::read("count|[Payer Name]|P").has_placeholder);
    }

    #[test]
    fn wide_column_names_follow_the_template() {
        let payer = plan("A", Some("P"));
        let name = |field| wide_name(field, &payer);
        assert_eq!(
            name(TemplateField::Dollar),
            "standard_charge|A|P|negotiated_dollar"
        );
        assert_eq!(
            name(TemplateField::PayerNotes),
            "additional_payer_notes|A|P"
        );
    }
}
