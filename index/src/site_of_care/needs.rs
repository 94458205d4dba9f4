//! Needs of the patient that follow from facts, and how many sites lack what.
//!
//! One pass over the sites notes for every one that could do the exam what it lacks, as a few bits. Every question about fewer or more
//! facts is then answered by adding up counts, not by another search.

use super::facts::Fact;
use super::order::Order;
use crate::domain::{Bore, Modality, Sedation};
use crate::search::Needs;

/// Depth of sedation where a need is stated without one.
const DEFAULT_SEDATION: Sedation = Sedation::Moderate;
/// Depth of sedation an answer may still bring, where nothing is stated.
const DEEPEST_SEDATION: Sedation = Sedation::General;

/// The facts that bring a need with them.
pub(super) const NEED_FACTS: [Fact; 5] = [
    Fact::SedationNeed,
    Fact::ContrastPlanned,
    Fact::Claustrophobia,
    Fact::ClosedBoreUnsafe,
    Fact::BodySize,
];

/// A set of needs as one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NeedSet(u8);

impl NeedSet {
    /// No need.
    pub(super) const NONE: Self = Self(0);
    /// Contrast is given.
    pub(super) const CONTRAST: Self = Self(1);
    /// Sedation of the depth the order states.
    pub(super) const SEDATION: Self = Self(1 << 1);
    /// An open magnet.
    pub(super) const OPEN_BORE: Self = Self(1 << 2);
    /// A wide or open magnet. No fact brings this need; policies ask whether anybody could meet it.
    pub(super) const WIDE_BORE: Self = Self(1 << 3);
    /// A table for the weight stated.
    pub(super) const WEIGHT: Self = Self(1 << 4);
    /// An open magnet whose own table takes the weight.
    const OPEN_BORE_FOR_WEIGHT: Self = Self(1 << 5);
    /// Sedation of the least depth an answer may bring, where nobody has answered.
    pub(super) const LIGHT_SEDATION: Self = Self(1 << 6);

    /// Every need that is looked at by itself.
    const EACH: [Self; 7] = [
        Self::CONTRAST,
        Self::SEDATION,
        Self::OPEN_BORE,
        Self::WIDE_BORE,
        Self::WEIGHT,
        Self::OPEN_BORE_FOR_WEIGHT,
        Self::LIGHT_SEDATION,
    ];
    /// Number of different sets.
    const COUNT: usize = 1 << Self::EACH.len();

    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set but for another.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The needs no site meets: a weight not known is one that no table takes.
    pub(super) const fn never_met(order: &Order) -> Self {
        match order.weight_lb {
            None => Self::WEIGHT.with(Self::OPEN_BORE_FOR_WEIGHT),
            Some(_) => Self::NONE,
        }
    }

    /// The needs that are not the same for two orders that differ in weight or depth of sedation alone.
    pub(super) fn changed(before: &Order, after: &Order) -> Self {
        let mut changed = Self::NONE;
        if before.weight_lb != after.weight_lb {
            changed = changed.with(Self::WEIGHT.with(Self::OPEN_BORE_FOR_WEIGHT));
        }
        if sedation(before) != sedation(after) {
            changed = changed.with(Self::SEDATION);
        }
        if least_sedation(before) != least_sedation(after) {
            changed = changed.with(Self::LIGHT_SEDATION);
        }
        changed
    }

    /// Whether all of another set is in this one.
    pub(super) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The need a fact brings with it; bores matter to an order with an MRI alone.
    pub(super) const fn of(fact: Fact, has_mri: bool) -> Option<Self> {
        match fact {
            Fact::SedationNeed => Some(Self::SEDATION),
            Fact::ContrastPlanned => Some(Self::CONTRAST),
            Fact::Claustrophobia | Fact::ClosedBoreUnsafe if has_mri => Some(Self::OPEN_BORE),
            Fact::BodySize => Some(Self::WEIGHT),
            _ => None,
        }
    }

    /// The needs of the facts stated as true.
    pub(super) fn stated(order: &Order, has_mri: bool) -> Self {
        let is_true = |fact: &Fact| order.facts.get(fact).is_some_and(super::Stated::is_true);
        NEED_FACTS
            .into_iter()
            .filter(is_true)
            .filter_map(|fact| Self::of(fact, has_mri))
            .fold(Self::NONE, Self::with)
    }

