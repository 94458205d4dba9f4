//! A price as people need it, with its assumptions and evidence. A missing price is a dash and a
//! reason.

use super::results::{ListedCost, ListedPrice};
use crate::pages::figures::{day, dollars};
use crate::pages::language::Language;
use maud::{Markup, html};
use nearsite_domain::{Component, ComponentStatus, Contrast, Day, PriceComponent};

/// Ages of a price that are shown, in days.
const AGES: [i32; 3] = [365, 180, 90];
const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];

/// Context of a price.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceContext {
    pub(super) has_plan: bool,
    pub(super) has_exam: bool,
    pub(super) prices_as_of: Day,
}

/// The plan's price: figure, evidence, age, and what it pays for or why it is missing.
pub(super) fn price(
    language: Language,
    label: &str,
    cost: &ListedCost,
    context: PriceContext,
) -> Markup {
    html! {
        div {
            dt { (label) }
            dd {
                @match cost.price() {
                    Some(price) => {
                        @let evidence = price.evidence.as_str();
                        strong.figure { (price_words(language, price)) } " "
                        span class=(format!("chip evidence-{evidence}")) { (language.say(&format!("cost.evidence.{evidence}"))) }
                        @if let Some(days) = age_shown(price, context.prices_as_of) {
                            " " span.chip.old { (language.fill("cost.older", &[("n", &days.to_string())])) }
                        }
                        " " span.soft { (included_words(language, price)) }
                    }
                    None => {
                        strong.figure { "–" } " "
                        span.soft { (missing_words(language, cost, context)) }
                    }
                }
            }
        }
    }
}

/// Label of a plan's price: with the use of contrast, if prices without and with it are shown.
pub(super) fn price_label(language: Language, contrast: Option<Contrast>) -> String {
    let Some(contrast) = contrast else {
        return language.say("cost.plan_price");
    };
    let contrast = language.say(&format!("find.contrast.{}", contrast.as_str()));
    language.fill("cost.plan_price.of", &[("contrast", &contrast)])
}

/// The plan's price of the exam with contrast. Without a cost, the site does not offer it.
pub(super) fn contrast_price(
    language: Language,
    label: &str,
    cost: Option<&ListedCost>,
    context: PriceContext,
) -> Markup {
    if let Some(cost) = cost {
        return price(language, label, cost, context);
    }
    html! {
        div {
            dt { (label) }
            dd { strong.figure { "–" } " " span.soft { (language.say("cost.contrast.not_here")) } }
        }
    }
}

/// Describes the source of a price.
pub(super) fn source_words(language: Language, price: &ListedPrice) -> Option<String> {
    let source = price.source.as_deref()?;
    Some(match price.as_of {
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
pub(super) fn notices(language: Language, has_plan: bool, prices_as_of: Day) -> Markup {
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

fn price_words(language: Language, price: &ListedPrice) -> String {
    match price.range {
        Some((low, high)) => language.fill(
            "cost.between",
            &[("low", &dollars(low)), ("high", &dollars(high))],
        ),
        None => dollars(price.amount),
    }
}

fn missing_words(language: Language, cost: &ListedCost, context: PriceContext) -> String {
    language.say(match (context.has_exam, context.has_plan) {
        (false, _) => "cost.missing.exam",
        (true, false) => "cost.missing.plan",
        _ if matches!(cost, ListedCost::Suspect) => "cost.missing.suspect",
        _ => "cost.missing.none",
    })
}

/// Describes what the price includes, in one line.
fn included_words(language: Language, price: &ListedPrice) -> String {
    let components = &price.components;
    let of = |part: Component| components.iter().find(|one| one.component == part);
    if of(Component::Global).is_some() {
        return language.say("cost.includes.global");
    }
    let parts: Vec<String> = components
        .iter()
        .filter_map(|one| {
            let name = language.say(&format!("cost.component.{}", one.component.as_str()));
            Some(format!("{name} {}", dollars(one.amount?)))
        })
        .collect();
    let is = |status| move |one: &PriceComponent| one.status == status;
    let mut lines = vec![parts.join(" + ")];
    if components.iter().any(is(ComponentStatus::Estimated)) {
        lines.push(language.say("cost.includes.estimated"));
    }
    if of(Component::Professional).is_none_or(is(ComponentStatus::Missing)) {
        lines.push(language.say("cost.includes.no_reader"));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("; ")
}

/// Returns the largest of the shown ages that a price exceeds.
fn age_shown(price: &ListedPrice, prices_as_of: Day) -> Option<i32> {
    let age = prices_as_of.days_since_epoch() - price.as_of?.days_since_epoch();
    AGES.into_iter().find(|days| age > *days)
}
