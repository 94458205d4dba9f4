//! Search: a request over one snapshot, from candidates to a ranked, explained page.
//!
//! [`SearchRequest`] is bound to the snapshot (`plan`), sites within reach are judged in a fixed
//! order of conditions (`judge`), those that qualify are ranked in integers (`rank`), and the page
//! is cut out. Equal requests give equal answers.

mod empty_list;
mod error;
mod judge;
mod plan;
mod rank;
mod request;
mod response;
mod summary;

pub use empty_list::EmptyList;
pub use error::{RequestError, RequestErrorKind, SearchError};
pub(crate) use judge::QualifiedSite;
pub(crate) use plan::{BoundSearch, bind};
pub(crate) use rank::RankedSite;
pub use request::{
    AskedWeights, DEFAULT_LIMIT, DEFAULT_MAX_RADIUS, DEFAULT_RADIUS, Filters, Needs, Origin,
    SearchRequest, Sort, Target,
};
pub use response::{
    Cause, Filter, Hit, ListStatus, Need, OriginSource, ResultCard, SearchResponse, ShownCost,
    ShownScore, Term, TermShare, UsedOrigin, UsedRadius, Versus, WhyNot,
};
pub use summary::{Bin, PriceDistribution, SearchSummary};

use crate::snapshot::{PriceGroup, RankedPrice, Snapshot};
use crate::text::TextMatches;
use nearsite_domain::{Cents, Meters, SiteNo};

/// Sites that lists usually have room for at once, so that they need not grow.
pub(crate) const LIST_CAPACITY: usize = 256;

impl Snapshot {
    /// Answers a search.
    ///
    /// # Errors
    /// [`SearchError::InvalidRequest`] with everything about the request that this snapshot cannot
    /// answer.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let plan = bind(self, request)?;
        let (radius, ranked) = plan.list();
        let mut response = plan.respond(request, radius, ranked);
        if response.total == 0 {
            response.empty = Some(Box::new(plan.explain_empty(reach_of(radius))));
        }
        Ok(response)
    }
}

