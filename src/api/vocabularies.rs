//! Closed vocabularies as the `OpenAPI` document shows them: one schema per vocabulary, its words
//! taken from the domain.

use nearsite_domain::{
    AccreditationBody, Audience, BodyRegion, Bore, Component, ComponentStatus, Contrast, DayOfWeek,
    Evidence, Laterality, Modality, OwnerType, Precision, Sedation, Setting, Status, Verdict,
};
use nearsite_index::cost_sharing::{DeductibleUse, FamilyRule};
use nearsite_index::scorecard::Section;
use nearsite_index::site_of_care::{
    AccessMetric, ClockUnit, Contradiction, CountyType, CriterionStatus, Fact, Funding,
    LineOfBusiness, OriginKind, ReviewOutcome, ScopeReason, Urgency,
};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $shown:literal, $words:expr, $description:literal;)+) => {$(
        #[doc = $description]
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($description))
                    .enum_values(Some($words))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($shown)
            }
        }
    )+};
}

macro_rules! every {
    ($vocabulary:ty) => {
        <$vocabulary>::ALL.iter().map(|word| word.as_str())
    };
}

words! {
    AudienceWord = "Audience", every!(Audience), "Who an answer is for.";
    ModalityWord = "Modality", every!(Modality), "A kind of imaging. CTA counts as `ct`, MRA as `mri`.";
    SettingWord = "Setting", every!(Setting), "Where care is billed to take place.";
    BodyRegionWord = "BodyRegion", every!(BodyRegion), "A body region. `whole_body` implies no other.";
    BoreWord = "Bore", every!(Bore), "Shape of a magnet's bore.";
    NeededBoreWord = "NeededBore", every!(Bore).filter(|word| *word != Bore::Closed.as_str()), "Shape of bore a patient may need: `wide` is met by wide and open ones.";
    SedationWord = "Sedation", every!(Sedation), "Depth of sedation, shallow to deep.";
    AccreditationBodyWord = "AccreditationBody", every!(AccreditationBody), "A body that accredits imaging.";
    DayWord = "DayOfWeek", every!(DayOfWeek), "Day of the week.";
    OwnerTypeWord = "OwnerType", every!(OwnerType), "Who owns an organization.";
    PrecisionWord = "Precision", every!(Precision), "How exactly a site's point is known: as reported, or the center of its ZIP code, or of its town if the ZIP code has no residents.";
    StatusWord = "RegistrationStatus", every!(Status), "Status of a registration. Only `complete` sites are offered.";
    EvidenceWord = "Evidence", every!(Evidence), "What supports an amount, best first.";
    ComponentWord = "Component", every!(Component), "The part of an examination an amount pays for.";
    ComponentStatusWord = "ComponentStatus", every!(ComponentStatus), "How one component of a price is known.";
    ContrastWord = "Contrast", every!(Contrast), "Whether a procedure uses a contrast agent.";
    LateralityWord = "Laterality", every!(Laterality), "Whether a code speaks of one side of the body.";
    SectionWord = "ScoreSection", every!(Section), "What a measure of a score card is about: the first three count in the site score.";
    VerdictWord = "Verdict", every!(Verdict), "What became of one rate when prices were resolved.";
    LineOfBusinessWord = "LineOfBusiness", every!(LineOfBusiness), "Line of business. The first three are commercial.";
    FundingWord = "Funding", every!(Funding), "Who bears the cost.";
    UrgencyWord = "Urgency", every!(Urgency), "How soon an exam is needed.";
    OriginKindWord = "OriginKind", every!(OriginKind), "What an origin is: the member's home, or where care is received.";
    NeededSedationWord = "NeededSedation", ["moderate", "deep", "general"], "Depth of a sedation that is needed.";
    LadderWord = "Ladder", ["federal"], "A ladder of minutes and miles by the type of county.";
    FactWord = "Fact", every!(Fact), "A clinical fact a criterion may read.";
    OutcomeWord = "Outcome", every!(ReviewOutcome), "Outcome of a review, given the stated facts.";
    ScopeReasonWord = "ScopeReason", every!(ScopeReason), "Why an order is not reviewed; the first that applies, in this order.";
    CriterionStatusWord = "CriterionStatus", every!(CriterionStatus), "What is known of a criterion.";
    ContradictionWord = "Contradiction", every!(Contradiction), "A statement that contradicts how the site bills; it never decides.";
    AccessMetricWord = "AccessMetric", every!(AccessMetric), "How a distance standard is stated.";
    CountyTypeWord = "CountyType", every!(CountyType), "Type of a county, as network adequacy rules sort them.";
    ClockUnitWord = "ClockUnit", every!(ClockUnit), "Unit of a clock.";
    FamilyRuleWord = "FamilyRule", every!(FamilyRule), "Which deductible counts: under `embedded` the person's or the family's, \
        whichever is met first; under `aggregate` the family's alone.";
    DeductibleUseWord = "DeductibleUse", every!(DeductibleUse), "Whether what is left of the deductible is paid before a copay or \
        coinsurance, or does not concern these exams.";
    SearchViewWord = "SearchView", every!(crate::api::params::SearchView), "Form of the results of a search.";
    SortWord = "Sort", ["best", "cost", "member_cost", "distance", "score", "relevance"], "First key of the order.";
}
