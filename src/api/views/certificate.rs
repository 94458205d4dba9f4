//! The shape of a certificate as the description of the API shows it. The engine writes
//! certificates; nothing here does.

use crate::api::params::FactsBody;
use crate::api::vocabularies::{
    AccessMetricWord, BoreWord, CountyTypeWord, CriterionStatusWord, FactWord, FundingWord,
    LadderWord, LineOfBusinessWord, NeededSedationWord, OriginKindWord, OutcomeWord, UrgencyWord,
};
use utoipa::ToSchema;

/// Access certificate: compact JSON with its members in this order. `digest` is the BLAKE3 hash of
/// the same object without it.
#[derive(Debug, ToSchema)]
pub struct CertificateView {
    /// Format of the certificate.
    #[schema(example = 1)]
    pub format: u32,
    /// Id of the snapshot it was computed from.
    pub snapshot: String,
    /// Service date.
    #[schema(format = Date)]
    pub as_of: String,
    /// The policy it was computed under.
    pub policy: CertifiedPolicyView,
    /// Ranking profile in force.
    pub profile: CertifiedProfileView,
    /// The order.
    pub order: CertifiedOrderView,
    /// Origin of distances.
    pub origin: CertifiedOriginView,
    /// The distance standard in force.
    pub access: CertifiedAccessView,
    /// The standard in metres, half-up.
    pub radius_metres: i64,
    /// Requirements for alternates.
    pub needs: CertifiedNeedsView,
    /// Every site within the radius that can do the order, by distance, then id.
    pub alternates: Vec<CertifiedAlternateView>,
    /// Every other site within the radius, by distance, then id.
    pub excluded: Vec<CertifiedExcludedView>,
    /// True if there is no alternate.
    pub none_exists: bool,
    /// Outcome of the review.
    #[schema(value_type = OutcomeWord)]
    pub outcome: String,
    /// Every criterion and what is known of it.
    pub criteria: Vec<CertifiedCriterionView>,
    /// Facts whose answer can still change the outcome.
    #[schema(value_type = Vec<FactWord>)]
    pub questions: Vec<String>,
    /// BLAKE3, hexadecimal, of the bytes of everything before: this object without `digest`.
    pub digest: String,
}

/// The policy of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedPolicyView {
    /// Public name.
    pub id: String,
    /// The publisher's number and version.
    pub version: String,
    /// BLAKE3 of its content.
    pub digest: String,
}

/// The ranking profile of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedProfileView {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The order of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedOrderView {
    /// CPT or HCPCS codes.
    pub procedures: Vec<String>,
    /// The member's network.
    pub network: String,
    /// Payer.
    pub payer: String,
    /// The programme.
    pub programme: String,
    /// Line of business.
    #[schema(value_type = LineOfBusinessWord)]
    pub line_of_business: String,
    /// State whose rules apply.
    pub state: String,
    /// Party that carries the cost.
    #[schema(value_type = FundingWord)]
    pub funding: String,
    /// Day of the exam.
    #[schema(format = Date)]
    pub service_date: String,
    /// Urgency.
    #[schema(value_type = UrgencyWord)]
    pub urgency: String,
    /// Age in whole years on the service date.
    pub age: u32,
    /// Weight in pounds, where stated.
    pub weight_lb: Option<u32>,
    /// Depth of sedation, where stated.
    #[schema(value_type = Option<NeededSedationWord>)]
    pub sedation: Option<String>,
    /// Registration id of the site asked for.
    pub site: String,
    /// Place of service of the order, where stated.
    pub place_of_service: Option<String>,
    /// Facts stated.
    pub facts: FactsBody,
    /// The distance standard that came with the order.
    pub access: Option<CertifiedStatedAccessView>,
}

/// A distance standard that came with the order: one of the two.
#[derive(Debug, ToSchema)]
pub struct CertifiedStatedAccessView {
    /// Straight-line miles, as text with two decimals.
    #[schema(value_type = Option<String>, example = "25.00")]
    pub miles: String,
    /// A ladder.
    #[schema(value_type = Option<LadderWord>)]
    pub ladder: String,
}

/// The origin of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedOriginView {
    /// Latitude, as used.
    pub lat: f64,
    /// Longitude, as used.
    pub lon: f64,
    /// `coordinates` or `zip_centroid`.
    #[schema(example = "zip_centroid")]
    pub source: String,
    /// The ZIP code asked with.
    pub zip: Option<String>,
    /// Kind of the origin.
    #[schema(value_type = OriginKindWord)]
    pub kind: String,
    /// Type of the county, where the standard goes by it.
    #[schema(value_type = Option<CountyTypeWord>)]
    pub county_type: Option<String>,
}

/// The distance standard of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedAccessView {
    /// Metric in which it is stated.
    #[schema(value_type = AccessMetricWord)]
    pub metric: String,
    /// Straight-line miles, as text with two decimals.
    #[schema(example = "10.00")]
    pub miles: String,
    /// Minutes on the road, where the standard states them.
    pub minutes: Option<u32>,
    /// Always false: minutes are stated, never measured.
    pub minutes_measured: bool,
    /// Fewest alternates that make a redirect possible.
    pub min_alternates: u32,
    /// Source key of the standard; `order` where it came with the order.
    pub source: String,
}

/// Needs as a search states them; those not asked for are left out.
#[derive(Debug, ToSchema)]
pub struct CertifiedNeedsView {
    /// Shape of the bore, asked of an MRI.
    #[schema(value_type = Option<BoreWord>)]
    pub bore: Option<String>,
    /// A table for this weight, in pounds.
    pub patient_weight_lb: Option<u32>,
    /// At least this depth of sedation.
    #[schema(value_type = Option<NeededSedationWord>)]
    pub sedation: Option<String>,
    /// A site that takes patients of this age.
    pub patient_age: u32,
    /// Contrast is given.
    pub contrast: Option<bool>,
}

/// A site that can do the order.
#[derive(Debug, ToSchema)]
pub struct CertifiedAlternateView {
    /// Registration id.
    pub registration_id: String,
    /// Distance in whole metres.
    pub metres: i64,
}

/// A site that cannot.
#[derive(Debug, ToSchema)]
pub struct CertifiedExcludedView {
    /// Registration id.
    pub registration_id: String,
    /// Distance in whole metres.
    pub metres: i64,
    /// The first cause of the first procedure it fails, as in `why_not` of a search.
    #[schema(example = "need:sedation")]
    pub cause: String,
}

/// A criterion of a certificate.
#[derive(Debug, ToSchema)]
pub struct CertifiedCriterionView {
    /// Its key.
    pub key: String,
    /// Status of the criterion.
    #[schema(value_type = CriterionStatusWord)]
    pub status: String,
}
