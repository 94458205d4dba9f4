//! The rates of one (network, procedure, site), and the choice among them for each component.
//!
//! A rate that names the site beats one that names an NPI. Then better evidence wins, then the
//! newer date. If the remaining rates agree, the first in file order is shown. If they contradict
//! each other, the component is ambiguous. Every rate gets a verdict.

use super::rate::StoredRate;
use nearsite_domain::{Cents, Component, Day, Evidence, Verdict};
use std::cmp::{Ordering, Reverse};

/// The price of one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ComponentPrice {
    /// Amount used in the price.
    pub(super) amount: Cents,
    /// Low and high end, if stated or if rates contradict each other.
    pub(super) range: Option<(Cents, Cents)>,
    /// The evidence behind it.
    pub(super) evidence: Evidence,
    /// Date of the figure.
    pub(super) as_of: Option<Day>,
    /// Source of the rate that is shown.
    pub(super) source: Option<u32>,
    /// True if rates of equal precedence contradict each other.
    pub(super) ambiguous: bool,
}

/// The precedence of a rate within its component. The greater wins; equal precedence keeps both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Precedence {
    by_id: bool,
    evidence: Reverse<Evidence>,
    recency: i32,
}

impl Precedence {
    fn of(rate: &StoredRate) -> Self {
        Self {
            by_id: rate.is_by_id(),
            evidence: Reverse(rate.evidence()),
            recency: rate.recency(),
        }
    }

    /// Returns the reason a rate of this precedence loses to the best; none if it does not lose.
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

/// One rate at one site, with the component it pays for there.
#[derive(Debug, Clone, Copy)]
pub(super) struct RateCandidate<'a> {
    pub(super) rate: &'a StoredRate,
    pub(super) component: Component,
}

/// The rates of one (network, procedure, site) in file order, each with its verdict once it has
/// one.
#[derive(Debug, Default)]
pub(super) struct RateGroup<'a> {
    candidates: Vec<RateCandidate<'a>>,
    verdicts: Vec<Option<Verdict>>,
}

impl<'a> RateGroup<'a> {
    /// Starts a new group and reuses the memory of the last one.
    pub(super) fn restart(&mut self, candidates: impl Iterator<Item = RateCandidate<'a>>) {
        self.candidates.clear();
        self.candidates.extend(candidates);
        self.reopen();
    }

    /// Clears all verdicts.
    pub(super) fn reopen(&mut self) {
        self.verdicts.clear();
        self.verdicts.resize(self.candidates.len(), None);
    }

    /// Gives a verdict to every undecided rate for which `reason` returns one.
    pub(super) fn rule_out(&mut self, reason: impl Fn(RateCandidate<'_>) -> Option<Verdict>) {
        for (&candidate, verdict) in self.candidates.iter().zip(&mut self.verdicts) {
            *verdict = verdict.or_else(|| reason(candidate));
        }
    }

    /// Gives an undecided rate a verdict by its position.
    pub(super) fn rule_out_at(&mut self, position: usize, reason: Verdict) {
        self.verdicts[position].get_or_insert(reason);
    }

    /// Decides all rates of a component and returns its price.
    pub(super) fn resolve(&mut self, component: Component) -> Option<ComponentPrice> {
        let best = self.undecided(component).map(Precedence::of).max()?;
        self.rule_out(|candidate| {
            if candidate.component == component {
                Precedence::of(candidate.rate).loses_to(best)
            } else {
                None
            }
        });
        let shown = self.undecided(component).next()?;
        let amounts = || self.undecided(component).map(StoredRate::amount);
        let (low, high) = (amounts().min()?, amounts().max()?);
        let agreed = ComponentPrice {
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
        self.rule_out(|candidate| (candidate.component == component).then_some(Verdict::InRange));
        Some(ComponentPrice {
            amount: low.midpoint(high),
            range: Some((low, high)),
            ambiguous: true,
            ..agreed
        })
    }

    fn undecided(&self, component: Component) -> impl Iterator<Item = &'a StoredRate> {
        let open = self
            .candidates
            .iter()
            .zip(&self.verdicts)
            .filter(|(_, verdict)| verdict.is_none());
        open.map(|(&candidate, _)| candidate)
            .filter(move |candidate| candidate.component == component)
            .map(|candidate| candidate.rate)
    }

    fn decide_agreement(&mut self, component: Component) {
        let mut next = Verdict::Shown;
        for (candidate, verdict) in self.candidates.iter().zip(&mut self.verdicts) {
            if candidate.component == component && verdict.is_none() {
                *verdict = Some(next);
                next = Verdict::SameAmount;
            }
        }
    }

    /// Replaces the verdicts of a component's winning rates, because the price does not use them.
    pub(super) fn overrule(&mut self, component: Component, reason: Verdict) {
        for (candidate, verdict) in self.candidates.iter().zip(&mut self.verdicts) {
            if candidate.component == component && verdict.is_some_and(has_won) {
                *verdict = Some(reason);
            }
        }
    }

    /// Returns the positions of the winning rates that are from published price files.
    pub(super) fn published_winners(&self) -> impl Iterator<Item = usize> {
        let decided = self.candidates.iter().zip(&self.verdicts).enumerate();
        decided
            .filter(|(_, (candidate, verdict))| {
                candidate.rate.is_published() && verdict.is_some_and(has_won)
            })
            .map(|(position, _)| position)
    }

    /// Returns the verdicts so far, by position.
    pub(super) fn verdicts(&self) -> &[Option<Verdict>] {
        &self.verdicts
    }

    /// Returns the rates in file order with their verdicts. An undecided rate is part of no price.
    pub(super) fn decided(&self) -> impl Iterator<Item = (RateCandidate<'a>, Verdict)> {
        self.candidates
            .iter()
            .zip(&self.verdicts)
            .map(|(&candidate, verdict)| (candidate, verdict.unwrap_or(Verdict::NoPrice)))
    }
}

/// True if a rate with this verdict is part of a price.
const fn has_won(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Shown | Verdict::SameAmount | Verdict::InRange
    )
}

/// True if the first (evidence, date) beats the second: better evidence, then the newer date (none
/// is oldest).
pub(super) fn beats(first: (Evidence, Option<Day>), second: (Evidence, Option<Day>)) -> bool {
    let standing = |(evidence, as_of)| (Reverse(evidence), as_of);
    standing(first).cmp(&standing(second)) == Ordering::Greater
}
