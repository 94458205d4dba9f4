//! Conversion of a search response to its answer: numbers and positions become views.

use super::estimate::{MemberCostView, OrNull, READER_NOT_INCLUDED};
use super::number::{Hundredths, Tenths};
use super::search::{
    CardView, CompactResultView, ExplainView, OriginView, ProfileView, RawView, ResultView,
    ResultsView, ScoreStatusWord, ScoreView, SearchAnswer, TermView, VersusView, WhyNotView,
};
use super::summary::{CountsByWord, SummaryView};
use super::why_not::status_detail;
use crate::api::params::SearchView;
use crate::render_cache::RenderCache;
use nearsite_domain::{Cents, ComponentStatus, PriceComponent};
use nearsite_index::search::{
    Cause, EmptyList, Hit, ListStatus, OriginSource, ResultCard, SearchRequest, SearchResponse,
    ShownCost, ShownScore, Term, TermShare, UsedOrigin, Versus, WhyNot,
};
use nearsite_index::snapshot::{OpenError, Snapshot};

/// Notice on a result whose missing price ranks as the median.
const RANKED_AS_MEDIAN: &str = "ranked-as-median";
/// Notice on an answer whose radius grew.
const RADIUS_WIDENED: &str = "radius-widened";

/// Inputs of an answer besides the search result.
#[derive(Clone, Copy)]
pub struct AnswerParts<'a> {
    /// The snapshot that answered.
    pub snapshot: &'a Snapshot,
    /// Its site cards and prices.
    pub cards: &'a RenderCache,
    /// The search request.
    pub request: &'a SearchRequest,
}

impl<'a> SearchAnswer<'a> {
    /// Creates the answer as JSON shows it. Without a cursor it is the last page.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub fn new(
        parts: AnswerParts<'a>,
        results: ResultsView<'a>,
        response: &'a SearchResponse,
        next_cursor: Option<String>,
    ) -> Result<Self, OpenError> {
        let AnswerParts {
            snapshot, request, ..
        } = parts;
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
            profile: ProfileView {
                name: &response.profile_name,
                version: &response.profile_version,
            },
            results,
            compared: response
                .compared
                .as_ref()
                .map(|card| parts.card_view(card))
                .transpose()?,
            why_not: response
                .why_not
                .iter()
                .map(|answer| why_not_view(answer, request))
                .collect(),
            next_cursor,
            notices: response
                .radius
                .filter(|radius| radius.widened)
                .map(|_| RADIUS_WIDENED)
                .into_iter()
                .collect(),
            causes: response
                .empty
                .as_deref()
                .map(|empty| CountsByWord::of(&empty.causes, Cause::as_str)),
            nearest: response
                .empty
                .as_deref()
                .map(|empty| parts.nearest_view(empty))
                .transpose()?,
            summary: response.summary.as_deref().map(SummaryView::from),
        })
    }
}

impl<'a> AnswerParts<'a> {
    /// Returns the results of a page in a form.
    ///
    /// # Errors
    /// If the snapshot violates its format.
    pub fn results(self, hits: &'a [Hit], view: SearchView) -> Result<ResultsView<'a>, OpenError> {
        Ok(match view {
            SearchView::Full => ResultsView::Full(self.full_results(hits)?),
            SearchView::Compact => {
                let results = hits.iter().map(|hit| self.compact_view(hit));
                ResultsView::Compact(results.collect::<Result<_, _>>()?)
            }
        })
    }

    pub(super) fn full_results(self, hits: &'a [Hit]) -> Result<Vec<ResultView<'a>>, OpenError> {
        hits.iter().map(|hit| self.result_view(hit)).collect()
    }

    fn result_view(self, hit: &Hit) -> Result<ResultView<'a>, OpenError> {
        let CardView {
            site,
            distance_miles,
            distance_metres,
            score,
            cost,
            member_cost,
        } = self.card_view(&hit.card)?;
        Ok(ResultView {
            rank: hit.rank,
            site,
            distance_miles,
            distance_metres,
            score,
            cost,
            member_cost,
            utility: hit.utility.map(|utility| utility.0),
            explain: hit
                .explain
                .as_deref()
                .map(|shares| explain_view(&hit.card, shares)),
            versus: hit.versus.map(|versus| self.versus_view(versus)),
            notices: result_notices(self.snapshot, &hit.card)?,
        })
    }

    fn compact_view(self, hit: &Hit) -> Result<CompactResultView<'a>, OpenError> {
        let Hit { rank, card, .. } = hit;
        Ok(CompactResultView {
            rank: *rank,
            registration_id: self.snapshot.registration_id(card.site),
            name: self.cards.name(self.snapshot, card.site)?,
            setting: self.snapshot.setting(card.site),
            distance_miles: card.distance.map(|distance| Hundredths(distance.miles().0)),
            distance_metres: card.distance.map(|distance| distance.0),
            score: self.cards.score(card.score)?,
            cost: self
                .cards
                .compact_cost(self.snapshot, card.cost, self.request.audience)?,
            member_cost: self.where_stated(card.member_cost.map(MemberCostView::from)),
            utility: hit.utility.map(|utility| utility.0),
            explain: hit
                .explain
                .as_deref()
                .map(|shares| explain_view(card, shares)),
            versus: hit.versus.map(|versus| self.versus_view(versus)),
            notices: result_notices(self.snapshot, card)?,
        })
    }

