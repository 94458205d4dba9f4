//! The shape of the answer to a search. [`super::answer`] makes it.

use super::cost::{CompactCostView, CostView};
use super::estimate::{MemberCostView, OrNull};
use super::json::Spliced;
use super::number::{Hundredths, Tenths};
use super::site::SiteCard;
use super::summary::{CountsByWord, SummaryView};
use crate::api::vocabularies::SettingWord;
use nearsite_domain::{Day, Grade, Setting};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// The answer to a search: one page of ranked sites.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchAnswer<'a> {
    /// Id of the snapshot that answered.
    pub(super) snapshot: &'a str,
    /// Service date.
    #[schema(value_type = String, format = Date)]
    pub(super) as_of: Day,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    pub(super) prices_as_of: Day,
    /// Origin of distances. Null in a search by text alone without an origin, like the radius.
    pub(super) origin: Option<OriginView>,
    /// Radius in force, in miles.
    pub(super) radius_miles: Option<Hundredths>,
    /// Radius in force, in meters.
    pub(super) radius_metres: Option<i64>,
    /// True if the radius grew to reach `min_results`.
    pub(super) widened: bool,
    /// Number of sites that qualify, over all pages.
    pub(super) total: u32,
    /// Median amount to which the cost term refers. Null if cost is not in play or fewer than three
    /// sites have a price.
    pub(super) reference_amount: Option<Hundredths>,
    /// Ranking profile in force. `custom` if weights were given.
    pub(super) profile: ProfileView<'a>,
    /// Results on this page.
    pub(super) results: ResultsView<'a>,
    /// Card of the site in `compare_to`.
    pub(super) compared: Option<CardView<'a>>,
    /// Answers to `why_not`, in the order of the request.
    pub(super) why_not: Vec<WhyNotView<'a>>,
    /// Cursor of the next page. Null on the last one.
    pub(super) next_cursor: Option<String>,
    /// Remarks on the whole answer: `radius-widened`.
    pub(super) notices: Vec<&'static str>,
    /// Number of sites within the final radius by the first cause of their absence. Present only if
    /// no site qualifies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, u32>>, example = json!({"network": 3, "filter:open_on": 1}))]
    pub(super) causes: Option<CountsByWord<'static>>,
    /// Nearest site that would qualify except for its distance, or null. Present only if no site
    /// qualifies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<CardView>)]
    pub(super) nearest: Option<OrNull<CardView<'a>>>,
    /// Summary of everything that qualifies. Absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<SummaryView<'a>>,
}

/// Origin of distances.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginView {
    /// Latitude, as used.
    pub(super) lat: f64,
    /// Longitude, as used.
    pub(super) lon: f64,
    /// `coordinates` as sent, or `zip_centroid`.
    #[schema(example = "zip_centroid")]
    pub(super) source: &'static str,
}

/// A ranking profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView<'a> {
    /// Its name.
    #[schema(example = "default")]
    pub(super) name: &'a str,
    /// Its version.
    #[schema(example = "1")]
    pub(super) version: &'a str,
}

/// Results of a page, in the requested form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ResultsView<'a> {
    /// Results with whole cards (`"view": "full"`).
    Full(Vec<ResultView<'a>>),
    /// Results with the names and figures of a list (`"view": "compact"`).
    Compact(Vec<CompactResultView<'a>>),
}

/// One result with the names and figures of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompactResultView<'a> {
    /// Position in the whole list, from 1, over all pages.
    pub(super) rank: u32,
    /// Public name of the registration.
    #[schema(example = "OPT-0012345")]
    pub(super) registration_id: &'a str,
    /// Name of the site.
    #[schema(value_type = String)]
    pub(super) name: Spliced<'a>,
    /// Setting in which care is billed.
    #[schema(value_type = SettingWord)]
    pub(super) setting: Setting,
    /// Distance in miles. Null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in meters. Null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price, without components.
    #[schema(value_type = CompactCostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of the price. Null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
    /// Weighted mean of the terms in play, in parts per million. Null if only the text ranks.
    #[schema(example = 812_345)]
    pub(super) utility: Option<i64>,
    /// Terms behind the utility. Absent unless requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explain: Option<ExplainView>,
    /// Result minus the compared site. Null without one.
    pub(super) versus: Option<VersusView>,
    /// Notices, as in a full result.
    pub(super) notices: Vec<&'static str>,
}

