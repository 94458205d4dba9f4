//! Request bodies, exactly as documented.
//!
//! Unknown and duplicate members are refused while reading. `null` counts as absent. The next step
//! checks words, dates and ranges, and collects all errors.

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
    /// ZIP code or ZIP+4. Distances start at the center of the ZIP code.
    #[schema(pattern = "^[0-9]{5}(-?[0-9]{4})?$", example = json!(null))]
    pub zip: Option<String>,
}

/// Needs of the patient. A capability that a site does not state counts as missing. `false` has the
/// same effect as leaving the member out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsBody {
    /// Shape of the bore. `wide` accepts wide or open bores, `open` accepts open ones only.
    #[schema(value_type = Option<NeededBoreWord>)]
    pub bore: Option<String>,
    /// Minimum field strength, in tesla.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub min_field_strength_t: Option<Number>,
    /// Minimum number of slices.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 100_000)]
    pub min_slices: Option<Number>,
    /// Weight of the patient in pounds, which the table must take.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100_000)]
    pub patient_weight_lb: Option<Number>,
    /// Minimum depth of sedation.
    #[schema(value_type = Option<SedationWord>)]
    pub sedation: Option<String>,
    /// Age of the patient in years, which the site must accept. A site that states no minimum age
    /// accepts patients from 18.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 130)]
    pub patient_age: Option<Number>,
    /// `true` requires that contrast is given.
    pub contrast: Option<bool>,
    /// `true` requires someone who can treat a reaction to contrast.
    pub contrast_reaction_cover: Option<bool>,
}

/// Conditions on the list.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiltersBody {
    /// Minimum score, with at most 1 decimal.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 100)]
    pub min_score: Option<Number>,
    /// Largest all-in amount in dollars, with at most 2 decimals. A site without a price does not
    /// qualify.
    #[schema(value_type = Option<f64>, minimum = 0, maximum = 10_000_000)]
    pub max_amount: Option<Number>,
    /// Bodies of which at least one accredits the modality on the service date.
    #[schema(value_type = Option<Vec<AccreditationBodyWord>>, max_items = 50)]
    pub accredited_by: Option<Vec<String>>,
    /// Languages that must all be spoken.
    #[schema(max_items = 50)]
    pub languages: Option<Vec<String>>,
    /// Days on all of which the site must be open.
    #[schema(value_type = Option<Vec<DayWord>>, max_items = 50)]
    pub open_on: Option<Vec<String>>,
    /// `true` requires wheelchair access.
    pub wheelchair_accessible: Option<bool>,
    /// Full name of the organization. Case and accents are ignored.
    pub organization: Option<String>,
    /// Registration ids to leave out. Unknown ids have no effect.
    #[schema(max_items = 200)]
    pub exclude: Option<Vec<String>>,
}

/// Weights of the ranking terms. A weight that is left out is that of the profile.
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

/// A search. One of `procedure`, `modality` and `text` is required. `procedure` and `modality`
/// exclude each other. `origin` is required unless the search is by `text` alone.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "audience": "ordering_provider", "origin": {"zip": "78701"}, "procedure": "73721", "network": "blue-choice-ppo",
    "radius_miles": 25, "limit": 20, "explain": true
}))]
pub struct SearchBody {
    /// Audience of the answer. It determines which members are shown.
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
    /// Network of the sites and prices.
    pub network: Option<String>,
    /// Radius in miles, with at most 2 decimals. `25` if left out.
    #[schema(value_type = Option<f64>, minimum = 0.1, maximum = 250)]
    pub radius_miles: Option<Number>,
    /// Widens the radius until this many sites qualify. `0` if left out.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 200)]
    pub min_results: Option<Number>,
    /// Largest radius to which it is widened, in miles, with at most 2 decimals. `100` if left out.
    #[schema(value_type = Option<f64>, minimum = 0.1, maximum = 250)]
    pub max_radius_miles: Option<Number>,
    /// Settings to offer. Free-standing and physician office if left out.
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
    /// First sort key. `relevance` requires `text`. `cost` requires `procedure` and `network`, and
    /// `member_cost` requires `benefits` as well. `best` if left out.
    #[schema(value_type = Option<SortWord>)]
    pub sort: Option<String>,
    /// Weights of the ranking terms.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub weights: Option<WeightsBody>,
    /// Ranking profile. `default` if left out.
    pub profile: Option<String>,
    /// Service date. Today (UTC) if left out.
    #[schema(format = Date, value_type = Option<String>, example = "2026-11-22")]
    pub as_of: Option<String>,
    /// Largest number of results on this page. `20` if left out.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 200)]
    pub limit: Option<Number>,
    /// `next_cursor` of an earlier page of the same request. `limit` may change between pages.
    #[schema(max_length = 1024)]
    pub cursor: Option<String>,
    /// Form of the results: `full` cards, or `compact` ones without address, hours, equipment and
    /// components. `full` if left out.
    #[schema(value_type = Option<SearchViewWord>)]
    pub view: Option<String>,
    /// Lists the terms behind each utility. `false` if left out.
    pub explain: Option<bool>,
    /// Adds a summary of everything that qualifies, over all pages. It has the market of prices,
    /// and the number of sites that each filter would leave. `false` if left out.
    pub summary: Option<bool>,
    /// Registration id of a site to compare every result with.
    pub compare_to: Option<String>,
    /// Registration ids of sites whose absence is to be explained.
    #[schema(max_items = 20)]
    pub why_not: Option<Vec<String>>,
    /// Benefits of the member's plan. With them, every result has the member's share of its price.
    /// Used for this answer and not stored.
    #[serde(default, deserialize_with = "super::json_object::optional")]
    pub benefits: Option<BenefitsBody>,
}
