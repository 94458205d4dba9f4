//! The truth of conditions and criteria, and the support of the hospital, for a given set of true
//! facts.
//!
//! Everything here is monotone: a further true fact never makes a condition fail that held. So a
//! condition is certain when it holds with no unstated fact true, impossible when it fails with all
//! of them true, and unknown in between.

use super::super::rank::Oracle;
use super::super::text::fold;
use super::super::world::Site;
use super::candidates::{BEYOND_EVERY_TABLE, Candidates, Wants};
use super::facts::{BODY_SIZE, SEDATION_NEED, Stated, TrueFacts};
use super::order::Order;
use super::pack::{Condition, Criterion, Pack};

/// The key of the reason that nothing is left to redirect to.
pub(crate) const NO_ALTERNATE: &str = "no_alternate";

/// An order under a pack, with the sites within reach.
pub(crate) struct Bench<'a> {
    pub(crate) oracle: &'a Oracle,
    pub(crate) order: &'a Order,
    pub(crate) pack: &'a Pack,
    pub(crate) candidates: Candidates<'a>,
}

impl Bench<'_> {
    /// True if the hospital is supported: a criterion holds, or there is no alternate to redirect
    /// to.
    pub(crate) fn supports_hospital(&self, facts: TrueFacts) -> bool {
        self.implicit(facts) || self.pack.criteria.iter().any(|one| self.holds(one, facts))
    }

    /// True if all conditions of a criterion hold.
    pub(crate) fn holds(&self, criterion: &Criterion, facts: TrueFacts) -> bool {
        criterion.all.iter().all(|one| self.condition(one, facts))
    }

    /// True if the engine's own reason holds: there are fewer alternates than a redirect takes, and
    /// the pack has no criterion for that.
    pub(crate) fn implicit(&self, facts: TrueFacts) -> bool {
        self.has_implicit() && self.lacks_alternates(facts)
    }

    /// True if no criterion of the pack consists of that condition alone. With further conditions
    /// next to it, an order could still be redirected without an alternate.
    pub(crate) fn has_implicit(&self) -> bool {
        let says_so =
            |criterion: &Criterion| matches!(criterion.all.as_slice(), [Condition::NoAlternate(_)]);
        !self.pack.criteria.iter().any(says_so)
    }

    /// True if fewer sites than a redirect takes can do the whole order for this patient.
    pub(crate) fn lacks_alternates(&self, facts: TrueFacts) -> bool {
        let capable = self.candidates.qualifying(Wants::of(self.order, facts));
        (capable.len() as i64) < self.pack.access.min_alternates
    }

    /// True if one condition holds.
    pub(crate) fn condition(&self, condition: &Condition, facts: TrueFacts) -> bool {
        match condition {
            Condition::Fact(fact) => facts.holds(*fact),
            Condition::AnyFact(any) => any.iter().any(|fact| facts.holds(*fact)),
            Condition::FactHere {
                fact,
                or_affiliated,
            } => facts.holds(*fact) && self.is_here(*fact, *or_affiliated),
            Condition::Age { op, years } => match op.as_str() {
                "<" => self.order.age < *years,
                _ => self.order.age <= *years,
            },
            Condition::Urgency(any) => any.contains(&self.order.urgency),
            Condition::NotAvailable(capability) => self.is_not_available(capability, facts),
            Condition::NoAlternate(_) => self.lacks_alternates(facts),
        }
    }

    /// True if a true fact is true at the requested site, which it is unless the order names
    /// another site.
    fn is_here(&self, fact: usize, or_affiliated: bool) -> bool {
        let Some(Stated::At(id)) = self.order.facts.get(&fact) else {
            return true;
        };
        let sites = &self.oracle.world.sites;
        let asked = &sites[self.order.site];
        let named = sites
            .iter()
            .find(|site| site.registration_id == *id)
            .unwrap();
        asked.registration_id == named.registration_id
            || (or_affiliated && are_affiliated(asked, named))
    }

    /// True if no candidate offers a capability, or if there is no candidate. If the weight is not
    /// stated, body size taken as true means a weight that no table takes.
    fn is_not_available(&self, capability: &str, facts: TrueFacts) -> bool {
        let base = Wants::base(facts);
        let has_mri = self.order.has_mri(self.oracle);
        let weight_lb = match self.order.weight_lb {
            None if facts.holds(BODY_SIZE) => Some(BEYOND_EVERY_TABLE),
            weight_lb => weight_lb,
        };
        let (wants, applies) = match capability {
            "sedation" => (
                Wants {
                    sedation: true,
                    lightly: self.order.depth_is_open() && !facts.holds(SEDATION_NEED),
                    ..base
                },
                true,
            ),
            "open_bore" => (
                Wants {
                    bore: Some("open"),
                    ..base
                },
                has_mri,
            ),
            "wide_bore" => (
                Wants {
                    bore: Some("wide"),
                    ..base
                },
                has_mri,
            ),
            "table_for_weight" => (Wants { weight_lb, ..base }, weight_lb.is_some()),
            other => panic!("no capability is called {other}"),
        };
        applies && self.candidates.qualifying(wants).is_empty()
    }
}

/// True if two sites belong to the same organization: by TIN if both state one, else by folded
/// name.
pub(crate) fn are_affiliated(one: &Site, other: &Site) -> bool {
    let (Some(one), Some(other)) = (&one.organization, &other.organization) else {
        return false;
    };
    match (&one.tin, &other.tin) {
        (Some(one), Some(other)) => one == other,
        _ => fold(&one.name) == fold(&other.name),
    }
}
