//! Every rule of resolution once more, written slowly and without the code under test, and compared on random tables.

use super::plain::PlainRow;
use super::world::today;
use std::collections::BTreeMap;

const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];
const TODAY: &str = "2026-06-15";

/// A row as the slow rules see it.
#[derive(Debug, Clone)]
struct Slow {
    place: (usize, usize),
    by_id: bool,
    component: String,
    altered: bool,
    in_effect: bool,
    ranking: i64,
    range: Option<(i64, i64)>,
    evidence: usize,
    as_of: String,
}

/// A component or a price: amount, range, evidence, date (empty is none), ambiguous.
#[derive(Debug, Clone, PartialEq)]
struct Worth {
    amount: i64,
    range: Option<(i64, i64)>,
    evidence: usize,
    as_of: String,
    ambiguous: bool,
}

type Verdicts = BTreeMap<(usize, usize), &'static str>;

fn cents(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "00"));
    whole.parse::<i64>().unwrap() * 100 + fraction.parse::<i64>().unwrap()
}

fn half_up(a: i64, b: i64) -> i64 {
    if a % b * 2 >= b { a / b + 1 } else { a / b }
}

fn slow_row(row: &PlainRow, place: (usize, usize)) -> Slow {
    let modifiers: Vec<&str> = row
        .modifier
        .split([' ', ','])
        .filter(|m| !m.is_empty())
        .collect();
    let component = match row.component.as_str() {
        "" if modifiers.contains(&"26") => "professional",
        "" if modifiers.contains(&"TC") => "technical",
        "" => "global",
        stated => stated,
    };
    let range = (!row.low.is_empty()).then(|| (cents(&row.low), cents(&row.high)));
    Slow {
        place,
        by_id: !row.registration_id.is_empty(),
        component: component.to_owned(),
        altered: modifiers
            .iter()
            .any(|m| !["26", "TC", "LT", "RT"].contains(m)),
        in_effect: (row.effective_from.is_empty() || row.effective_from.as_str() <= TODAY)
            && (row.effective_to.is_empty() || row.effective_to.as_str() >= TODAY),
        ranking: match range {
            Some((low, high)) if row.amount.is_empty() => half_up(low + high, 2),
            _ => cents(&row.amount),
        },
        range,
        evidence: EVIDENCE
            .iter()
            .position(|word| *word == row.evidence)
            .unwrap(),
        as_of: row.as_of.clone(),
    }
}

/// The rows of a component against each other, one rule after another.
fn slow_component(rows: &[Slow], component: &str, verdicts: &mut Verdicts) -> Option<Worth> {
    let mut left: Vec<&Slow> = rows
        .iter()
        .filter(|row| row.component == component && !verdicts.contains_key(&row.place))
        .collect();
    if left.is_empty() {
        return None;
    }
    if left.iter().any(|row| row.by_id) {
        verdicts.extend(
            left.iter()
                .filter(|row| !row.by_id)
                .map(|row| (row.place, "by_npi")),
        );
        left.retain(|row| row.by_id);
    }
    let best = left.iter().map(|row| row.evidence).min().unwrap();
    verdicts.extend(
        left.iter()
            .filter(|row| row.evidence > best)
            .map(|row| (row.place, "weaker_evidence")),
    );
    left.retain(|row| row.evidence == best);
    let newest = left.iter().map(|row| row.as_of.clone()).max().unwrap();
    verdicts.extend(
        left.iter()
            .filter(|row| row.as_of < newest)
            .map(|row| (row.place, "older")),
    );
    left.retain(|row| row.as_of == newest);
    let mut amounts: Vec<i64> = left.iter().map(|row| row.ranking).collect();
    amounts.sort_unstable();
    let (low, high) = (amounts[0], amounts[amounts.len() - 1]);
    let ambiguous = low != high;
    for (number, row) in left.iter().enumerate() {
        verdicts.insert(
            row.place,
            if ambiguous {
                "in_range"
            } else if number == 0 {
                "shown"
            } else {
                "same_amount"
            },
        );
    }
    let (amount, range) = if ambiguous {
        (half_up(low + high, 2), Some((low, high)))
    } else {
        (low, left[0].range)
    };
    Some(Worth {
        amount,
        range,
        evidence: best,
        as_of: newest,
        ambiguous,
    })
}

/// The half that is not known.
fn slow_other_half(known: &Worth, times: i64, over: i64) -> Worth {
    let scale = |amount: i64| half_up(amount * times, over);
    Worth {
        amount: scale(known.amount),
        range: known.range.map(|(l, h)| (scale(l), scale(h))),
        evidence: 4,
        ..known.clone()
    }
}

