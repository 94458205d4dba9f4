//! The digest of a pack: BLAKE3 of its canonical JSON, written here member by member.

use super::facts::FACTS;
use super::json_text::{ObjectText, list_text};
use super::pack::{Access, Clock, Condition, Criterion, Pack, Scope, Step};

/// The digest, in hexadecimal digits.
pub(crate) fn digest(pack: &Pack) -> String {
    blake3::hash(pack_text(pack).as_bytes())
        .to_hex()
        .to_string()
}

fn pack_text(pack: &Pack) -> String {
    ObjectText::default()
        .member("id", &pack.id)
        .member("payer", &pack.payer)
        .member("programme", &pack.programme)
        .member("title", &pack.title)
        .member("version", &pack.version)
        .member(
            "effective_from",
            pack.effective.from.map(|day| day.to_string()),
        )
        .member("effective_to", pack.effective.to.map(|day| day.to_string()))
        .member("sources", &pack.sources)
        .member("left_open", &pack.left_open)
        .raw("scope", &scope_text(&pack.scope))
        .raw("access", &access_text(&pack.access))
        .raw("criterion", &list_text(&pack.criteria, criterion_text))
        .raw("clock", &list_text(&pack.clocks, clock_text))
        .text()
}

fn scope_text(scope: &Scope) -> String {
    ObjectText::default()
        .member("modalities", &scope.modalities)
        .member("lines", &scope.lines)
        .member("funding", &scope.funding)
        .member("states", &scope.states)
        .member("states_off", &scope.states_off)
        .member("place_of_service", &scope.place_of_service)
        .text()
}

fn access_text(access: &Access) -> String {
    ObjectText::default()
        .member("metric", &access.metric)
        .member("miles", access.miles.map(miles))
        .raw("step", &list_text(&access.steps, step_text))
        .member("origin", &access.origin)
        .member("min_alternates", access.min_alternates)
        .member("source", &access.source)
        .text()
}

fn step_text(step: &Step) -> String {
    ObjectText::default()
        .member("county", &step.county)
        .member("miles", miles(step.miles))
        .member("minutes", step.minutes)
        .text()
}

/// Miles are numbers with a decimal point, `10.0`.
fn miles(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

fn criterion_text(criterion: &Criterion) -> String {
    ObjectText::default()
        .member("key", &criterion.key)
        .member("text", &criterion.text)
        .member("source", &criterion.source)
        .raw("all", &list_text(&criterion.all, condition_text))
        .text()
}

fn condition_text(condition: &Condition) -> String {
    let object = ObjectText::default();
    let written = match condition {
        Condition::Fact(fact) => object.member("fact", FACTS[*fact]),
        Condition::AnyFact(facts) => {
            let words: Vec<&str> = facts.iter().map(|fact| FACTS[*fact]).collect();
            object.member("any_fact", words)
        }
        Condition::FactHere {
            fact,
            or_affiliated,
        } => {
            let here = ObjectText::default()
                .member("fact", FACTS[*fact])
                .member("or_affiliated", or_affiliated);
            object.raw("fact_here", &here.text())
        }
        Condition::Age { op, years } => {
            let age = ObjectText::default()
                .member("op", op)
                .member("years", years);
            object.raw("age", &age.text())
        }
        Condition::Urgency(urgencies) => object.member("urgency", urgencies),
        Condition::NotAvailable(capability) => object.member("not_available", capability),
        Condition::NoAlternate(test) => object.member("no_alternate", test),
    };
    written.text()
}

fn clock_text(clock: &Clock) -> String {
    ObjectText::default()
        .member("name", &clock.name)
        .member("amount", clock.amount)
        .member("unit", &clock.unit)
        .member("from", &clock.from)
        .member("source", &clock.source)
        .text()
}
