//! Evaluation cases by hand: a table of orders with the outcome a reader of the policies expects,
//! in a small world of a few sites. The same cases test the oracle.

use super::case_table::{Case, cases};
use super::nation::{EVALUATIONS, served, shipped_packs};
use super::reported::Reported;
use crate::agreement::{catalog, today};
use crate::oracle::calendar::Day;
use crate::oracle::rank::Oracle;
use crate::oracle::site_of_care::certificate::check;
use crate::oracle::site_of_care::compare::{certificate_in, compare, entries};
use crate::oracle::site_of_care::evaluate::Review;
use crate::oracle::site_of_care::order::Order;
use crate::oracle::site_of_care::pack::Pack;
use crate::oracle::world::{InputFiles, World};
use crate::process::{InputFolder, Server};
use serde_json::Value;

const BUILD_DAY: &str = "2026-06-01";
/// Fewest evaluations the table must hold.
const LEAST: usize = 80;

fn files() -> InputFiles {
    let text = |text: &str| text.to_owned();
    InputFiles {
        registrations: text(include_str!("world/registrations.ndjson")),
        participation: text(include_str!("world/participation.csv")),
        networks: text(include_str!("world/networks.csv")),
        scores: text(include_str!("world/modality_scores.csv")),
        prices: text(include_str!("world/prices.csv")),
    }
}

/// The small world as the oracle reads it, and the packs that come with the program.
struct Small {
    oracle: Oracle,
    packs: Vec<Pack>,
}

impl Small {
    fn read() -> Self {
        let world = World::read(files(), catalog(), Day::parse(BUILD_DAY).unwrap());
        let texts = shipped_packs();
        Self {
            oracle: Oracle::new(world),
            packs: texts.iter().map(|(_, text)| Pack::read(text)).collect(),
        }
    }

    fn review(&self) -> Review<'_> {
        Review {
            oracle: &self.oracle,
            packs: &self.packs,
        }
    }

    /// Checks every case and fails with all that differ.
    fn check_all(&self, check: impl Fn(&Case, &Value) -> Result<(), String>) {
        let cases = cases();
        let fault = |case: &Case| {
            let body = case.body(&self.packs);
            let fault = check(case, &body).err()?;
            let place = format!("line {} under {}", case.line, case.policy);
            Some(format!("{place}: {fault}\n  {body}"))
        };
        let faults: Vec<String> = cases.iter().filter_map(fault).collect();
        let counted = format!("{} of {} cases", faults.len(), cases.len());
        assert!(
            faults.is_empty(),
            "{counted} differ:\n{}",
            faults.join("\n")
        );
        assert!(cases.len() >= LEAST, "{counted}");
    }
}

/// Checks that a refusal has the pointers of a row, and its slug if the row names one.
fn is_refused(case: &Case, status: u16, problem: &Value) -> Result<(), String> {
    let reported: Vec<String> = entries(&problem["errors"])
        .iter()
        .map(|error| error["pointer"].as_str().unwrap_or("?").to_owned())
        .collect();
    let (pointers, slugs): (Vec<String>, Vec<String>) = case
        .why
        .iter()
        .cloned()
        .partition(|word| word.starts_with('/'));
    let slug_is_named = slugs.iter().all(|slug| problem["type"] == slug.as_str());
    if status == 422 && reported == pointers && slug_is_named {
        return Ok(());
    }
    let expected = case.why.join(" ");
    Err(format!(
        "expected a refusal with {expected}, got {status}: {problem}"
    ))
}

#[test]
fn the_oracle_finds_every_case_of_the_table() {
    let small = Small::read();
    small.check_all(|case, body| {
        if case.outcome == "refused" {
            return Ok(());
        }
        let order = Order::read(body, &small.oracle, today());
        let evaluation = small.review().evaluate(&order);
        Reported::by_oracle(&evaluation, &small.oracle).is_as_in(case)
    });
}

#[test]
fn the_server_answers_every_case_of_the_table() {
    let small = Small::read();
    let folder = tempfile::tempdir().unwrap();
    let (files, index) = (files(), folder.path().join("index"));
    let inputs = [
        ("registrations.ndjson", files.registrations.as_str()),
        ("participation.csv", &files.participation),
        ("networks.csv", &files.networks),
        ("modality_scores.csv", &files.scores),
        ("prices.csv", &files.prices),
    ];
    InputFolder::write(&folder.path().join("files"), &inputs).build(&index, BUILD_DAY);
    let (served, server) = (served(&index), Server::start(&index, 2));
    let client = server.client();
    small.check_all(|case, body| {
        let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
        let text = String::from_utf8(bytes).unwrap();
        let answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if case.outcome == "refused" {
            return is_refused(case, status, &answer);
        }
        if status != 200 {
            return Err(format!("status {status}: {text}"));
        }
        Reported::by_answer(&answer).is_as_in(case)?;
        let order = Order::read(body, &small.oracle, today());
        let (review, evaluation) = (small.review(), small.review().evaluate(&order));
        compare(&review, &order, &evaluation, &served, &text)?;
        match certificate_in(&text) {
            Some(certificate) => check(certificate.as_bytes(), &review, &served),
            None => Ok(()),
        }
    });
}

/// Every published criterion of every pack is met in some row, and not met in another.
#[test]
fn the_table_has_every_criterion_both_ways() {
    let cases = cases();
    let mut missing = Vec::new();
    for pack in &Small::read().packs {
        let of_pack = || cases.iter().filter(|case| case.policy == pack.id);
        // Where an order is redirected no criterion is met, nor could one be.
        let not_met = of_pack().any(|case| case.outcome == "redirect");
        for criterion in &pack.criteria {
            let met = of_pack()
                .filter(|case| case.outcome == "hospital_supported")
                .any(|case| case.why.contains(&criterion.key));
            if !met || !not_met {
                missing.push(format!("{} of {}", criterion.key, pack.id));
            }
        }
    }
    assert!(missing.is_empty(), "not both ways: {missing:#?}");
}
