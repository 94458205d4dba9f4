//! The shape of the answer to a search; how it is made is in [`super::answer`].

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
    /// Origin of distances; null in a search by text alone without an origin, like the radius.
    pub(super) origin: Option<OriginView>,
    /// Radius in force.
    pub(super) radius_miles: Option<Hundredths>,
    /// Radius in force.
    pub(super) radius_metres: Option<i64>,
    /// True if the radius grew to reach `min_results`.
    pub(super) widened: bool,
    /// Sites that qualify, over all pages.
    pub(super) total: u32,
    /// Median amount the cost term refers to; null where cost is out of play or fewer than three
    /// sites have a price.
    pub(super) reference_amount: Option<Hundredths>,
    /// Ranking profile in force; `custom` when weights were given.
    pub(super) profile: ProfileView<'a>,
    /// The page.
    pub(super) results: ResultsView<'a>,
    /// Card of the site compared with.
    pub(super) compared: Option<CardView<'a>>,
    /// Answers to `why_not`, in the order asked.
    pub(super) why_not: Vec<WhyNotView<'a>>,
    /// Cursor of the next page; null on the last one.
    pub(super) next_cursor: Option<String>,
    /// Remarks on the whole answer: `radius-widened`.
    pub(super) notices: Vec<&'static str>,
    /// If no site qualifies: number of sites within the final radius by the first cause of their
    /// absence. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, u32>>, example = json!({"network": 3, "filter:open_on": 1}))]
    pub(super) causes: Option<CountsByWord<'static>>,
    /// If no site qualifies: the nearest site that would qualify but for its distance, or null.
    /// Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<CardView>)]
    pub(super) nearest: Option<OrNull<CardView<'a>>>,
    /// Summary of everything that qualifies; absent unless asked for.
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

/// Results of a page, in the form asked for.
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
    /// Place in the whole list, from 1, over all pages.
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
    /// Distance in miles; null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in meters; null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price, without components.
    #[schema(value_type = CompactCostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of it; null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
    /// Weighted mean of the terms in play, in parts per million; null if only the text ranks.
    #[schema(example = 812_345)]
    pub(super) utility: Option<i64>,
    /// The terms behind the utility; absent unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explain: Option<ExplainView>,
    /// Result minus the site compared with; null without one.
    pub(super) versus: Option<VersusView>,
    /// Notices, as in a full result.
    pub(super) notices: Vec<&'static str>,
}

/// One result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultView<'a> {
    /// Place in the whole list, from 1, over all pages.
    pub(super) rank: u32,
    /// The site.
    #[schema(value_type = SiteCard)]
    pub(super) site: Spliced<'a>,
    /// Distance in miles; null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in metres; null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price.
    #[schema(value_type = CostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of it; null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
    /// Weighted mean of the terms in play, in parts per million; null when nothing ranks but the
    /// text.
    #[schema(example = 812_345)]
    pub(super) utility: Option<i64>,
    /// The terms behind the utility, when asked for.
    pub(super) explain: Option<ExplainView>,
    /// Result minus the site compared with, when asked for.
    pub(super) versus: Option<VersusView>,
    /// Notices: `ranked-as-median` if cost is in play and the price is missing;
    /// `professional-fee-not-included` with a member's share if the reader's fee is not known and
    /// comes on top.
    pub(super) notices: Vec<&'static str>,
}

/// The site compared with: its card as in results, without rank and utility.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardView<'a> {
    /// The site.
    #[schema(value_type = SiteCard)]
    pub(super) site: Spliced<'a>,
    /// Distance in miles; null without an origin.
    pub(super) distance_miles: Option<Hundredths>,
    /// Distance in metres; null without an origin.
    pub(super) distance_metres: Option<i64>,
    /// Its score.
    #[schema(value_type = ScoreView)]
    pub(super) score: Spliced<'a>,
    /// Its price.
    #[schema(value_type = CostView)]
    pub(super) cost: Spliced<'a>,
    /// The member's share of it; null without a price, absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<MemberCostView>)]
    pub(super) member_cost: Option<OrNull<MemberCostView>>,
}

/// Visibility of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ScoreStatus)]
pub enum ScoreStatusWord {
    /// There is one.
    Shown,
    /// The modality is scored, this site is not.
    Missing,
    /// Scores of this modality are not shown to this audience, whether there is one or not.
    NotDisplayed,
    /// The modality is never scored.
    NotScored,
}

/// A modality score.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreView {
    /// Visibility of the score.
    pub(super) status: ScoreStatusWord,
    /// Points from 0 to 100 with one decimal; only with `shown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 91.3)]
    pub(super) value: Option<Tenths>,
    /// A from 88, B from 76, else C; only with `shown`.
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
    /// The value as the card shows it; null for a missing cost.
    #[schema(value_type = Option<f64>, example = 91.3)]
    pub(super) raw: Option<RawView>,
    /// `points`, `usd` or `miles`.
    #[schema(example = "points")]
    pub(super) unit: &'static str,
    /// The term, in parts per million.
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

/// Result minus compared site; null where a side is missing, hidden or out of play.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersusView {
    /// Difference of the amounts, in dollars.
    pub(super) amount: Option<Hundredths>,
    /// Difference of what the member pays, in dollars; absent without `benefits`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Hundredths>)]
    pub(super) member_cost: Option<OrNull<Hundredths>>,
    /// Difference of the distances.
    pub(super) distance_miles: Option<Hundredths>,
    /// Difference of the scores, in points.
    pub(super) score: Option<f64>,
}

/// Reason for a site's presence in or absence from the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyNotView<'a> {
    /// The id, as asked.
    pub(super) registration_id: &'a str,
    /// First cause of absence; null when the site qualifies, `unknown` when there is no such site.
    #[schema(example = "need:sedation")]
    pub(super) cause: Option<&'static str>,
    /// Its rank over all pages, when it qualifies.
    pub(super) rank: Option<u32>,
    /// The cause in a sentence about the request's own terms.
    pub(super) detail: Cow<'static, str>,
}
