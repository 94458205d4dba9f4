//! Integer ranking: three terms in parts per million, one utility, one total order.
//!
//! Every quotient is rounded half-up separately ([`quotient`]), so the same request over the same
//! snapshot gives the same order on any machine with any number of threads.

use super::judge::QualifiedSite;
use super::plan::BoundSearch;
use super::request::Sort;
use super::response::{Term, TermShare};
use crate::cost_sharing::{PaymentShare, share_of_visit};
use crate::snapshot::RankedPrice;
use nearsite_domain::{Meters, Ppm, SiteNo, Weight, quotient};
use std::cmp::{Ordering, Reverse};

/// A qualified site with its place in the total order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RankedSite {
    pub(crate) site: QualifiedSite,
    pub(super) utility: Option<Ppm>,
    /// Key that the requested sort puts before utility, smaller first.
    first: i64,
    /// Position in the order of registration ids, which is unique.
    id: u32,
}

impl RankedSite {
    /// Total order: what was asked for, then utility, distance, amount and registration id.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let amount = |ranked: &Self| ranked.site.price.map(|price| price.amount);
        self.first
            .cmp(&other.first)
            .then_with(|| last_if_none(self.utility.map(Reverse), other.utility.map(Reverse)))
            .then_with(|| last_if_none(self.site.distance, other.site.distance))
            .then_with(|| last_if_none(amount(self), amount(other)))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// Compares so that a missing value sorts after every value.
fn last_if_none<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
    let key = |value: Option<T>| (value.is_none(), value);
    key(one).cmp(&key(other))
}

impl BoundSearch<'_> {
    /// Gives a site its utility and its place in the order.
    pub(crate) fn rank(&self, site: QualifiedSite, radius: Meters) -> RankedSite {
        let id = self.snapshot.facts().id_rank(site.site);
        let utility = self.utility(&site, radius);
        RankedSite {
            site,
            utility,
            first: self.first(&site, utility, id),
            id,
        }
    }

    fn first(&self, site: &QualifiedSite, utility: Option<Ppm>, id: u32) -> i64 {
        let value = match self.sort {
            Sort::Best => utility.map(|utility| -utility.0),
            Sort::Cost => site.price.map(|price| price.amount.0),
            Sort::MemberCost => self
                .member_cost(site.site, site.price)
                .map(|share| share.total().0),
            Sort::Distance => site.distance.map(|distance| distance.0),
            Sort::Score => site.score.map(|score| -i64::from(score.tenths())),
            Sort::Relevance => {
                let text = self.text.as_ref();
                let relevance = text.map_or(0, |text| text.relevance(site.site));
                // Equally relevant sites follow by id alone.
                return i64::from(id) - (i64::from(relevance) << u32::BITS);
            }
        };
        value.unwrap_or(i64::MAX)
    }

    /// Returns the member's share of a price. Nothing without a price or without benefits.
    pub(super) fn member_cost(
        &self,
        site: SiteNo,
        price: Option<RankedPrice>,
    ) -> Option<PaymentShare> {
        let (benefits, price) = (self.benefits?, price?);
        let setting = self.snapshot.facts().site(site).setting;
        let claims = self.snapshot.prices().claims(price);
        Some(share_of_visit(benefits, setting, claims.iter()))
    }

    /// Weighted mean of the terms in play, one quotient; none when nothing is in play.
    fn utility(&self, site: &QualifiedSite, radius: Meters) -> Option<Ppm> {
        let (mut sum, mut weights) = (0, 0);
        self.each_term(site, radius, |_, ppm, weight| {
            sum += weight.get() * ppm.0;
            weights += weight.get();
        });
        (weights > 0).then(|| Ppm(quotient(sum, weights)))
    }

    /// The terms in play with their weights, in the order score, cost, distance.
    fn each_term(
        &self,
        site: &QualifiedSite,
        radius: Meters,
        mut take: impl FnMut(Term, Ppm, Weight),
    ) {
        if let Some(score) = site.score.filter(|_| self.score_in_play()) {
            take(Term::Score, score.term(), self.weights.score);
        }
        if self.cost_in_play {
            take(Term::Cost, self.cost_term(site), self.weights.cost);
        }
        if let Some(metres) = site.distance {
            let near = distance_term(metres, radius);
            take(Term::Distance, near, self.weights.distance);
        }
    }

    /// Returns the cost term: cost against twice the reference amount, moved toward one half by
    /// weak evidence.
    fn cost_term(&self, site: &QualifiedSite) -> Ppm {
        let (Some(price), Some(group)) = (site.price, self.prices) else {
            return Ppm::HALF;
        };
        let share = quotient(price.amount.0 * Ppm::ONE.0, 2 * group.reference.0);
        let observed = (Ppm::ONE.0 - share).max(0);
        let trust = i64::from(price.weight_per_mille);
        Ppm(quotient(
            trust * observed + (1000 - trust) * Ppm::HALF.0,
            1000,
        ))
    }

    /// The terms behind a utility; contributions add up to it exactly.
    ///
    /// Each contribution is rounded down, and what is missing is given out one part each, largest
    /// remainder first, ties in the order score, cost, distance.
    pub(super) fn explain(&self, ranked: &RankedSite, radius: Meters) -> Vec<TermShare> {
        let mut terms = Vec::with_capacity(3);
        self.each_term(&ranked.site, radius, |term, ppm, weight| {
            terms.push((term, ppm, weight));
        });
        let weights: i64 = terms.iter().map(|(_, _, weight)| weight.get()).sum();
        if weights == 0 {
            return Vec::new();
        }
        let exact = |&(_, ppm, weight): &(Term, Ppm, Weight)| weight.get() * ppm.0;
        let mut shares: Vec<TermShare> = terms
            .iter()
            .map(|term| TermShare {
                term: term.0,
                ppm: term.1,
                weight: term.2,
                contribution: Ppm(exact(term) / weights),
            })
            .collect();
        let given: i64 = shares.iter().map(|share| share.contribution.0).sum();
        let missing = ranked.utility.map_or(0, |utility| utility.0 - given);
        let mut by_remainder: Vec<usize> = (0..terms.len()).collect();
        by_remainder.sort_by_key(|&term| Reverse(exact(&terms[term]) % weights));
        for &term in by_remainder.iter().take(missing.max(0) as usize) {
            shares[term].contribution.0 += 1;
        }
        shares
    }
}

/// One at the origin, zero at the radius.
fn distance_term(metres: Meters, radius: Meters) -> Ppm {
    Ppm((Ppm::ONE.0 - quotient(metres.0 * Ppm::ONE.0, radius.0.max(1))).max(0))
}
