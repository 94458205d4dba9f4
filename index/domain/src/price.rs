//! What a price is made of and how well it is supported.

use super::date::Day;
use super::money::Cents;
use crate::vocabulary;

vocabulary!(
    /// What supports an amount, best first.
    Evidence, "evidence", "claims site_rate fee_schedule group_rate estimate" {
        /// Seen in paid claims of this site.
        Claims = "claims",
        /// A rate contracted for this very site.
        SiteRate = "site_rate",
        /// The plan's fee schedule.
        FeeSchedule = "fee_schedule",
        /// A rate shared by a whole group of providers.
        GroupRate = "group_rate",
        /// An estimate.
        Estimate = "estimate",
    }
);

impl Evidence {
    /// How much an amount with this evidence counts in the cost term, per mille.
    pub const fn weight_per_mille(self) -> u16 {
        match self {
            Self::Claims | Self::SiteRate => 1000,
            Self::FeeSchedule => 700,
            Self::GroupRate => 500,
            Self::Estimate => 300,
        }
    }
}

vocabulary!(
    /// The part of an examination an amount pays for.
    Component, "component", "global technical professional facility contrast" {
        /// Everything in one amount.
        Global = "global",
        /// The technical part: equipment, staff, room.
        Technical = "technical",
        /// The reading by a physician.
        Professional = "professional",
        /// The hospital's facility claim.
        Facility = "facility",
        /// Contrast agent billed apart.
        Contrast = "contrast",
    }
);

vocabulary!(
    /// How one component of an all-in price is known.
    ComponentStatus, "component status", "priced estimated packaged missing" {
        /// Stated by a row.
        Priced = "priced",
        /// Derived from another component by the usual split.
        Estimated = "estimated",
        /// Paid for within another component.
        Packaged = "packaged",
        /// Not known.
        Missing = "missing",
    }
);

vocabulary!(
    /// Whether an all-in price is one amount, the middle of contradicting ones, or not believed.
    PriceStatus, "price status", "priced ambiguous suspect" {
        /// One amount.
        Priced = "priced",
        /// Rows of equal standing contradict each other; the amount is the midpoint and ranks like an estimate.
        Ambiguous = "ambiguous",
        /// All there is comes from rates nobody should believe: no price, kept so that reviewers see what was refused.
        Suspect = "suspect",
    }
);

/// One component of an all-in price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceComponent {
    /// Which part.
    pub component: Component,
    /// How it is known.
    pub status: ComponentStatus,
    /// Its amount; none when packaged or missing.
    pub amount: Option<Cents>,
    /// What supports it; none when packaged or missing.
    pub evidence: Option<Evidence>,
    /// Date of the figure, where stated.
    pub as_of: Option<Day>,
}
