//! Compares a page of the server's answer with the expected one and reports the first difference by
//! its path.
//!
//! Numbers are compared as whole numbers of their last place. An absent member equals null. Not
//! compared: the snapshot id, the cursor's text, the wording of `detail`, the rest of the site's
//! card, and the order under `relevance`.

use super::answer::{Card, Expected, Page, Term, Versus, WhyNot};
use super::arithmetic::hundredths_of_a_mile;
use super::compare_parts::{same_cost, same_member_cost, same_score, same_terms};
use super::sameness::{Verdict, same, same_day, same_fixed, same_text};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Checks that the body of a `200` is the expected page.
pub(crate) fn compare(expected: &Page<'_>, actual: &Value) -> Verdict {
    let whole = expected.whole;
    same_day("as_of", Some(whole.as_of), &actual["as_of"])?;
    same_day(
        "prices_as_of",
        Some(whole.prices_as_of),
        &actual["prices_as_of"],
    )?;
    same_origin(whole, &actual["origin"])?;
    same_fixed(
        "radius_metres",
        whole.radius_metres,
        0,
        &actual["radius_metres"],
    )?;
    let miles = whole.radius_metres.map(hundredths_of_a_mile);
    same_fixed("radius_miles", miles, 2, &actual["radius_miles"])?;
    same(
        "widened",
        whole.widened,
        actual["widened"].as_bool().unwrap_or(false),
    )?;
    same_fixed(
        "total",
        Some(whole.results.len() as i64),
        0,
        &actual["total"],
    )?;
    same_fixed(
        "reference_amount",
        whole.reference_amount,
        2,
        &actual["reference_amount"],
    )?;
    same_text(
        "profile.name",
        Some(&whole.profile_name),
        &actual["profile"]["name"],
    )?;
    same(
        "next_cursor is there",
        expected.has_next(),
        actual["next_cursor"].is_string(),
    )?;
    same_results(expected, &actual["results"])?;
    match &whole.compared {
        Some(card) => same_card("compared", whole, card, &actual["compared"])?,
        None => same("compared is there", false, !actual["compared"].is_null())?,
    }
    same_why_not(expected, actual)?;
    same_empty_list(whole, actual)?;
    nothing_unspoken(whole, actual)
}

/// Checks that the alternates of an evaluation are the expected page of a search.
pub(crate) fn compare_alternates(expected: &Page<'_>, actual: &Value) -> Verdict {
    let whole = expected.whole;
    same_fixed(
        "alternates.radius_metres",
        whole.radius_metres,
        0,
        &actual["radius_metres"],
    )?;
    let miles = whole.radius_metres.map(hundredths_of_a_mile);
    same_fixed("alternates.radius_miles", miles, 2, &actual["radius_miles"])?;
    same_fixed(
        "alternates.total",
        Some(whole.results.len() as i64),
        0,
        &actual["total"],
    )?;
    same_fixed(
        "alternates.reference_amount",
        whole.reference_amount,
        2,
        &actual["reference_amount"],
    )?;
    same_results(expected, &actual["results"])
}

fn same_results(expected: &Page<'_>, actual: &Value) -> Verdict {
    let actual = actual.as_array().ok_or("results: expected a list")?;
    same("results.length", expected.len(), actual.len())?;
    let mut seen = HashSet::new();
    for (position, result) in actual.iter().enumerate() {
        let path = format!("results[{position}]");
        let rank = expected.offset + position;
        same_fixed(
            &format!("{path}.rank"),
            Some(rank as i64 + 1),
            0,
            &result["rank"],
        )?;
        let id = result["site"]["registration_id"]
            .as_str()
            .unwrap_or_default();
        let card = if expected.whole.ordered {
            &expected.whole.results[rank]
        } else {
            let found = expected
                .whole
                .results
                .iter()
                .find(|card| card.registration_id == id);
            found.ok_or_else(|| format!("{path}: {id} does not qualify"))?
        };
        same(
            &format!("{path} is another site than those before"),
            true,
            seen.insert(id),
        )?;
        same_result(&path, expected.whole, card, result)?;
    }
    Ok(())
}

