//! The facts to ask for, by brute force: the outcome under every true/false setting of the unstated
//! facts.

use super::criteria::Bench;
use super::facts::{NEED_FACTS, TrueFacts};
use super::pack::{Condition, Pack};

/// The support of the hospital under every setting of the unstated facts that can matter.
#[derive(Debug, Clone)]
pub(crate) struct TruthTable {
    /// The facts that are set, in order; bit `n` of a setting is the `n`-th of them.
    pub(crate) facts: Vec<usize>,
    supported: Vec<bool>,
}

impl TruthTable {
    /// Tries every setting.
    pub(crate) fn of(bench: &Bench<'_>) -> Self {
        let mentioned = facts_of(bench.pack);
        let facts: Vec<usize> = bench
            .order
            .unstated()
            .filter(|fact| mentioned.contains(fact))
            .collect();
        let supported = (0..1_usize << facts.len())
            .map(|setting| {
                let set = |known: TrueFacts, place: usize| known.with(facts[place]);
                let chosen = (0..facts.len()).filter(|place| setting >> place & 1 == 1);
                bench.supports_hospital(chosen.fold(bench.order.true_facts(), set))
            })
            .collect();
        Self { facts, supported }
    }

    /// The outcome, without its basis.
    pub(crate) fn outcome(&self) -> &'static str {
        if self.supported[0] {
            "hospital_supported"
        } else if self.supported[self.supported.len() - 1] {
            "needs_information"
        } else {
            "redirect"
        }
    }

    /// The facts that change the outcome in some setting of the others.
    pub(crate) fn essential(&self) -> Vec<usize> {
        let changes = |place: usize| {
            let without = (0..self.supported.len()).filter(|setting| setting >> place & 1 == 0);
            without
                .into_iter()
                .any(|setting| self.supported[setting] != self.supported[setting | 1 << place])
        };
        (0..self.facts.len())
            .filter(|place| changes(*place))
            .map(|place| self.facts[place])
            .collect()
    }

    /// True if answers to these facts decide the outcome for any values of the others.
    pub(crate) fn is_decided_by(&self, asked: &[usize]) -> bool {
        let mask = (0..self.facts.len())
            .filter(|place| asked.contains(&self.facts[*place]))
            .fold(0, |mask, place| mask | 1 << place);
        let answers = |setting: usize| self.supported[setting & mask];
        (0..self.supported.len()).all(|setting| self.supported[setting] == answers(setting))
    }

    /// True if a further true fact never takes the support away.
    pub(crate) fn is_monotone(&self) -> bool {
        (0..self.supported.len()).all(|setting| {
            let more = (0..self.facts.len()).map(|place| setting | 1 << place);
            !self.supported[setting] || more.into_iter().all(|setting| self.supported[setting])
        })
    }
}

/// The facts a pack mentions, and those that change the needs an alternate must meet.
fn facts_of(pack: &Pack) -> Vec<usize> {
    let mut facts = NEED_FACTS.to_vec();
    for condition in pack.criteria.iter().flat_map(|criterion| &criterion.all) {
        match condition {
            Condition::Fact(fact) | Condition::FactHere { fact, .. } => facts.push(*fact),
            Condition::AnyFact(any) => facts.extend(any),
            Condition::Age { .. }
            | Condition::Urgency(_)
            | Condition::NotAvailable(_)
            | Condition::NoAlternate(_) => {}
        }
    }
    facts
}
