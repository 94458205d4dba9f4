//! Evaluation cases by hand: a table of orders with the outcome a reader of the policies expects, in a small world whose sites can
//! be counted on fingers. The same cases prove the oracle.

use super::nation::{EVALUATIONS, served, shipped_packs};
use crate::agreement::{catalogue, today};
use crate::oracle::calendar::Day;
use crate::oracle::rank::Oracle;
use crate::oracle::site_of_care::certificate::{Served, check};
use crate::oracle::site_of_care::compare::{certificate_in, compare, entries};
use crate::oracle::site_of_care::evaluate::Review;
use crate::oracle::site_of_care::facts::FACTS;
use crate::oracle::site_of_care::order::Order;
use crate::oracle::site_of_care::pack::Pack;
use crate::oracle::world::{InputFiles, World};
use crate::process::{Client, InputFolder, Server};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CASES: &str = include_str!("cases.txt");
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

/// One row of the table under one policy.
#[derive(Debug)]
struct Case {
    line: usize,
    policy: String,
    day: String,
    changes: String,
    outcome: &'static str,
    why: Vec<String>,
    questions: Vec<String>,
    alternates: String,
}

fn cases() -> Vec<Case> {
    let rows = (1..).zip(CASES.lines());
    rows.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .flat_map(|(line, row)| read_row(line, row))
        .collect()
}

fn read_row(line: usize, row: &str) -> Vec<Case> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [policies, day, changes, outcome, why, questions, alternates] = cells[..] else {
        panic!("line {line} has {} cells", cells.len());
    };
    let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect();
    let outcome = match outcome {
        "supported" => "hospital_supported",
        "ask" => "needs_information",
        "redirect" => "redirect",
        "no_review" => "no_review",
        "422" => "refused",
        other => panic!("line {line}: no outcome is called {other}"),
    };
    policies
        .split_whitespace()
        .map(|policy| Case {
            line,
            policy: policy.to_owned(),
            day: day.to_owned(),
            changes: changes.to_owned(),
            outcome,
            why: words(why),
            questions: words(questions),
            alternates: alternates.to_owned(),
        })
        .collect()
}

impl Case {
    fn change(&self, key: &str) -> Option<&str> {
        let mut changes = self.changes.split_whitespace();
        changes.find_map(|change| change.strip_prefix(key)?.strip_prefix('='))
    }

