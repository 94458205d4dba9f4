//! The page of one site. Its URL contains the site's id and nothing else.

use super::results::ScoredSite;
use super::site_lines::{
    acts, address_of, grade, grade_meaning, language_names, spans, wheelchair_words,
};
use crate::pages::figures::{day, plain};
use crate::pages::language::{Language, Spoken};
use maud::{Markup, html};
use nearsite_domain::{Capabilities, DayOfWeek, Equipment, Precision, Sedation, Service, Site};
use nearsite_index::search::ShownScore;

/// The page of a site.
pub(super) fn site_page(spoken: Spoken, scored: &ScoredSite) -> Markup {
    let language = spoken.language;
    let site = &scored.site;
    html! {
        article.site-page {
            (back(spoken))
            h1 { (site.name) }
            @if let Some(other) = &site.doing_business_as { p.soft { (language.fill("site.also", &[("name", other)])) } }
            p { (language.say(&format!("site.setting.{}", site.setting().as_str()))) }
            (acts(language, site))
            (facts(language, site))
            (scores(language, scored))
            section aria-labelledby="services" {
                h2 id="services" { (language.say("site.services")) }
                ul.services {
                    @for service in &site.services {
                        li {
                            h3 { (language.say(&format!("find.modality.{}", service.modality.as_str()))) }
                            ul.facts { @for line in lines(language, service) { li { (line) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The page of a site that is not there, or not now.
pub(super) fn no_site(spoken: Spoken, key: &str) -> Markup {
    html! {
        article.site-page {
            (back(spoken))
            h1 { (spoken.language.say(key)) }
        }
    }
}

fn back(spoken: Spoken) -> Markup {
    html! {
        p.back {
            a href=(spoken.address("/find")) {
                span aria-hidden="true" { "←" } (spoken.language.say("site.back.start"))
            }
        }
    }
}

fn facts(language: Language, site: &Site) -> Markup {
    html! {
        section aria-labelledby="facts" {
            h2 id="facts" { (language.say("site.facts")) }
            dl.pairs {
                dt { (language.say("site.address")) }
                dd {
                    (address_of(site))
                    @match site.location.precision {
                        Precision::Reported => {}
                        Precision::Zip => { " " span.soft { (language.say("site.location.zip")) } }
                        Precision::Town => { " " span.soft { (language.say("site.location.town")) } }
                    }
                }
                dt { (language.say("site.hours")) }
                dd {
                    @if site.hours.is_empty() { (language.say("site.hours.missing")) } @else { (hours_table(language, site)) }
                }
                dt { (language.say("site.access")) }
                dd { (wheelchair_words(language, site.wheelchair_accessible)) }
                dt { (language.say("site.languages.name")) }
                dd { (language_names(language, &site.languages)) }
                @if let Some(organization) = &site.organization {
                    @if let Some(name) = &organization.name {
                        dt { (language.say("site.run_by")) }
                        dd {
                            (name)
                            @if let Some(owner) = organization.owner_type {
                                " " span.soft { (language.say(&format!("site.owner.{}", owner.as_str()))) }
                            }
                        }
                    }
                }
                dt { (language.say("cost.plan_price")) }
                dd.soft { (language.say("site.price.how")) }
            }
        }
    }
}

fn hours_table(language: Language, site: &Site) -> Markup {
    html! {
        table.hours {
            caption.unseen { (language.say("site.hours")) }
            tbody {
                @for &day in DayOfWeek::ALL {
                    @let open = spans(language, &site.hours, day);
                    tr {
                        th scope="row" { (language.say(&format!("page.day.{}", day.as_str()))) }
                        td {
                            @if open.is_empty() { (language.say("site.hours.closed")) } @else { (open.join(", ")) }
                        }
                    }
                }
            }
        }
    }
}

fn scores(language: Language, scored: &ScoredSite) -> Markup {
    let is_shown = |score| matches!(score, ShownScore::Shown(_) | ShownScore::Missing);
    let all = scored.scores.iter();
    let shown: Vec<_> = all.filter(|&&(_, score)| is_shown(score)).collect();
    html! {
        @if !shown.is_empty() {
            section aria-labelledby="scores" {
                h2 id="scores" { (language.say("site.grades")) }
                ul.scores {
                    @for &&(modality, score) in &shown {
                        li {
                            h3 { (language.say(&format!("find.modality.{}", modality.as_str()))) }
                            p { (grade(language, score)) }
                        }
                    }
                }
                (grade_meaning(language, true))
            }
        }
    }
}

/// Describes a service: accreditation, machines, capabilities, each once.
fn lines(language: Language, service: &Service) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for one in &service.accreditations {
        let body = language.say(&format!("site.body.{}", one.body.as_str()));
        lines.push(match one.expires_on {
            Some(until) => language.fill(
                "site.accredited.until",
                &[("body", &body), ("date", &day(language, until))],
            ),
            None => language.fill("site.accredited", &[("body", &body)]),
        });
    }
    if lines.is_empty() {
        lines.push(language.say("site.accredited.none"));
    }
    let machines = service.equipment.iter();
    lines.extend(machines.filter_map(|unit| machine(language, unit)));
    lines.extend(abilities(language, &service.capabilities));
    let mut unique: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        if !unique.contains(&line) {
            unique.push(line);
        }
    }
    unique
}

fn machine(language: Language, unit: &Equipment) -> Option<String> {
    let number = |key: &str, value: Option<f64>| {
        value.map(|value| language.fill(key, &[("n", &plain(value))]))
    };
    let is = |key: &str, value: Option<bool>| (value == Some(true)).then(|| language.say(key));
    let parts = [
        number("site.machine.field", unit.field_strength_t),
        unit.bore
            .map(|bore| language.say(&format!("site.machine.bore.{}", bore.as_str()))),
        number("site.machine.slices", unit.slices.map(f64::from)),
        is("site.machine.pet_ct", unit.pet_ct),
        is("site.machine.spect_ct", unit.spect_ct),
        number("site.machine.table", unit.table_limit_lb),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| language.fill("site.machine", &[("parts", &parts.join(", "))]))
}

fn abilities(language: Language, can: &Capabilities) -> Vec<String> {
    let contrast = can.contrast.map(|gives| {
        language.say(if gives {
            "site.can.contrast"
        } else {
            "site.can.no_contrast"
        })
    });
    let sedation = can.sedation.filter(|&depth| depth != Sedation::None);
    let sedation =
        sedation.map(|depth| language.say(&format!("site.can.sedation.{}", depth.as_str())));
    let age = can.pediatric_min_age;
    let age = age.map(|age| language.fill("site.can.age", &[("n", &plain(age))]));
    [contrast, sedation, age].into_iter().flatten().collect()
}
