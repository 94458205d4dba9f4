//! What a column of a hospital table is, told by its name.
//!
//! Names are words separated by `|`. Letter case, spaces around the bars and blanks in place of underscores do not matter:
//! files have all of them. Payer and plan stand inside the names of a wide table, and either may be absent.

use std::borrow::Cow;

/// A column, by what a rate needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RateColumn {
    /// `code|i`.
    Code {
        /// The `i`, whatever it is.
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
    /// A charge some payer has agreed to.
    Charge {
        /// Whose, in the names of a wide table.
        payer: Option<PayerPlan>,
        /// Which statement about it.
        part: ChargeField,
    },
    /// Any other.
    Other,
}

/// Payer and plan in the name of a column, as first written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PayerPlan {
    pub(super) payer: Option<String>,
    pub(super) plan: Option<String>,
}

/// What a column says about a payer's charge.
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
    /// Reads the name of a column.
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
    /// The parts between `standard_charge` and its last word; none in a tall table. A plan may have bars in its name.
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

    /// The same for every way in which a file writes the names.
    pub(super) fn folded(&self) -> (Option<String>, Option<String>) {
        let fold = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
        (fold(&self.payer), fold(&self.plan))
    }
}

/// A word every file means alike.
pub(super) fn keyword(text: &str) -> String {
    squeeze(text).to_lowercase().replace(' ', "_")
}

/// Without white space at its ends, and with one blank for any inside: line ends in a header cell are no more than that.
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
    fn case_spaces_and_line_ends_in_names_do_not_matter() {
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
    fn amounts_that_are_nobodys_rate_are_other_columns() {
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
            "description",
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
