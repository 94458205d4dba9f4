//! The answer to a search.

use super::cost::CostView;
use super::number::Hundredths;
use super::site::SiteCard;
use super::why_not::detail;
use crate::api::cards::Cards;
use crate::api::cursor::{CursorKey, Position};
use nearsite_index::domain::{Day, Grade, ScoreTenths};
use nearsite_index::search::{
    Card, Hit, OriginSource, SearchRequest, SearchResponse, ShownCost, ShownScore, Standing, Term, TermShare, UsedOrigin, Versus, WhyNot,
};
use nearsite_index::snapshot::{OpenError, Snapshot};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use utoipa::ToSchema;

/// Stands on a result whose missing price ranks as the median.
const RANKED_AS_MEDIAN: &str = "ranked-as-median";
/// Stands on an answer whose radius grew.
const RADIUS_WIDENED: &str = "radius-widened";

/// The answer to a search: one page of ranked sites.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchAnswer<'a> {
    /// Id of the snapshot that answered.
    snapshot: &'a str,
    /// Service date.
    #[schema(value_type = String, format = Date)]
    as_of: Day,
    /// Date the prices were resolved on.
    #[schema(value_type = String, format = Date)]
    prices_as_of: Day,
    /// Where distances start; null in a search by text alone without an origin, like the radius.
    origin: Option<OriginView>,
    /// Radius in force.
    radius_miles: Option<Hundredths>,
    /// Radius in force.
    radius_metres: Option<i64>,
    /// Whether the radius grew to reach `min_results`.
    widened: bool,
    /// Sites that qualify, over all pages.
    total: u32,
    /// Median amount the cost term refers to; null where cost is out of play or fewer than three sites have a price.
    reference_amount: Option<Hundredths>,
    /// Ranking profile in force; `custom` when weights were given.
    profile: ProfileView<'a>,
    /// The page.
    results: Vec<ResultView<'a>>,
    /// Card of the site compared with.
    compared: Option<CardView<'a>>,
    /// Answers to `why_not`, in the order asked.
    why_not: Vec<WhyNotView<'a>>,
    /// Cursor of the next page; null on the last one.
    next_cursor: Option<String>,
    /// Remarks on the whole answer: `radius-widened`.
    notices: Vec<&'static str>,
}

/// Where distances start.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginView {
    /// Latitude, as used.
    lat: f64,
    /// Longitude, as used.
    lon: f64,
    /// `coordinates` as sent, or `zip_centroid`.
    #[schema(example = "zip_centroid")]
    source: &'static str,
}

/// A ranking profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView<'a> {
    /// Its name.
    #[schema(example = "default")]
    name: &'a str,
    /// Its version.
    #[schema(example = "1")]
    version: &'a str,
}

/// One result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultView<'a> {
    /// Place in the whole list, from 1, over all pages.
    rank: u32,
    /// The site.
    #[schema(value_type = SiteCard)]
    site: Cow<'a, RawValue>,
    /// Distance in miles; null without an origin.
    distance_miles: Option<Hundredths>,
    /// Distance in metres; null without an origin.
    distance_metres: Option<i64>,
    /// Its score.
    score: ScoreView,
    /// Its price.
    cost: CostView<'a>,
    /// Weighted mean of the terms in play, in parts per million; null when nothing ranks but the text.
    #[schema(example = 812_345)]
    utility: Option<i64>,
    /// The terms behind the utility, when asked for.
    explain: Option<ExplainView>,
    /// Result minus the site compared with, when asked for.
    versus: Option<VersusView>,
    /// Remarks: `ranked-as-median` when cost is in play and the price is missing.
    notices: Vec<&'static str>,
}

/// The site compared with: its card as in results, without rank and utility.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardView<'a> {
    /// The site.
    #[schema(value_type = SiteCard)]
    site: Cow<'a, RawValue>,
    /// Distance in miles; null without an origin.
    distance_miles: Option<Hundredths>,
    /// Distance in metres; null without an origin.
    distance_metres: Option<i64>,
    /// Its score.
    score: ScoreView,
    /// Its price.
    cost: CostView<'a>,
}

