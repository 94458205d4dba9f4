//! Prints an evaluation for a reviewer: outcome, criteria with their evidence, questions,
//! alternates within reach, and the certificate.

use super::json_text::{cost, decimal, list, score, text};
use super::table::Table;
use serde_json::Value;
use std::fmt::Write;

/// The account of an answer, without a line end.
pub(super) fn account(answer: &Value) -> String {
    let mut lines = vec![headline(answer)];
    lines.push(policy(answer));
    lines.push(requested(&answer["requested"]));
    for found in list(&answer["contradictions"]) {
        lines.push(format!("contradiction: {}", text(&found["detail"])));
    }
    if !list(&answer["criteria"]).is_empty() {
        lines.push(String::new());
        lines.push("criteria".to_owned());
        lines.extend(list(&answer["criteria"]).iter().map(criterion));
    }
    if !list(&answer["questions"]).is_empty() {
        lines.push(String::new());
        lines.push("to ask".to_owned());
        lines.extend(list(&answer["questions"]).iter().map(question));
    }
    if answer["alternates"].is_object() {
        lines.push(String::new());
        lines.push(alternates(&answer["alternates"]));
    }
    if answer["certificate"].is_object() {
        lines.push(String::new());
        lines.push(certificate(&answer["certificate"]));
    }
    lines.extend(list(&answer["clocks"]).iter().map(clock));
    lines.join("\n")
}

fn headline(answer: &Value) -> String {
    let outcome = text(&answer["outcome"]).replace('_', " ");
    let basis: Vec<String> = list(&answer["basis"]).iter().map(text).collect();
    match (answer["scope"]["detail"].as_str(), basis.as_slice()) {
        (Some(detail), _) => format!("{outcome}: {detail}"),
        (None, []) => outcome,
        (None, keys) => format!("{outcome}: {}", keys.join(", ")),
    }
}

fn policy(answer: &Value) -> String {
    let as_of = text(&answer["as_of"]);
    match &answer["policy"] {
        Value::Null => format!("no policy in force on {as_of}"),
        policy => format!(
            "policy {} in force on {as_of}: {} ({})",
            text(&policy["id"]),
            text(&policy["title"]),
            text(&policy["version"])
        ),
    }
}

fn requested(requested: &Value) -> String {
    let site = &requested["site"];
    let code = requested["ordered_place_of_service"].as_str();
    let billed = match requested["billed_setting"].as_str() {
        Some(setting) => setting.replace('_', " "),
        None => format!("place of service {}", code.unwrap_or_default()),
    };
    format!(
        "asked for: {} ({}), {billed}, {} miles, score {}, cost {}{}",
        text(&site["name"]),
        text(&site["registration_id"]),
        decimal(&requested["distance_miles"]),
        score(&requested["score"]),
        cost(&requested["cost"]),
        order_cost(requested),
    )
}

/// The cost of an order of several procedures.
fn order_cost(of: &Value) -> String {
    match of.get("order_cost") {
        None => String::new(),
        Some(Value::Null) => ", whole order not priced".to_owned(),
        Some(amount) => format!(", whole order ${}", decimal(amount)),
    }
}

fn criterion(criterion: &Value) -> String {
    let mut told = format!(
        "  {:<7} {} [{}]: {}",
        text(&criterion["status"]).replace('_', " "),
        text(&criterion["key"]),
        text(&criterion["source"]),
        text(&criterion["text"]),
    );
    for evidence in list(&criterion["evidence"]) {
        let _ = write!(
            told,
            "\n          {} = {}: {}",
            text(&evidence["data"]),
            text(&evidence["value"]),
            text(&evidence["says"])
        );
    }
    told
}

fn question(question: &Value) -> String {
    let with = question["with"]
        .as_str()
        .map(|member| format!(" (with {member})"))
        .unwrap_or_default();
    format!(
        "  {}{with}: {}",
        text(&question["fact"]),
        text(&question["text"])
    )
}

fn alternates(alternates: &Value) -> String {
    let total = alternates["total"].as_u64().unwrap_or_default();
    let miles = decimal(&alternates["radius_miles"]);
    let results = list(&alternates["results"]);
    let headline = format!("{total} alternates within {miles} miles");
    if results.is_empty() {
        return headline;
    }
    let mut table = Table::new([
        "rank",
        "site",
        "city",
        "setting",
        "score",
        "cost",
        "miles",
        "cost +/-",
        "miles +/-",
        "score +/-",
        "order",
    ])
    .align_right(&[0, 4, 5, 6, 7, 8, 9, 10]);
    for result in results {
        let (site, versus) = (&result["site"], &result["versus"]);
        let city = format!(
            "{} {}",
            text(&site["address"]["city"]),
            text(&site["address"]["state"])
        );
        table.row([
            result["rank"].to_string(),
            format!(
                "{} ({})",
                text(&site["name"]),
                text(&site["registration_id"])
            ),
            city.trim().to_owned(),
            text(&site["setting"]).replace('_', " "),
            score(&result["score"]),
            cost(&result["cost"]),
            decimal(&result["distance_miles"]),
            signed(&versus["amount"], 2),
            signed(&versus["distance_miles"], 2),
            signed(&versus["score"], 1),
            result.get("order_cost").map(decimal).unwrap_or_default(),
        ]);
    }
    format!("{headline}; differences are to the site asked for\n{table}")
}

/// A difference with its sign; empty where a side is missing.
fn signed(difference: &Value, decimals: usize) -> String {
    let number = difference.as_f64();
    number
        .map(|number| format!("{number:+.decimals$}"))
        .unwrap_or_default()
}

fn certificate(certificate: &Value) -> String {
    let digest = text(&certificate["digest"]);
    format!(
        "certificate {}: snapshot {}, {} alternates and {} other sites within {} m",
        digest.get(..16).unwrap_or(&digest),
        text(&certificate["snapshot"]),
        list(&certificate["alternates"]).len(),
        list(&certificate["excluded"]).len(),
        certificate["radius_metres"],
    )
}

fn clock(clock: &Value) -> String {
    format!(
        "clock: {}, {} {} from {} [{}]",
        text(&clock["name"]),
        clock["amount"],
        text(&clock["unit"]).replace('_', " "),
        text(&clock["from"]),
        text(&clock["source"])
    )
}
