//! Body regions a procedure needs and a service lists.

use crate::vocabulary;

vocabulary!(
    /// A body region. `whole_body` is a separate region and includes no other.
    BodyRegion, "body region",
    "brain head_neck spine chest breast heart abdomen pelvis upper_extremity lower_extremity whole_body" {
        /// Brain.
        Brain = "brain",
        /// Head and neck other than brain.
        HeadNeck = "head_neck",
        /// Spine.
        Spine = "spine",
        /// Chest.
        Chest = "chest",
        /// Breast.
        Breast = "breast",
        /// Heart.
        Heart = "heart",
        /// Abdomen.
        Abdomen = "abdomen",
        /// Pelvis.
        Pelvis = "pelvis",
        /// Shoulder to hand.
        UpperExtremity = "upper_extremity",
        /// Hip to foot.
        LowerExtremity = "lower_extremity",
        /// Whole body.
        WholeBody = "whole_body",
    }
);

/// A set of body regions as one bit each, in the order of [`BodyRegion::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RegionSet(u16);

impl RegionSet {
    /// Adds one region.
    #[must_use]
    pub const fn with(self, region: BodyRegion) -> Self {
        Self(self.0 | 1 << region as u16)
    }

    /// True if every region of `other` is in this set.
    pub const fn contains_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// True if the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The bits, as columns store them.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Restores a set from the bits a column stores; bits without a region are dropped.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & ((1 << BodyRegion::ALL.len()) - 1))
    }

    /// The regions in the set, in the order of [`BodyRegion::ALL`].
    pub fn iter(self) -> impl Iterator<Item = BodyRegion> {
        BodyRegion::ALL
            .iter()
            .copied()
            .filter(move |&region| self.0 & (1 << region as u16) != 0)
    }
}

impl FromIterator<BodyRegion> for RegionSet {
    fn from_iter<I: IntoIterator<Item = BodyRegion>>(regions: I) -> Self {
        regions.into_iter().fold(Self::default(), Self::with)
    }
}
