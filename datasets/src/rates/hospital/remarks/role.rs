//! What a column of a hospital table is for the template, told by its name.
//!
//! Names are read as leniently as by the reader of rates; whether they are written as the template writes them is told besides.

use super::stated::Field;
use crate::rates::hospital::column::{PayerPlan, keyword, squeeze};
use std::borrow::Cow;

/// A column of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// `code|i`.
    Code(String),
    /// `code|i|type`.
    CodeType(String),
    /// A value of an item.
    Item(Field),
    /// A value of a payer: of the one in the name (wide), or in the row (tall).
    Payer(Field, Option<PayerPlan>),
    /// A column of the hospital's own.
    Other,
}

/// A column and how its name is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) role: Role,
    /// Whether the words are those of the template but for letter case and spaces around bars.
    pub(super) is_exact: bool,
    /// Whether a placeholder of the template was left in.
    pub(super) has_placeholder: bool,
}

const ITEM_FIELDS: [Field; 10] = [
    Field::Description,
    Field::Modifiers,
    Field::Setting,
    Field::DrugUnit,
    Field::DrugType,
    Field::Gross,
    Field::Cash,
    Field::Minimum,
    Field::Maximum,
    Field::GenericNotes,
];
/// Values of a payer with a name that ends with the word, behind `standard_charge`.
const CHARGE_FIELDS: [Field; 4] = [
    Field::Dollar,
    Field::Percentage,
    Field::Algorithm,
    Field::Methodology,
];
/// Values of a payer with a name that begins with the word.
const PAYER_FIELDS: [Field; 6] = [
    Field::Estimate,
    Field::Median,
    Field::Tenth,
    Field::Ninetieth,
    Field::Count,
    Field::PayerNotes,
];
const CHARGE: &str = "standard_charge";

impl Named {
    /// Reads the name of a column.
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

/// The role, and which parts of the name are words of the template.
fn role(parts: &[&str], words: &[String]) -> (Role, Vec<usize>) {
    let all: Vec<usize> = (0..parts.len()).collect();
    let last = parts.len() - 1;
    let payer = |parts: &[&str]| {
        let parts: Vec<Cow<'_, str>> = parts.iter().map(|part| squeeze(part)).collect();
        PayerPlan::from_parts(&parts)
    };
    let joined = words.join("|");
    if let Some(&field) = ITEM_FIELDS.iter().find(|field| field.column() == joined) {
        return (Role::Item(field), all);
    }
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["code", which] if which != "type" => (Role::Code(which.to_owned()), all),
        ["code", which, "type"] => (Role::CodeType(which.to_owned()), all),
        ["payer_name"] => (Role::Payer(Field::Payer, None), all),
        ["plan_name"] => (Role::Payer(Field::Plan, None), all),
        [CHARGE, .., word] => match CHARGE_FIELDS.iter().find(|field| ends(**field, word)) {
            Some(&field) => (Role::Payer(field, payer(&parts[1..last])), vec![0, last]),
            None => (Role::Other, Vec::new()),
        },
        [word, ..] => match PAYER_FIELDS.iter().find(|field| field.column() == word) {
            Some(&field) => (Role::Payer(field, payer(&parts[1..])), vec![0]),
            None => (Role::Other, Vec::new()),
        },
        [] => (Role::Other, Vec::new()),
    }
}

fn ends(field: Field, word: &str) -> bool {
    let end = field.column().rsplit('|').next();
    end == Some(word)
}

/// What a wide table calls a value of a payer.
pub(super) fn wide_name(field: Field, payer: &PayerPlan) -> String {
    let [name, plan] = [&payer.payer, &payer.plan].map(|name| name.as_deref().unwrap_or_default());
    match field.column().split_once('|') {
        Some((charge, word)) => format!("{charge}|{name}|{plan}|{word}"),
        None => format!("{}|{name}|{plan}", field.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Named, PayerPlan, Role, wide_name};

    fn plan(payer: &str, plan: Option<&str>) -> PayerPlan {
        PayerPlan {
            payer: Some(payer.to_owned()),
            plan: plan.map(str::to_owned),
        }
    }

    #[test]
    fn columns_of_the_template_are_known_by_their_names() {
        for (name, expected) in [
            ("Description", Role::Item(Field::Description)),
            ("standard_charge | MIN", Role::Item(Field::Minimum)),
            ("modifiers", Role::Item(Field::Modifiers)),
            ("code|1", Role::Code("1".to_owned())),
            ("code | 2 | type", Role::CodeType("2".to_owned())),
            ("payer_name", Role::Payer(Field::Payer, None)),
            ("count", Role::Payer(Field::Count, None)),
            (
                "standard_charge|negotiated_dollar",
                Role::Payer(Field::Dollar, None),
            ),
            (
                "standard_charge|A|P|methodology",
                Role::Payer(Field::Methodology, Some(plan("A", Some("P")))),
            ),
            (
                "estimated_amount|MEDICARE|",
                Role::Payer(Field::Estimate, Some(plan("MEDICARE", None))),
            ),
            (
                "10th_percentile|A|P|Q",
                Role::Payer(Field::Tenth, Some(plan("A", Some("P|Q")))),
            ),
            ("standard_charge|A|P|min", Role::Other),
            ("standard_charge", Role::Other),
            ("code", Role::Other),
            ("billing_class", Role::Other),
            ("", Role::Other),
        ] {
            let named = Named::read(name);
            assert_eq!(named.role, expected, "{name}");
            assert!(named.is_exact && !named.has_placeholder, "{name}");
        }
    }

    #[test]
    fn blanks_in_words_of_the_template_are_told_but_not_those_in_names() {
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
            assert_eq!(Named::read(name).is_exact, is_exact, "{name}");
        }
        assert!(Named::read("code|[i]").has_placeholder);
        assert!(Named::read("count|[Payer Name]|P").has_placeholder);
    }

    #[test]
    fn names_of_a_wide_table_are_made_as_the_template_makes_them() {
        let payer = plan("A", Some("P"));
        let name = |field| wide_name(field, &payer);
        assert_eq!(name(Field::Dollar), "standard_charge|A|P|negotiated_dollar");
        assert_eq!(name(Field::PayerNotes), "additional_payer_notes|A|P");
    }
}