    fn nearest_view(self, empty: &EmptyList) -> Result<OrNull<CardView<'a>>, OpenError> {
        let card = empty.nearest.as_ref();
        card.map(|card| self.card_view(card))
            .transpose()
            .map(OrNull)
    }

    pub(super) fn card_view(self, card: &ResultCard) -> Result<CardView<'a>, OpenError> {
        let cost = match card.cost {
            ShownCost::Priced { price, .. } => self.cards.price(self.snapshot, price)?,
            ShownCost::Suspect { price } => {
                self.cards
                    .suspect(self.snapshot, price, self.request.audience)?
            }
            ShownCost::Missing => self.cards.no_price()?,
        };
        Ok(CardView {
            site: self
                .cards
                .site(self.snapshot, card.site, self.request.audience)?,
            distance_miles: card.distance.map(|distance| Hundredths(distance.miles().0)),
            distance_metres: card.distance.map(|distance| distance.0),
            score: self.cards.score(card.score)?,
            cost,
            member_cost: self.where_stated(card.member_cost.map(MemberCostView::from)),
        })
    }

    fn versus_view(self, versus: Versus) -> VersusView {
        let dollars = |cents: Cents| Hundredths(cents.0);
        VersusView {
            amount: versus.amount.map(dollars),
            member_cost: self.where_stated(versus.member_cost.map(dollars)),
            distance_miles: versus
                .distance
                .map(|distance| Hundredths(distance.miles().0)),
            score: versus.score_tenths.map(|tenths| f64::from(tenths) / 10.0),
        }
    }

    /// Returns a member that is absent from answers to requests without benefits.
    fn where_stated<T>(self, value: Option<T>) -> Option<OrNull<T>> {
        self.request.benefits.as_ref().map(|_| OrNull(value))
    }
}

/// Returns the notices of one result.
///
/// # Errors
/// If the snapshot violates its format.
pub fn result_notices(
    snapshot: &Snapshot,
    card: &ResultCard,
) -> Result<Vec<&'static str>, OpenError> {
    let mut notices = Vec::new();
    if card.ranked_as_median {
        notices.push(RANKED_AS_MEDIAN);
    }
    if let (ShownCost::Priced { price, .. }, Some(_)) = (card.cost, card.member_cost) {
        let price = snapshot.price(price)?;
        let is_missing = |part: &PriceComponent| part.status == ComponentStatus::Missing;
        if price.components.iter().any(is_missing) {
            notices.push(READER_NOT_INCLUDED);
        }
    }
    Ok(notices)
}

impl From<ShownScore> for ScoreView {
    fn from(score: ShownScore) -> Self {
        let without = |status| Self {
            status,
            value: None,
            grade: None,
        };
        match score {
            ShownScore::Shown(total) => Self {
                status: ScoreStatusWord::Shown,
                value: Some(Tenths(total.tenths())),
                grade: Some(total.grade()),
            },
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
    OriginView {
        lat: origin.place.lat(),
        lon: origin.place.lon(),
        source,
    }
}

fn explain_view(card: &ResultCard, shares: &[TermShare]) -> ExplainView {
    let points = match card.score {
        ShownScore::Shown(total) => Some(RawView::Points(Tenths(total.tenths()))),
        _ => None,
    };
    let dollars = card
        .cost
        .amount()
        .map(|amount| RawView::Hundredths(Hundredths(amount.0)));
    let miles = card
        .distance
        .map(|distance| RawView::Hundredths(Hundredths(distance.miles().0)));
    let mut raws = [
        (Term::Score, points),
        (Term::Cost, dollars),
        (Term::Distance, miles),
    ];
    let term_view = |share: &TermShare| {
        let (term, unit) = words_of(share.term);
        let raw = raws
            .iter_mut()
            .find(|(term, _)| *term == share.term)
            .and_then(|(_, raw)| raw.take());
        TermView {
            term,
            raw,
            unit,
            ppm: share.ppm.0,
            weight: share.weight.get(),
            contribution: share.contribution.0,
        }
    };
    ExplainView {
        terms: shares.iter().map(term_view).collect(),
    }
}

const fn words_of(term: Term) -> (&'static str, &'static str) {
    match term {
        Term::Score => ("score", "points"),
        Term::Cost => ("cost", "usd"),
        Term::Distance => ("distance", "miles"),
    }
}

fn why_not_view<'a>(answer: &'a WhyNot, request: &SearchRequest) -> WhyNotView<'a> {
    let (cause, rank) = match answer.status {
        ListStatus::Ranked(rank) => (None, Some(rank)),
        ListStatus::Absent(cause) => (Some(cause.as_str()), None),
        ListStatus::Unknown => (Some("unknown"), None),
    };
    WhyNotView {
        registration_id: &answer.registration_id,
        cause,
        rank,
        detail: status_detail(answer.status, request),
    }
}
