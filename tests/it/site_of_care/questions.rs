//! Questions are minimal and sufficient. They are compared with every true/false setting of the
//! unstated facts, and answered in every combination.

use super::nation::{EVALUATIONS, assert_none, on_two_threads, reviewers};
use crate::agreement::today;
use crate::oracle::site_of_care::evaluate::Review;
use crate::oracle::site_of_care::facts::fact_of;
use crate::oracle::site_of_care::order::Order;
use crate::oracle::site_of_care::orders::Orders;
use crate::process::Client;
use nearsite_random::SplitMix64;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

const SEED: u64 = 20_261_128;
/// Orders asked of the server; those that need information are checked.
const ORDERS: usize = 3_000;
/// Orders looked through for those that ask for a weight.
const WEIGHED: usize = 3_000;
/// One in so many of those is asked again with answers.
const ANSWERED: usize = 4;
/// Combinations of answers tried per order; where there are more, so many are drawn.
const COMBINATIONS: usize = 24;
/// In pounds: what many tables take, some, hardly any, and none.
const WEIGHTS: [i64; 5] = [300, 400, 450, 550, BEYOND_EVERY_TABLE];
const BEYOND_EVERY_TABLE: i64 = 100_000;
const DEPTHS: [&str; 3] = ["moderate", "deep", DEEPEST];
const DEEPEST: &str = "general";

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
/// A weight and a depth of sedation come with the answers that ask for them.
fn answered(
    body: &Value,
    questions: &[Value],
    combination: usize,
    weight_lb: i64,
    depth: &str,
) -> Value {
    let mut body = body.clone();
    for (place, question) in questions.iter().enumerate() {
        let is_true = combination >> place & 1 == 1;
        body["facts"][question["fact"].as_str().unwrap()] = json!(is_true);
        if is_true && question["with"] == "weight_lb" {
            body["member"]["weight_lb"] = json!(weight_lb);
        }
        if is_true && question["with"] == "sedation" {
            body["sedation"] = json!(depth);
        }
    }
    body
}

/// The combinations of answers to try: all of them, or a random choice with the two extremes.
fn combinations(count: usize, rng: &mut SplitMix64) -> Vec<usize> {
    let all = 1_usize << count;
    if all <= COMBINATIONS {
        return (0..all).collect();
    }
    let mut chosen: Vec<usize> = (0..COMBINATIONS - 2).map(|_| rng.below(all)).collect();
    chosen.extend([0, all - 1]);
    chosen
}

/// The questions against the truth table of the oracle: together they decide, and each of them
/// matters.
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
    match asked.iter().find(|fact| !reviewed.questions.contains(fact)) {
        Some(idle) => Err(format!("{idle} decides nothing")),
        None => Ok(()),
    }
}

/// Asks again with answers. The outcome must be decided for any weight and depth of sedation. The
/// hospital is not supported if all answers are false, and is supported if all are true.
fn check_by_asking(client: &Client, body: &Value, answer: &Value, rng: &mut SplitMix64) -> Verdict {
    let questions = answer["questions"].as_array().unwrap();
    let mut outcomes = Vec::new();
    for combination in combinations(questions.len(), rng) {
        for (weight_lb, depth) in companions(questions, combination) {
            let body = answered(body, questions, combination, weight_lb, depth);
            let again = evaluated(client, &body);
            let outcome = again["outcome"].as_str().unwrap().to_owned();
            if outcome == "needs_information" {
                return Err(format!(
                    "still open with answers {combination:b}, {weight_lb} pounds, {depth}: {}",
                    again["questions"]
                ));
            }
            if (weight_lb, depth) == (BEYOND_EVERY_TABLE, DEEPEST) {
                outcomes.push((combination, outcome));
            }
        }
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

/// The weights and depths of sedation tried with a combination of answers: one of each where none
/// comes with them.
fn companions(questions: &[Value], combination: usize) -> Vec<(i64, &'static str)> {
    let comes = |member: &str| {
        let mut numbered = questions.iter().enumerate();
        numbered
            .any(|(place, question)| question["with"] == member && combination >> place & 1 == 1)
    };
    let weights: &[i64] = if comes("weight_lb") {
        &WEIGHTS
    } else {
        &[BEYOND_EVERY_TABLE]
    };
    let depths: &[&str] = if comes("sedation") {
        &DEPTHS
    } else {
        &[DEEPEST]
    };
    let with_each = |&weight_lb: &i64| depths.iter().map(move |&depth| (weight_lb, depth));
    weights.iter().flat_map(with_each).collect()
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
        (orders, server.client(), SplitMix64::new(SEED))
    };
    let faults = on_two_threads(ORDERS, start, |(orders, client, rng), number, is_mine| {
        let body = orders.invent();
        if !is_mine {
            return Ok(());
        }
        let with_context = |fault: String| format!("order {number}: {fault}\n  {body}");
        let answer = evaluated(client, &body);
        let is_open = answer["outcome"] == "needs_information";
        if !is_open {
            let none = answer["questions"].as_array().unwrap().is_empty();
            return if none {
                Ok(())
            } else {
                Err(with_context("a decided order asks".to_owned()))
            };
        }
        check_by_force(&review, &body, &answer).map_err(with_context)?;
        if open.fetch_add(1, Ordering::Relaxed) % ANSWERED != 0 {
            return Ok(());
        }
        asked_again.fetch_add(1, Ordering::Relaxed);
        check_by_asking(client, &body, &answer, rng).map_err(with_context)
    });
    assert_none(&faults, SEED);
    let (open, asked_again) = (open.into_inner(), asked_again.into_inner());
    assert!(
        open > 500 && asked_again > 100,
        "{open} open, {asked_again} asked again"
    );
}

/// For some orders a lower weight or lighter sedation makes further facts decide. All of them must
/// be asked at once.
#[test]
fn one_round_of_answers_decides_with_any_weight_and_sedation_depth() {
    let reviewers = reviewers();
    let (server, today) = (reviewers.server(), today());
    let review = reviewers.review();
    let (weighed, lighter) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = || {
        let orders = Orders::new(&reviewers.nation.oracle, &reviewers.packs, SEED + 1, today);
        (orders, server.client(), SplitMix64::new(SEED + 1))
    };
    let faults = on_two_threads(WEIGHED, start, |(orders, client, rng), number, is_mine| {
        let body = orders.invent();
        if !is_mine {
            return Ok(());
        }
        let answer = evaluated(client, &body);
        let questions = answer["questions"].as_array().unwrap();
        if !questions
            .iter()
            .any(|question| question["with"] == "weight_lb")
        {
            return Ok(());
        }
        weighed.fetch_add(1, Ordering::Relaxed);
        let with_context = |fault: String| format!("order {number}: {fault}\n  {body}");
        let order = Order::read(&body, review.oracle, today);
        let evaluation = review.evaluate(&order);
        let table = evaluation.reviewed.unwrap().table;
        // With a weight that no table takes and the deepest sedation, fewer facts decide.
        if table.essential().len() == questions.len() {
            return Ok(());
        }
        lighter.fetch_add(1, Ordering::Relaxed);
        check_by_asking(client, &body, &answer, rng).map_err(with_context)
    });
    assert_none(&faults, SEED + 1);
    let (weighed, lighter) = (weighed.into_inner(), lighter.into_inner());
    assert!(
        weighed > 100 && lighter > 5,
        "{weighed} asked for more than yes or no, in {lighter} it mattered what it is"
    );
}
