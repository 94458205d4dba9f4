//! The shape of the answer to an evaluation. [`super::evaluation_answer`] makes it.

use super::certificate::CertificateView;
use super::json::Spliced;
use super::number::Hundredths;
use super::search::{CardView, OriginView, ProfileView, ResultView};
use crate::api::policies::PolicyView;
use crate::api::vocabularies::{
    ClockUnitWord, ContradictionWord, CriterionStatusWord, FactWord, OutcomeWord, ScopeReasonWord,
    SettingWord,
};
use nearsite_domain::{Day, Setting};
use nearsite_index::site_of_care::{
    ClockUnit, Contradiction, CriterionStatus, Fact, ReviewOutcome, ScopeReason,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The answer to an evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvaluationAnswer<'a> {
    /// Id of the snapshot that answered.
    pub(super) snapshot: &'a str,
    /// Service date.
    #[schema(value_type = String, format = Date)]
    pub(super) as_of: Day,
    /// The policy in force on the service date. Null if there is none.
    pub(super) policy: Option<PolicyView<'a>>,
    /// Coverage of the order by the policy.
    pub(super) scope: ScopeView<'a>,
    /// Outcome of the review.
    #[schema(value_type = OutcomeWord)]
    pub(super) outcome: ReviewOutcome,
    /// Keys of the criteria met if the hospital is supported. `out_of_scope` or `not_a_hospital` if
    /// there is no review.
    pub(super) basis: &'a [&'a str],
    /// The requested site.
    pub(super) requested: RequestedView<'a>,
    /// Contradictions in its registration. They never decide.
    pub(super) contradictions: Vec<ContradictionView<'a>>,
    /// Every criterion of the policy, in its order. The last one has the source `engine` and states
    /// that there are no alternates, unless the policy has such a criterion.
    pub(super) criteria: Vec<CriterionView<'a>>,
    /// Facts that are not stated and whose answer can still change the outcome. No other facts are
    /// listed.
    pub(super) questions: Vec<QuestionView>,
    /// Sites that can do the whole order for this patient, ranked. Null without a review.
    pub(super) alternates: Option<AlternatesView<'a>>,
    /// Time limits of the policy.
    pub(super) clocks: Vec<ClockView<'a>>,
    /// Access certificate in its canonical form. Null without a review.
    #[schema(value_type = Option<CertificateView>)]
    pub(super) certificate: Option<Spliced<'a>>,
}

/// Coverage of an order by a policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeView<'a> {
    /// True if the policy covers the order.
    pub(super) in_scope: bool,
    /// Reason for no review. Null if there is a review.
    #[schema(value_type = Option<ScopeReasonWord>)]
    pub(super) reason: Option<ScopeReason>,
    /// The reason in a sentence.
    pub(super) detail: Option<&'a str>,
}

/// The requested site: its card as in results without rank and utility, and the billing of the
/// order there.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestedView<'a> {
    /// Its card.
    #[serde(flatten)]
    pub(super) card: CardView<'a>,
    /// Setting as which the order bills. Null for a place of service that the program does not
    /// have.
    #[schema(value_type = Option<SettingWord>)]
    pub(super) billed_setting: Option<Setting>,
    /// Place of service of the order, if stated.
    pub(super) ordered_place_of_service: Option<&'a str>,
    /// Sum of the all-in amounts of an order with several procedures. Null if one is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Hundredths>)]
    pub(super) order_cost: Option<OrderCost>,
}

/// A contradiction.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContradictionView<'a> {
    /// Kind of the contradiction.
    #[schema(value_type = ContradictionWord)]
    pub(super) code: Contradiction,
    /// The contradiction in a sentence.
    pub(super) detail: &'a str,
}

/// Result of one criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionView<'a> {
    /// The coded reason.
    #[schema(example = "sedation_or_ga")]
    pub(super) key: &'a str,
    /// The reason in words.
    pub(super) text: &'a str,
    /// Source key.
    pub(super) source: &'a str,
    /// Status of the criterion.
    #[schema(value_type = CriterionStatusWord)]
    pub(super) status: CriterionStatus,
    /// Evidence for the status.
    pub(super) evidence: Vec<EvidenceView<'a>>,
}

/// One piece of evidence for a criterion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CriterionEvidence)]
pub struct EvidenceView<'a> {
    /// Kind of evidence: a fact, `age`, `urgency`, a capability (`sedation`, `open_bore`,
    /// `wide_bore`, `table_for_weight`), or `alternates`.
    #[schema(example = "sedation")]
    pub(super) data: &'static str,
    /// Value: `true`, `false`, `not_stated`, `not_applicable`, an age, an urgency, or `12 of 31
    /// sites`.
    #[schema(example = "12 of 31 sites")]
    pub(super) value: &'a str,
    /// The evidence in a sentence.
    pub(super) says: &'a str,
}

/// A fact to ask for.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// The fact.
    #[schema(value_type = FactWord)]
    pub(super) fact: Fact,
    /// The question in words.
    pub(super) text: &'static str,
    /// Value that must come with the answer yes: `weight_lb` is the member's weight, `sedation` its
    /// depth.
    #[schema(value_type = Option<String>, example = "weight_lb")]
    pub(super) with: Option<&'static str>,
}

/// Sites offered instead: a search for the first procedure among the sites that can do the whole
/// order. Each is compared with the requested site.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlternatesView<'a> {
    /// Id of the snapshot that answered.
    pub(super) snapshot: &'a str,
    /// Service date.
    #[schema(value_type = String, format = Date)]
    pub(super) as_of: Day,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    pub(super) prices_as_of: Day,
    /// Origin of distances.
    pub(super) origin: Option<OriginView>,
    /// The distance standard in force, in miles.
    pub(super) radius_miles: Option<Hundredths>,
    /// The distance standard in force, in meters.
    pub(super) radius_metres: Option<i64>,
    /// Always false, because a standard does not widen.
    pub(super) widened: bool,
    /// Number of sites that can do the whole order.
    pub(super) total: u32,
    /// Median amount to which the cost term refers. Null if fewer than three sites have a price.
    pub(super) reference_amount: Option<Hundredths>,
    /// Ranking profile in force.
    pub(super) profile: ProfileView<'a>,
    /// Alternates on this page.
    pub(super) results: Vec<AlternateView<'a>>,
    /// Remarks on the whole list.
    pub(super) notices: Vec<&'static str>,
}

/// One alternate: a result of a search.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlternateView<'a> {
    /// The result.
    #[serde(flatten)]
    pub(super) result: ResultView<'a>,
    /// Sum of the all-in amounts of an order with several procedures. Null if one is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Hundredths>)]
    pub(super) order_cost: Option<OrderCost>,
}

/// Sum of the all-in amounts of an order. Null if one is missing.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct OrderCost(pub(super) Option<Hundredths>);

/// A time limit of the policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockView<'a> {
    /// Subject of the clock.
    pub(super) name: &'a str,
    /// Length of time.
    pub(super) amount: u32,
    /// Unit of the length of time.
    #[schema(value_type = ClockUnitWord)]
    pub(super) unit: ClockUnit,
    /// Start of the clock.
    pub(super) from: &'a str,
    /// Source key.
    pub(super) source: &'a str,
}
