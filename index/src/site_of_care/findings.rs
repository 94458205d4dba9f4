//! Findings of an evaluation. The API and the command line turn them into JSON or a report.

use crate::search::{RequestError, ResultCard, SearchError, SearchResponse};
use crate::site_of_care::facts::Fact;
use crate::site_of_care::policy::pack::Criterion;
use crate::snapshot::OpenError;
use nearsite_domain::{Cents, Setting, vocabulary};
use std::borrow::Cow;

vocabulary!(
    /// Outcome of a review, given the stated facts.
    ReviewOutcome, "outcome", "no_review hospital_supported redirect needs_information" {
        /// The programme does not review this order.
        NoReview = "no_review",
        /// The hospital is the right place.
        HospitalSupported = "hospital_supported",
        /// Another site can do it, and nothing not yet stated could change that.
        Redirect = "redirect",
        /// The outcome depends on facts that are not stated.
        NeedsInformation = "needs_information",
    }
);

vocabulary!(
    /// Reason why an order is not reviewed. The first that applies, in this order, is the reason.
    ScopeReason, "scope reason",
    "policy_not_in_force modality line_of_business funding state place_of_service not_a_hospital" {
        /// No policy is in force on the service date.
        PolicyNotInForce = "policy_not_in_force",
        /// A modality the policy does not review.
        Modality = "modality",
        /// A line of business the policy does not review.
        LineOfBusiness = "line_of_business",
        /// A way of funding the policy does not review.
        Funding = "funding",
        /// A state the policy does not review.
        State = "state",
        /// A place of service the policy does not review, and no free-standing site or office
        /// either.
        PlaceOfService = "place_of_service",
        /// A free-standing site or an office: choosing it ends the review \[S1].
        NotAHospital = "not_a_hospital",
    }
);

vocabulary!(
    /// Status of a criterion or condition.
    CriterionStatus, "status", "met not_met unknown" {
        /// It holds.
        Met = "met",
        /// It does not hold, with any further fact.
        NotMet = "not_met",
        /// A fact not stated decides.
        Unknown = "unknown",
    }
);

vocabulary!(
    /// Statements about a setting that contradict how it is billed. They never decide.
    Contradiction, "contradiction", "declared_setting ordered_place_of_service owner origin_kind" {
        /// The site calls itself something else than it bills as.
        DeclaredSetting = "declared_setting",
        /// The order bills another place of service than the site registered.
        OrderedPlaceOfService = "ordered_place_of_service",
        /// A hospital or health system owns what bills as free-standing or office.
        Owner = "owner",
        /// The policy measures from elsewhere than the order's origin.
        OriginKind = "origin_kind",
    }
);

/// Scope: if the order is reviewed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeFinding {
    /// True if the policy covers the order.
    pub in_scope: bool,
    /// Reason for no review. Absent if there is one.
    pub reason: Option<ScopeReason>,
    /// The reason in a sentence.
    pub detail: Option<String>,
}

/// The requested site.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestedSiteSummary {
    /// Its card, as the site compared with in a search.
    pub card: ResultCard,
    /// The setting the order bills as; none for a place of service that is none of the programme's.
    pub billed_setting: Option<Setting>,
    /// Sum of the all-in amounts of the order; none where one is missing.
    pub order_cost: Option<Cents>,
}

/// A contradiction in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContradictionFinding {
    /// Kind of the contradiction.
    pub code: Contradiction,
    /// The contradiction in a sentence.
    pub detail: String,
}

/// One thing a criterion rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionEvidence {
    /// The fact, `age`, `urgency`, the capability, or `alternates`.
    pub data: &'static str,
    /// `true`, `false`, `not_stated`, a number, a word, or `12 of 31 sites`.
    pub value: Cow<'static, str>,
    /// The same in a sentence.
    pub says: Cow<'static, str>,
}

/// Result of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionFinding<'p> {
    /// The criterion.
    pub criterion: &'p Criterion,
    /// Status of the criterion.
    pub status: CriterionStatus,
    /// Evidence for the status, in the order of its conditions.
    pub evidence: Vec<CriterionEvidence>,
}

/// A fact that is not stated and whose answer can still change the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactQuestion {
    /// The fact.
    pub fact: Fact,
    /// Value that must come with the answer yes, as the order names it: `weight_lb`, or `sedation`
    /// for its depth.
    pub with: Option<&'static str>,
}

/// The sites offered instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternates {
    /// The page of them, as a search for the first procedure among those that can do the whole
    /// order.
    pub response: SearchResponse,
    /// Of each result, the sum of the all-in amounts of the order; none where one is missing.
    pub order_costs: Vec<Option<Cents>>,
}

/// Reason why an order was not evaluated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// The order cannot be evaluated; every error that was found.
    #[error("the order cannot be evaluated: {}", in_words(.0))]
    InvalidOrder(Vec<RequestError>),
    /// A site's document does not have the shape the format promises.
    #[error(transparent)]
    Document(#[from] OpenError),
    /// The snapshot failed in another way a verified snapshot does not.
    #[error(transparent)]
    Search(SearchError),
    /// The certificate could not be written.
    #[error("the certificate cannot be written: {0}")]
    Certificate(#[from] serde_json::Error),
}

fn in_words(errors: &[RequestError]) -> String {
    let words: Vec<String> = errors
        .iter()
        .map(|error| format!("{}: {}", error.pointer, error.kind))
        .collect();
    words.join("; ")
}
