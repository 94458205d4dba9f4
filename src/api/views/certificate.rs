//! The shape of certificates for the `OpenAPI` document. The engine writes the certificates
//! themselves.

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
    /// The distance standard in meters, rounded half up.
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
    /// Every criterion and its status.
    pub criteria: Vec<CertifiedCriterionView>,
    /// Facts whose answer can still change the outcome.
    #[schema(value_type = Vec<FactWord>)]
    pub questions: Vec<String>,
    /// BLAKE3 hash of this object without `digest`, in hexadecimal.
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
    /// The program.
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
    /// Weight in pounds, if stated.
    pub weight_lb: Option<u32>,
    /// Depth of sedation, if stated.
    #[schema(value_type = Option<NeededSedationWord>)]
    pub sedation: Option<String>,
    /// Registration id of the requested site.
    pub site: String,
    /// Place of service of the order, if stated.
    pub place_of_service: Option<String>,
    /// Facts stated.
    pub facts: FactsBody,
    /// The distance standard that came with the order.
    pub access: Option<CertifiedStatedAccessView>,
}

/// A distance standard that came with the order: either `miles` or `ladder`.
#[derive(Debug, ToSchema)]
pub struct CertifiedStatedAccessView {
    /// Straight-line miles, as text with two decimals.
    #[schema(value_type = Option<String>, example = "25.00")]
    pub miles: String,
    /// A ladder of minutes and miles by the type of county.
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
    /// The ZIP code in the request.
    pub zip: Option<String>,
    /// Kind of the origin.
    #[schema(value_type = OriginKindWord)]
    pub kind: String,
    /// Type of the county, if the standard depends on it.
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
    /// Minutes on the road, if the standard states them.
    pub minutes: Option<u32>,
    /// Always false. Minutes are stated, never measured.
    pub minutes_measured: bool,
    /// Fewest alternates that make a redirect possible.
    pub min_alternates: u32,
    /// Source key of the standard. `order` if it came with the order.
    pub source: String,
}

/// Needs as in a search. Needs that do not apply are left out.
#[derive(Debug, ToSchema)]
pub struct CertifiedNeedsView {
    /// Shape of the bore, for an MRI.
    #[schema(value_type = Option<BoreWord>)]
    pub bore: Option<String>,
    /// Weight in pounds that the table must take.
    pub patient_weight_lb: Option<u32>,
    /// Minimum depth of sedation.
    #[schema(value_type = Option<NeededSedationWord>)]
    pub sedation: Option<String>,
    /// Age in years that the site must accept.
    pub patient_age: u32,
    /// `true` if contrast must be given.
    pub contrast: Option<bool>,
}

/// A site that can do the order.
#[derive(Debug, ToSchema)]
pub struct CertifiedAlternateView {
    /// Registration id.
    pub registration_id: String,
    /// Distance in whole meters.
    pub metres: i64,
}

/// A site that cannot do the order.
#[derive(Debug, ToSchema)]
pub struct CertifiedExcludedView {
    /// Registration id.
    pub registration_id: String,
    /// Distance in whole meters.
    pub metres: i64,
    /// First cause for the first procedure that it cannot do, as in `why_not` of a search.
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
