//! What is asked is all that can decide, and nothing else: the server's questions held against every true/false setting of the
//! unstated facts, and answered in every combination.

use super::nation::{EVALUATIONS, assert_none, on_two_threads, reviewers};
use crate::agreement::today;
use crate::oracle::rng::Rng;
use crate::oracle::site_of_care::evaluate::Review;
use crate::oracle::site_of_care::facts::{BODY_SIZE, fact_of};
use crate::oracle::site_of_care::order::Order;
use crate::oracle::site_of_care::orders::Orders;
use crate::process::Client;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

const SEED: u64 = 20_261_128;
/// Orders asked of the server; those that need information are checked.
const ORDERS: usize = 3_000;
/// One in so many of those is asked again with answers.
const ANSWERED: usize = 4;
/// Combinations of answers tried per order; where there are more, so many are drawn.
const COMBINATIONS: usize = 24;
/// In pounds; no table takes it.
const BEYOND_EVERY_TABLE: i64 = 100_000;

/// The evaluation of a body, which must be answered.
fn evaluated(client: &Client, body: &Value) -> Value {
    let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
    assert_eq!(status, 200, "{body}\n{}", String::from_utf8_lossy(&bytes));
    serde_json::from_slice(&bytes).unwrap()
}

fn asked(answer: &Value) -> Vec<usize> {
    let questions = answer["questions"].as_array().unwrap();
    questions
        .iter()
        .map(|question| fact_of(question["fact"].as_str().unwrap()))
        .collect()
}

/// The order with these questions answered: bit `n` of the combination is the answer to the `n`-th.
fn answered(body: &Value, questions: &[Value], combination: usize) -> Value {
    let mut body = body.clone();
    for (place, question) in questions.iter().enumerate() {
        let is_true = combination >> place & 1 == 1;
        body["facts"][question["fact"].as_str().unwrap()] = json!(is_true);
        if is_true && question["with"] == "weight_lb" {
            body["member"]["weight_lb"] = json!(BEYOND_EVERY_TABLE);
        }
    }
    body
}

/// Which combinations of answers are tried.
fn combinations(count: usize, rng: &mut Rng) -> Vec<usize> {
    let all = 1_usize << count;
    if all <= COMBINATIONS {
        return (0..all).collect();
    }
    let mut chosen: Vec<usize> = (0..COMBINATIONS - 2).map(|_| rng.below(all)).collect();
    chosen.extend([0, all - 1]);
    chosen
}

/// The questions against the truth table of the oracle: together they decide, and each of them matters.
fn check_by_force(review: &Review<'_>, body: &Value, answer: &Value) -> Result<(), String> {
    let order = Order::read(body, review.oracle, today());
    let evaluation = review.evaluate(&order);
    let Some(reviewed) = evaluation.reviewed else {
        return Err("nothing is reviewed, and yet something is asked".to_owned());
    };
    let asked = asked(answer);
    if !reviewed.table.is_decided_by(&asked) {
        return Err(format!("{asked:?} do not decide"));
    }
    let essential = reviewed.table.essential();
    match asked.iter().find(|fact| !essential.contains(fact)) {
        Some(idle) => Err(format!("{idle} decides nothing")),
        None => Ok(()),
    }
}

/// Asks again with answers: always decided, and supported only by more truth.
fn check_by_asking(client: &Client, body: &Value, answer: &Value, rng: &mut Rng) -> Verdict {
    let questions = answer["questions"].as_array().unwrap();
    let mut outcomes = Vec::new();
    for combination in combinations(questions.len(), rng) {
        let again = evaluated(client, &answered(body, questions, combination));
        let outcome = again["outcome"].as_str().unwrap().to_owned();
        if outcome == "needs_information" {
            return Err(format!(
                "still open with answers {combination:b}: {}",
                again["questions"]
            ));
        }
        outcomes.push((combination, outcome));
    }
    let supported = |combination: usize| {
        let found = outcomes.iter().find(|(tried, _)| *tried == combination);
        found.is_some_and(|(_, outcome)| outcome == "hospital_supported")
    };
    let all = (1_usize << questions.len()) - 1;
    if supported(0) || !supported(all) {
        return Err("no answers must redirect, all of them support".to_owned());
    }
    Ok(())
}

type Verdict = Result<(), String>;

#[test]
fn questions_are_minimal_and_sufficient() {
    let reviewers = reviewers();
    let (server, today) = (reviewers.server(), today());
    let review = reviewers.review();
    let (open, asked_again) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = || {
        let orders = Orders::new(&reviewers.nation.oracle, &reviewers.packs, SEED, today);
        (orders, server.client(), Rng::new(SEED))
    };
    let faults = on_two_threads(ORDERS, start, |(orders, client, rng), number, is_mine| {
        let body = orders.invent();
        if !is_mine {
            return Ok(());
        }
        let told = |fault: String| format!("order {number}: {fault}\n  {body}");
        let answer = evaluated(client, &body);
        let is_open = answer["outcome"] == "needs_information";
        if !is_open {
            let none = answer["questions"].as_array().unwrap().is_empty();
            return if none {
                Ok(())
            } else {
                Err(told("a decided order asks".to_owned()))
            };
        }
        check_by_force(&review, &body, &answer).map_err(told)?;
        if open.fetch_add(1, Ordering::Relaxed) % ANSWERED != 0 {
            return Ok(());
        }
        asked_again.fetch_add(1, Ordering::Relaxed);
        check_by_asking(client, &body, &answer, rng).map_err(told)
    });
    assert_none(&faults, SEED);
    let (open, asked_again) = (open.into_inner(), asked_again.into_inner());
    assert!(
        open > 500 && asked_again > 100,
        "{open} open, {asked_again} asked again"
    );
}

/// A weight that some table takes can leave more to ask than one that none takes, but only once: then the weight is known.
#[test]
fn an_answer_with_a_weight_ends_the_asking_after_one_more_round() {
    let reviewers = reviewers();
    let server = reviewers.server();
    let client = server.client();
    let mut orders = Orders::new(
        &reviewers.nation.oracle,
        &reviewers.packs,
        SEED + 1,
        today(),
    );
    let mut weighed = 0;
    for _ in 0..1_200 {
        let body = orders.invent();
        let answer = evaluated(&client, &body);
        let with = |question: &Value| question["with"] == "weight_lb";
        let questions = answer["questions"].as_array().unwrap();
        if !questions.iter().any(with) {
            continue;
        }
        assert!(asked(&answer).contains(&BODY_SIZE));
        weighed += 1;
        // The one answer is yes, with a weight of a heavy patient whom some tables take; all others are no.
        let place = questions.iter().position(with).unwrap();
        let mut body = answered(&body, questions, 1 << place);
        body["member"]["weight_lb"] = json!(450);
        let again = evaluated(&client, &body);
        let questions = again["questions"].as_array().unwrap();
        assert!(!questions.iter().any(with), "{body}");
        for combination in [0, (1 << questions.len()) - 1] {
            let last = evaluated(&client, &answered(&body, questions, combination));
            assert_ne!(last["outcome"], "needs_information", "{body}");
        }
    }
    assert!(weighed > 50, "only {weighed} asked for a weight");
}
