//! Needs of the patient that follow from facts, and how many sites meet which.
//!
//! What each site within reach lacks is a few bits; counted once for every set of needs, every
//! question about fewer or more facts is then one look, not another search.

use crate::search::Needs;
use crate::site_of_care::facts::Fact;
use crate::site_of_care::order::definition::Order;
use nearsite_domain::{Bore, Modality, Sedation};

/// Depth of sedation where a need is stated without one.
const DEFAULT_SEDATION: Sedation = Sedation::Moderate;
/// Depth of sedation an answer may still bring, where nothing is stated.
const DEEPEST_SEDATION: Sedation = Sedation::General;

/// The facts that bring a need with them.
pub(crate) const NEED_FACTS: [Fact; 5] = [
    Fact::SedationNeed,
    Fact::ContrastPlanned,
    Fact::Claustrophobia,
    Fact::ClosedBoreUnsafe,
    Fact::BodySize,
];

/// A set of needs as one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NeedSet(u8);

impl NeedSet {
    /// No need.
    pub(crate) const NONE: Self = Self(0);
    /// Contrast is given.
    pub(crate) const CONTRAST: Self = Self(1);
    /// Sedation of the depth the order states.
    pub(crate) const SEDATION: Self = Self(1 << 1);
    /// An open magnet.
    pub(crate) const OPEN_BORE: Self = Self(1 << 2);
    /// A wide or open magnet. No fact brings this need; policies ask whether anybody could meet it.
    pub(crate) const WIDE_BORE: Self = Self(1 << 3);
    /// A table for the weight stated.
    pub(crate) const WEIGHT: Self = Self(1 << 4);
    /// An open magnet whose own table takes the weight.
    pub(crate) const OPEN_BORE_FOR_WEIGHT: Self = Self(1 << 5);
    /// Sedation of the smallest depth that an answer may bring, if the question is open.
    pub(crate) const LIGHT_SEDATION: Self = Self(1 << 6);

    /// Number of needs, of different sets, and the set of all.
    const BITS: usize = 7;
    const COUNT: usize = 1 << Self::BITS;
    const ALL: u8 = (Self::COUNT - 1) as u8;

    /// Returns the set, or the empty set. It has no branch, because no processor could predict one
    /// from site to site.
    pub(crate) const fn when(self, is_so: bool) -> Self {
        Self(self.0 * is_so as u8)
    }

    /// Both sets together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if all of another set is in this one.
    pub(crate) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The need a fact brings with it; bores matter to an order with an MRI alone.
    pub(crate) const fn of(fact: Fact, has_mri: bool) -> Option<Self> {
        match fact {
            Fact::SedationNeed => Some(Self::SEDATION),
            Fact::ContrastPlanned => Some(Self::CONTRAST),
            Fact::Claustrophobia | Fact::ClosedBoreUnsafe if has_mri => Some(Self::OPEN_BORE),
            Fact::BodySize => Some(Self::WEIGHT),
            _ => None,
        }
    }

    /// The needs of the facts stated as true.
    pub(crate) fn stated(order: &Order, has_mri: bool) -> Self {
        let is_true = |fact: &Fact| {
            order
                .facts
                .get(fact)
                .is_some_and(crate::site_of_care::facts::FactAnswer::is_true)
        };
        NEED_FACTS
            .into_iter()
            .filter(is_true)
            .filter_map(|fact| Self::of(fact, has_mri))
            .fold(Self::NONE, Self::with)
    }

    /// The set as a search for one modality states it. A weight not known is one that no table
    /// takes.
    pub(crate) fn needs(self, order: &Order, modality: Modality) -> Needs {
        let open_bore = self.contains(Self::OPEN_BORE) && modality == Modality::Mri;
        let weight = order.weight_lb.map_or(f64::INFINITY, f64::from);
        Needs {
            bore: open_bore.then_some(Bore::Open),
            patient_weight_lb: self.contains(Self::WEIGHT).then_some(weight),
            sedation: self.contains(Self::SEDATION).then(|| sedation(order)),
            contrast: self.contains(Self::CONTRAST),
            ..Needs::default()
        }
    }

    /// A site that lacks none of these meets the set: two needs of the same unit must be met by one
    /// unit.
    const fn decisive(self) -> Self {
        if self.contains(Self::OPEN_BORE.with(Self::WEIGHT)) {
            self.with(Self::OPEN_BORE_FOR_WEIGHT)
        } else {
            self
        }
    }
}

/// True if an answer may still bring a depth of sedation with it.
pub(crate) fn depth_is_open(order: &Order) -> bool {
    order.sedation.is_none() && !order.facts.contains_key(&Fact::SedationNeed)
}

/// Returns the depth of sedation that the order needs or may need. An open answer counts as the
/// hardest, like an unknown weight.
pub(crate) fn sedation(order: &Order) -> Sedation {
    if depth_is_open(order) {
        DEEPEST_SEDATION
    } else {
        least_sedation(order)
    }
}

/// Least depth of sedation the order asks for, if any.
pub(crate) fn least_sedation(order: &Order) -> Sedation {
    order.sedation.unwrap_or(DEFAULT_SEDATION)
}

/// Number of sites that meet which needs, for every set of needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NeedCounts([u32; NeedSet::COUNT]);

impl NeedCounts {
    /// Counts sites by what each lacks.
    pub(crate) fn of(lacks: impl Iterator<Item = NeedSet>) -> Self {
        let mut counts = [0; NeedSet::COUNT];
        for lacks in lacks {
            counts[usize::from(lacks.0)] += 1;
        }
        // Need by need, sites that lack it join those that lack the same without it. The count of a
        // set then covers all sites that lack nothing outside it.
        for need in (0..NeedSet::BITS).map(|bit| 1 << bit) {
            for sets in counts.chunks_exact_mut(2 * need) {
                let (without, lacking) = sets.split_at_mut(need);
                for (all, those) in lacking.iter_mut().zip(without) {
                    *all += *those;
                }
            }
        }
        Self(counts)
    }

    /// Number of sites that meet all of these.
    pub(crate) fn meeting(&self, needs: NeedSet) -> u32 {
        let may_lack = !needs.decisive().0 & NeedSet::ALL;
        self.0[usize::from(may_lack)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_from_what_sites_lack() {
        let lacks = [
            NeedSet::NONE,
            NeedSet::SEDATION,
            NeedSet::SEDATION.with(NeedSet::CONTRAST),
            NeedSet::OPEN_BORE_FOR_WEIGHT,
        ];
        let tally = NeedCounts::of(lacks.into_iter());
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
