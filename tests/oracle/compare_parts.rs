//! Compares the parts of a card that have parts of their own: score, cost with its components, and
//! the explanation.

use super::answer::{CostCard, ScoreCard, Term};
use super::cost_sharing::Paid;
use super::prices::Component;
use super::sameness::{Verdict, same, same_day, same_fixed, same_text};
use serde_json::Value;

pub(crate) fn same_score(path: &str, card: &ScoreCard, actual: &Value) -> Verdict {
    same_text(
        &format!("{path}.status"),
        Some(card.status),
        &actual["status"],
    )?;
    same_fixed(&format!("{path}.value"), card.tenths, 1, &actual["value"])?;
    let grade = card.tenths.map(|tenths| match tenths {
        880.. => "A",
        760..=879 => "B",
        _ => "C",
    });
    same_text(&format!("{path}.grade"), grade, &actual["grade"])
}

pub(crate) fn same_cost(path: &str, card: &CostCard, actual: &Value) -> Verdict {
    same_text(
        &format!("{path}.status"),
        Some(card.status),
        &actual["status"],
    )?;
    let reason = card.refused.map(|_| "suspect");
    same_text(&format!("{path}.reason"), reason, &actual["reason"])?;
    let [amount, low, high] = card.refused.unwrap_or([card.amount, card.low, card.high]);
    same_fixed(&format!("{path}.amount"), amount, 2, &actual["amount"])?;
    same_fixed(&format!("{path}.low"), low, 2, &actual["low"])?;
    same_fixed(&format!("{path}.high"), high, 2, &actual["high"])?;
    if card.status == "missing" {
        return Ok(());
    }
    same_text(
        &format!("{path}.evidence"),
        card.evidence.as_deref(),
        &actual["evidence"],
    )?;
    same_day(&format!("{path}.as_of"), card.as_of, &actual["as_of"])?;
    // An empty source may be shown as such or left out.
    if let Some(source) = card.source.as_deref() {
        same(
            &format!("{path}.source"),
            source,
            actual["source"].as_str().unwrap_or(""),
        )?;
    }
    same_components(
        &format!("{path}.components"),
        &card.components,
        &actual["components"],
    )
}

/// Checks for null if no value is expected. The caller handles an absent member.
pub(crate) fn same_member_cost(path: &str, expected: Option<&Paid>, actual: &Value) -> Verdict {
    let Some(paid) = expected else {
        return same(&format!("{path} is null"), true, actual.is_null());
    };
    for (name, cents) in [
        ("amount", paid.total()),
        ("deductible", paid.deductible),
        ("copay", paid.copay),
        ("coinsurance", paid.coinsurance),
    ] {
        same_fixed(&format!("{path}.{name}"), Some(cents), 2, &actual[name])?;
    }
    Ok(())
}

/// Reading: the order of components has no meaning.
fn same_components(path: &str, expected: &[Component], actual: &Value) -> Verdict {
    let actual = actual.as_array().cloned().unwrap_or_default();
    same(&format!("{path}.length"), expected.len(), actual.len())?;
    for component in expected {
        let path = format!("{path}[{}]", component.name);
        let shown = actual
            .iter()
            .find(|shown| shown["component"] == component.name);
        let shown = shown.ok_or_else(|| format!("{path}: expected but absent"))?;
        same_text(
            &format!("{path}.status"),
            Some(component.status),
            &shown["status"],
        )?;
        same_fixed(
            &format!("{path}.amount"),
            component.amount,
            2,
            &shown["amount"],
        )?;
        same_text(
            &format!("{path}.evidence"),
            component.evidence.as_deref(),
            &shown["evidence"],
        )?;
        same_day(&format!("{path}.as_of"), component.as_of, &shown["as_of"])?;
    }
    Ok(())
}

pub(crate) fn same_terms(path: &str, expected: &[Term], actual: &Value) -> Verdict {
    let actual = actual.as_array().cloned().unwrap_or_default();
    same(&format!("{path}.length"), expected.len(), actual.len())?;
    for (term, shown) in expected.iter().zip(&actual) {
        let path = format!("{path}[{}]", term.name);
        let places = match term.name {
            "score" => 1,
            _ => 2,
        };
        same_text(&format!("{path}.term"), Some(term.name), &shown["term"])?;
        same_fixed(&format!("{path}.raw"), term.raw, places, &shown["raw"])?;
        same_text(&format!("{path}.unit"), Some(term.unit), &shown["unit"])?;
        same_fixed(&format!("{path}.ppm"), Some(term.ppm), 0, &shown["ppm"])?;
        same_fixed(
            &format!("{path}.weight"),
            Some(term.weight),
            0,
            &shown["weight"],
        )?;
        same_fixed(
            &format!("{path}.contribution"),
            Some(term.contribution),
            0,
            &shown["contribution"],
        )?;
    }
    Ok(())
}
