//! Audiences, and the table of the values that each may see.

use super::modality::Modality;
use crate::vocabulary;

vocabulary!(
    /// Audience of an answer.
    Audience, "audience", "ordering_provider member reviewer" {
        /// Order-entry staff.
        OrderingProvider = "ordering_provider",
        /// A member shopping for a site.
        Member = "member",
        /// A site-of-care reviewer.
        Reviewer = "reviewer",
    }
);

/// Values that only some audiences may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visible {
    /// The score of a modality that is scored but never displayed (x-ray, ultrasound, echo) \[S0].
    LowTechScore,
    /// Tax identification numbers, shown and searchable.
    Tin,
    /// Computation of a score.
    ScoreBreakdown,
    /// Every rate behind a price, with its verdict.
    Rates,
    /// Sites whose registration is not complete.
    IncompleteSites,
    /// The amount of a suspect price.
    SuspectAmount,
}

impl Audience {
    /// True if this audience may see a value. Reviewers see everything in [`Visible`], other
    /// audiences nothing.
    pub const fn sees(self, what: Visible) -> bool {
        match what {
            Visible::LowTechScore
            | Visible::Tin
            | Visible::ScoreBreakdown
            | Visible::Rates
            | Visible::IncompleteSites
            | Visible::SuspectAmount => matches!(self, Self::Reviewer),
        }
    }

    /// True if this audience may see scores of the modality.
    pub const fn sees_score_of(self, modality: Modality) -> bool {
        modality.is_scored() && (modality.is_high_tech() || self.sees(Visible::LowTechScore))
    }
}
