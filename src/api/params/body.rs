//! Request bodies, exactly as documented. Unknown and duplicate members are refused while reading;
//! `null` counts as absent. Words, dates and ranges are checked in the next step, which collects
//! all errors.

use super::benefits::BenefitsBody;
use super::number::Number;
use crate::api::vocabularies::{
    AccreditationBodyWord, AudienceWord, DayWord, ModalityWord, NeededBoreWord, SearchViewWord,
    SedationWord, SettingWord, SortWord,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Origin of distances: either `lat` and `lon`, or `zip`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OriginBody {
    /// Latitude in WGS84 degrees.
    #[schema(value_type = Option<f64>, minimum = -90, maximum = 90, example = 30.27)]
    pub lat: Option<Number>,
    /// Longitude in WGS84 degrees.
    #[schema(value_type = Option<f64>, minimum = -180, maximum = 180, example = -97.74)]
    pub lon: Option<Number>,
    /// ZIP code or ZIP+4; distances start at the centre of the ZIP code.
    #[schema(pattern = "^[0-9]{5}(-?[0-9]{4})?$", example = json!(null))]
    pub zip: Option<String>,
}

/// Needs of the patient. What a site does not state is not met; `false` is as if left out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsBody {
    /// `wide` takes wide or open bores, `open` takes open ones.
    #[schema(value_type = Option<NeededBoreWord>)]
    pub bore: Option<String>,
    /// At least this field strength, in tesla.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub min_field_strength_t: Option<Number>,
    /// At least this many slices.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 100_000)]
    pub min_slices: Option<Number>,
    /// A table that takes this weight, in pounds.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100_000)]
    pub patient_weight_lb: Option<Number>,
    /// At least this depth of sedation.
    #[schema(value_type = Option<SedationWord>)]
    pub sedation: Option<String>,
    /// A site that takes patients of this age, in years. A site that states no least age takes
    /// patients from 18.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 130)]
    pub patient_age: Option<Number>,
    /// Contrast is given.
    pub contrast: Option<bool>,
    /// Someone who can treat a reaction to contrast is present.
    pub contrast_reaction_cover: Option<bool>,
}

/// Conditions on the list.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiltersBody {
    /// Least score, with at most 1 decimal.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub min_score: Option<Number>,
    /// Largest all-in amount in dollars, with at most 2 decimals; a site without a price fails.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 10_000_000)]
    pub max_amount: Option<Number>,
    /// Accredited for the modality by any of these on the service date.
    #[schema(value_type = Option<Vec<AccreditationBodyWord>>, max_items = 50)]
    pub accredited_by: Option<Vec<String>>,
    /// All of these languages are spoken.
    #[schema(max_items = 50)]
    pub languages: Option<Vec<String>>,
    /// Open on all of these days.
    #[schema(value_type = Option<Vec<DayWord>>, max_items = 50)]
    pub open_on: Option<Vec<String>>,
    /// `true` asks for wheelchair access.
    pub wheelchair_accessible: Option<bool>,
    /// The whole name of the organization, case and accents apart.
    pub organization: Option<String>,
    /// Registration ids to leave out; unknown ids have no effect.
    #[schema(max_items = 200)]
    pub exclude: Option<Vec<String>>,
}

/// Weights of the ranking terms; what is left out is the profile's.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightsBody {
    /// Weight of the modality score.
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 1000)]
    pub score: Option<Number>,
    /// Weight of the all-in cost.
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 1000)]
    pub cost: Option<Number>,
    /// Weight of the distance.
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 1000)]
    pub distance: Option<Number>,
}

/// A search. One of `procedure`, `modality` and `text` is required, `procedure` and `modality`
/// exclude each other; `origin` is required unless the request has text alone.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "audience": "ordering_provider", "origin": {"zip": "78701"}, "procedure": "73721", "network": "blue-choice-ppo",
    "radius_miles": 25, "limit": 20, "explain": true
}))]
pub struct SearchBody {
    /// Audience of the answer; decides what may be seen.
    #[schema(value_type = AudienceWord)]
    pub audience: Option<String>,
    /// Origin of distances.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub origin: Option<OriginBody>,
    /// CPT or HCPCS code from the catalog.
    #[schema(example = "73721")]
    pub procedure: Option<String>,
    /// Any procedure of one modality.
    #[schema(value_type = Option<ModalityWord>)]
    pub modality: Option<String>,
    /// Network whose sites and prices are meant.
    pub network: Option<String>,
    /// Radius in miles, with at most 2 decimals. `25` if left out.
    #[schema(value_type = Option<f64>, minimum = 0.1, maximum = 250)]
    pub radius_miles: Option<Number>,
    /// Widens the radius until this many sites qualify. `0` if left out.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 200)]
    pub min_results: Option<Number>,
    /// Never widens beyond this, in miles, with at most 2 decimals. `100` if left out.
    #[schema(value_type = Option<f64>, minimum = 0.1, maximum = 250)]
    pub max_radius_miles: Option<Number>,
    /// Settings to offer; free-standing and physician office when left out.
    #[schema(value_type = Option<Vec<SettingWord>>, min_items = 1, max_items = 50)]
    pub settings: Option<Vec<String>>,
    /// Needs of the patient.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub needs: Option<NeedsBody>,
    /// Conditions on the list.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub filters: Option<FiltersBody>,
    /// Words that must match: at most 256 characters and 16 words, with a letter or digit.
    #[schema(max_length = 256)]
    pub text: Option<String>,
    /// First key of the order. `relevance` needs `text`; `member_cost` needs `benefits` and, like
    /// `cost`, procedure and network. `best` if left out.
    #[schema(value_type = Option<SortWord>)]
    pub sort: Option<String>,
    /// Weights of the ranking terms.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub weights: Option<WeightsBody>,
    /// Ranking profile. `default` if left out.
    pub profile: Option<String>,
    /// Service date; today (UTC) when left out.
    #[schema(format = Date, value_type = Option<String>, example = "2026-11-22")]
    pub as_of: Option<String>,
    /// Results on this page. `20` if left out.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 200)]
    pub limit: Option<Number>,
    /// `next_cursor` of an earlier page of the same request; `limit` may change between pages.
    #[schema(max_length = 1024)]
    pub cursor: Option<String>,
    /// Form of the results: `full` cards, or `compact` ones without address, hours, equipment and
    /// components. `full` if left out.
    #[schema(value_type = Option<SearchViewWord>)]
    pub view: Option<String>,
    /// Lists the terms behind each utility. `false` if left out.
    pub explain: Option<bool>,
    /// Sums up everything that qualifies, over all pages: the market of prices, and how many sites
    /// each filter would leave. `false` if left out.
    pub summary: Option<bool>,
    /// Registration id of a site to compare every result with.
    pub compare_to: Option<String>,
    /// Registration ids of sites whose absence is to be explained.
    #[schema(max_items = 20)]
    pub why_not: Option<Vec<String>>,
    /// Benefits of the member's plan; every result then reports the member's share of its price.
    /// Used for this answer and not stored.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub benefits: Option<BenefitsBody>,
}