    /// The pack, unless none is in force or the order is refused.
    fn pack<'a>(&self, packs: &'a [Pack]) -> Option<&'a Pack> {
        if self.policy == "-" {
            return None;
        }
        let pack = packs.iter().find(|pack| pack.id == self.policy);
        Some(pack.unwrap_or_else(|| panic!("line {}: no pack {}", self.line, self.policy)))
    }

    /// The request: the plain order with this case's changes.
    fn body(&self, packs: &[Pack]) -> Value {
        let pack = self.pack(packs);
        let day = match self.day.as_str() {
            "first" => pack.unwrap().effective.from.unwrap().to_string(),
            "last" => pack.unwrap().effective.to.unwrap().to_string(),
            day => day.to_owned(),
        };
        let payer = pack
            .map(|pack| pack.payer.as_str())
            .or(self.change("payer"));
        let is_open = pack.is_none_or(|pack| pack.access.metric == "left_open");
        let mut body = json!({
            "audience": "ordering_provider",
            "payer": payer.unwrap(),
            "order": {"procedures": ["73721"], "network": "wrangler-ppo", "line_of_business": "small_group", "state": "IN",
                      "funding": "fully_insured", "service_date": day},
            "member": {"age": 46},
            "origin": {"zip": "78701"},
            "site": {"registration_id": "HOSP-MAIN"},
            "facts": FACTS.iter().map(|fact| ((*fact).to_owned(), json!(false))).collect::<serde_json::Map<_, _>>(),
        });
        if is_open && payer != Some("uhc") {
            body["access"] = json!({"miles": 10});
        }
        for change in self.changes.split_whitespace() {
            let (key, value) = change.split_once('=').unwrap();
            self.apply(&mut body, key, value);
        }
        body
    }

    fn apply(&self, body: &mut Value, key: &str, value: &str) {
        let number = || json!(value.parse::<f64>().unwrap());
        let whole = || json!(value.parse::<i64>().unwrap());
        match key {
            "payer" | "audience" | "programme" | "sedation" => body[key] = json!(value),
            "state" | "network" | "funding" | "urgency" => body["order"][key] = json!(value),
            "line" => body["order"]["line_of_business"] = json!(value),
            "pos" => body["order"]["place_of_service"] = json!(value),
            "codes" => {
                body["order"]["procedures"] = json!(value.split(',').collect::<Vec<_>>());
            }
            "age" => body["member"] = json!({"age": whole()}),
            "born" => body["member"] = json!({"birth_date": value}),
            "weight" => body["member"]["weight_lb"] = whole(),
            "zip" => body["origin"] = json!({"zip": value}),
            "at" => {
                let (lat, lon) = value.split_once(',').unwrap();
                let degrees = |text: &str| json!(text.parse::<f64>().unwrap());
                body["origin"] = json!({"lat": degrees(lat), "lon": degrees(lon)});
            }
            "site" => body["site"] = json!({"registration_id": value}),
            "npi" => body["site"] = json!({"npi": value}),
            "miles" => body["access"] = json!({"miles": number()}),
            "access" if value == "none" => body["access"] = Value::Null,
            "access" => body["access"] = json!({"ladder": value}),
            "facts" => body["facts"] = json!({}),
            fact if FACTS.contains(&fact) => body["facts"][fact] = fact_value(value),
            other => panic!("line {}: no change is called {other}", self.line),
        }
    }

    /// Whether the answer is what the row says.
    fn check(&self, status: u16, answer: &Value) -> Result<(), String> {
        if self.outcome == "refused" {
            return self.check_refusal(status, answer);
        }
        let same = |what: &str, expected: &str, told: &str| {
            if expected == told {
                Ok(())
            } else {
                Err(format!(
                    "{what}: the table says {expected:?}, the server {told:?}"
                ))
            }
        };
        same("status", "200", &status.to_string())?;
        same(
            "outcome",
            self.outcome,
            answer["outcome"].as_str().unwrap_or("?"),
        )?;
        let policy = answer["policy"]["id"].as_str().unwrap_or("-");
        same("policy", &self.policy, policy)?;
        let words = |list: &Value| {
            let words: Vec<String> = entries(list)
                .iter()
                .map(|word| word.as_str().unwrap_or("?").to_owned())
                .collect();
            words.join(" ")
        };
        match self.outcome {
            "hospital_supported" => {
                same("basis", &self.why.join(" "), &words(&answer["basis"]))?;
            }
            "no_review" => {
                let reason = answer["scope"]["reason"].as_str().unwrap_or("?");
                same("reason", &self.why.join(" "), reason)?;
            }
            _ => {
                let statuses: BTreeSet<String> = entries(&answer["criteria"])
                    .iter()
                    .map(|one| format!("{}:{}", one["key"], one["status"]).replace('"', ""))
                    .collect();
                for criterion in &self.why {
                    same(
                        "criteria have",
                        criterion,
                        statuses.get(criterion).map_or("", |_| criterion),
                    )?;
                }
            }
        }
        let asked: Vec<String> = entries(&answer["questions"])
            .iter()
            .map(|one| match one["with"].as_str() {
                Some(with) => format!("{}+{with}", one["fact"]).replace('"', ""),
                None => one["fact"].as_str().unwrap_or("?").to_owned(),
            })
            .collect();
        same("questions", &self.questions.join(" "), &asked.join(" "))?;
        same("alternates", &self.alternates, &alternates(answer))
    }

    /// A slug where the row names one, and every pointer.
    fn check_refusal(&self, status: u16, problem: &Value) -> Result<(), String> {
        let told: Vec<String> = entries(&problem["errors"])
            .iter()
            .map(|error| error["pointer"].as_str().unwrap_or("?").to_owned())
            .collect();
        let is_pointer = |word: &&String| word.starts_with('/');
        let pointers: Vec<String> = self.why.iter().filter(is_pointer).cloned().collect();
        let slug = self.why.iter().find(|word| !is_pointer(word));
        let slug_is_told = slug.is_none_or(|slug| problem["type"] == slug.as_str());
        if status == 422 && told == pointers && slug_is_told {
            Ok(())
        } else {
            Err(format!(
                "expected a refusal with {:?}, got {status}: {problem}",
                self.why
            ))
        }
    }
}

