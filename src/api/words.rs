//! Closed vocabularies as the `OpenAPI` document shows them: one schema per vocabulary, its words taken from the domain.

use nearsite_index::cost_sharing::{DeductibleUse, FamilyRule};
use nearsite_index::domain::{
    AccreditationBody, Audience, BodyRegion, Bore, Component, ComponentStatus, Contrast, DayOfWeek,
    Evidence, Laterality, Modality, OwnerType, Precision, Sedation, Setting, Status, Verdict,
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
    SedationWord = "Sedation", every!(Sedation), "Depth of sedation, shallow to deep.";
    AccreditationBodyWord = "AccreditationBody", every!(AccreditationBody), "A body that accredits imaging.";
    DayWord = "DayOfWeek", every!(DayOfWeek), "Day of the week.";
    OwnerTypeWord = "OwnerType", every!(OwnerType), "Who owns an organization.";
    PrecisionWord = "Precision", every!(Precision), "How exactly a site's point is known: as reported, or the centre of its ZIP code.";
    StatusWord = "RegistrationStatus", every!(Status), "Where a registration stands. Only `complete` sites are offered.";
    EvidenceWord = "Evidence", every!(Evidence), "What supports an amount, best first.";
    ComponentWord = "Component", every!(Component), "The part of an examination an amount pays for.";
    ComponentStatusWord = "ComponentStatus", every!(ComponentStatus), "How one component of a price is known.";
    ContrastWord = "Contrast", every!(Contrast), "Whether a procedure uses a contrast agent.";
    LateralityWord = "Laterality", every!(Laterality), "Whether a code speaks of one side of the body.";
    VerdictWord = "Verdict", every!(Verdict), "What became of one rate when prices were resolved.";
    FamilyRuleWord = "FamilyRule", every!(FamilyRule), "Which deductible counts: under `embedded` the person's or the family's, \
        whichever is met first; under `aggregate` the family's alone.";
    DeductibleUseWord = "DeductibleUse", every!(DeductibleUse), "Whether what is left of the deductible is paid before a copay or \
        coinsurance, or does not concern these exams.";
    SortWord = "Sort", ["best", "cost", "member_cost", "distance", "score", "relevance"], "First key of the order.";
}
