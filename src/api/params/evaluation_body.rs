//! The body of an evaluation, exactly as documented. The next step checks words, dates and ranges.

use super::number::Number;
use crate::api::vocabularies::{
    AudienceWord, FundingWord, LadderWord, LineOfBusinessWord, NeededSedationWord, OriginKindWord,
    UrgencyWord,
};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// The ordered procedures, and the coverage that pays for them.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBody {
    /// CPT or HCPCS codes from the catalog, each once. One site must do all of them.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 10, example = json!(["73721"]))]
    pub procedures: Option<Vec<String>>,
    /// The member's network.
    #[schema(value_type = String, example = "blue-choice-ppo")]
    pub network: Option<String>,
    /// Line of business.
    #[schema(value_type = LineOfBusinessWord)]
    pub line_of_business: Option<String>,
    /// State whose rules apply, two capital letters.
    #[schema(value_type = String, pattern = "^[A-Z]{2}$", example = "TX")]
    pub state: Option<String>,
    /// Party that carries the cost.
    #[schema(value_type = FundingWord)]
    pub funding: Option<String>,
    /// Day of the exam. Today (UTC) if left out.
    #[schema(format = Date, value_type = Option<String>, example = "2026-11-27")]
    pub service_date: Option<String>,
    /// Urgency of the exam. `routine` if left out.
    #[schema(value_type = Option<UrgencyWord>)]
    pub urgency: Option<String>,
    /// Place-of-service code of the order, two digits. If left out, the code that the site
    /// registered.
    #[schema(pattern = "^[0-9]{2}$", example = "22")]
    pub place_of_service: Option<String>,
}

/// The member: either `birth_date` or `age`. Neither is stored, logged or used beyond the answer.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberBody {
    /// Day of birth, not after the service date.
    #[schema(format = Date, value_type = Option<String>, example = "1980-01-01")]
    pub birth_date: Option<String>,
    /// Age in whole years on the service date.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 130)]
    pub age: Option<Number>,
    /// Weight in whole pounds. Required if `body_size` is true.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 100_000)]
    pub weight_lb: Option<Number>,
}

/// Origin of distances: either `lat` and `lon`, or `zip`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartBody {
    /// Latitude in WGS84 degrees.
    #[schema(value_type = Option<f64>, minimum = -90, maximum = 90)]
    pub lat: Option<Number>,
    /// Longitude in WGS84 degrees.
    #[schema(value_type = Option<f64>, minimum = -180, maximum = 180)]
    pub lon: Option<Number>,
    /// ZIP code or ZIP+4. Distances start at the center of the ZIP code.
    #[schema(pattern = "^[0-9]{5}(-?[0-9]{4})?$", example = "78701")]
    pub zip: Option<String>,
    /// Kind of the origin. `home` if left out.
    #[schema(value_type = Option<OriginKindWord>)]
    pub kind: Option<String>,
}

/// The site that the order names: either `registration_id` or `npi`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteBody {
    /// Public name of the registration.
    #[schema(example = "OPT-0000777")]
    pub registration_id: Option<String>,
    /// An NPI that only this site lists.
    pub npi: Option<String>,
}

/// The site for which a fact is true.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactAtBody {
    /// Registration id of the site.
    #[schema(example = "OPT-0000777")]
    pub site: String,
}

/// Statement about a fact that may name a site: `true` at the requested site, `false`, or the site
/// for which it is true.
// The reader is written by hand, so that an error names its member. The serialization gives the
// schema its shape.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum StatedBody {
    /// True at the requested site, or false.
    Plain(bool),
    /// True at this site.
    At(FactAtBody),
}

struct StatedVisitor;

impl<'de> Visitor<'de> for StatedVisitor {
    type Value = StatedBody;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or an object with a site")
    }

    fn visit_bool<E: Error>(self, holds: bool) -> Result<StatedBody, E> {
        Ok(StatedBody::Plain(holds))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StatedBody, A::Error> {
        FactAtBody::deserialize(MapAccessDeserializer::new(map)).map(StatedBody::At)
    }
}

