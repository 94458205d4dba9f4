//! A price as people need it, with its assumptions and evidence. A missing price is a dash and a
//! reason.

use super::api_answers::Cost;
use crate::pages::figures::{day, dollars};
use crate::pages::language::Language;
use maud::{Markup, html};
use nearsite_domain::Day;

/// Ages of a price that are shown, in days.
const AGES: [i64; 3] = [365, 180, 90];
const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];

/// Context of a price.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceContext<'a> {
    pub(super) has_plan: bool,
    pub(super) has_exam: bool,
    pub(super) prices_as_of: &'a str,
}

/// The plan's price: figure, evidence, age, and what it pays for or why it is missing.
pub(super) fn price(language: Language, cost: &Cost, context: PriceContext) -> Markup {
    let is_missing = cost.status == "missing";
    html! {
        div {
            dt { (language.say("cost.plan_price")) }
            dd {
                strong.figure { (price_words(language, cost)) }
                @if let (false, Some(evidence)) = (is_missing, &cost.evidence) {
                    " " span class=(format!("chip evidence-{evidence}")) { (language.say(&format!("cost.evidence.{evidence}"))) }
                    @if let Some(days) = age_told(cost, context.prices_as_of) {
                        " " span.chip.old { (language.fill("cost.older", &[("n", &days.to_string())])) }
                    }
                }
                " "
                span.soft {
                    @if is_missing { (missing_words(language, cost, context)) } @else { (included_words(language, cost)) }
                }
            }
        }
    }
}

/// Describes the source of a price.
pub(super) fn source_words(language: Language, cost: &Cost) -> Option<String> {
    let source = cost
        .source
        .as_deref()
        .filter(|_| cost.status != "missing")?;
    Some(match &cost.as_of {
        Some(as_of) => language.fill(
            "cost.source_dated",
            &[("source", source), ("date", &day(language, as_of))],
        ),
        None => language.fill("cost.source", &[("source", source)]),
    })
}

/// Explains the label next to each price, strongest evidence first.
pub(super) fn evidence_meaning(language: Language) -> Markup {
    html! {
        details.meaning {
            summary { (language.say("cost.evidence.what")) }
            dl.pairs {
                @for evidence in EVIDENCE {
                    dt { (language.say(&format!("cost.evidence.{evidence}"))) }
                    dd { (language.say(&format!("cost.evidence.{evidence}.means"))) }
                }
            }
        }
    }
}

/// Explains the limits of a price.
pub(super) fn notices(language: Language, has_plan: bool, prices_as_of: &str) -> Markup {
    html! {
        aside.notices aria-labelledby="notices" {
            h2 id="notices" { (language.say("cost.notices")) }
            ul {
                @if has_plan {
                    li { (language.say("cost.notice.estimate-not-guarantee")) }
                    li { (language.say("cost.notice.balance-billing-possible")) }
                    li { (language.say("cost.notice.prior-authorization")) }
                    li { (language.fill("cost.notice.prices_as_of", &[("date", &day(language, prices_as_of))])) }
                }
                li { (language.say("cost.notice.no_payment")) }
                li { (language.say("cost.notice.private")) }
            }
        }
    }
}

fn price_words(language: Language, cost: &Cost) -> String {
    match (cost.status.as_str(), cost.amount, cost.low, cost.high) {
        ("missing", ..) | (_, None, ..) => "–".to_owned(),
        ("ambiguous", _, Some(low), Some(high)) => language.fill(
            "cost.between",
            &[("low", &dollars(low)), ("high", &dollars(high))],
        ),
        (_, Some(amount), ..) => dollars(amount),
    }
}

fn missing_words(language: Language, cost: &Cost, context: PriceContext) -> String {
    language.say(match (context.has_exam, context.has_plan) {
        (false, _) => "cost.missing.exam",
        (true, false) => "cost.missing.plan",
        _ if cost.reason.as_deref() == Some("suspect") => "cost.missing.suspect",
        _ => "cost.missing.none",
    })
}

/// Describes what the price includes, in one line.
fn included_words(language: Language, cost: &Cost) -> String {
    let of = |name: &str| cost.components.iter().find(|one| one.name == name);
    if of("global").is_some() {
        return language.say("cost.includes.global");
    }
    let parts: Vec<String> = cost
        .components
        .iter()
        .filter_map(|one| {
            let name = language.say(&format!("cost.component.{}", one.name));
            Some(format!("{name} {}", dollars(one.amount?)))
        })
        .collect();
    let mut lines = vec![parts.join(" + ")];
    if cost.components.iter().any(|one| one.status == "estimated") {
        lines.push(language.say("cost.includes.estimated"));
    }
    if of("professional").is_none_or(|reader| reader.status == "missing") {
        lines.push(language.say("cost.includes.no_reader"));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("; ")
}

/// Returns the largest of the shown ages that a price exceeds.
fn age_told(cost: &Cost, prices_as_of: &str) -> Option<i64> {
    let from: Day = cost.as_of.as_deref()?.parse().ok()?;
    let to: Day = prices_as_of.parse().ok()?;
    let age = i64::from(to.days_since_epoch()) - i64::from(from.days_since_epoch());
    AGES.into_iter().find(|days| age > *days)
}
