//! The table of cases: reads its rows and builds the order of each.

use crate::oracle::site_of_care::facts::FACTS;
use crate::oracle::site_of_care::pack::Pack;
use serde_json::{Value, json};

const CASES: &str = include_str!("cases.txt");

/// One row of the table under one policy.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) line: usize,
    pub(super) policy: String,
    pub(super) day: String,
    pub(super) changes: String,
    pub(super) outcome: &'static str,
    pub(super) why: Vec<String>,
    pub(super) questions: Vec<String>,
    pub(super) alternates: String,
}

/// Every case, in the order of the table.
pub(super) fn cases() -> Vec<Case> {
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
    pub(super) fn body(&self, packs: &[Pack]) -> Value {
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
}

fn fact_value(value: &str) -> Value {
    match value {
        "yes" => json!(true),
        "no" => json!(false),
        "?" => Value::Null,
        site => json!({"site": site.strip_prefix('@').unwrap()}),
    }
}
