//! Compares an evaluation of the server with the expected one and names the first difference by its
//! path.
//!
//! Not judged: the wording of `detail`, `says` and of questions, beyond that there is some.

use super::super::answer::Card;
use super::super::calendar::Day;
use super::super::compare::{compare_alternates, nothing_unspoken, same_card};
use super::super::sameness::{Verdict, same, same_fixed, same_text};
use super::certificate::{Served, certificate_text};
use super::evaluate::{Evaluation, Review, Reviewed, requested_card};
use super::evidence::same_evidence;
use super::order::Order;
use super::pack::{Clock, Condition, Pack};
use super::pack_digest::digest;
use super::setting::{place_of_service, setting_of};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// The certificate in the answer, byte for byte.
#[derive(Deserialize)]
struct Certified<'a> {
    #[serde(borrow)]
    certificate: Option<&'a RawValue>,
}

/// The bytes of the certificate inside an answer.
pub(crate) fn certificate_in(answer: &str) -> Option<&str> {
    let certified: Certified<'_> = serde_json::from_str(answer).unwrap();
    certified.certificate.map(RawValue::get)
}

/// Checks that the body of a `200` is the expected evaluation.
pub(crate) fn compare(
    review: &Review<'_>,
    order: &Order,
    expected: &Evaluation<'_>,
    served: &Served,
    answer: &str,
) -> Verdict {
    let actual: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
    same_text("snapshot", Some(&served.snapshot), &actual["snapshot"])?;
    let as_of = order.service_date.to_string();
    same_text("as_of", Some(&as_of), &actual["as_of"])?;
    same_policy(expected.pack, &actual["policy"])?;
    let scope = &actual["scope"];
    same(
        "scope.in_scope",
        Some(expected.out_of_scope.is_none()),
        scope["in_scope"].as_bool(),
    )?;
    let is_free_standing = expected
        .basis
        .first()
        .is_some_and(|why| why == "not_a_hospital");
    let reason = expected
        .out_of_scope
        .or(is_free_standing.then_some("not_a_hospital"));
    same_text("scope.reason", reason, &scope["reason"])?;
    same(
        "scope.detail is there",
        reason.is_some(),
        scope["detail"].is_string(),
    )?;
    same_text("outcome", Some(expected.outcome), &actual["outcome"])?;
    same("basis", expected.basis.clone(), words(&actual["basis"]))?;
    same_requested(review, order, &actual["requested"])?;
    let reported = entries(&actual["contradictions"]);
    let codes: Vec<&str> = reported
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect();
    same("contradictions", expected.contradictions.clone(), codes)?;
    same(
        "contradictions say why",
        true,
        reported.iter().all(|one| one["detail"].is_string()),
    )?;
    let clocks = expected.pack.map_or(&[][..], |pack| &pack.clocks);
    same_clocks(clocks, &actual["clocks"])?;
    if let Some(reviewed) = &expected.reviewed {
        same_criteria(reviewed, &actual["criteria"])?;
        same_questions(reviewed, &actual["questions"])?;
        same_alternates(order, reviewed, &actual)?;
        let certificate = certificate_text(order, expected, served);
        same(
            "certificate",
            Some(certificate.as_str()),
            certificate_in(answer),
        )?;
    } else {
        for member in ["criteria", "questions"] {
            same(member, 0, entries(&actual[member]).len())?;
        }
        for member in ["alternates", "certificate"] {
            same(
                &format!("{member} is there"),
                false,
                !actual[member].is_null(),
            )?;
        }
    }
    let speech = requested_card(order, review.oracle, Day(0));
    nothing_unspoken(&speech, &actual)
}

pub(crate) fn entries(list: &Value) -> Vec<Value> {
    list.as_array().cloned().unwrap_or_default()
}

fn words(list: &Value) -> Vec<String> {
    let reported = entries(list);
    reported
        .iter()
        .map(|word| word.as_str().unwrap_or("?").to_owned())
        .collect()
}

