//! The search itself, done slowly: every site is judged, the qualifying ones are valued and sorted,
//! and each is turned into the card the server must show.

use super::answer::{Card, CostCard, EmptyList, Expected, ScoreCard, Versus, WhyNot};
use super::arithmetic::{hundredths_of_a_mile, metres_between, rounded};
use super::calendar::{Day, Window};
use super::catalog::LOW_TECH;
use super::conditions::{cause_before_distance, failing_filter, plan_of};
use super::cost_sharing::claims_of;
use super::prices::{Price, PriceBook};
use super::request::Request;
use super::terms::{Scale, terms_in_play};
use super::text::Wording;
use super::world::{NETWORKS, ScoreRow, World};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// A nation made ready for questions.
#[derive(Debug)]
pub(crate) struct Oracle {
    pub(crate) world: World,
    pub(crate) book: PriceBook,
    /// Per site: network and window of each row that counts for it.
    pub(crate) participation: Vec<Vec<(String, Window)>>,
    pub(crate) wordings: Vec<Wording>,
    scores: HashMap<(usize, String), i64>,
    numbers: HashMap<String, usize>,
}

/// The findings about one site for one request.
struct Judged {
    before_distance: Option<String>,
    metres: Option<i64>,
    filter: Option<String>,
}

impl Judged {
    fn qualifies_but_for_distance(&self) -> bool {
        self.before_distance.is_none() && self.filter.is_none()
    }

    /// The first cause of absence under a radius.
    fn cause(&self, radius_metres: i64) -> Option<String> {
        let too_far = self.metres.is_some_and(|metres| metres > radius_metres);
        let distance = too_far.then(|| "distance".to_owned());
        self.before_distance
            .clone()
            .or(distance)
            .or_else(|| self.filter.clone())
    }
}

impl Oracle {
    /// Resolves scores, participation, prices and words of a nation.
    pub(crate) fn new(world: World) -> Self {
        let numbers: HashMap<String, usize> = world
            .sites
            .iter()
            .enumerate()
            .map(|(number, site)| (site.registration_id.clone(), number))
            .collect();
        Self {
            book: PriceBook::resolve(&world),
            participation: participation_by_site(&world),
            wordings: world.sites.iter().map(Wording::of).collect(),
            scores: resolve_scores(&world, &numbers),
            numbers,
            world,
        }
    }

    /// The total in tenths of a point, where a score exists. Mammography has none.
    pub(crate) fn score_tenths(&self, number: usize, modality: &str) -> Option<i64> {
        self.scores.get(&(number, modality.to_owned())).copied()
    }

    /// The all-in price for the request's procedure in its network.
    pub(crate) fn price(&self, request: &Request, number: usize) -> Option<&Price> {
        self.book.price(
            number,
            request.procedure.as_ref()?,
            request.network.as_ref()?,
        )
    }

    /// Answers a valid request body.
    pub(crate) fn answer(&self, body: &Value, today: Day) -> Expected {
        let request = Request::read(body, &self.world.catalog, today);
        let judged: Vec<Judged> = (0..self.world.sites.len())
            .map(|number| self.judge(&request, number))
            .collect();
        let (radius_metres, widened) = final_radius(&request, &judged);
        let reference = request
            .procedure
            .as_ref()
            .zip(request.network.as_ref())
            .and_then(|(code, network)| self.book.reference(code, network));
        let scale = Scale {
            radius_metres,
            reference: reference.map(|(median, _)| median),
        };
        let compared = request
            .compare_to
            .as_ref()
            .map(|id| self.card(&request, &scale, self.numbers[id], true));
        let mut results: Vec<Card> = (0..judged.len())
            .filter(|&number| judged[number].cause(radius_metres).is_none())
            .map(|number| self.card(&request, &scale, number, false))
            .collect();
        results.sort_by_cached_key(|card| sort_key(&request, card));
        if let Some(compared) = &compared {
            for card in &mut results {
                card.versus = Some(versus(&request, card, compared));
            }
        }
        let why_not = self.why_not(&request, &judged, radius_metres, &results);
        let empty = results
            .is_empty()
            .then(|| self.empty_list(&request, &scale, &judged));
        Expected {
            as_of: request.as_of,
            prices_as_of: self.world.build_day,
            origin: request.origin,
            radius_metres: request.origin.map(|_| radius_metres),
            widened,
            reference_amount: reference
                .filter(|(_, sites)| *sites >= 3)
                .map(|(median, _)| median),
            profile_name: request.profile_name.clone(),
            limit: request.limit,
            explained: request.explain,
            benefits_stated: request.design.is_some(),
            ordered: request.sort != "relevance",
            results,
            compared,
            why_not,
            empty,
            tin_is_visible: request.is_reviewer(),
            unspoken: unspoken(request.network.as_deref()),
        }
    }

