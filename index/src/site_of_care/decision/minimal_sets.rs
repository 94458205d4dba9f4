//! Minimal sets of facts that would make something hold: three-valued logic that knows what to ask.
//!
//! Conditions never become false when a fact becomes true. So each is described by the minimal sets
//! of facts not yet stated that make it hold. No set contains another. So every fact in one of them
//! decides in some case, and no other fact does.

use crate::site_of_care::facts::Fact;
use crate::site_of_care::findings::CriterionStatus;

/// A set of facts as one bit each, in the order of [`Fact::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FactSet(u32);

impl FactSet {
    /// Adds a fact.
    pub(crate) const fn with(self, fact: Fact) -> Self {
        Self(self.0 | 1 << fact as u32)
    }

    /// Both sets together.
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if a fact is in the set.
    pub(crate) const fn contains(self, fact: Fact) -> bool {
        self.0 & 1 << fact as u32 != 0
    }

    const fn is_within(self, other: Self) -> bool {
        self.0 & other.0 == self.0
    }

    /// The facts, in the order of [`Fact::ALL`].
    pub(crate) fn iter(self) -> impl Iterator<Item = Fact> {
        Fact::ALL
            .iter()
            .copied()
            .filter(move |&fact| self.contains(fact))
    }
}

impl FromIterator<Fact> for FactSet {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        facts.into_iter().fold(Self::default(), Self::with)
    }
}

/// Least sets of facts not yet stated whose truth makes something hold; the empty set where it
/// holds already, no set where nothing can make it hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MinimalSets(Vec<FactSet>);

impl MinimalSets {
    /// Never holds.
    pub(crate) const fn never() -> Self {
        Self(Vec::new())
    }

    /// Holds already.
    pub(crate) fn always() -> Self {
        Self(vec![FactSet::default()])
    }

    /// Holds already, or never.
    pub(crate) fn known(holds: bool) -> Self {
        if holds { Self::always() } else { Self::never() }
    }

    /// Holds if the fact does.
    pub(crate) fn if_true(fact: Fact) -> Self {
        Self(vec![FactSet::default().with(fact)])
    }

    /// Adds a set, unless a smaller one is there, and drops those that contain it.
    pub(crate) fn insert(&mut self, set: FactSet) {
        if self.0.iter().any(|smaller| smaller.is_within(set)) {
            return;
        }
        self.0.retain(|held| !set.is_within(*held));
        self.0.push(set);
    }

    /// Holds if either does.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        for &set in &other.0 {
            self.insert(set);
        }
        self
    }

    /// Holds if both do.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut both = Self::never();
        for &one in &self.0 {
            for &another in &other.0 {
                both.insert(one.union(another));
            }
        }
        both
    }

    /// Returns the status that follows.
    pub(crate) fn status(&self) -> CriterionStatus {
        match self.0.as_slice() {
            [] => CriterionStatus::NotMet,
            // The empty set is a subset of every other, so it is the only one.
            [only] if *only == FactSet::default() => CriterionStatus::Met,
            _ => CriterionStatus::Unknown,
        }
    }

    /// Every fact that can still decide.
    pub(crate) fn facts(&self) -> FactSet {
        self.0
            .iter()
            .fold(FactSet::default(), |all, &set| all.union(set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FACTS: usize = 6;

    fn set(bits: u32) -> FactSet {
        FactSet(bits)
    }

    fn sets(bits: &[u32]) -> MinimalSets {
        let mut sets = MinimalSets::never();
        for &bits in bits {
            sets.insert(set(bits));
        }
        sets
    }

    /// True if the function holds under an assignment of the facts.
    fn holds(sets: &MinimalSets, truth: u32) -> bool {
        sets.0.iter().any(|needed| needed.is_within(set(truth)))
    }

    #[test]
    fn larger_sets_are_absorbed_in_either_order() {
        assert_eq!(sets(&[0b11, 0b01]), sets(&[0b01]));
        assert_eq!(sets(&[0b01, 0b11]), sets(&[0b01]));
        assert_eq!(sets(&[0b110, 0b011, 0b010]).facts(), set(0b010));
        assert_eq!(sets(&[0b01, 0]), MinimalSets::always());
    }

    #[test]
    fn three_values_follow_from_the_sets() {
        let fact = MinimalSets::if_true(Fact::SedationNeed);
        assert_eq!(MinimalSets::always().status(), CriterionStatus::Met);
        assert_eq!(MinimalSets::never().status(), CriterionStatus::NotMet);
        assert_eq!(fact.status(), CriterionStatus::Unknown);
        assert_eq!(
            fact.and(&MinimalSets::never()).status(),
            CriterionStatus::NotMet
        );
        assert_eq!(
            fact.and(&MinimalSets::always()).status(),
            CriterionStatus::Unknown
        );
        assert_eq!(
            fact.or(&MinimalSets::always()).status(),
            CriterionStatus::Met
        );
    }

    #[test]
    fn facts_come_in_their_order() {
        let asked: FactSet = [Fact::ActiveCovid, Fact::SedationNeed, Fact::BodySize]
            .into_iter()
            .collect();
        let facts: Vec<Fact> = asked.iter().collect();
        assert_eq!(
            facts,
            [Fact::SedationNeed, Fact::BodySize, Fact::ActiveCovid]
        );
    }

    proptest! {
        #[test]
        fn the_facts_of_the_sets_are_exactly_those_that_can_decide(
            clauses in prop::collection::vec(prop::collection::vec(prop::collection::vec(0..FACTS, 1..4), 1..4), 0..4),
        ) {
            // Any of the criteria, all of its conditions, any of the facts of a condition.
            let function = clauses.iter().fold(MinimalSets::never(), |any, criterion| {
                let all = criterion.iter().fold(MinimalSets::always(), |all, condition| {
                    all.and(&sets(&condition.iter().map(|&fact| 1 << fact).collect::<Vec<_>>()))
                });
                any.or(&all)
            });
            let by_hand = |truth: u32| clauses.iter().any(|criterion| {
                criterion.iter().all(|condition| condition.iter().any(|&fact| truth & (1 << fact) != 0))
            });
            let mut deciding = 0;
            for truth in 0..1 << FACTS {
                prop_assert_eq!(holds(&function, truth), by_hand(truth));
                for fact in 0..FACTS {
                    if by_hand(truth) != by_hand(truth ^ (1 << fact)) {
                        deciding |= 1 << fact;
                    }
                }
            }
            prop_assert_eq!(function.facts(), set(deciding));
        }
    }
}
