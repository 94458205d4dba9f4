//! A site in plain words: its type, where it is, when it is open, how good and how far away it is.

use super::api_answers::{Hours, Score, Site};
use crate::pages::figures::{clock, list, miles};
use crate::pages::language::Language;
use maud::{Markup, html};

/// The days of a week, as answers name them.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The address in one line.
pub(super) fn address_of(site: &Site) -> String {
    let address = &site.address;
    let joined = |parts: [Option<&str>; 2], between: &str| {
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        parts.join(between)
    };
    let state = joined([address.state.as_deref(), address.zip.as_deref()], " ");
    let town = joined(
        [
            address.city.as_deref(),
            Some(state.as_str()).filter(|text| !text.is_empty()),
        ],
        ", ",
    );
    let lines = [
        address.line1.as_deref(),
        address.line2.as_deref(),
        Some(town.as_str()),
    ];
    let lines: Vec<&str> = lines
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    lines.join(", ")
}

/// Ways to reach a site. Directions are outside, and said so; the link carries the address of the
/// site alone.
pub(super) fn acts(language: Language, site: &Site) -> Markup {
    let name = site.name.as_str();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("api", "1")
        .append_pair("destination", &address_of(site))
        .finish();
    html! {
        p.acts {
            @match &site.phone {
                Some(phone) => {
                    @let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                    a href=(format!("tel:+1{digits}")) {
                        (language.fill("site.phone", &[("phone", phone)]))
                        span.unseen { " " (language.fill("site.phone.to", &[("name", name)])) }
                    }
                }
                None => span.soft { (language.say("site.phone.missing")) },
            }
            " "
            a.outside href=(format!("https://www.google.com/maps/dir/?{query}")) target="_blank" rel="noopener noreferrer"
                referrerpolicy="no-referrer" {
                (language.say("site.directions"))
                span.unseen { " " (language.fill("site.directions.to", &[("name", name)])) }
            }
        }
    }
}

/// Distance and its starting point.
pub(super) fn distance_words(language: Language, distance: Option<f64>, zip: &str) -> String {
    let Some(distance) = distance else {
        return language.say("site.distance.missing");
    };
    let zip: String = zip.chars().take(5).collect();
    let start = language.fill("find.start.zip", &[("zip", &zip)]);
    let shown = miles(distance);
    let key = if shown == "1" {
        "site.distance.one"
    } else {
        "site.distance.other"
    };
    language.fill(key, &[("n", &shown), ("start", &start)])
}

/// The spans a site is open on a day.
pub(super) fn spans(language: Language, hours: &[Hours], day: &str) -> Vec<String> {
    let open = hours
        .iter()
        .filter(|one| one.days.iter().any(|named| named == day));
    open.map(|one| {
        let (opens, closes) = (clock(language, &one.opens), clock(language, &one.closes));
        language.fill("site.hours.span", &[("opens", &opens), ("closes", &closes)])
    })
    .collect()
}

/// The languages spoken.
pub(super) fn language_names(language: Language, codes: &[String]) -> String {
    if codes.is_empty() {
        return language.say("site.languages.missing");
    }
    let name = |code: &String| {
        let key = format!("page.language.{code}");
        let name = language.say(&key);
        if name == key { code.clone() } else { name }
    };
    list(language, &codes.iter().map(name).collect::<Vec<_>>())
}

/// Describes wheelchair access.
pub(super) fn wheelchair_words(language: Language, accessible: Option<bool>) -> String {
    language.say(match accessible {
        None => "site.wheelchair.missing",
        Some(true) => "site.wheelchair.yes",
        Some(false) => "site.wheelchair.no",
    })
}

/// A score: the grade and its points, or why there is none.
pub(super) fn grade(language: Language, score: &Score) -> Markup {
    let shown = (score.status == "shown")
        .then_some(())
        .and_then(|()| Some((score.grade.as_deref()?, score.value?)));
    html! {
        span.grade {
            @match shown {
                Some((grade, points)) => {
                    @let points = format!("{points:.1}");
                    strong { (language.fill("site.grade.shown", &[("grade", grade), ("points", &points)])) }
                    " "
                    span.soft { (language.say(&format!("site.grade.means.{grade}"))) }
                }
                None => {
                    @let why = if score.status == "shown" { "missing" } else { score.status.as_str() };
                    span aria-hidden="true" { "– " }
                    span.soft { (language.say(&format!("site.grade.{why}"))) }
                }
            }
        }
    }
}

/// Explains the grades.
pub(super) fn grade_meaning(language: Language, is_open: bool) -> Markup {
    html! {
        details.meaning open[is_open] {
            summary { (language.say("site.grade.what")) }
            p { (language.say("site.grade.what.made_of")) }
            p { (language.say("site.grade.what.lines")) }
            p { (language.say("site.grade.what.not")) }
        }
    }
}
