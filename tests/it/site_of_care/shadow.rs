//! `nearsite policy shadow A B` against really evaluating every order under A and under B.
//!
//! The command looks packs up by id and ignores payers and effective dates. Here the same two packs
//! are put in force: rewritten for two payers and all days, and served.

use super::nation::{EVALUATIONS, Reviewers, on_two_threads, reviewers, shipped_packs};
use crate::agreement::today;
use crate::oracle::site_of_care::orders::Orders;
use crate::oracle::site_of_care::pack::Pack;
use crate::oracle::site_of_care::packs::ODD_PACKS;
use crate::process::{Server, nearsite};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

const SEED: u64 = 20_261_130;
/// Packs that both leave the distance open, or both state it.
const PAIRS: [(&str, &str); 5] = [
    ("anthem-2018-03", "anthem-2021-08"),
    ("cigna-2020-08", "cigna-2025-09"),
    ("anthem-2017-07", "aetna-2021-12"),
    ("uhc-2019-03", "uhc-2019-07"),
    ("odd-every-fact", "odd-mixed"),
];
/// Orders per pair: five thousand in all.
const ORDERS: usize = 1_000;

fn text_of(id: &str) -> String {
    let odd = ODD_PACKS.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let mut texts = shipped_packs().into_iter().chain(odd);
    texts
        .find(|(name, _)| *name == format!("{id}.toml"))
        .unwrap()
        .1
}

/// The pack as one of another payer, in force on all days.
fn in_force_for(payer: &str, text: &str) -> String {
    let mut changed = String::new();
    for line in text.lines() {
        let key = line.split(" = ").next().unwrap();
        match key {
            "id" | "payer" => writeln!(changed, "{key} = \"{payer}\"").unwrap(),
            "programme" => writeln!(changed, "programme = \"imaging-site-of-care\"").unwrap(),
            "effective_from" => writeln!(changed, "effective_from = \"1970-01-01\"").unwrap(),
            "effective_to" => {}
            _ => writeln!(changed, "{line}").unwrap(),
        }
    }
    changed
}

/// Orders that both packs can evaluate: with a distance where both leave it open, without where
/// both state it.
fn orders(reviewers: &Reviewers, packs: &[Pack], count: usize) -> Vec<Value> {
    let mut orders = Orders::new(&reviewers.nation.oracle, packs, SEED, today());
    let is_open = packs.iter().all(|pack| pack.access.metric == "left_open");
    (0..count)
        .map(|_| {
            let mut body = orders.invent();
            if !is_open {
                body.as_object_mut().unwrap().remove("access");
            } else if body["access"].is_null() {
                body["access"] = json!({"miles": 4});
            }
            body
        })
        .collect()
}

/// Runs the command on the orders in a file and returns its report.
fn shadow(reviewers: &Reviewers, pair: (&str, &str), orders: &Path, code: i32) -> Value {
    let output = nearsite()
        .args(["policy", "shadow", pair.0, pair.1, "--json"])
        .arg("--orders")
        .arg(orders)
        .arg("--index")
        .arg(reviewers.nation.index())
        .arg("--policies")
        .arg(reviewers.policies())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Outcome, reason of no review, criteria by key.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    outcome: String,
    reason: Value,
    criteria: BTreeMap<String, String>,
}

impl Found {
    fn of(answer: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let criteria = answer["criteria"].as_array().unwrap();
        Self {
            outcome: text(&answer["outcome"]),
            reason: answer["scope"]["reason"].clone(),
            criteria: criteria
                .iter()
                .map(|one| (text(&one["key"]), text(&one["status"])))
                .collect(),
        }
    }
}

/// Evaluates the orders under both packs on the server and returns the results in their order.
fn really(server: &Server, orders: &[Value]) -> Vec<(Found, Found)> {
    let found: Mutex<BTreeMap<usize, (Found, Found)>> = Mutex::default();
    let faults = on_two_threads(
        orders.len(),
        || server.client(),
        |client, number, is_mine| {
            if !is_mine {
                return Ok(());
            }
            let evaluate = |payer: &str| {
                let mut body = orders[number].clone();
                body["payer"] = json!(payer);
                body.as_object_mut().unwrap().remove("programme");
                let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
                assert_eq!(status, 200, "{body} {}", String::from_utf8_lossy(&bytes));
                Found::of(&serde_json::from_slice(&bytes).unwrap())
            };
            let both = (evaluate("before"), evaluate("after"));
            found.lock().unwrap().insert(number, both);
            Ok(())
        },
    );
    assert!(faults.is_empty());
    found.into_inner().unwrap().into_values().collect()
}