impl BoundSearch<'_> {
    /// The page of everything that qualifies within a radius, and what else the request asks about.
    pub(crate) fn respond(
        &self,
        request: &SearchRequest,
        radius: Option<UsedRadius>,
        mut ranked: Vec<RankedSite>,
    ) -> SearchResponse {
        let reach = reach_of(radius);
        let why_not = request
            .why_not
            .iter()
            .map(|id| self.status(id, reach, &ranked))
            .collect();
        let total = ranked.len() as u32;
        let summary = request.summary.then(|| Box::new(self.summary(&ranked)));
        let page = cut_page(&mut ranked, request.offset as usize, request.limit as usize);
        let compared = self.compare_to.map(|site| self.card_of(site));
        let hit = |(position, site): (usize, &RankedSite)| {
            let card = self.card(site);
            Hit {
                rank: request.offset + position as u32 + 1,
                card,
                utility: site.utility,
                explain: request.explain.then(|| self.explain(site, reach)),
                versus: compared
                    .as_ref()
                    .map(|compared| self.versus(&card, compared)),
            }
        };
        let end = request.offset.saturating_add(request.limit);
        SearchResponse {
            as_of: self.as_of,
            origin: self.origin,
            radius,
            total,
            reference_amount: self.prices.and_then(PriceGroup::shown_reference),
            profile_name: if request.weights == AskedWeights::default() {
                self.profile.name.clone()
            } else {
                "custom".to_owned()
            },
            profile_version: self.profile.version.clone(),
            results: page.iter().enumerate().map(hit).collect(),
            compared,
            why_not,
            next_offset: (end < total).then_some(end),
            summary,
            empty: None,
        }
    }

    /// Everything that qualifies, unordered, and the radius in force.
    fn list(&self) -> (Option<UsedRadius>, Vec<RankedSite>) {
        let Some(origin) = self.origin else {
            let matches = self.text.iter().flat_map(TextMatches::sites);
            let everywhere = Meters(i64::MAX);
            let qualified = matches.filter_map(|site| self.judge(site, None, everywhere).ok());
            return (
                None,
                qualified.map(|site| self.rank(site, everywhere)).collect(),
            );
        };
        let asked = self.radius.meters();
        let within = |radius: Meters| {
            let mut ranked = Vec::with_capacity(LIST_CAPACITY);
            self.snapshot
                .tree()
                .each_within(origin.place, radius, self.among, |site, square| {
                    let distance = self.distance_along(site, square);
                    ranked.extend(
                        self.judge(site, distance, radius)
                            .ok()
                            .map(|site| self.rank(site, radius)),
                    );
                });
            ranked
        };
        let ranked = within(asked);
        let widens = ranked.len() < self.min_results as usize && self.max_radius > self.radius;
        if !widens {
            return (
                Some(UsedRadius {
                    metres: asked,
                    miles: self.radius,
                    widened: false,
                }),
                ranked,
            );
        }
        let metres = self.widened_radius(origin, self.max_radius.meters());
        (
            Some(UsedRadius {
                metres,
                miles: metres.miles(),
                widened: true,
            }),
            within(metres),
        )
    }

    /// Distance of the k-th nearest site that qualifies, or the largest radius if there are not
    /// that many.
    fn widened_radius(&self, origin: UsedOrigin, largest: Meters) -> Meters {
        let nearest = self
            .snapshot
            .tree()
            .nearest(origin.place)
            .map(|site| (site, self.distance_to(site)));
        let reachable = nearest
            .map_while(|(site, metres)| Some((site, metres.filter(|&metres| metres <= largest)?)));
        let mut qualified = reachable
            .filter(|&(site, metres)| self.judge(site, Some(metres), metres).is_ok())
            .map(|(_, metres)| metres);
        let last = self.min_results.saturating_sub(1) as usize;
        qualified
            .nth(last)
            .map_or(largest, |metres| metres.max(Meters(1)))
    }

    /// Returns the status of a site in the list.
    fn status(&self, id: &str, radius: Meters, ranked: &[RankedSite]) -> WhyNot {
        let status = match self.snapshot.find_site(id) {
            None => ListStatus::Unknown,
            Some(site) => match self.judge(site, self.distance_to(site), radius) {
                Err(cause) => ListStatus::Absent(cause),
                Ok(qualified) => {
                    let own = self.rank(qualified, radius);
                    ListStatus::Ranked(
                        1 + ranked
                            .iter()
                            .filter(|other| other.order(&own).is_lt())
                            .count() as u32,
                    )
                }
            },
        };
        WhyNot {
            registration_id: id.to_owned(),
            status,
        }
    }

    /// The card of a result.
    fn card(&self, ranked: &RankedSite) -> ResultCard {
        let site = ranked.site;
        ResultCard {
            site: site.site,
            distance: site.distance,
            score: self.shown_score(site.score),
            cost: self.shown_cost(site.site, site.price),
            member_cost: self.member_cost(site.site, site.price),
            ranked_as_median: self.cost_in_play && site.price.is_none(),
        }
    }

    /// The card of any site of the snapshot, candidate or not.
    pub(crate) fn card_of(&self, site: SiteNo) -> ResultCard {
        let facts = self.snapshot.facts();
        let service = self
            .exam
            .and_then(|exam| facts.site(site).service(exam.modality));
        let score = service.and_then(|service| facts.service_facts(service).score);
        let price = self.price_of(site);
        ResultCard {
            site,
            distance: self.distance_to(site),
            score: self.shown_score(score),
            cost: self.shown_cost(site, price),
            member_cost: self.member_cost(site, price),
            ranked_as_median: false,
        }
    }

    /// Result minus compared site; a score that does not rank has no difference.
    fn versus(&self, result: &ResultCard, compared: &ResultCard) -> Versus {
        let both = |a: Option<i64>, b: Option<i64>| Some(a? - b?);
        let cents = |card: &ResultCard| card.cost.amount().map(|amount| amount.0);
        let paid = |card: &ResultCard| card.member_cost.map(|share| share.total().0);
        let metres = |card: &ResultCard| card.distance.map(|distance| distance.0);
        let tenths = |card: &ResultCard| match card.score {
            ShownScore::Shown(score) if self.score_in_play() => Some(i64::from(score.tenths())),
            _ => None,
        };
        Versus {
            amount: both(cents(result), cents(compared)).map(Cents),
            member_cost: both(paid(result), paid(compared)).map(Cents),
            distance: both(metres(result), metres(compared)).map(Meters),
            score_tenths: both(tenths(result), tenths(compared)).map(|tenths| tenths as i32),
        }
    }

    fn shown_score(&self, score: Option<nearsite_domain::ScoreTenths>) -> ShownScore {
        match self.exam.map(|exam| exam.modality) {
            Some(modality) if !modality.is_scored() => ShownScore::NotScored,
            Some(modality) if !self.audience.sees_score_of(modality) => ShownScore::NotDisplayed,
            _ => score.map_or(ShownScore::Missing, ShownScore::Shown),
        }
    }

    fn shown_cost(&self, site: SiteNo, price: Option<RankedPrice>) -> ShownCost {
        if let Some(RankedPrice { number, amount, .. }) = price {
            return ShownCost::Priced {
                price: number,
                amount,
            };
        }
        let suspect = self
            .prices
            .and_then(|group| self.snapshot.prices().find_suspect(&group.rows, site));
        suspect.map_or(ShownCost::Missing, |price| ShownCost::Suspect { price })
    }
}

/// Returns the largest distance of a result. There is no limit without an origin.
fn reach_of(radius: Option<UsedRadius>) -> Meters {
    radius.map_or(Meters(i64::MAX), |radius| radius.metres)
}

/// Orders just as much of the list as the page needs, and cuts the page out.
fn cut_page(ranked: &mut [RankedSite], offset: usize, limit: usize) -> &[RankedSite] {
    let start = offset.min(ranked.len());
    let end = offset.saturating_add(limit).min(ranked.len());
    if end < ranked.len() {
        ranked.select_nth_unstable_by(end, RankedSite::order);
    }
    let head = &mut ranked[..end];
    if start > 0 && start < head.len() {
        head.select_nth_unstable_by(start, RankedSite::order);
    }
    let page = &mut head[start..];
    page.sort_unstable_by(RankedSite::order);
    page
}
