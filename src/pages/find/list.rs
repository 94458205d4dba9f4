//! The list: what was understood, how it is ordered, and one entry per place.

use super::box_form::{PATH, fault_at, hidden};
use super::empty_list::empty_list;
use super::exam_words::exam_name;
use super::money::{
    PriceContext, contrast_price, evidence_meaning, notices, price, price_label, source_words,
};
use super::results::ListedSite;
use super::search_steps::{ErrorPosition, List, SearchSteps};
use super::site_lines::{
    acts, address_of, distance_words, grade, grade_meaning, language_names, wheelchair_words,
};
use crate::pages::figures::{miles, whole};
use crate::pages::language::{Language, Spoken};
use maud::{Markup, html};
use nearsite_domain::Network;
use std::fmt::Write;

const RADII: [&str; 5] = ["5", "10", "25", "50", "100"];

/// The list and everything about it.
pub(super) fn list(
    spoken: Spoken,
    steps: &SearchSteps,
    list: &List,
    networks: &[Network],
) -> Markup {
    let language = spoken.language;
    let found = &list.found;
    let has_plan = !steps.input.network.is_empty();
    let context = PriceContext {
        has_plan,
        has_exam: list.procedure.is_some(),
        prices_as_of: found.prices_as_of,
    };
    let sorted = format!("find.sorted.{}", steps.sort_asked(list.procedure.as_ref()));
    let shown = found.sites.len() as u64;
    let start = steps.start_words(language);
    html! {
        // No `list-page` around it: that one has a column for filters.
        section.list aria-labelledby="list-heading" {
            h2 id="list-heading" { (count_words(language, steps, list)) }
            // On paper the heading above is left out: it says where the member starts from.
            h2.on-paper { (language.say("find.print.heading.places")) }
            (what_was_sought(language, steps, list, networks))
            (toolbar(spoken, steps, list))
            p.soft role="status" {
                (language.say(&sorted)) ". "
                (language.fill("find.more.of", &[("n", &whole(shown)), ("total", &whole(found.total.into()))]))
            }
            @if found.total == 0 { (empty_list(spoken, steps, list)) }
            ol.results {
                @for site in &found.sites { (row(spoken, site, &start, list, context)) }
            }
            @if found.total > 0 { (grade_meaning(language, false)) }
            @if found.sites.iter().any(|site| site.cost.price().is_some()) { (evidence_meaning(language)) }
            (notices(language, has_plan, found.prices_as_of))
        }
    }
}

fn count_words(language: Language, steps: &SearchSteps, list: &List) -> String {
    let radius = miles(list.found.radius);
    let total = list.found.total.into();
    if let Some(start) = steps.start.as_ref().filter(|start| start.is_by_town) {
        let values = [("radius", radius.as_str()), ("town", start.town.as_str())];
        return language.counted("find.count_town", total, &values);
    }
    let start = steps.start_words(language);
    let values = [("radius", radius.as_str()), ("start", start.as_str())];
    language.counted("find.count", total, &values)
}

/// Shows how the input was understood, so that a wrong exam is noticed at once.
fn what_was_sought(
    language: Language,
    steps: &SearchSteps,
    list: &List,
    networks: &[Network],
) -> Markup {
    let Some(procedure) = &list.procedure else {
        return html! {
            p.sought { (language.fill("find.sought.place", &[("words", &steps.exam)])) }
        };
    };
    let named = exam_name(language, procedure);
    let plan = networks
        .iter()
        .find(|one| one.network.as_str() == steps.input.network);
    html! {
        p.sought {
            strong { (named.name) }
            @if let Some(english) = named.english { " " span lang="en" { "(" (english) ")" } }
            " "
            span.soft {
                (language.fill("find.sought.code", &[("code", procedure.code.as_str())])) " · "
                @match plan {
                    Some(plan) => (language.fill("find.sought.plan", &[("plan", &plan.name)])),
                    None => (language.say("find.sought.no_plan")),
                }
                @if list.with_contrast.is_some() { " · " (language.say("find.sought.unsure")) }
            }
        }
    }
}

/// Radius, order, and the choice to list hospitals.
fn toolbar(spoken: Spoken, steps: &SearchSteps, list: &List) -> Markup {
    let language = spoken.language;
    let input = &steps.input;
    let procedure = list.procedure.as_ref();
    let asked = steps.sort_asked(procedure);
    let mut kept = input.answered();
    kept.push(("typed", input.typed.clone()));
    kept.push(("network", input.network.clone()));
    html! {
        form.toolbar method="post" action=(spoken.address(PATH)) {
            (hidden(&kept))
            (radius_field(language, steps))
            span.sort {
                label for="sort" { (language.say("find.sort")) }
                select id="sort" name="sort" {
                    @for sort in steps.sorts(procedure) {
                        option value=(sort) selected[sort == asked] { (language.say(&format!("find.sort.{sort}"))) }
                    }
                }
            }
            @if procedure.is_some() {
                label.tick {
                    input type="checkbox" name="hospitals" value="yes" checked[input.with_hospitals];
                    span { (language.say("find.empty.hospitals.do")) }
                }
            }
            button type="submit" { (language.say("page.update")) }
        }
    }
}