impl<'de> Deserialize<'de> for StatedBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatedVisitor)
    }
}

/// Clinical facts: true, false, or not stated (left out or null).
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactsBody {
    /// True if moderate or deeper sedation, or general anesthesia, is needed.
    pub sedation_need: Option<bool>,
    /// True if the exam is planned with a contrast agent.
    pub contrast_planned: Option<bool>,
    /// True if there is a known allergy to that agent or its class.
    pub contrast_allergy: Option<bool>,
    /// True if obstetric observation is needed.
    pub obstetric_observation: Option<bool>,
    /// True if perinatology services are needed.
    pub perinatology: Option<bool>,
    /// Earlier studies of this condition at a site.
    pub prior_studies: Option<StatedBody>,
    /// Imaging before surgery at a site.
    pub preoperative: Option<StatedBody>,
    /// Imaging after surgery at a site.
    pub postoperative: Option<StatedBody>,
    /// True if transplant services at an approved facility are needed.
    pub transplant: Option<bool>,
    /// True if a closed magnet would set off claustrophobia.
    pub claustrophobia: Option<bool>,
    /// True if a closed magnet is unsafe, not tolerated or not practical, for any reason.
    pub closed_bore_unsafe: Option<bool>,
    /// True if equipment for a very small or very large body is needed. Requires
    /// `member.weight_lb`.
    pub body_size: Option<bool>,
    /// True if a chronic disease or cancer is followed.
    pub chronic_disease: Option<bool>,
    /// True if comparison with earlier studies, subspecialty reading or coordinated care is needed.
    pub comparison_needed: Option<bool>,
    /// True if a delay, or another place, would harm the patient.
    pub delay_harmful: Option<bool>,
    /// True if only hospitals offer the service.
    pub hospital_only_service: Option<bool>,
    /// True if there is an active infection with the virus of COVID-19.
    pub active_covid: Option<bool>,
}

/// The distance standard that the plan set, if the policy leaves it open: either `miles` or
/// `ladder`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessBody {
    /// Straight-line miles, with at most 2 decimals.
    #[schema(value_type = Option<f64>, minimum = 0.1, maximum = 250, example = 25)]
    pub miles: Option<Number>,
    /// The federal ladder of minutes and miles by the type of county.
    #[schema(value_type = Option<LadderWord>)]
    pub ladder: Option<String>,
}

/// An order to be evaluated against the policy in force on its service date.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "audience": "reviewer", "payer": "cigna",
    "order": {"procedures": ["73721"], "network": "blue-choice-ppo", "line_of_business": "large_group", "state": "TX",
              "funding": "fully_insured"},
    "member": {"birth_date": "1980-01-01"}, "origin": {"zip": "78701"}, "site": {"registration_id": "OPT-0000777"},
    "facts": {"sedation_need": true, "claustrophobia": false}, "access": {"miles": 25}
}))]
pub struct EvaluationBody {
    /// Audience of the answer: `ordering_provider` or `reviewer`.
    #[schema(value_type = AudienceWord)]
    pub audience: Option<String>,
    /// Payer.
    #[schema(value_type = String, example = "cigna")]
    pub payer: Option<String>,
    /// The program. `imaging-site-of-care` if left out.
    pub programme: Option<String>,
    /// The ordered procedures.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    #[schema(value_type = OrderBody)]
    pub order: Option<OrderBody>,
    /// The member.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    #[schema(value_type = MemberBody)]
    pub member: Option<MemberBody>,
    /// Origin of distances.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    #[schema(value_type = StartBody)]
    pub origin: Option<StartBody>,
    /// The site that the order names.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    #[schema(value_type = SiteBody)]
    pub site: Option<SiteBody>,
    /// Clinical facts.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub facts: Option<FactsBody>,
    /// Depth of the sedation needed. `moderate` if left out.
    #[schema(value_type = Option<NeededSedationWord>)]
    pub sedation: Option<String>,
    /// The distance standard that the plan set, only if the policy leaves it open.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub access: Option<AccessBody>,
    /// Number of alternates on the page. `10` if left out.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 200)]
    pub limit: Option<Number>,
}
