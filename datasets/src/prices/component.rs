//! The rates of one (network, procedure, site), and which of them stands for each component.
//!
//! A rate that names the site beats one that names an NPI; then better evidence wins; then the newer date. Rates left over
//! either agree, and the first in file order is shown, or contradict each other, and the component is ambiguous. Every rate
//! ends with a verdict.

use super::rate::Rate;
use nearsite_index::domain::{Cents, Component, Day, Evidence, Verdict};
use std::cmp::{Ordering, Reverse};

/// What is known of one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// The amount that counts.
    pub(super) amount: Cents,
    /// Low and high end, where stated or where rates contradict each other.
    pub(super) range: Option<(Cents, Cents)>,
    /// What supports it.
    pub(super) evidence: Evidence,
    /// Date of the figure.
    pub(super) as_of: Option<Day>,
    /// Source of the rate that is shown.
    pub(super) source: Option<u32>,
    /// Whether rates of equal standing contradict each other.
    pub(super) ambiguous: bool,
}

/// What decides between two rates of one component, the greater first; equal standing leaves both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    by_id: bool,
    evidence: Reverse<Evidence>,
    recency: i32,
}

impl Standing {
    fn of(rate: &Rate) -> Self {
        Self {
            by_id: rate.is_by_id(),
            evidence: Reverse(rate.evidence()),
            recency: rate.recency(),
        }
    }

    /// Why a rate of this standing loses to the best, or none if it does not.
    fn loses_to(self, best: Self) -> Option<Verdict> {
        if self.by_id != best.by_id {
            Some(Verdict::ByNpi)
        } else if self.evidence != best.evidence {
            Some(Verdict::WeakerEvidence)
        } else if self.recency != best.recency {
            Some(Verdict::Older)
        } else {
            None
        }
    }
}

/// The rates of one (network, procedure, site) in file order, each with its verdict once decided.
#[derive(Debug, Default)]
pub(super) struct Group<'a> {
    rates: Vec<&'a Rate>,
    verdicts: Vec<Option<Verdict>>,
}

impl<'a> Group<'a> {
    /// Starts a new group in the memory of the last one.
    pub(super) fn restart(&mut self, rates: impl Iterator<Item = &'a Rate>) {
        self.rates.clear();
        self.rates.extend(rates);
        self.verdicts.clear();
        self.verdicts.resize(self.rates.len(), None);
    }

    /// Decides against every undecided rate for which there is a reason.
    pub(super) fn rule_out(&mut self, reason: impl Fn(&Rate) -> Option<Verdict>) {
        for (rate, verdict) in self.rates.iter().zip(&mut self.verdicts) {
            *verdict = verdict.or_else(|| reason(rate));
        }
    }

    /// Decides all rates of a component and returns what stands for it.
    pub(super) fn resolve(&mut self, component: Component) -> Option<Part> {
        let best = self.undecided(component).map(Standing::of).max()?;
        self.rule_out(|rate| {
            if rate.component() == component {
                Standing::of(rate).loses_to(best)
            } else {
                None
            }
        });
        let shown = self.undecided(component).next()?;
        let amounts = || self.undecided(component).map(Rate::amount);
        let (low, high) = (amounts().min()?, amounts().max()?);
        let agreed = Part {
            amount: shown.amount(),
            range: shown.low().zip(shown.high()),
            evidence: shown.evidence(),
            as_of: shown.as_of(),
            source: shown.source(),
            ambiguous: false,
        };
        if low == high {
            self.decide_agreement(component);
            return Some(agreed);
        }
        self.rule_out(|rate| (rate.component() == component).then_some(Verdict::InRange));
        Some(Part {
            amount: low.midpoint(high),
            range: Some((low, high)),
            ambiguous: true,
            ..agreed
        })
    }

    fn undecided(&self, component: Component) -> impl Iterator<Item = &'a Rate> {
        let open = self
            .rates
            .iter()
            .zip(&self.verdicts)
            .filter(|(_, verdict)| verdict.is_none());
        open.map(|(&rate, _)| rate)
            .filter(move |rate| rate.component() == component)
    }

    fn decide_agreement(&mut self, component: Component) {
        let mut next = Verdict::Shown;
        for (rate, verdict) in self.rates.iter().zip(&mut self.verdicts) {
            if rate.component() == component && verdict.is_none() {
                *verdict = Some(next);
                next = Verdict::SameAmount;
            }
        }
    }

    /// Turns the winners of a component, if any, into losers, because the price is made without them.
    pub(super) fn overrule(&mut self, component: Component, reason: Verdict) {
        let won = |verdict: &Option<Verdict>| {
            matches!(
                verdict,
                Some(Verdict::Shown | Verdict::SameAmount | Verdict::InRange)
            )
        };
        for (rate, verdict) in self.rates.iter().zip(&mut self.verdicts) {
            if rate.component() == component && won(verdict) {
                *verdict = Some(reason);
            }
        }
    }

    /// The rates in file order with their verdicts; one nobody decided is part of no price.
    pub(super) fn decided(&self) -> impl Iterator<Item = (&'a Rate, Verdict)> {
        self.rates
            .iter()
            .zip(&self.verdicts)
            .map(|(&rate, verdict)| (rate, verdict.unwrap_or(Verdict::NoPrice)))
    }
}

/// Whether the first of two (evidence, date) beats the second: better evidence, then the newer date (none is oldest).
pub(super) fn beats(first: (Evidence, Option<Day>), second: (Evidence, Option<Day>)) -> bool {
    let standing = |(evidence, as_of)| (Reverse(evidence), as_of);
    standing(first).cmp(&standing(second)) == Ordering::Greater
}
