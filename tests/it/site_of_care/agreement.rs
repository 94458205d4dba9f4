//! The server against the oracle: the same evaluation of two thousand random orders, certificates
//! byte for byte.

use super::nation::{EVALUATIONS, assert_none, on_two_threads, reviewers};
use crate::agreement::today;
use crate::oracle::site_of_care::certificate::check;
use crate::oracle::site_of_care::compare::{certificate_in, compare};
use crate::oracle::site_of_care::evaluate::Evaluation;
use crate::oracle::site_of_care::order::Order;
use crate::oracle::site_of_care::orders::Orders;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A failure names the seed and the number of its order.
const SEED: u64 = 20_261_127;
const ORDERS: usize = 2_000;
/// Orders for which no site within reach could do the exam.
const WITHOUT_ALTERNATE: usize = 200;

/// Number of orders by outcome and kind. The test requires that all of them occur.
type Seen = Mutex<BTreeMap<String, usize>>;

fn note(seen: &Seen, evaluation: &Evaluation<'_>) {
    let mut seen = seen.lock().unwrap();
    let mut count = |what: String| *seen.entry(what).or_default() += 1;
    count(format!("outcome {}", evaluation.outcome));
    count(format!("scope {:?}", evaluation.out_of_scope));
    count(format!("pack {:?}", evaluation.pack.map(|pack| &pack.id)));
    if let Some(reviewed) = &evaluation.reviewed {
        count(format!("no alternate {}", reviewed.capable.is_empty()));
        count(format!("metric {}", reviewed.reach.metric));
    }
}

#[test]
fn the_server_agrees_with_the_oracle_on_two_thousand_orders() {
    let reviewers = reviewers();
    let (server, today) = (reviewers.server(), today());
    let review = reviewers.review();
    let seen = Seen::default();
    let start = || {
        let orders = Orders::new(&reviewers.nation.oracle, &reviewers.packs, SEED, today);
        (orders, server.client())
    };
    let faults = on_two_threads(ORDERS, start, |(orders, client), number, is_mine| {
        let body = orders.invent();
        if !is_mine {
            return Ok(());
        }
        let order = Order::read(&body, review.oracle, today);
        let evaluation = review.evaluate(&order);
        note(&seen, &evaluation);
        let with_context = |fault: String| format!("order {number}: {fault}\n  {body}");
        let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
        let answer = String::from_utf8(bytes).unwrap();
        if status != 200 {
            return Err(with_context(format!("status {status}: {answer}")));
        }
        compare(&review, &order, &evaluation, &reviewers.served, &answer).map_err(with_context)?;
        // Once more from nothing but the certificate's bytes.
        match certificate_in(&answer) {
            Some(text) => check(text.as_bytes(), &review, &reviewers.served).map_err(with_context),
            None => Ok(()),
        }
    });
    assert_none(&faults, SEED);
    let seen = seen.into_inner().unwrap();
    let kinds = |start: &str| seen.keys().filter(|what| what.starts_with(start)).count();
    assert_eq!(kinds("outcome"), 4, "{seen:#?}");
    // Six reasons and none.
    assert_eq!(kinds("scope"), 7, "{seen:#?}");
    assert_eq!(kinds("metric"), 2, "{seen:#?}");
    // Every pack, and orders on days without one.
    assert_eq!(kinds("pack"), reviewers.packs.len() + 1, "{seen:#?}");
    assert!(seen["no alternate true"] >= WITHOUT_ALTERNATE, "{seen:#?}");
}
