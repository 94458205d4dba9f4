//! The utility of a site: its terms in parts per million, and their contributions.

use super::answer::Term;
use super::arithmetic::{contributions, hundredths_of_a_mile, rounded};
use super::prices::Price;
use super::rank::Oracle;
use super::request::Request;

/// The scales for the terms of a request.
pub(crate) struct Scale {
    pub(crate) radius_metres: i64,
    /// Median in cents, where any site has a price.
    pub(crate) reference: Option<i64>,
}

/// The terms in play, in the order score, cost, distance, with contributions that add up to the
/// utility.
pub(crate) fn terms_in_play(
    oracle: &Oracle,
    request: &Request,
    scale: &Scale,
    number: usize,
    metres: Option<i64>,
) -> Vec<Term> {
    let mut terms = Vec::new();
    if request.score_in_play() {
        let tenths = oracle.score_tenths(number, request.modality.as_ref().unwrap());
        let ppm = tenths.unwrap_or(0) * 1_000;
        terms.push(term("score", tenths, "points", ppm, request.weights[0]));
    }
    if request.cost_in_play() {
        let price = oracle.price(request, number);
        let ppm = cost_ppm(price, scale.reference);
        terms.push(term(
            "cost",
            price.map(|price| price.amount),
            "usd",
            ppm,
            request.weights[1],
        ));
    }
    if request.distance_in_play() {
        let metres = metres.unwrap();
        let ppm = (1_000_000 - rounded(metres * 1_000_000, scale.radius_metres)).max(0);
        let raw = Some(hundredths_of_a_mile(metres));
        terms.push(term("distance", raw, "miles", ppm, request.weights[2]));
    }
    share_utility(&mut terms);
    terms
}

fn term(name: &'static str, raw: Option<i64>, unit: &'static str, ppm: i64, weight: i64) -> Term {
    Term {
        name,
        raw,
        unit,
        ppm,
        weight,
        contribution: 0,
    }
}

fn share_utility(terms: &mut [Term]) {
    if terms.is_empty() {
        return;
    }
    let weights: Vec<i64> = terms.iter().map(|term| term.weight).collect();
    let ppm: Vec<i64> = terms.iter().map(|term| term.ppm).collect();
    let products = weights
        .iter()
        .zip(&ppm)
        .map(|(weight, ppm)| weight * ppm)
        .sum();
    let utility = rounded(products, weights.iter().sum());
    for (term, contribution) in terms.iter_mut().zip(contributions(&weights, &ppm, utility)) {
        term.contribution = contribution;
    }
}

/// The cost term: cheaper than twice the median is better than nothing, pulled to the middle as
/// evidence weakens.
pub(crate) fn cost_ppm(price: Option<&Price>, reference: Option<i64>) -> i64 {
    let (Some(price), Some(reference)) = (price, reference) else {
        return 500_000;
    };
    let observed = (1_000_000 - rounded(price.amount * 1_000_000, 2 * reference)).max(0);
    let weight = match price.evidence.as_str() {
        _ if price.ambiguous => 300,
        "claims" | "site_rate" => 1_000,
        "fee_schedule" => 700,
        "group_rate" => 500,
        _ => 300,
    };
    rounded(weight * observed + (1_000 - weight) * 500_000, 1_000)
}