/// The criteria whose status differs, with both statuses.
fn differing(before: &Found, after: &Found) -> BTreeMap<String, (Value, Value)> {
    let status = |found: &Found, key: &str| json!(found.criteria.get(key));
    let keys = before.criteria.keys().chain(after.criteria.keys());
    keys.map(|key| (key.clone(), (status(before, key), status(after, key))))
        .filter(|(_, (before, after))| before != after)
        .collect()
}

fn check(report: &Value, really: &[(Found, Found)]) {
    assert_eq!(report["orders"], really.len());
    assert_eq!(report["faults"], json!([]));
    let mut transitions: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut changed = report["changed"].as_array().unwrap().iter();
    for (line, (before, after)) in (1_usize..).zip(really) {
        let outcomes = (before.outcome.clone(), after.outcome.clone());
        *transitions.entry(outcomes).or_default() += 1;
        if before.outcome == after.outcome {
            continue;
        }
        let one = changed.next().unwrap();
        assert_eq!(one["line"], line, "{one}");
        assert_eq!(one["before"], before.outcome, "{one}");
        assert_eq!(one["after"], after.outcome, "{one}");
        let reasons = json!({"before": before.reason, "after": after.reason});
        assert_eq!(one["scope"], reasons, "{one}");
        let criteria: BTreeMap<String, (Value, Value)> = one["criteria"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let key = one["key"].as_str().unwrap().to_owned();
                (key, (one["before"].clone(), one["after"].clone()))
            })
            .collect();
        assert_eq!(criteria, differing(before, after), "{one}");
    }
    assert!(changed.next().is_none());
    let counted: BTreeMap<(String, String), usize> = report["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (
                (text("before"), text("after")),
                one["count"].as_u64().unwrap() as usize,
            )
        })
        .collect();
    assert_eq!(counted, transitions);
}

#[test]
fn a_shadow_is_what_evaluating_under_both_policies_gives() {
    let reviewers = reviewers();
    let mut changes = 0;
    for pair in PAIRS {
        let folder = tempfile::tempdir().unwrap();
        let (before, after) = (text_of(pair.0), text_of(pair.1));
        let packs = [Pack::read(&before), Pack::read(&after)];
        let orders = orders(reviewers, &packs, ORDERS);
        let lines: Vec<String> = orders.iter().map(Value::to_string).collect();
        let file = folder.path().join("orders.ndjson");
        fs::write(&file, lines.join("\n") + "\n").unwrap();
        let policies = folder.path().join("policies");
        fs::create_dir(&policies).unwrap();
        fs::write(
            policies.join("before.toml"),
            in_force_for("before", &before),
        )
        .unwrap();
        fs::write(policies.join("after.toml"), in_force_for("after", &after)).unwrap();
        let flags = ["--policies", policies.to_str().unwrap()];
        let server = Server::start_with(&reviewers.nation.index(), 2, &flags);
        let report = shadow(reviewers, pair, &file, 0);
        assert_eq!(
            (&report["before"], &report["after"]),
            (&json!(pair.0), &json!(pair.1))
        );
        check(&report, &really(&server, &orders));
        changes += report["changed"].as_array().unwrap().len();
    }
    assert!(changes > 500, "only {changes} outcomes changed");
}

/// A line that cannot be evaluated is reported with its number, and the other lines are compared.
#[test]
fn a_faulty_line_is_reported_and_the_others_are_compared() {
    let reviewers = reviewers();
    let pair = PAIRS[1];
    let packs = [Pack::read(&text_of(pair.0)), Pack::read(&text_of(pair.1))];
    let mut orders = orders(reviewers, &packs, 20);
    orders[4] = json!({"audience": "reviewer"});
    orders[11]["access"] = Value::Object(Map::new());
    orders[16].as_object_mut().unwrap().remove("access");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.ndjson");
    let mut lines: Vec<String> = orders.iter().map(Value::to_string).collect();
    lines[8] = "{\"audience\":".to_owned();
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    let report = shadow(reviewers, pair, &file, 2);
    let faulty: Vec<u64> = report["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["line"].as_u64().unwrap())
        .collect();
    assert_eq!(faulty, [5, 9, 12, 17]);
    let compared: u64 = report["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["count"].as_u64().unwrap())
        .sum();
    assert_eq!(compared, 16);
}
