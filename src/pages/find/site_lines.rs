//! A site in plain words: its type, where it is, when it is open, how good and how far away it is.

use crate::pages::figures::{clock, list, miles, points};
use crate::pages::language::Language;
use maud::{Markup, html};
use nearsite_domain::{DayOfWeek, Hours, MilesHundredths, Site};
use nearsite_index::search::ShownScore;

/// The address in one line.
pub(super) fn address_of(site: &Site) -> String {
    let address = &site.address;
    let joined = |parts: [Option<&str>; 2], between: &str| {
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        parts.join(between)
    };
    let zip = address.zip.map(|zip| zip.to_string());
    let state = joined([address.state.as_deref(), zip.as_deref()], " ");
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
pub(super) fn distance_words(
    language: Language,
    distance: Option<MilesHundredths>,
    start: &str,
) -> String {
    let Some(distance) = distance else {
        return language.say("site.distance.missing");
    };
    let shown = miles(distance);
    let key = if shown == "1" {
        "site.distance.one"
    } else {
        "site.distance.other"
    };
    language.fill(key, &[("n", &shown), ("start", start)])
}

/// Returns the times at which a site is open on a day.
pub(super) fn spans(language: Language, hours: &[Hours], day: DayOfWeek) -> Vec<String> {
    let on_day = hours.iter().filter(|span| span.days.contains(&day));
    on_day
        .filter_map(|span| {
            let opens = clock(language, span.opens.as_deref()?);
            let closes = clock(language, span.closes.as_deref()?);
            let times = [("opens", opens.as_str()), ("closes", closes.as_str())];
            Some(language.fill("site.hours.span", &times))
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
pub(super) fn grade(language: Language, score: ShownScore) -> Markup {
    html! {
        span.grade {
            @match score {
                ShownScore::Shown(score) => {
                    @let grade = score.grade().as_str();
                    @let values = [("grade", grade), ("points", &points(score))];
                    strong { (language.fill("site.grade.shown", &values)) }
                    " "
                    span.soft { (language.say(&format!("site.grade.means.{grade}"))) }
                }
                ShownScore::Missing => (no_grade(language, "site.grade.missing")),
                ShownScore::NotDisplayed => (no_grade(language, "site.grade.not_displayed")),
                ShownScore::NotScored => (no_grade(language, "site.grade.not_scored")),
            }
        }
    }
}

fn no_grade(language: Language, reason: &str) -> Markup {
    html! {
        span aria-hidden="true" { "– " }
        span.soft { (language.say(reason)) }
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
