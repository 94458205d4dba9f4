//! The evidence that each criterion must show: the data its conditions look at, and their values.

use super::super::sameness::{Verdict, same};
use super::candidates::Wants;
use super::criteria::Bench;
use super::facts::FACTS;
use super::pack::Condition;
use serde_json::Value;

/// The data and values of these conditions, one after another.
pub(crate) fn evidence(bench: &Bench<'_>, all: &[Condition]) -> Vec<(String, String)> {
    all.iter()
        .flat_map(|condition| shown(bench, condition))
        .collect()
}

fn shown(bench: &Bench<'_>, condition: &Condition) -> Vec<(String, String)> {
    let order = bench.order;
    match condition {
        Condition::Fact(fact) | Condition::FactHere { fact, .. } => {
            vec![fact_shown(bench, *fact, condition)]
        }
        Condition::AnyFact(any) => any
            .iter()
            .map(|fact| fact_shown(bench, *fact, &Condition::Fact(*fact)))
            .collect(),
        Condition::Age { .. } => vec![("age".to_owned(), order.age.to_string())],
        Condition::Urgency(_) => vec![("urgency".to_owned(), order.urgency.clone())],
        Condition::NotAvailable(capability) => {
            vec![(capability.clone(), offered(bench, capability))]
        }
        Condition::NoAlternate(_) => {
            let capable = Wants::of(order, order.true_facts());
            vec![("alternates".to_owned(), share(bench, capable))]
        }
    }
}

/// The name of a fact, and the value of its condition if the fact is stated.
fn fact_shown(bench: &Bench<'_>, fact: usize, condition: &Condition) -> (String, String) {
    let order = bench.order;
    let value = if order.facts.contains_key(&fact) {
        bench.condition(condition, order.true_facts()).to_string()
    } else {
        "not_stated".to_owned()
    };
    (FACTS[fact].to_owned(), value)
}

fn offered(bench: &Bench<'_>, capability: &str) -> String {
    let order = bench.order;
    let base = Wants::base(order.true_facts());
    let wants = match capability {
        "sedation" => Wants {
            sedation: true,
            lightly: order.depth_is_open(),
            ..base
        },
        "table_for_weight" if order.weight_lb.is_none() => return "not_stated".to_owned(),
        "table_for_weight" => Wants {
            weight_lb: order.weight_lb,
            ..base
        },
        _ if !order.has_mri(bench.oracle) => return "not_applicable".to_owned(),
        "open_bore" => Wants {
            bore: Some("open"),
            ..base
        },
        _ => Wants {
            bore: Some("wide"),
            ..base
        },
    };
    share(bench, wants)
}

/// Number of candidates that meet these needs, of all candidates.
fn share(bench: &Bench<'_>, wants: Wants) -> String {
    let base = Wants::base(bench.order.true_facts());
    let count = |wants| bench.candidates.qualifying(wants).len();
    format!("{} of {} sites", count(wants), count(base))
}

/// Checks that the evidence is the expected one and has words.
pub(crate) fn same_evidence(
    path: &str,
    bench: &Bench<'_>,
    all: &[Condition],
    actual: &Value,
) -> Verdict {
    let reported = actual.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let shown: Vec<(String, String)> = reported
        .iter()
        .map(|one| (text(&one["data"]), text(&one["value"])))
        .collect();
    same(&format!("{path}.evidence"), evidence(bench, all), shown)?;
    let is_worded = |one: &Value| one["says"].as_str().is_some_and(|says| !says.is_empty());
    same(
        &format!("{path}.evidence is worded"),
        true,
        reported.iter().all(is_worded),
    )
}
