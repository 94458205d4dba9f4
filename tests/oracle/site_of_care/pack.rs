//! A policy pack read from its TOML text into plain values.

use super::super::calendar::{Day, Window};
use super::facts::fact_of;
use toml::{Table, Value};

#[derive(Debug, Clone)]
pub(crate) struct Pack {
    pub(crate) id: String,
    pub(crate) payer: String,
    pub(crate) programme: String,
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) effective: Window,
    pub(crate) sources: Vec<String>,
    pub(crate) left_open: Vec<String>,
    pub(crate) scope: Scope,
    pub(crate) access: Access,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) clocks: Vec<Clock>,
}

/// An empty list means any.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) modalities: Vec<String>,
    pub(crate) lines: Vec<String>,
    pub(crate) funding: Vec<String>,
    pub(crate) states: Vec<String>,
    pub(crate) states_off: Vec<String>,
    pub(crate) place_of_service: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) metric: String,
    /// Hundredths of a mile.
    pub(crate) miles: Option<i64>,
    pub(crate) steps: Vec<Step>,
    pub(crate) origin: Option<String>,
    pub(crate) min_alternates: i64,
    pub(crate) source: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) county: String,
    /// Hundredths of a mile.
    pub(crate) miles: i64,
    pub(crate) minutes: Option<i64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Criterion {
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) source: String,
    pub(crate) all: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    Fact(usize),
    AnyFact(Vec<usize>),
    FactHere { fact: usize, or_affiliated: bool },
    Age { op: String, years: i64 },
    Urgency(Vec<String>),
    NotAvailable(String),
    NoAlternate(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Clock {
    pub(crate) name: String,
    pub(crate) amount: i64,
    pub(crate) unit: String,
    pub(crate) from: String,
    pub(crate) source: String,
}

impl Pack {
    /// Reads a sound pack; anything else stops the test.
    pub(crate) fn read(text: &str) -> Self {
        let table: Table = text.parse().unwrap();
        let day = |key| table.get(key).map(|value| Day::parse(word(value)).unwrap());
        Self {
            id: text_of(&table, "id"),
            payer: text_of(&table, "payer"),
            programme: text_of(&table, "programme"),
            title: text_of(&table, "title"),
            version: text_of(&table, "version"),
            effective: Window {
                from: day("effective_from"),
                to: day("effective_to"),
            },
            sources: texts(&table, "sources"),
            left_open: texts(&table, "left_open"),
            scope: read_scope(table["scope"].as_table().unwrap()),
            access: read_access(table["access"].as_table().unwrap()),
            criteria: tables(&table, "criterion").map(read_criterion).collect(),
            clocks: tables(&table, "clock").map(read_clock).collect(),
        }
    }

    /// True if this pack is for a payer and a programme.
    pub(crate) fn is_of(&self, payer: &str, programme: &str) -> bool {
        self.payer == payer && self.programme == programme
    }
}

fn read_scope(table: &Table) -> Scope {
    Scope {
        modalities: texts(table, "modalities"),
        lines: texts(table, "lines"),
        funding: texts(table, "funding"),
        states: texts(table, "states"),
        states_off: texts(table, "states_off"),
        place_of_service: texts(table, "place_of_service"),
    }
}

fn read_access(table: &Table) -> Access {
    let read_step = |step: &Table| Step {
        county: text_of(step, "county"),
        miles: hundredths(&step["miles"]),
        minutes: step.get("minutes").map(whole),
    };
    Access {
        metric: text_of(table, "metric"),
        miles: table.get("miles").map(hundredths),
        steps: tables(table, "step").map(read_step).collect(),
        origin: table.get("origin").map(|value| word(value).to_owned()),
        min_alternates: table.get("min_alternates").map_or(1, whole),
        source: text_of(table, "source"),
    }
}

fn read_criterion(table: &Table) -> Criterion {
    let all = table["all"].as_array().unwrap();
    Criterion {
        key: text_of(table, "key"),
        text: text_of(table, "text"),
        source: text_of(table, "source"),
        all: all.iter().map(read_condition).collect(),
    }
}

/// A condition is a table with one key, its kind.
fn read_condition(value: &Value) -> Condition {
    let table = value.as_table().unwrap();
    assert_eq!(table.len(), 1, "{value}");
    let (kind, value) = table.iter().next().unwrap();
    let words = || list(value).iter().map(|entry| word(entry).to_owned());
    match kind.as_str() {
        "fact" => Condition::Fact(fact_of(word(value))),
        "any_fact" => Condition::AnyFact(words().map(|word| fact_of(&word)).collect()),
        "fact_here" => Condition::FactHere {
            fact: fact_of(word(&value["fact"])),
            or_affiliated: value
                .get("or_affiliated")
                .is_some_and(|value| value.as_bool().unwrap()),
        },
        "age" => Condition::Age {
            op: word(&value["op"]).to_owned(),
            years: whole(&value["years"]),
        },
        "urgency" => Condition::Urgency(words().collect()),
        "not_available" => Condition::NotAvailable(word(value).to_owned()),
        "no_alternate" => Condition::NoAlternate(word(value).to_owned()),
        other => panic!("no condition is called {other}"),
    }
}

fn read_clock(table: &Table) -> Clock {
    Clock {
        name: text_of(table, "name"),
        amount: whole(&table["amount"]),
        unit: text_of(table, "unit"),
        from: text_of(table, "from"),
        source: text_of(table, "source"),
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn whole(value: &Value) -> i64 {
    value.as_integer().unwrap()
}

/// Miles, written with or without decimals, in hundredths.
fn hundredths(value: &Value) -> i64 {
    let miles = value.as_float().unwrap_or_else(|| whole(value) as f64);
    (miles * 100.0).round() as i64
}

fn text_of(table: &Table, key: &str) -> String {
    word(&table[key]).to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn texts(table: &Table, key: &str) -> Vec<String> {
    let entries = table.get(key).map(list).unwrap_or_default();
    entries.iter().map(|entry| word(entry).to_owned()).collect()
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    let entries = table.get(key).map(list).unwrap_or_default();
    entries.iter().map(|entry| entry.as_table().unwrap())
}