fn same_result(path: &str, whole: &Expected, card: &Card, actual: &Value) -> Verdict {
    same_card(path, whole, card, actual)?;
    if card.utility.is_some() {
        same_fixed(
            &format!("{path}.utility"),
            card.utility,
            0,
            &actual["utility"],
        )?;
    }
    let reader_is_missing = || {
        let mut parts = card.cost.components.iter();
        parts.any(|part| part.status == "missing")
    };
    let expected = [
        ("ranked-as-median", card.ranked_as_median),
        (
            "professional-fee-not-included",
            card.member_cost.is_some() && reader_is_missing(),
        ),
    ];
    let expected: Vec<&str> = expected
        .into_iter()
        .filter_map(|(notice, is_given)| is_given.then_some(notice))
        .collect();
    let notices = actual["notices"].as_array().cloned().unwrap_or_default();
    same(&format!("{path}.notices"), json!(expected), json!(notices))?;
    let terms: &[Term] = if whole.explained { &card.terms } else { &[] };
    same_terms(
        &format!("{path}.explain.terms"),
        terms,
        &actual["explain"]["terms"],
    )?;
    same_versus(
        &format!("{path}.versus"),
        whole.benefits_stated,
        card.versus.as_ref(),
        &actual["versus"],
    )
}

pub(crate) fn same_card(path: &str, whole: &Expected, card: &Card, actual: &Value) -> Verdict {
    let site = &actual["site"];
    same_text(
        &format!("{path}.site.registration_id"),
        Some(&card.registration_id),
        &site["registration_id"],
    )?;
    let path = &format!("{path} ({})", card.registration_id);
    same_text(
        &format!("{path}.site.name"),
        Some(&card.name),
        &site["name"],
    )?;
    same_text(
        &format!("{path}.site.setting"),
        Some(card.setting),
        &site["setting"],
    )?;
    same_text(
        &format!("{path}.site.location.precision"),
        Some(card.precision),
        &site["location"]["precision"],
    )?;
    let point = (
        site["location"]["lat"].as_f64(),
        site["location"]["lon"].as_f64(),
    );
    same(
        &format!("{path}.site.location"),
        (Some(card.point.0), Some(card.point.1)),
        point,
    )?;
    same_fixed(
        &format!("{path}.distance_metres"),
        card.metres,
        0,
        &actual["distance_metres"],
    )?;
    let miles = card.metres.map(hundredths_of_a_mile);
    same_fixed(
        &format!("{path}.distance_miles"),
        miles,
        2,
        &actual["distance_miles"],
    )?;
    same_score(&format!("{path}.score"), &card.score, &actual["score"])?;
    same_cost(&format!("{path}.cost"), &card.cost, &actual["cost"])?;
    same(
        &format!("{path}.member_cost is there"),
        whole.benefits_stated,
        actual.get("member_cost").is_some(),
    )?;
    same_member_cost(
        &format!("{path}.member_cost"),
        card.member_cost.as_ref(),
        &actual["member_cost"],
    )?;
    let tin = card.tin.as_ref().filter(|_| !whole.tin_is_visible);
    let tin_is_told = tin.is_some_and(|tin| actual.to_string().contains(tin));
    same(&format!("{path} shows the TIN"), false, tin_is_told)
}

fn same_versus(
    path: &str,
    benefits_stated: bool,
    expected: Option<&Versus>,
    actual: &Value,
) -> Verdict {
    let Some(expected) = expected else {
        return same(&format!("{path} is there"), false, !actual.is_null());
    };
    same_fixed(
        &format!("{path}.amount"),
        expected.amount,
        2,
        &actual["amount"],
    )?;
    same(
        &format!("{path}.member_cost is there"),
        benefits_stated,
        actual.get("member_cost").is_some(),
    )?;
    same_fixed(
        &format!("{path}.member_cost"),
        expected.member_cost,
        2,
        &actual["member_cost"],
    )?;
    let miles = expected.hundredths_of_a_mile;
    same_fixed(
        &format!("{path}.distance_miles"),
        miles,
        2,
        &actual["distance_miles"],
    )?;
    same_fixed(
        &format!("{path}.score"),
        expected.score_tenths,
        1,
        &actual["score"],
    )
}

