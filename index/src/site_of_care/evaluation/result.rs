//! Result of an evaluation.

use crate::search::SearchRequest;
use crate::site_of_care::certificate::Certificate;
use crate::site_of_care::findings::{
    Alternates, ContradictionFinding, CriterionFinding, FactQuestion, RequestedSiteSummary,
    ReviewOutcome, ScopeFinding,
};
use crate::site_of_care::policy::policies::CheckedPack;

/// Result of an evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation<'p> {
    /// The policy in force, if any.
    pub policy: Option<&'p CheckedPack>,
    /// Scope: if the policy covers the order.
    pub scope: ScopeFinding,
    /// Outcome of the review.
    pub outcome: ReviewOutcome,
    /// Keys of the criteria met, or the reason for no review.
    pub basis: Vec<&'p str>,
    /// The site asked for.
    pub requested: RequestedSiteSummary,
    /// Contradictions in its registration.
    pub contradictions: Vec<ContradictionFinding>,
    /// Every criterion of the policy, in its order. Empty without a review.
    pub criteria: Vec<CriterionFinding<'p>>,
    /// Questions. Empty unless information is needed.
    pub questions: Vec<FactQuestion>,
    /// Search behind the alternates and the card of the requested site.
    pub search: SearchRequest,
    /// Alternates. Absent without a review.
    pub alternates: Option<Alternates>,
    /// Access certificate. Absent without a review.
    pub certificate: Option<Certificate>,
}
