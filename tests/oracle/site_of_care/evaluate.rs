//! The review itself, done slowly: scope, setting, reach, criteria, outcome, questions, alternates.

use super::super::answer::Expected;
use super::super::calendar::Day;
use super::super::rank::Oracle;
use super::candidates::{Candidates, Wants, needs_value, search_body};
use super::criteria::{Bench, NO_ALTERNATE};
use super::facts::{BODY_SIZE, FACTS, SEDATION_NEED, Stated, TrueFacts};
use super::order::Order;
use super::pack::{Criterion, Pack};
use super::questions::TruthTable;
use super::reach::{Reach, reach};
use super::setting::{contradictions, is_no_hospital, out_of_scope, place_of_service};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A nation and a set of packs, ready for orders.
pub(crate) struct Review<'a> {
    pub(crate) oracle: &'a Oracle,
    pub(crate) packs: &'a [Pack],
}

/// The expected result for one order.
pub(crate) struct Evaluation<'a> {
    /// None when no pack of payer and programme is in force.
    pub(crate) pack: Option<&'a Pack>,
    pub(crate) out_of_scope: Option<&'static str>,
    pub(crate) outcome: &'static str,
    pub(crate) basis: Vec<String>,
    pub(crate) contradictions: Vec<&'static str>,
    /// Only where the site is reviewed.
    pub(crate) reviewed: Option<Reviewed<'a>>,
}

/// The part of an evaluation that only a reviewed site has.
pub(crate) struct Reviewed<'a> {
    pub(crate) bench: Bench<'a>,
    pub(crate) reach: Reach,
    pub(crate) criteria: Vec<ExpectedCriterion>,
    pub(crate) questions: Vec<usize>,
    pub(crate) table: TruthTable,
    /// Needs of the facts stated as true.
    pub(crate) wants: Wants,
    /// Meters and number, by metres and registration.
    pub(crate) capable: Vec<(i64, usize)>,
    /// Meters, number and first cause, by metres and registration.
    pub(crate) excluded: Vec<(i64, usize, String)>,
}

/// A criterion with its expected status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectedCriterion {
    pub(crate) key: String,
    pub(crate) source: String,
    pub(crate) status: &'static str,
}

impl<'a> Review<'a> {
    /// Evaluates a valid order.
    pub(crate) fn evaluate(&self, order: &'a Order) -> Evaluation<'a> {
        let named: Vec<&Pack> = self
            .packs
            .iter()
            .filter(|pack| pack.is_of(&order.payer, &order.programme))
            .collect();
        assert!(!named.is_empty(), "an unknown payer is no valid order");
        let pack = named
            .into_iter()
            .find(|pack| pack.effective.covers(order.service_date));
        let reason = match pack {
            None => Some("policy_not_in_force"),
            Some(pack) => out_of_scope(order, pack, self.oracle),
        };
        let no_review = |basis: &str, contradictions| Evaluation {
            pack,
            out_of_scope: reason,
            outcome: "no_review",
            basis: vec![basis.to_owned()],
            contradictions,
            reviewed: None,
        };
        let Some(pack) = pack.filter(|_| reason.is_none()) else {
            return no_review("out_of_scope", Vec::new());
        };
        let contradictions = contradictions(order, pack, self.oracle);
        if is_no_hospital(place_of_service(order, self.oracle)) {
            return no_review("not_a_hospital", contradictions);
        }
        let reviewed = self.review(order, pack);
        let outcome = reviewed.table.outcome();
        let met = reviewed.criteria.iter().filter(|one| one.status == "met");
        Evaluation {
            outcome,
            basis: met.map(|one| one.key.clone()).collect(),
            reviewed: Some(reviewed),
            ..no_review("", contradictions)
        }
    }

    fn review(&self, order: &'a Order, pack: &'a Pack) -> Reviewed<'a> {
        let reach = reach(order, pack, &self.oracle.world.catalog);
        let bench = Bench {
            oracle: self.oracle,
            order,
            pack,
            candidates: Candidates::new(self.oracle, order, reach.radius_metres),
        };
        let table = TruthTable::of(&bench);
        let wants = Wants::of(order, order.true_facts());
        let (mut capable, mut excluded) = (Vec::new(), Vec::new());
        for &(metres, number) in &bench.candidates.within {
            match bench.candidates.cause(number, wants) {
                None => capable.push((metres, number)),
                Some(cause) => excluded.push((metres, number, cause)),
            }
        }
        let name = |number: usize| self.oracle.world.sites[number].registration_id.clone();
        capable.sort_by_key(|(metres, number)| (*metres, name(*number)));
        excluded.sort_by_key(|(metres, number, _)| (*metres, name(*number)));
        let questions = if table.outcome() == "needs_information" {
            essential_in_full(&bench, &table)
        } else {
            Vec::new()
        };
        Reviewed {
            criteria: expected_criteria(&bench),
            reach,
            questions,
            table,
            wants,
            capable,
            excluded,
            bench,
        }
    }
}

