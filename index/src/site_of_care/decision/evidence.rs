//! Evidence for a condition, as data and as a sentence.

use crate::site_of_care::decision::context::CriteriaContext;
use crate::site_of_care::decision::minimal_sets::MinimalSets;
use crate::site_of_care::facts::{Fact, FactAnswer};
use crate::site_of_care::findings::{CriterionEvidence, CriterionStatus};
use crate::site_of_care::order::bind::FactSite;
use crate::site_of_care::order::needs::{NeedSet, least_sedation};
use crate::site_of_care::policy::pack::{AgeOperator, Capability, Condition};
use std::borrow::Cow;

const NOT_STATED: &str = "not_stated";
/// Value of a capability that the order gives no meaning.
const NOT_APPLICABLE: &str = "not_applicable";

/// Adds what a condition rests on; `holds` is what it came to.
pub(crate) fn evidence(
    context: &CriteriaContext<'_>,
    condition: &Condition,
    holds: &MinimalSets,
    found: &mut Vec<CriterionEvidence>,
) {
    match condition {
        Condition::Fact(fact) => found.push(context.of_fact(*fact)),
        Condition::AnyFact(facts) => {
            found.extend(facts.iter().map(|&fact| context.of_fact(fact)));
        }
        Condition::FactHere {
            fact,
            or_affiliated,
        } => found.push(context.of_fact_here(*fact, *or_affiliated, holds)),
        Condition::Age { op, years } => found.push(context.of_age(*op, *years)),
        Condition::Urgency(_) => found.push(CriterionEvidence {
            data: "urgency",
            value: context.order.urgency.as_str().into(),
            says: format!("The order is {}.", context.order.urgency).into(),
        }),
        Condition::NotAvailable(capability) => {
            found.push(context.of_capability(*capability, holds));
        }
        Condition::NoAlternate(_) => found.push(context.of_alternates(holds)),
    }
}

impl CriteriaContext<'_> {
    fn of_fact(&self, fact: Fact) -> CriterionEvidence {
        let (value, says) = match self.stated(fact) {
            Some(true) => ("true", "Stated as true: "),
            Some(false) => ("false", "Stated as false: "),
            None => (NOT_STATED, "Not stated: "),
        };
        CriterionEvidence {
            data: fact.as_str(),
            value: value.into(),
            says: [says, fact.claim(), "."].concat().into(),
        }
    }

    fn of_fact_here(
        &self,
        fact: Fact,
        or_affiliated: bool,
        holds: &MinimalSets,
    ) -> CriterionEvidence {
        let value = match holds.status() {
            CriterionStatus::Met => "true",
            CriterionStatus::NotMet => "false",
            CriterionStatus::Unknown => NOT_STATED,
        };
        let place = match (self.order.facts.get(&fact), self.fact_sites.get(&fact)) {
            (None | Some(FactAnswer::False), _) => return self.of_fact(fact),
            (Some(FactAnswer::True), _) | (_, Some(FactSite::Requested)) => {
                "this is the site asked for"
            }
            (_, Some(FactSite::SameOrganization)) if or_affiliated => {
                "this is a site of the same organization, which the rule counts"
            }
            (_, Some(FactSite::SameOrganization)) => {
                "this is another site of the same organization, which the rule does not count"
            }
            (_, Some(FactSite::Other) | None) => {
                "this is neither the site asked for nor one of its organization"
            }
        };
        CriterionEvidence {
            data: fact.as_str(),
            value: value.into(),
            says: format!("Stated as true: {}; {place}.", fact.claim()).into(),
        }
    }

    fn of_age(&self, op: AgeOperator, years: u32) -> CriterionEvidence {
        let age = self.order.age;
        let rule = match op {
            AgeOperator::Below => format!("younger than {years}"),
            AgeOperator::AtMost => format!("{years} or younger"),
        };
        CriterionEvidence {
            data: "age",
            value: age.to_string().into(),
            says: format!("The patient is {age} on the service date; the rule asks for {rule}.")
                .into(),
        }
    }

    fn of_capability(&self, capability: Capability, holds: &MinimalSets) -> CriterionEvidence {
        let Some(need) = self.need_of(capability) else {
            return of_meaningless(capability);
        };
        let (offering, all) = (
            self.candidates.meeting(need),
            self.candidates.meeting(NeedSet::NONE),
        );
        let offer = match capability {
            Capability::Sedation => {
                format!("state sedation of {} or deeper", least_sedation(self.order))
            }
            Capability::OpenBore => "state an open magnet".to_owned(),
            Capability::WideBore => "state a wide or open magnet".to_owned(),
            Capability::TableForWeight => format!(
                "state a table for {} pounds",
                self.order.weight_lb.unwrap_or_default()
            ),
        };
        let miles = self.reach.miles;
        let says = if all == 0 {
            format!("No free-standing site or office within {miles} miles could do the order.")
        } else {
            format!(
                "{offering} of the {all} sites within {miles} miles that could do the order {offer}{}.",
                with_contrast(holds)
            )
        };
        CriterionEvidence {
            data: capability.as_str(),
            value: share(offering, all),
            says: says.into(),
        }
    }

    fn of_alternates(&self, holds: &MinimalSets) -> CriterionEvidence {
        let (capable, all) = (
            self.candidates.meeting(self.needs),
            self.candidates.meeting(NeedSet::NONE),
        );
        let (miles, least) = (self.reach.miles, self.reach.min_alternates);
        let rest = match holds.status() {
            CriterionStatus::Unknown => "; facts not stated could leave fewer",
            CriterionStatus::Met | CriterionStatus::NotMet => "",
        };
        CriterionEvidence {
            data: "alternates",
            value: share(capable, all),
            says: format!(
                "{capable} of the {all} sites within {miles} miles that could do the order meet every need stated; \
                 a redirect takes at least {least}{rest}."
            )
            .into(),
        }
    }
}

/// A capability that is compared with nothing: a bore without an MRI, a table without a weight.
fn of_meaningless(capability: Capability) -> CriterionEvidence {
    let (value, says) = match capability {
        Capability::TableForWeight => (
            NOT_STATED,
            "No weight is stated, so there is nothing to compare tables with.",
        ),
        _ => (
            NOT_APPLICABLE,
            "The order has no MRI, so the shape of magnets does not matter.",
        ),
    };
    CriterionEvidence {
        data: capability.as_str(),
        value: value.into(),
        says: says.into(),
    }
}

/// Planning contrast is all that can take away the last site.
fn with_contrast(holds: &MinimalSets) -> &'static str {
    match holds.status() {
        CriterionStatus::Unknown => ", but none of these states that it gives contrast",
        CriterionStatus::Met | CriterionStatus::NotMet => "",
    }
}

fn share(some: u32, all: u32) -> Cow<'static, str> {
    format!("{some} of {all} sites").into()
}