/// Checks `causes` and `nearest`, which only an answer without results has.
fn same_empty_list(whole: &Expected, actual: &Value) -> Verdict {
    let Some(empty) = &whole.empty else {
        same("causes is there", false, !actual["causes"].is_null())?;
        return same("nearest is there", false, !actual["nearest"].is_null());
    };
    same("causes", json!(empty.causes), actual["causes"].clone())?;
    match &empty.nearest {
        Some(card) => same_card("nearest", whole, card, &actual["nearest"]),
        None => same("nearest is there", false, !actual["nearest"].is_null()),
    }
}

fn same_why_not(expected: &Page<'_>, actual: &Value) -> Verdict {
    let answers = actual["why_not"].as_array().cloned().unwrap_or_default();
    same(
        "why_not.length",
        expected.whole.why_not.len(),
        answers.len(),
    )?;
    for (position, (asked, answer)) in expected.whole.why_not.iter().zip(&answers).enumerate() {
        let path = format!("why_not[{position}] ({})", asked.registration_id);
        same_text(
            &format!("{path}.registration_id"),
            Some(&asked.registration_id),
            &answer["registration_id"],
        )?;
        same_text(
            &format!("{path}.cause"),
            asked.cause.as_deref(),
            &answer["cause"],
        )?;
        let rank = if expected.whole.ordered {
            asked.rank
        } else {
            rank_on_page(asked, expected, actual, answer)?
        };
        same_fixed(
            &format!("{path}.rank"),
            rank.map(|rank| rank as i64),
            0,
            &answer["rank"],
        )?;
    }
    Ok(())
}

/// Checks a rank under `relevance`, which the server decides. On the page it must be the result's
/// rank, elsewhere a rank outside the page.
fn rank_on_page(
    asked: &WhyNot,
    page: &Page<'_>,
    actual: &Value,
    answer: &Value,
) -> Result<Option<usize>, String> {
    if asked.rank.is_none() {
        return Ok(None);
    }
    let results = actual["results"].as_array().cloned().unwrap_or_default();
    let place = results
        .iter()
        .position(|result| result["site"]["registration_id"] == asked.registration_id.as_str());
    if let Some(place) = place {
        return Ok(Some(page.offset + place + 1));
    }
    let rank = answer["rank"]
        .as_u64()
        .and_then(|rank| usize::try_from(rank).ok())
        .unwrap_or(0);
    let elsewhere =
        (1..=page.offset).chain(page.offset + page.len() + 1..=page.whole.results.len());
    let known = elsewhere.into_iter().any(|other| other == rank);
    same(
        &format!(
            "why_not rank {rank} of {} is on another page",
            asked.registration_id
        ),
        true,
        known,
    )?;
    Ok(Some(rank))
}

fn same_origin(whole: &Expected, actual: &Value) -> Verdict {
    let Some(origin) = whole.origin else {
        return same("origin is there", false, !actual.is_null());
    };
    same("origin.lat", Some(origin.point.0), actual["lat"].as_f64())?;
    same("origin.lon", Some(origin.point.1), actual["lon"].as_f64())?;
    same_text("origin.source", Some(origin.source), &actual["source"])
}

/// Checks that the answer names no network or plan that was not requested.
pub(crate) fn nothing_unspoken(whole: &Expected, actual: &Value) -> Verdict {
    let text = actual.to_string();
    let leaked = whole.unspoken.iter().find(|word| text.contains(**word));
    leaked.map_or(Ok(()), |word| {
        Err(format!(
            "the answer speaks of {word}, which was not asked for"
        ))
    })
}