fn radius_field(language: Language, steps: &SearchSteps) -> Markup {
    let asked = steps.input.radius.as_str();
    // A radius that an empty list offered is none of the usual ones.
    let is_other = !RADII.contains(&asked) && asked.bytes().all(|byte| byte.is_ascii_digit());
    let other = is_other
        .then_some(asked)
        .filter(|radius| !radius.is_empty());
    html! {
        span.sort {
            label for="radius" { (language.say("find.radius")) }
            select id="radius" name="radius" {
                @for radius in RADII.into_iter().chain(other) {
                    option value=(radius) selected[radius == asked] {
                        (language.fill("find.radius.within", &[("n", radius)]))
                    }
                }
            }
        }
    }
}

/// Radius or order that the API refused: the fields again, with what it says.
pub(super) fn refused(spoken: Spoken, steps: &SearchSteps) -> Option<Markup> {
    let language = spoken.language;
    let radius = fault_at(language, steps, ErrorPosition::Radius);
    let sort = fault_at(language, steps, ErrorPosition::Sort);
    if radius.is_none() && sort.is_none() {
        return None;
    }
    let mut kept = steps.input.answered();
    kept.push(("typed", steps.input.typed.clone()));
    kept.push(("network", steps.input.network.clone()));
    Some(html! {
        form.toolbar method="post" action=(spoken.address(PATH)) {
            (hidden(&kept))
            @if let Some(wrong) = radius { p.wrong { (language.say("find.radius")) ": " (wrong) } }
            (radius_field(language, steps))
            @if let Some(wrong) = sort { p.wrong { (language.say("find.sort")) ": " (wrong) } }
            button type="submit" { (language.say("find.fault.again")) }
        }
    })
}

/// One place: one heading, the money, then grade, way and practical facts.
fn row(
    spoken: Spoken,
    listed: &ListedSite,
    start: &str,
    list: &List,
    context: PriceContext,
) -> Markup {
    let language = spoken.language;
    let site = &listed.site;
    let id = site.registration_id.as_str();
    let rank = listed.rank.to_string();
    let heading = language.fill("find.result.heading", &[("n", &rank), ("name", &site.name)]);
    let price_found = listed.cost.price();
    let source = price_found.and_then(|price| source_words(language, price));
    html! {
        li.result {
            h3 id=(format!("place-{id}")) {
                a href=(site_address(spoken, id)) { (heading) }
            }
            p.where {
                span { (language.say(&format!("site.setting.{}", site.setting().as_str()))) } " "
                span { (address_of(site)) }
            }
            div.columns {
                div {
                    dl.money {
                        (prices(language, listed, list, context))
                        div { dt { (language.say("site.grade")) } dd { (grade(language, listed.score)) } }
                        div.of-member {
                            dt { (language.say("site.distance")) }
                            dd { (distance_words(language, listed.distance, start)) }
                        }
                    }
                    p.source {
                        (source.unwrap_or_default())
                        @if listed.is_ranked_as_median { " " span { (language.say("cost.ranked_as_median")) } }
                    }
                }
                ul.facts {
                    @if site.hours.is_empty() { li { (language.say("site.hours.missing")) } }
                    li { (wheelchair_words(language, site.wheelchair_accessible)) }
                    li { (language.fill("site.languages", &[("list", &language_names(language, &site.languages))])) }
                }
            }
            (acts(language, site))
        }
    }
}

/// The price of a site: two, without and with contrast, if the member does not know which it is.
fn prices(language: Language, listed: &ListedSite, list: &List, context: PriceContext) -> Markup {
    let Some(other) = &list.with_contrast else {
        return price(
            language,
            &price_label(language, None),
            &listed.cost,
            context,
        );
    };
    let without = list.procedure.as_ref().map(|procedure| procedure.contrast);
    let with = other.costs.get(&listed.site.registration_id);
    html! {
        (price(language, &price_label(language, without), &listed.cost, context))
        (contrast_price(language, &price_label(language, Some(other.procedure.contrast)), with, context))
    }
}

/// The address of a site's page: it names the site and nothing else.
fn site_address(spoken: Spoken, id: &str) -> String {
    spoken.address(&site_path(id))
}

/// The path of a site's page, without a language.
pub(super) fn site_path(id: &str) -> String {
    let mut path = String::from("/find/sites/");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}