    /// The set as a search for one modality states it. A weight not known is one that no table takes.
    pub(super) fn needs(self, order: &Order, modality: Modality) -> Needs {
        let both = self.contains(Self::OPEN_BORE_FOR_WEIGHT);
        let bore = if both || self.contains(Self::OPEN_BORE) {
            Some(Bore::Open)
        } else {
            self.contains(Self::WIDE_BORE).then_some(Bore::Wide)
        };
        let weight = order.weight_lb.map_or(f64::INFINITY, f64::from);
        Needs {
            bore: bore.filter(|_| modality == Modality::Mri),
            patient_weight_lb: (both || self.contains(Self::WEIGHT)).then_some(weight),
            sedation: if self.contains(Self::SEDATION) {
                Some(sedation(order))
            } else {
                self.contains(Self::LIGHT_SEDATION)
                    .then(|| least_sedation(order))
            },
            contrast: self.contains(Self::CONTRAST),
            ..Needs::default()
        }
    }

    /// A site that lacks none of these meets the set: two needs of the same unit must be met by one unit.
    const fn decisive(self) -> Self {
        if self.contains(Self::OPEN_BORE.with(Self::WEIGHT)) {
            self.with(Self::OPEN_BORE_FOR_WEIGHT)
        } else {
            self
        }
    }
}

/// Whether an answer may still bring a depth of sedation with it.
pub(super) fn depth_is_open(order: &Order) -> bool {
    order.sedation.is_none() && !order.facts.contains_key(&Fact::SedationNeed)
}

/// Depth of sedation the order asks for, or may yet: like a weight not known, what nobody has answered is taken at its hardest.
pub(super) fn sedation(order: &Order) -> Sedation {
    if depth_is_open(order) {
        DEEPEST_SEDATION
    } else {
        least_sedation(order)
    }
}

/// Least depth of sedation the order asks for, if any.
pub(super) fn least_sedation(order: &Order) -> Sedation {
    order.sedation.unwrap_or(DEFAULT_SEDATION)
}

/// Each need by itself, as a search for one modality states it; left out where modality or order make it meaningless.
pub(super) fn probes(order: &Order, modality: Modality) -> Vec<(NeedSet, Needs)> {
    let each = NeedSet::EACH.into_iter();
    each.map(|need| (need, need.needs(order, modality)))
        .filter(|(need, needs)| needs.bore.is_some() || !need.is_of_bores())
        .filter(|(need, _)| *need != NeedSet::LIGHT_SEDATION || depth_is_open(order))
        .filter(|(need, _)| !NeedSet::never_met(order).contains(*need))
        .collect()
}

impl NeedSet {
    const fn is_of_bores(self) -> bool {
        self.0 & (Self::OPEN_BORE.0 | Self::WIDE_BORE.0 | Self::OPEN_BORE_FOR_WEIGHT.0) != 0
    }
}

/// How many sites lack which needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally([u32; NeedSet::COUNT]);

impl Tally {
    /// No site yet.
    pub(super) const fn new() -> Self {
        Self([0; NeedSet::COUNT])
    }

    /// Counts a site by what it lacks.
    pub(super) fn add(&mut self, lacks: NeedSet) {
        self.0[usize::from(lacks.0)] += 1;
    }

    /// Number of sites that meet all of these.
    pub(super) fn meeting(&self, needs: NeedSet) -> u32 {
        let needs = needs.decisive();
        let by_lack = self.0.iter().zip(0u8..);
        by_lack
            .filter(|&(_, lacks)| lacks & needs.0 == 0)
            .map(|(count, _)| count)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_from_what_sites_lack() {
        let mut tally = Tally::new();
        tally.add(NeedSet::NONE);
        tally.add(NeedSet::SEDATION);
        tally.add(NeedSet::SEDATION.with(NeedSet::CONTRAST));
        tally.add(NeedSet::OPEN_BORE_FOR_WEIGHT);
        assert_eq!(tally.meeting(NeedSet::NONE), 4);
        assert_eq!(tally.meeting(NeedSet::SEDATION), 2);
        assert_eq!(tally.meeting(NeedSet::CONTRAST), 3);
        assert_eq!(tally.meeting(NeedSet::OPEN_BORE), 4);
        assert_eq!(tally.meeting(NeedSet::WEIGHT), 4);
        assert_eq!(
            tally.meeting(NeedSet::OPEN_BORE.with(NeedSet::WEIGHT)),
            3,
            "an open magnet and a table for the weight, but not in one unit"
        );
    }
}
