//! Components of a price and their evidence.

use super::date::Day;
use super::money::Cents;
use crate::vocabulary;

vocabulary!(
    /// Evidence for an amount, best first.
    Evidence, "evidence", "claims site_rate fee_schedule group_rate estimate" {
        /// Seen in paid claims of this site.
        Claims = "claims",
        /// A rate contracted for this site.
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
    /// Returns the weight of an amount with this evidence in the cost term, per mille.
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
        /// All components in one amount.
        Global = "global",
        /// The technical part: equipment, staff, room.
        Technical = "technical",
        /// The reading by a physician.
        Professional = "professional",
        /// The hospital's facility claim.
        Facility = "facility",
        /// Contrast agent, billed separately.
        Contrast = "contrast",
    }
);

vocabulary!(
    /// Certainty of one component of an all-in price.
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
    /// Status of an all-in price: one amount, the midpoint of contradicting amounts, or suspect.
    PriceStatus, "price status", "priced ambiguous suspect" {
        /// One amount.
        Priced = "priced",
        /// Equally supported rows contradict each other. The amount is their midpoint and ranks
        /// like an estimate.
        Ambiguous = "ambiguous",
        /// Only suspect rates exist. This is not a price. It is kept so that reviewers see the
        /// refused amount.
        Suspect = "suspect",
    }
);

/// One component of an all-in price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceComponent {
    /// The component.
    pub component: Component,
    /// Certainty of its amount.
    pub status: ComponentStatus,
    /// Its amount. Absent when packaged or missing.
    pub amount: Option<Cents>,
    /// Evidence for it; absent when packaged or missing.
    pub evidence: Option<Evidence>,
    /// Date of the figure, if stated.
    pub as_of: Option<Day>,
}