fn slow_sum(parts: &[Worth]) -> Worth {
    let has_range = parts.iter().any(|part| part.range.is_some());
    let ends = parts
        .iter()
        .map(|part| part.range.unwrap_or((part.amount, part.amount)));
    let (low, high) = ends.fold((0, 0), |sum, end| (sum.0 + end.0, sum.1 + end.1));
    Worth {
        amount: parts.iter().map(|part| part.amount).sum(),
        range: has_range.then_some((low, high)),
        evidence: parts.iter().map(|part| part.evidence).max().unwrap(),
        as_of: parts.iter().map(|part| part.as_of.clone()).min().unwrap(),
        ambiguous: parts.iter().any(|part| part.ambiguous),
    }
}

/// A whole group: the price with its components as `status amount`, and the verdicts.
fn slow_group(
    rows: &[Slow],
    hospital: bool,
    contrast_code: bool,
) -> (Option<(Worth, Vec<String>)>, Verdicts) {
    let mut verdicts = Verdicts::new();
    let foreign = if hospital { "technical" } else { "facility" };
    for row in rows {
        let reason = if !row.in_effect {
            "not_in_effect"
        } else if row.altered {
            "modifier"
        } else if row.component == foreign {
            "not_billed_here"
        } else if row.component == "contrast" && !contrast_code {
            "contrast_not_billed"
        } else {
            continue;
        };
        verdicts.insert(row.place, reason);
    }
    let global = slow_component(rows, "global", &mut verdicts);
    let base_name = if hospital { "facility" } else { "technical" };
    let base = slow_component(rows, base_name, &mut verdicts);
    let professional = slow_component(rows, "professional", &mut verdicts);
    let contrast = slow_component(rows, "contrast", &mut verdicts);
    let named = |name: &str, status: &str, worth: &Worth| {
        format!(
            "{name} {status} {} {}",
            worth.amount, EVIDENCE[worth.evidence]
        )
    };
    let mut parts = Vec::new();
    let mut words = Vec::new();
    let mut incomplete = false;
    match (&base, &professional) {
        (Some(base), Some(professional)) => {
            parts.extend([base.clone(), professional.clone()]);
            words.extend([
                named(base_name, "priced", base),
                named("professional", "priced", professional),
            ]);
        }
        (Some(base), None) if hospital => {
            incomplete = true;
            parts.push(base.clone());
            words.extend([
                named(base_name, "priced", base),
                "professional missing".to_owned(),
            ]);
        }
        (Some(base), None) => {
            let other = slow_other_half(base, 30, 70);
            words.extend([
                named(base_name, "priced", base),
                named("professional", "estimated", &other),
            ]);
            parts.extend([base.clone(), other]);
        }
        (None, Some(professional)) if !hospital => {
            let other = slow_other_half(professional, 70, 30);
            words.extend([
                named(base_name, "estimated", &other),
                named("professional", "priced", professional),
            ]);
            parts.extend([other, professional.clone()]);
        }
        _ => {}
    }
    let composed = (!parts.is_empty()).then(|| {
        if contrast_code {
            words.push(
                contrast
                    .as_ref()
                    .map_or("contrast packaged".to_owned(), |part| {
                        named("contrast", "priced", part)
                    }),
            );
            parts.extend(contrast.clone());
        }
        let mut sum = slow_sum(&parts);
        sum.evidence = if incomplete { 4 } else { sum.evidence };
        (sum, words)
    });
    let composed_wins = match (&global, &composed) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(global), Some((composed, _))) => {
            composed.evidence < global.evidence
                || composed.evidence == global.evidence && composed.as_of > global.as_of
        }
    };
    for row in rows {
        let won = ["shown", "same_amount", "in_range"].contains(&verdicts[&row.place]);
        let is_contrast = row.component == "contrast";
        let reason = match (&global, &composed) {
            _ if !won => continue,
            (None, None) => "no_price",
            (Some(_), _) if !composed_wins && is_contrast => "contrast_not_billed",
            (Some(_), _) if composed_wins == (row.component == "global") => "other_price_won",
            _ => continue,
        };
        verdicts.insert(row.place, reason);
    }
    let price = if composed_wins {
        composed
    } else {
        global.map(|global| {
            let mut words = vec![named("global", "priced", &global)];
            words.extend(contrast_code.then(|| "contrast packaged".to_owned()));
            (global, words)
        })
    };
    (price, verdicts)
}