/// The facts that change the outcome, for any weight and depth of sedation that come with the
/// answers.
fn essential_in_full(bench: &Bench<'_>, table: &TruthTable) -> Vec<usize> {
    let mut essential = table.essential();
    for order in variants(bench) {
        let bench = Bench {
            order: &order,
            candidates: bench.candidates.for_patient_of(&order),
            ..*bench
        };
        essential.extend(TruthTable::of(&bench).essential());
    }
    essential.sort_unstable();
    essential.dedup();
    essential
}

/// The order answered with everything an answer may bring: each weight that some table within reach
/// takes and no more, each depth of sedation, and both.
fn variants(bench: &Bench<'_>) -> Vec<Order> {
    let order = bench.order;
    let mut sedated = vec![order.clone()];
    if order.depth_is_open() {
        sedated.extend(["moderate", "deep", "general"].map(|depth| {
            let mut order = order.clone();
            order.facts.insert(SEDATION_NEED, Stated::True);
            order.sedation = Some(depth.to_owned());
            order
        }));
    }
    let mut orders = sedated.clone();
    if order.weight_lb.is_none() && !order.facts.contains_key(&BODY_SIZE) {
        let sites = bench.candidates.within.iter();
        let limits = sites
            .flat_map(|(_, number)| &bench.oracle.world.sites[*number].services)
            .flat_map(|service| &service.equipment)
            .filter_map(|unit| unit.table_limit_lb);
        for weight_lb in limits.collect::<BTreeSet<i64>>() {
            orders.extend(sedated.iter().cloned().map(|mut order| {
                order.facts.insert(BODY_SIZE, Stated::True);
                order.weight_lb = Some(weight_lb);
                order
            }));
        }
    }
    orders
}

/// Every criterion of the pack, and the engine's own where the pack leaves it out.
fn expected_criteria(bench: &Bench<'_>) -> Vec<ExpectedCriterion> {
    let least = bench.order.true_facts();
    let most = bench.order.unstated().fold(least, TrueFacts::with);
    let status = |holds: &dyn Fn(TrueFacts) -> bool| {
        if holds(least) {
            "met"
        } else if holds(most) {
            "unknown"
        } else {
            "not_met"
        }
    };
    let of_pack = |criterion: &Criterion| ExpectedCriterion {
        key: criterion.key.clone(),
        source: criterion.source.clone(),
        status: status(&|facts| bench.holds(criterion, facts)),
    };
    let mut found: Vec<ExpectedCriterion> = bench.pack.criteria.iter().map(of_pack).collect();
    if bench.has_implicit() {
        found.push(ExpectedCriterion {
            key: NO_ALTERNATE.to_owned(),
            source: "engine".to_owned(),
            status: status(&|facts| bench.implicit(facts)),
        });
    }
    found
}

impl Reviewed<'_> {
    /// The questions by their words, each with what must come with the answer.
    pub(crate) fn questions_in_words(&self) -> Vec<(&'static str, Option<&'static str>)> {
        let order = self.bench.order;
        let with = |fact: usize| match fact {
            BODY_SIZE if order.weight_lb.is_none() => Some("weight_lb"),
            SEDATION_NEED if order.sedation.is_none() => Some("sedation"),
            _ => None,
        };
        self.questions
            .iter()
            .map(|&fact| (FACTS[fact], with(fact)))
            .collect()
    }

    /// The search answer over the capable alternates, for the first procedure.
    pub(crate) fn alternates(&self, today: Day) -> Expected {
        let (order, oracle) = (self.bench.order, self.bench.oracle);
        let first = &order.procedures[0];
        let in_a_magnet = oracle.world.catalog.procedures[first].modality == "mri";
        let mut body = search_body(order, first);
        body["needs"] = needs_value(order, self.wants, in_a_magnet);
        body["radius_miles"] = json!(self.reach.miles as f64 / 100.0);
        body["compare_to"] = json!(oracle.world.sites[order.site].registration_id);
        body["limit"] = json!(order.limit);
        let mut expected = oracle.answer(&body, today);
        let is_capable = |id: &str| {
            let sites = &oracle.world.sites;
            self.capable
                .iter()
                .any(|(_, number)| sites[*number].registration_id == id)
        };
        expected
            .results
            .retain(|card| is_capable(&card.registration_id));
        assert_eq!(expected.results.len(), self.capable.len());
        expected
    }

    /// All procedures together at a site, in cents; none where one has no price or there is only
    /// one procedure.
    pub(crate) fn order_cost(&self, registration_id: &str) -> Option<i64> {
        let (order, oracle) = (self.bench.order, self.bench.oracle);
        let is_it = |number: &usize| oracle.world.sites[*number].registration_id == registration_id;
        let number = (0..oracle.world.sites.len()).find(is_it)?;
        let price = |code: &String| oracle.book.price(number, code, &order.network);
        let amounts = order
            .procedures
            .iter()
            .map(|code| Some(price(code)?.amount));
        if order.procedures.len() > 1 {
            amounts.sum()
        } else {
            None
        }
    }
}

/// The card of the site asked for, as a search compares with it.
pub(crate) fn requested_card(order: &Order, oracle: &Oracle, today: Day) -> Expected {
    let mut body: Value = search_body(order, &order.procedures[0]);
    body["compare_to"] = json!(oracle.world.sites[order.site].registration_id);
    body["radius_miles"] = json!(0.1);
    oracle.answer(&body, today)
}
