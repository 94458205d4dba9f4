//! Parses the name of a CSV column into the column that rates are read from.
//!
//! Names are words separated by `|`. Letter case, spaces around bars, and blanks instead of
//! underscores are ignored, because files contain all of them. In a wide table, payer and plan are
//! part of the name. Either may be missing.

use std::borrow::Cow;

/// Column that a rate may be read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RateColumn {
    /// `description`.
    Description,
    /// `code|i`.
    Code {
        /// The `i`, any text.
        which: String,
    },
    /// `code|i|type`.
    CodeType {
        /// The `i`.
        which: String,
    },
    /// `modifiers`.
    Modifiers,
    /// `setting`.
    Setting,
    /// `billing_class`.
    BillingClass,
    /// `payer_name` of a tall table.
    PayerName,
    /// `plan_name` of a tall table.
    PlanName,
    /// Charge of a payer.
    Charge {
        /// Payer and plan, in a wide table.
        payer: Option<PayerPlan>,
        /// Field of the charge.
        part: ChargeField,
    },
    /// Any other column.
    Other,
}

/// Payer and plan in a column name, as first written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PayerPlan {
    pub(super) payer: Option<String>,
    pub(super) plan: Option<String>,
}

/// Field of a payer's charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChargeField {
    /// `negotiated_dollar`.
    Dollar,
    /// `negotiated_percentage`.
    Percentage,
    /// `negotiated_algorithm`.
    Algorithm,
    /// `methodology`.
    Methodology,
}

impl ChargeField {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "negotiated_dollar" => Self::Dollar,
            "negotiated_percentage" => Self::Percentage,
            "negotiated_algorithm" => Self::Algorithm,
            "methodology" => Self::Methodology,
            _ => return None,
        })
    }
}

impl RateColumn {
    /// Parses a column name.
    pub(super) fn from_name(name: &str) -> Self {
        let parts: Vec<Cow<'_, str>> = name.split('|').map(squeeze).collect();
        let words: Vec<String> = parts.iter().map(|part| keyword(part)).collect();
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["code", which] if which != "type" => Self::Code {
                which: which.to_owned(),
            },
            ["code", which, "type"] => Self::CodeType {
                which: which.to_owned(),
            },
            ["description"] => Self::Description,
            ["modifiers"] => Self::Modifiers,
            ["setting"] => Self::Setting,
            ["billing_class"] => Self::BillingClass,
            ["payer_name"] => Self::PayerName,
            ["plan_name"] => Self::PlanName,
            ["standard_charge", .., last] => match ChargeField::from_word(last) {
                Some(part) => Self::Charge {
                    payer: PayerPlan::from_parts(&parts[1..parts.len() - 1]),
                    part,
                },
                None => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

impl PayerPlan {
    /// Splits the parts between `standard_charge` and its last word. A tall table has none. A plan
    /// name may contain bars.
    pub(super) fn from_parts(parts: &[Cow<'_, str>]) -> Option<Self> {
        let (payer, plan) = parts.split_first()?;
        let stated = |text: String| Some(text).filter(|text| !text.is_empty());
        let plan: Vec<&str> = plan
            .iter()
            .map(AsRef::as_ref)
            .filter(|part| !part.is_empty())
            .collect();
        Some(Self {
            payer: stated(payer.to_string()),
            plan: stated(plan.join("|")),
        })
    }

    /// Returns the names in lower case, so that all spellings compare equal.
    pub(super) fn folded(&self) -> (Option<String>, Option<String>) {
        let fold = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
        (fold(&self.payer), fold(&self.plan))
    }
}

/// Normalizes a word: lower case, with underscores for blanks.
pub(super) fn keyword(text: &str) -> String {
    squeeze(text).to_lowercase().replace(' ', "_")
}

/// Trims text and replaces every run of white space, including line ends, by one blank.
pub(super) fn squeeze(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let is_tidy =
        !trimmed.contains("  ") && !trimmed.contains(|c: char| c.is_whitespace() && c != ' ');
    if is_tidy {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{ChargeField, PayerPlan, RateColumn};

    fn charge(payer: Option<&str>, plan: Option<&str>, part: ChargeField) -> RateColumn {
        let payer = Some(PayerPlan {
            payer: payer.map(str::to_owned),
            plan: plan.map(str::to_owned),
        });
        RateColumn::Charge { payer, part }
    }

    #[test]
    fn letter_case_spaces_and_line_ends_in_names_are_ignored() {
        let which = "1".to_owned();
        for name in ["code|1", " Code | 1 ", "CODE|1\n"] {
            let which = which.clone();
            assert_eq!(RateColumn::from_name(name), RateColumn::Code { which });
        }
        assert_eq!(
            RateColumn::from_name("code | 1| Type"),
            RateColumn::CodeType { which }
        );
        assert_eq!(RateColumn::from_name(" Payer Name"), RateColumn::PayerName);
        assert_eq!(
            RateColumn::from_name("standard_charge | Aetna\n PPO | Gold | Negotiated_Dollar"),
            charge(Some("Aetna PPO"), Some("Gold"), ChargeField::Dollar)
        );
    }

    #[test]
    fn a_plan_may_be_missing_or_have_a_bar_in_its_name() {
        assert_eq!(
            RateColumn::from_name("standard_charge|MEDICARE|methodology"),
            charge(Some("MEDICARE"), None, ChargeField::Methodology)
        );
        assert_eq!(
            RateColumn::from_name("standard_charge|MEDICARE||negotiated_algorithm"),
            charge(Some("MEDICARE"), None, ChargeField::Algorithm)
        );
        assert_eq!(
            RateColumn::from_name("standard_charge|Humana |TriCare |PPO|negotiated_percentage"),
            charge(Some("Humana"), Some("TriCare|PPO"), ChargeField::Percentage)
        );
    }

    #[test]
    fn amounts_without_a_payer_are_other_columns() {
        for name in [
            "standard_charge|gross",
            "standard_charge|discounted_cash",
            "standard_charge|min",
            "standard_charge|max",
            "estimated_amount|MEDICARE|",
            "median_amount|A|B",
            "10th_percentile|A|B",
            "90th_percentile|A|B",
            "count|A|B",
            "additional_payer_notes|A|B",
            "standard_charge",
            "code",
            "",
        ] {
            assert_eq!(RateColumn::from_name(name), RateColumn::Other, "{name}");
        }
    }

    #[test]
    fn a_tall_charge_names_no_payer() {
        let tall = RateColumn::Charge {
            payer: None,
            part: ChargeField::Dollar,
        };
        assert_eq!(
            RateColumn::from_name("standard_charge | negotiated_dollar"),
            tall
        );
    }
}
