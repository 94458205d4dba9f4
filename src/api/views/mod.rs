//! Views: the JSON answers about sites, prices, score cards, searches, evaluations and estimates,
//! and the format of their numbers.
//!
//! Views turn the engine's numbers and positions into bytes. [`nearsite_domain::Audience::sees`]
//! alone decides what an audience may see.

mod answer;
mod certificate;
mod cost;
mod estimate;
mod evaluation;
mod evaluation_answer;
mod json;
mod number;
mod score_card;
mod search;
mod site;
mod summary;
mod why_not;

pub use answer::{AnswerParts, result_notices};
pub use certificate::{
    CertificateView, CertifiedAccessView, CertifiedAlternateView, CertifiedCriterionView,
    CertifiedExcludedView, CertifiedNeedsView, CertifiedOrderView, CertifiedOriginView,
    CertifiedPolicyView, CertifiedProfileView, CertifiedStatedAccessView,
};
pub use cost::{CompactCostView, ComponentView, CostStatusWord, CostView, MissingReasonWord};
pub use estimate::{
    AccumulatorView, AccumulatorsView, ClaimView, EstimateView, EstimatesAnswer, LimitsView,
    MemberCostView, MemberShareView, OrNull,
};
pub use evaluation::{
    AlternateView, AlternatesView, ClockView, ContradictionView, CriterionView, EvaluationAnswer,
    EvidenceView, OrderCost, QuestionView, RequestedView, ScopeView,
};
pub use evaluation_answer::EvaluationParts;
pub use json::{NotAView, Spliced, to_json};
pub use number::{Hundredths, Tenths};
pub use score_card::{
    AnswerView, ChangeView, MeasureView, NextGradeView, RaiseView, ScoreBreakdownView,
    ScoreCardView, SectionView,
};
pub use search::{
    CardView, CompactResultView, ExplainView, OriginView, ProfileView, RawView, ResultView,
    ResultsView, ScoreStatusWord, ScoreView, SearchAnswer, TermView, VersusView, WhyNotView,
};
pub use site::{
    AccreditationView, AddressView, CapabilitiesView, EquipmentView, HoursView, LocationView,
    OrganizationView, ServiceView, SiteCard,
};
pub use summary::{BinView, CountsByWord, CountsView, MarketView, SummaryView};
pub use why_not::{cause_detail, status_detail};