fn same_policy(expected: Option<&Pack>, actual: &Value) -> Verdict {
    let Some(pack) = expected else {
        return same("policy is there", false, !actual.is_null());
    };
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    for (member, text) in [
        ("id", Some(pack.id.clone())),
        ("payer", Some(pack.payer.clone())),
        ("programme", Some(pack.programme.clone())),
        ("title", Some(pack.title.clone())),
        ("version", Some(pack.version.clone())),
        ("digest", Some(digest(pack))),
        ("effective_from", day(pack.effective.from)),
        ("effective_to", day(pack.effective.to)),
    ] {
        same_text(
            &format!("policy.{member}"),
            text.as_deref(),
            &actual[member],
        )?;
    }
    same(
        "policy.sources",
        pack.sources.clone(),
        words(&actual["sources"]),
    )?;
    same(
        "policy.left_open",
        pack.left_open.clone(),
        words(&actual["left_open"]),
    )
}

fn same_clocks(expected: &[Clock], actual: &Value) -> Verdict {
    let reported = entries(actual);
    same("clocks.length", expected.len(), reported.len())?;
    for (clock, reported) in expected.iter().zip(&reported) {
        for (member, text) in [
            ("name", &clock.name),
            ("unit", &clock.unit),
            ("from", &clock.from),
            ("source", &clock.source),
        ] {
            same_text(&format!("clocks.{member}"), Some(text), &reported[member])?;
        }
        same_fixed("clocks.amount", Some(clock.amount), 0, &reported["amount"])?;
    }
    Ok(())
}

fn same_requested(review: &Review<'_>, order: &Order, actual: &Value) -> Verdict {
    let whole = requested_card(order, review.oracle, Day(0));
    let card: &Card = whole.compared.as_ref().unwrap();
    same_card("requested", &whole, card, actual)?;
    let ordered = order.place_of_service.as_deref();
    same_text(
        "requested.ordered_place_of_service",
        ordered,
        &actual["ordered_place_of_service"],
    )?;
    let setting = setting_of(place_of_service(order, review.oracle));
    same_text(
        "requested.billed_setting",
        setting,
        &actual["billed_setting"],
    )
}

fn same_criteria(reviewed: &Reviewed<'_>, actual: &Value) -> Verdict {
    let reported = entries(actual);
    let status = |reported: &Value| {
        let text = |member: &str| reported[member].as_str().unwrap_or("?").to_owned();
        format!("{} {}", text("key"), text("status"))
    };
    let statuses: Vec<String> = reported.iter().map(status).collect();
    let expected: Vec<String> = reviewed
        .criteria
        .iter()
        .map(|one| format!("{} {}", one.key, one.status))
        .collect();
    same("criteria", expected, statuses)?;
    for (position, reported) in reported.iter().enumerate() {
        let path = format!("criteria[{position}]");
        let source = &reviewed.criteria[position].source;
        same_text(&format!("{path}.source"), Some(source), &reported["source"])?;
        let implicit = [Condition::NoAlternate(String::new())];
        let all = if let Some(criterion) = reviewed.bench.pack.criteria.get(position) {
            same_text(
                &format!("{path}.text"),
                Some(&criterion.text),
                &reported["text"],
            )?;
            &criterion.all[..]
        } else {
            same(
                &format!("{path}.text is there"),
                true,
                reported["text"].is_string(),
            )?;
            &implicit[..]
        };
        same_evidence(&path, &reviewed.bench, all, &reported["evidence"])?;
    }
    Ok(())
}

fn same_questions(reviewed: &Reviewed<'_>, actual: &Value) -> Verdict {
    let reported = entries(actual);
    let asked: Vec<(&str, Option<&str>)> = reported
        .iter()
        .map(|one| (one["fact"].as_str().unwrap_or("?"), one["with"].as_str()))
        .collect();
    same("questions", reviewed.questions_in_words(), asked)?;
    let worded = reported
        .iter()
        .all(|one| one["text"].as_str().is_some_and(|text| !text.is_empty()));
    same("questions are worded", true, worded)
}

fn same_alternates(order: &Order, reviewed: &Reviewed<'_>, actual: &Value) -> Verdict {
    let expected = reviewed.alternates(order.service_date);
    compare_alternates(&expected.first_page(), &actual["alternates"])?;
    let cost = |path: &str, id: &str, reported: &Value| {
        same_fixed(
            &format!("{path}.order_cost"),
            reviewed.order_cost(id),
            2,
            &reported["order_cost"],
        )
    };
    for reported in entries(&actual["alternates"]["results"]) {
        let id = reported["site"]["registration_id"].as_str().unwrap_or("?");
        cost(id, id, &reported)?;
    }
    let requested = &reviewed.bench.oracle.world.sites[order.site].registration_id;
    cost("requested", requested, &actual["requested"])
}