fn fact_value(value: &str) -> Value {
    match value {
        "yes" => json!(true),
        "no" => json!(false),
        "?" => Value::Null,
        site => json!({"site": site.strip_prefix('@').unwrap()}),
    }
}

/// The ends of the names of the certificate's alternates; a dash where there is no certificate.
fn alternates(answer: &Value) -> String {
    if answer["certificate"].is_null() {
        return "-".to_owned();
    }
    let ends: Vec<String> = entries(&answer["certificate"]["alternates"])
        .iter()
        .map(|site| {
            let id = site["registration_id"].as_str().unwrap_or("?");
            id.rsplit('-').next().unwrap_or("?").to_owned()
        })
        .collect();
    ends.join(" ")
}

/// The small world, built and served with the policies that come with the program.
struct Small {
    oracle: Oracle,
    packs: Vec<Pack>,
    served: Served,
    server: Server,
    _folder: tempfile::TempDir,
}

impl Small {
    fn build() -> Self {
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
        let world = World::read(files.clone(), catalogue(), Day::parse(BUILD_DAY).unwrap());
        Self {
            oracle: Oracle::new(world),
            packs: shipped_packs()
                .iter()
                .map(|(_, text)| Pack::read(text))
                .collect(),
            served: served(&index),
            server: Server::start(&index, 2),
            _folder: folder,
        }
    }

    /// The case against the server, and the server's answer against the oracle.
    fn check(&self, client: &Client, case: &Case) -> Result<(), String> {
        let body = case.body(&self.packs);
        let (status, bytes) = client.post(EVALUATIONS, &body.to_string());
        let text = String::from_utf8(bytes).unwrap();
        let answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let told = |fault: String| {
            format!(
                "line {} under {}: {fault}\n  {body}",
                case.line, case.policy
            )
        };
        case.check(status, &answer).map_err(told)?;
        if case.outcome == "refused" {
            return Ok(());
        }
        let review = Review {
            oracle: &self.oracle,
            packs: &self.packs,
        };
        let order = Order::read(&body, &self.oracle, today());
        let evaluation = review.evaluate(&order);
        compare(&review, &order, &evaluation, &self.served, &text).map_err(told)?;
        match certificate_in(&text) {
            Some(certificate) => check(certificate.as_bytes(), &review, &self.served).map_err(told),
            None => Ok(()),
        }
    }
}

#[test]
fn every_case_of_the_table_comes_out_as_written() {
    let small = Small::build();
    let client = small.server.client();
    let cases = cases();
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| small.check(&client, case).err())
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {} cases differ:\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
    assert!(cases.len() >= LEAST);
}

/// Every published criterion of every pack is met in some row, and not met in another.
#[test]
fn the_table_has_every_criterion_both_ways() {
    let packs: Vec<Pack> = shipped_packs()
        .iter()
        .map(|(_, text)| Pack::read(text))
        .collect();
    let cases = cases();
    let mut missing = Vec::new();
    for pack in &packs {
        let of_pack = || cases.iter().filter(|case| case.policy == pack.id);
        for criterion in &pack.criteria {
            let is_named = |case: &&Case| case.why.contains(&criterion.key);
            let supports = |case: &&Case| case.outcome == "hospital_supported";
            let met = of_pack().filter(supports).any(|case| is_named(&case));
            // Where an order is redirected no criterion is met, nor could one be.
            let not_met = of_pack().any(|case| case.outcome == "redirect");
            if !met || !not_met {
                missing.push(format!("{} of {}", criterion.key, pack.id));
            }
        }
    }
    assert!(missing.is_empty(), "not both ways: {missing:#?}");
}
