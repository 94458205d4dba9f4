//! Every rule of resolution once more, written slowly, on texts and without the code under test.

use super::price_rows::PriceRowText;
use std::collections::BTreeMap;

/// Words for evidence, best first.
pub(super) const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];
/// The build date.
const TODAY: &str = "2026-06-15";

/// A row as the slow rules see it.
#[derive(Debug, Clone)]
pub(super) struct ExpectedRate {
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
pub(super) struct ExpectedAmount {
    pub(super) amount: i64,
    pub(super) range: Option<(i64, i64)>,
    pub(super) evidence: usize,
    pub(super) as_of: String,
    pub(super) ambiguous: bool,
}

/// By file and line.
pub(super) type Verdicts = BTreeMap<(usize, usize), &'static str>;

fn cents(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "00"));
    whole.parse::<i64>().unwrap() * 100 + fraction.parse::<i64>().unwrap()
}

fn half_up(a: i64, b: i64) -> i64 {
    if a % b * 2 >= b { a / b + 1 } else { a / b }
}

pub(super) fn expected_row(row: &PriceRowText, place: (usize, usize)) -> ExpectedRate {
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
    ExpectedRate {
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
fn expected_component(
    rows: &[ExpectedRate],
    component: &str,
    verdicts: &mut Verdicts,
) -> Option<ExpectedAmount> {
    let mut left: Vec<&ExpectedRate> = rows
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
    Some(ExpectedAmount {
        amount,
        range,
        evidence: best,
        as_of: newest,
        ambiguous,
    })
}

/// The half that is not known.
fn expected_other_half(known: &ExpectedAmount, times: i64, over: i64) -> ExpectedAmount {
    let scale = |amount: i64| half_up(amount * times, over);
    ExpectedAmount {
        amount: scale(known.amount),
        range: known.range.map(|(l, h)| (scale(l), scale(h))),
        evidence: 4,
        ..known.clone()
    }
}

fn expected_sum(parts: &[ExpectedAmount]) -> ExpectedAmount {
    let has_range = parts.iter().any(|part| part.range.is_some());
    let ends = parts
        .iter()
        .map(|part| part.range.unwrap_or((part.amount, part.amount)));
    let (low, high) = ends.fold((0, 0), |sum, end| (sum.0 + end.0, sum.1 + end.1));
    ExpectedAmount {
        amount: parts.iter().map(|part| part.amount).sum(),
        range: has_range.then_some((low, high)),
        evidence: parts.iter().map(|part| part.evidence).max().unwrap(),
        as_of: parts.iter().map(|part| part.as_of.clone()).min().unwrap(),
        ambiguous: parts.iter().any(|part| part.ambiguous),
    }
}

/// A component as it is compared with what came out.
fn named(name: &str, status: &str, worth: &ExpectedAmount) -> String {
    format!(
        "{name} {status} {} {}",
        worth.amount, EVIDENCE[worth.evidence]
    )
}

/// Rates that are out before any comparison.
fn expected_exclusions(rows: &[ExpectedRate], hospital: bool, contrast_code: bool) -> Verdicts {
    let foreign = if hospital { "technical" } else { "facility" };
    let mut verdicts = Verdicts::new();
    for row in rows {
        let reason = if !row.in_effect {
            "not_in_effect"
        } else if row.altered {
            "modifier"
        } else if row.component == foreign {
            "not_billed_here"
        } else if row.component == "contrast" && !contrast_code {
            "contrast_not_billed"
        } else if !is_in_band(row) {
            "suspect_amount"
        } else {
            continue;
        };
        verdicts.insert(row.place, reason);
    }
    verdicts
}

/// Bands in cents of the only modality, CT.
fn is_in_band(row: &ExpectedRate) -> bool {
    match row.component.as_str() {
        "global" => (5_000..=1_500_000).contains(&row.ranking),
        "technical" | "facility" => (2_500..=1_500_000).contains(&row.ranking),
        "professional" => (1_000..=1_500_000).contains(&row.ranking),
        _ => row.ranking > 0,
    }
}

/// The two halves of a composed price with their words, and whether one is missing.
fn expected_halves(
    base: Option<&ExpectedAmount>,
    professional: Option<&ExpectedAmount>,
    hospital: bool,
) -> Option<(Vec<ExpectedAmount>, Vec<String>, bool)> {
    let base_name = if hospital { "facility" } else { "technical" };
    let base_word = |base: &ExpectedAmount| named(base_name, "priced", base);
    let professional_word = |part: &ExpectedAmount| named("professional", "priced", part);
    match (base, professional) {
        (Some(base), Some(reader)) => {
            let words = vec![base_word(base), professional_word(reader)];
            Some((vec![base.clone(), reader.clone()], words, false))
        }
        (Some(base), None) if hospital => {
            let words = vec![base_word(base), "professional missing".to_owned()];
            Some((vec![base.clone()], words, true))
        }
        (Some(base), None) => {
            let other = expected_other_half(base, 30, 70);
            let words = vec![base_word(base), named("professional", "estimated", &other)];
            Some((vec![base.clone(), other], words, false))
        }
        (None, Some(reader)) if !hospital => {
            let other = expected_other_half(reader, 70, 30);
            let words = vec![
                named(base_name, "estimated", &other),
                professional_word(reader),
            ];
            Some((vec![other, reader.clone()], words, false))
        }
        _ => None,
    }
}

/// A price with its components in words.
pub(super) type ExpectedPrice = (ExpectedAmount, Vec<String>);

/// A whole group: the price, and the verdict on each row. Without a price, it is the suspect one,
/// with `suspect` among its words.
pub(super) fn expected_group(
    rows: &[ExpectedRate],
    hospital: bool,
    contrast_code: bool,
) -> (Option<ExpectedPrice>, Verdicts) {
    let excluded = expected_exclusions(rows, hospital, contrast_code);
    let (price, verdicts) = expected_sums(rows, excluded, hospital, contrast_code);
    if price.is_some() {
        return (price, verdicts);
    }
    let mut suspects = rows.to_vec();
    suspects.retain(|row| verdicts[&row.place] == "suspect_amount");
    let (suspect, _) = expected_sums(&suspects, Verdicts::new(), hospital, contrast_code);
    let suspect = suspect.map(|(worth, mut words)| {
        words.push("suspect".to_owned());
        let worth = ExpectedAmount {
            ambiguous: false,
            ..worth
        };
        (worth, words)
    });
    (suspect, verdicts)
}

/// The price of a group and the verdict on each row that is not excluded.
fn expected_sums(
    rows: &[ExpectedRate],
    mut verdicts: Verdicts,
    hospital: bool,
    contrast_code: bool,
) -> (Option<ExpectedPrice>, Verdicts) {
    let base_name = if hospital { "facility" } else { "technical" };
    let mut resolve = |component| expected_component(rows, component, &mut verdicts);
    let (global, base) = (resolve("global"), resolve(base_name));
    let (professional, contrast) = (resolve("professional"), resolve("contrast"));
    let halves = expected_halves(base.as_ref(), professional.as_ref(), hospital);
    let composed = halves.map(|(mut parts, mut words, incomplete)| {
        if contrast_code {
            let packaged = "contrast packaged".to_owned();
            words.push(
                contrast
                    .as_ref()
                    .map_or(packaged, |part| named("contrast", "priced", part)),
            );
            parts.extend(contrast.clone());
        }
        let mut sum = expected_sum(&parts);
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
        let reason = match (&global, &composed) {
            _ if !won => continue,
            (None, None) => "no_price",
            (Some(_), _) if !composed_wins && row.component == "contrast" => "contrast_not_billed",
            (Some(_), _) if composed_wins == (row.component == "global") => "other_price_won",
            _ => continue,
        };
        verdicts.insert(row.place, reason);
    }
    if composed_wins {
        return (composed, verdicts);
    }
    let global_price = global.map(|global| {
        let mut words = vec![named("global", "priced", &global)];
        words.extend(contrast_code.then(|| "contrast packaged".to_owned()));
        (global, words)
    });
    (global_price, verdicts)
}