/// Whether and how a score is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
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
    /// Whether and how it is shown.
    status: ScoreStatusWord,
    /// Points from 0 to 100 with one decimal; only beside `shown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 91.3)]
    value: Option<f64>,
    /// A from 88, B from 76, else C; only beside `shown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "A")]
    grade: Option<Grade>,
}

/// The terms of one utility. Their contributions add up to it exactly.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExplainView {
    /// The terms in play.
    terms: Vec<TermView>,
}

/// One term of a utility.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermView {
    /// `score`, `cost` or `distance`.
    #[schema(example = "score")]
    term: &'static str,
    /// The value as the card shows it; null for a missing cost.
    #[schema(value_type = Option<f64>, example = 91.3)]
    raw: Option<RawView>,
    /// `points`, `usd` or `miles`.
    #[schema(example = "points")]
    unit: &'static str,
    /// The term, in parts per million.
    #[schema(example = 913_000)]
    ppm: i64,
    /// Its weight, as given.
    #[schema(example = 400)]
    weight: i64,
    /// Its part of the utility.
    #[schema(example = 365_200)]
    contribution: i64,
}

/// A term's value: points have one decimal, dollars and miles have two.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum RawView {
    /// Points.
    Points(f64),
    /// Dollars or miles.
    Hundredths(Hundredths),
}

/// Result minus compared site; null where a side is missing, hidden or out of play.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersusView {
    /// Difference of the amounts, in dollars.
    amount: Option<Hundredths>,
    /// Difference of the distances.
    distance_miles: Option<Hundredths>,
    /// Difference of the scores, in points.
    score: Option<f64>,
}

/// Why a site is or is not in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyNotView<'a> {
    /// The id, as asked.
    registration_id: &'a str,
    /// First cause of absence; null when the site qualifies, `unknown` when there is no such site.
    #[schema(example = "need:sedation")]
    cause: Option<&'static str>,
    /// Its rank over all pages, when it qualifies.
    rank: Option<u32>,
    /// The cause in a sentence about the request's own terms.
    detail: Cow<'static, str>,
}

/// Everything an answer is made from.
#[derive(Clone, Copy)]
pub struct AnswerParts<'a> {
    /// The snapshot that answered.
    pub snapshot: &'a Snapshot,
    /// Its site cards.
    pub cards: &'a Cards,
    /// What was asked.
    pub request: &'a SearchRequest,
    /// What was found.
    pub response: &'a SearchResponse,
}

impl<'a> SearchAnswer<'a> {
    /// The answer as JSON shows it.
    ///
    /// # Errors
    /// When the snapshot does not have the shape its format promises.
    pub fn new(parts: AnswerParts<'a>, cursor_key: &CursorKey) -> Result<Self, OpenError> {
        let AnswerParts { snapshot, request, response, .. } = parts;
        let next = response.next_offset.map(|offset| cursor_key.seal(Position { as_of: request.as_of, offset }));
        let results: Result<Vec<_>, _> = response.results.iter().map(|hit| parts.result_view(hit)).collect();
        Ok(Self {
            snapshot: snapshot.id(),
            as_of: response.as_of,
            prices_as_of: snapshot.prices_as_of(),
            origin: response.origin.map(origin_view),
            radius_miles: response.radius.map(|radius| Hundredths(radius.miles.0)),
            radius_metres: response.radius.map(|radius| radius.metres.0),
            widened: response.radius.is_some_and(|radius| radius.widened),
            total: response.total,
            reference_amount: response.reference_amount.map(|amount| Hundredths(amount.0)),
            profile: ProfileView { name: &response.profile_name, version: &response.profile_version },
            results: results?,
            compared: response.compared.as_ref().map(|card| parts.card_view(card)).transpose()?,
            why_not: response.why_not.iter().map(|answer| why_not_view(answer, request)).collect(),
            next_cursor: next,
            notices: response.radius.filter(|radius| radius.widened).map(|_| RADIUS_WIDENED).into_iter().collect(),
        })
    }
}