/// One result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultView<'a> {
    /// Position in the whole list, from 1, over all pages.
    pub(super) rank: u32,
    /// The site.
    #[schema(value_type = SiteCard)]
    pub(super) site: Spliced<'a>,
    /// Distance in miles. Null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in meters. Null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price.
    #[schema(value_type = CostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of the price. Null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
    /// Weighted mean of the terms in play, in parts per million. Null if only the text ranks.
    #[schema(example = 812_345)]
    pub(super) utility: Option<i64>,
    /// Terms behind the utility. Null unless requested.
    pub(super) explain: Option<ExplainView>,
    /// Result minus the compared site. Null without one.
    pub(super) versus: Option<VersusView>,
    /// Notices. `ranked-as-median` if cost is in play and the price is missing.
    /// `professional-fee-not-included` with a member's share if the reader's fee is not known and
    /// comes on top.
    pub(super) notices: Vec<&'static str>,
}

/// Card of a site as in results, without rank and utility.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardView<'a> {
    /// The site.
    #[schema(value_type = SiteCard)]
    pub(super) site: Spliced<'a>,
    /// Distance in miles. Null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in meters. Null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price.
    #[schema(value_type = CostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of the price. Null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
}

/// Visibility of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ScoreStatus)]
pub enum ScoreStatusWord {
    /// The score is shown.
    Shown,
    /// The modality is scored, but this site is not.
    Missing,
    /// Scores of this modality are never shown to this audience.
    NotDisplayed,
    /// The modality is never scored.
    NotScored,
}

/// A modality score.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreView {
    /// Visibility of the score.
    pub(super) status: ScoreStatusWord,
    /// Points from 0 to 100 with one decimal. Only with `shown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 91.3)]
    pub(super) value: Option<Tenths>,
    /// A from 88, B from 76, else C. Only with `shown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "A")]
    pub(super) grade: Option<Grade>,
}

/// The terms of one utility. Their contributions add up to it exactly.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExplainView {
    /// The terms in play.
    pub(super) terms: Vec<TermView>,
}

/// One term of a utility.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermView {
    /// `score`, `cost` or `distance`.
    #[schema(example = "score")]
    pub(super) term: &'static str,
    /// The value as the card shows it. Null for a missing cost.
    #[schema(value_type = Option<f64>, example = 91.3)]
    pub(super) raw: Option<RawView>,
    /// `points`, `usd` or `miles`.
    #[schema(example = "points")]
    pub(super) unit: &'static str,
    /// The term in parts per million.
    #[schema(example = 913_000)]
    pub(super) ppm: i64,
    /// Its weight, as given.
    #[schema(example = 400)]
    pub(super) weight: i64,
    /// Its part of the utility.
    #[schema(example = 365_200)]
    pub(super) contribution: i64,
}

/// A term's value: points have one decimal, dollars and miles have two.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum RawView {
    /// Points.
    Points(Tenths),
    /// Dollars or miles.
    Hundredths(Hundredths),
}

/// Result minus the compared site. Null if a side is missing, hidden or out of play.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersusView {
    /// Difference of the amounts, in dollars.
    pub(super) amount: Option<Hundredths>,
    /// Difference of what the member pays, in dollars. Absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Hundredths>)]
    pub(super) member_cost: Option<OrNull<Hundredths>>,
    /// Difference of the distances, in miles.
    pub(super) distance_miles: Option<Hundredths>,
    /// Difference of the scores, in points.
    pub(super) score: Option<f64>,
}

/// Reason for a site's presence in or absence from the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyNotView<'a> {
    /// The id in the request.
    pub(super) registration_id: &'a str,
    /// First cause of absence. Null if the site qualifies, `unknown` if there is no such site.
    #[schema(example = "need:sedation")]
    pub(super) cause: Option<&'static str>,
    /// Rank over all pages, if the site qualifies.
    pub(super) rank: Option<u32>,
    /// The cause in a sentence about the request's own terms.
    pub(super) detail: Cow<'static, str>,
}