    fn judge(&self, request: &Request, number: usize) -> Judged {
        let before_distance = cause_before_distance(self, request, number);
        // A filter is never the first cause of a site that failed before, and text is slow to
        // match.
        let filter = if before_distance.is_none() {
            failing_filter(self, request, number)
        } else {
            None
        };
        let point = self.world.sites[number].point;
        let metres = request
            .origin
            .map(|origin| metres_between(origin.point, point));
        Judged {
            before_distance,
            metres,
            filter,
        }
    }

    fn empty_list(&self, request: &Request, scale: &Scale, judged: &[Judged]) -> EmptyList {
        let mut causes = BTreeMap::new();
        for site in judged {
            if site
                .metres
                .is_none_or(|metres| metres <= scale.radius_metres)
            {
                let cause = site.cause(scale.radius_metres).expect("no site qualifies");
                *causes.entry(cause).or_default() += 1;
            }
        }
        let qualifies = |&number: &usize| judged[number].cause(i64::MAX).is_none();
        let nearest = (0..judged.len())
            .filter(qualifies)
            .filter_map(|number| {
                let id = &self.world.sites[number].registration_id;
                Some((judged[number].metres?, id, number))
            })
            .min();
        EmptyList {
            causes,
            nearest: nearest.map(|(.., number)| self.card(request, scale, number, true)),
        }
    }

    fn why_not(
        &self,
        request: &Request,
        judged: &[Judged],
        radius_metres: i64,
        results: &[Card],
    ) -> Vec<WhyNot> {
        let answer = |id: &String| {
            let cause = match self.numbers.get(id) {
                Some(&number) => judged[number].cause(radius_metres),
                None => Some("unknown".to_owned()),
            };
            let place = results.iter().position(|card| card.registration_id == *id);
            WhyNot {
                registration_id: id.clone(),
                cause,
                rank: place.map(|place| place + 1),
            }
        };
        request.why_not.iter().map(answer).collect()
    }

    fn card(&self, request: &Request, scale: &Scale, number: usize, is_compared: bool) -> Card {
        let site = &self.world.sites[number];
        let metres = request
            .origin
            .map(|origin| metres_between(origin.point, site.point));
        let price = self.price(request, number);
        let terms = terms_in_play(self, request, scale, number, metres);
        let member_cost = request.design.as_ref().zip(price).map(|(design, price)| {
            let claims = claims_of(price);
            design.settle(site.setting(), &claims).sum()
        });
        let utility = (!terms.is_empty() && !is_compared)
            .then(|| terms.iter().map(|term| term.contribution).sum());
        Card {
            registration_id: site.registration_id.clone(),
            name: site.name.clone(),
            setting: site.setting(),
            point: site.point,
            precision: site.precision,
            tin: site
                .organization
                .as_ref()
                .and_then(|organization| organization.tin.clone()),
            metres,
            score: self.score_card(request, number),
            cost: CostCard {
                refused: self.refused(request, number),
                ..cost_card(price)
            },
            member_cost,
            utility,
            terms,
            versus: None,
            ranked_as_median: request.cost_in_play() && price.is_none(),
        }
    }

    /// Amount, low and high that are refused to be a price, for reviewers.
    fn refused(&self, request: &Request, number: usize) -> Option<[Option<i64>; 3]> {
        let (code, network) = request.procedure.as_ref().zip(request.network.as_ref())?;
        let suspect = self.book.suspect(number, code, network)?;
        let shown = [Some(suspect.amount), suspect.low, suspect.high];
        Some(if request.is_reviewer() {
            shown
        } else {
            [None; 3]
        })
    }

    fn score_card(&self, request: &Request, number: usize) -> ScoreCard {
        let nothing = |status| ScoreCard {
            status,
            tenths: None,
        };
        let Some(modality) = request.modality.as_deref() else {
            return score_card_without_modality();
        };
        if modality == "mammography" {
            return nothing("not_scored");
        }
        if LOW_TECH.contains(&modality) && !request.is_reviewer() {
            return nothing("not_displayed");
        }
        match self.score_tenths(number, modality) {
            Some(tenths) => ScoreCard {
                status: "shown",
                tenths: Some(tenths),
            },
            None => nothing("missing"),
        }
    }
}

/// Reading: with text alone there is no modality whose score could be shown.
fn score_card_without_modality() -> ScoreCard {
    ScoreCard {
        status: "missing",
        tenths: None,
    }
}