impl<'a> AnswerParts<'a> {
    fn result_view(self, hit: &Hit) -> Result<ResultView<'a>, OpenError> {
        let CardView { site, distance_miles, distance_metres, score, cost } = self.card_view(&hit.card)?;
        Ok(ResultView {
            rank: hit.rank,
            site,
            distance_miles,
            distance_metres,
            score,
            cost,
            utility: hit.utility.map(|utility| utility.0),
            explain: hit.explain.as_deref().map(|shares| explain_view(&hit.card, shares)),
            versus: hit.versus.map(versus_view),
            notices: if hit.card.ranked_as_median { vec![RANKED_AS_MEDIAN] } else { Vec::new() },
        })
    }

    fn card_view(self, card: &Card) -> Result<CardView<'a>, OpenError> {
        let cost = match card.cost {
            ShownCost::Priced { price, .. } => CostView::new(&self.snapshot.price(price)?),
            ShownCost::Missing => CostView::missing(),
        };
        Ok(CardView {
            site: self.cards.get(self.snapshot, card.site, self.request.audience)?,
            distance_miles: card.distance.map(|distance| Hundredths(distance.miles().0)),
            distance_metres: card.distance.map(|distance| distance.0),
            score: ScoreView::from(card.score),
            cost,
        })
    }
}

impl From<ShownScore> for ScoreView {
    fn from(score: ShownScore) -> Self {
        let without = |status| Self { status, value: None, grade: None };
        match score {
            ShownScore::Shown(total) => {
                Self { status: ScoreStatusWord::Shown, value: Some(total.points()), grade: Some(total.grade()) }
            }
            ShownScore::Missing => without(ScoreStatusWord::Missing),
            ShownScore::NotDisplayed => without(ScoreStatusWord::NotDisplayed),
            ShownScore::NotScored => without(ScoreStatusWord::NotScored),
        }
    }
}

fn origin_view(origin: UsedOrigin) -> OriginView {
    let source = match origin.source {
        OriginSource::Coordinates => "coordinates",
        OriginSource::ZipCentroid => "zip_centroid",
    };
    OriginView { lat: origin.place.lat(), lon: origin.place.lon(), source }
}

fn explain_view(card: &Card, shares: &[TermShare]) -> ExplainView {
    let points = match card.score {
        ShownScore::Shown(total) => Some(RawView::Points(ScoreTenths::points(total))),
        _ => None,
    };
    let dollars = card.cost.amount().map(|amount| RawView::Hundredths(Hundredths(amount.0)));
    let miles = card.distance.map(|distance| RawView::Hundredths(Hundredths(distance.miles().0)));
    let mut raws = [(Term::Score, points), (Term::Cost, dollars), (Term::Distance, miles)];
    let term_view = |share: &TermShare| {
        let (term, unit) = words_of(share.term);
        let raw = raws.iter_mut().find(|(term, _)| *term == share.term).and_then(|(_, raw)| raw.take());
        TermView { term, raw, unit, ppm: share.ppm.0, weight: share.weight.get(), contribution: share.contribution.0 }
    };
    ExplainView { terms: shares.iter().map(term_view).collect() }
}

const fn words_of(term: Term) -> (&'static str, &'static str) {
    match term {
        Term::Score => ("score", "points"),
        Term::Cost => ("cost", "usd"),
        Term::Distance => ("distance", "miles"),
    }
}

fn versus_view(versus: Versus) -> VersusView {
    VersusView {
        amount: versus.amount.map(|amount| Hundredths(amount.0)),
        distance_miles: versus.distance.map(|distance| Hundredths(distance.miles().0)),
        score: versus.score_tenths.map(|tenths| f64::from(tenths) / 10.0),
    }
}

fn why_not_view<'a>(answer: &'a WhyNot, request: &SearchRequest) -> WhyNotView<'a> {
    let (cause, rank) = match answer.standing {
        Standing::Ranked(rank) => (None, Some(rank)),
        Standing::Absent(cause) => (Some(cause.as_str()), None),
        Standing::Unknown => (Some("unknown"), None),
    };
    WhyNotView { registration_id: &answer.registration_id, cause, rank, detail: detail(answer.standing, request) }
}