fn cost_card(price: Option<&Price>) -> CostCard {
    let status = match price {
        None => "missing",
        Some(price) if price.ambiguous => "ambiguous",
        Some(_) => "priced",
    };
    CostCard {
        status,
        refused: None,
        amount: price.map(|price| price.amount),
        low: price.and_then(|price| price.low),
        high: price.and_then(|price| price.high),
        evidence: price.map(|price| price.evidence.clone()),
        as_of: price.and_then(|price| price.as_of),
        source: price.and_then(|price| price.source.clone()),
        components: price
            .map(|price| price.components.clone())
            .unwrap_or_default(),
    }
}

/// Sorts by the requested key, then utility, meters, amount and registration id. Missing values
/// come last.
fn sort_key(request: &Request, card: &Card) -> (i64, i64, i64, i64, String) {
    let last = i64::MAX;
    let amount = card.cost.amount.unwrap_or(last);
    let metres = card.metres.unwrap_or(0);
    let first = match request.sort.as_str() {
        "cost" => amount,
        "member_cost" => card.member_cost.map_or(last, |paid| paid.total()),
        "distance" => metres,
        "score" => card.score.tenths.map_or(last, |tenths| -tenths),
        _ => 0,
    };
    (
        first,
        -card.utility.unwrap_or(0),
        metres,
        amount,
        card.registration_id.clone(),
    )
}

/// Null where a side is missing, hidden or out of play.
fn versus(request: &Request, result: &Card, compared: &Card) -> Versus {
    let difference =
        |here: Option<i64>, there: Option<i64>| here.zip(there).map(|(here, there)| here - there);
    let pays = |card: &Card| card.member_cost.map(|paid| paid.total());
    let score_tenths = difference(result.score.tenths, compared.score.tenths);
    Versus {
        amount: difference(result.cost.amount, compared.cost.amount),
        member_cost: difference(pays(result), pays(compared)),
        hundredths_of_a_mile: difference(result.metres, compared.metres).map(hundredths_of_a_mile),
        score_tenths: score_tenths.filter(|_| request.score_in_play()),
    }
}

/// The radius after widening, and whether it was widened.
fn final_radius(request: &Request, judged: &[Judged]) -> (i64, bool) {
    let radius = request.radius_metres;
    let mut distances: Vec<i64> = judged
        .iter()
        .filter(|judged| judged.qualifies_but_for_distance())
        .filter_map(|judged| judged.metres)
        .collect();
    distances.sort_unstable();
    let within = distances.iter().filter(|metres| **metres <= radius).count();
    let wanted = request.min_results;
    if request.origin.is_none() || within >= wanted || request.max_radius_metres <= radius {
        return (radius, false);
    }
    let kth = distances[within..].get(wanted - within - 1).copied();
    (
        kth.unwrap_or(i64::MAX).clamp(1, request.max_radius_metres),
        true,
    )
}

fn participation_by_site(world: &World) -> Vec<Vec<(String, Window)>> {
    let rows_of = |number: usize| {
        let site = &world.sites[number];
        world
            .participation
            .iter()
            .filter(|row| match (&row.registration_id, &row.npi) {
                (Some(id), _) => *id == site.registration_id,
                (None, npi) => npi.as_ref().is_some_and(|npi| site.npis.contains(npi)),
            })
            .map(|row| (row.network.clone(), row.window))
            .collect()
    };
    (0..world.sites.len()).map(rows_of).collect()
}

/// Chooses among the rows of one site and modality: the newest, and the first of equally new ones.
fn resolve_scores(
    world: &World,
    numbers: &HashMap<String, usize>,
) -> HashMap<(usize, String), i64> {
    let mut newest: HashMap<(usize, String), &ScoreRow> = HashMap::new();
    for row in &world.scores {
        let key = (numbers[&row.registration_id], row.modality.clone());
        let is_newer = newest
            .get(&key)
            .is_none_or(|other| row.scored_on > other.scored_on);
        if is_newer {
            newest.insert(key, row);
        }
    }
    newest
        .into_iter()
        .map(|(key, row)| (key, total_tenths(row)))
        .collect()
}

/// The total of a row in tenths: as given, or one third site and two thirds modality, rounded once.
pub(crate) fn total_tenths(row: &ScoreRow) -> i64 {
    match (row.total, row.site_score, row.modality_specific) {
        (Some(total), _, _) => rounded(total, 10),
        (None, Some(site_score), Some(specific)) => rounded(site_score + 2 * specific, 30),
        _ => unreachable!("the nation has no sound row without total and parts"),
    }
}

/// The networks and plans a request did not ask for.
fn unspoken(network: Option<&str>) -> Vec<&'static str> {
    let asked_plan = network.map(plan_of);
    let networks = NETWORKS
        .iter()
        .map(|(known, _)| *known)
        .filter(|known| Some(*known) != network);
    let plans = NETWORKS
        .iter()
        .map(|(_, plan)| *plan)
        .filter(|plan| Some(*plan) != asked_plan);
    networks.chain(plans).collect()
}
