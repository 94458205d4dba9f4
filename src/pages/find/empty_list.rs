//! An empty list: the number of places nearby by reason, the nearest place that fits, and what the
//! member can do.

use super::box_form::{PATH, hidden};
use super::results::EmptyReasons;
use super::search_steps::{List, SearchSteps};
use crate::pages::figures::{list as listed, miles};
use crate::pages::language::{Language, Spoken};
use maud::{Markup, html};
use nearsite_domain::{Meters, MilesHundredths, Site};
use nearsite_index::search::Cause;
use std::cmp::Reverse;

/// Largest radius of a search.
const WIDEST: MilesHundredths = MilesHundredths(25_000);
/// Groups of causes with one wording.
const GROUPS: [&str; 7] = [
    "plan", "scan", "need", "grade", "record", "setting", "filter",
];

/// Explains an empty list and offers ways out.
pub(super) fn empty_list(spoken: Spoken, steps: &SearchSteps, list: &List) -> Markup {
    let language = spoken.language;
    html! {
        div.empty {
            @if let Some(reasons) = &list.found.empty { (explanation(spoken, steps, list, reasons)) }
            p { (language.say("find.empty.causes")) }
            ul {
                li { (language.fill("find.empty.far", &[("n", &miles(list.found.radius))])) }
                @if !steps.input.network.is_empty() { li { (language.say("find.empty.plan")) } }
                @if list.procedure.is_some() && !steps.input.with_hospitals { li { (language.say("find.empty.hospitals")) } }
            }
        }
    }
}

fn explanation(spoken: Spoken, steps: &SearchSteps, list: &List, reasons: &EmptyReasons) -> Markup {
    let language = spoken.language;
    let nearest = reasons
        .nearest
        .as_ref()
        .filter(|(_, distance)| *distance <= WIDEST.meters());
    html! {
        p.of-member { (known_words(language, steps, list, reasons, nearest.is_some())) }
        @match nearest {
            Some((site, distance)) => (nearest_place(spoken, steps, site, *distance)),
            None => {
                @if !reasons.causes.is_empty() {
                    p { (language.fill("find.none.far", &[("n", &miles(WIDEST))])) }
                }
            }
        }
    }
}

/// The places within the radius, and the reasons why none of them fits.
fn known_words(
    language: Language,
    steps: &SearchSteps,
    list: &List,
    reasons: &EmptyReasons,
    has_nearest: bool,
) -> String {
    let radius = miles(list.found.radius);
    let start = steps.start_words(language);
    let mut values = vec![("radius", radius.as_str()), ("start", start.as_str())];
    if reasons.causes.is_empty() {
        return match &steps.start {
            Some(start) if !has_nearest => {
                language.fill("find.none.nowhere", &[("town", &start.town)])
            }
            _ => language.fill("find.none.within", &values),
        };
    }
    let mut groups: Vec<(&str, u64)> = GROUPS
        .iter()
        .map(|&group| {
            let causes = reasons.causes.iter();
            let of_group = causes.filter(|&(&cause, _)| group_of(cause) == group);
            (group, of_group.map(|(_, &count)| u64::from(count)).sum())
        })
        .filter(|&(_, count)| count > 0)
        .collect();
    groups.sort_by_key(|&(_, count)| Reverse(count));
    let total = groups.iter().map(|(_, count)| count).sum();
    let words: Vec<String> = groups
        .iter()
        .map(|(group, count)| language.counted(&format!("find.none.cause.{group}"), *count, &[]))
        .collect();
    let causes = listed(language, &words);
    values.push(("causes", &causes));
    language.counted("find.none.known", total, &values)
}

/// The nearest place that fits, with a button that sets the radius to it.
fn nearest_place(spoken: Spoken, steps: &SearchSteps, site: &Site, distance: Meters) -> Markup {
    let language = spoken.language;
    let shown = miles(distance.miles());
    let parts = [site.address.city.as_deref(), site.address.state.as_deref()];
    let city = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let key = if shown == "1" {
        "find.none.nearest.one"
    } else {
        "find.none.nearest.other"
    };
    let values = [("name", site.name.as_str()), ("city", &city), ("n", &shown)];
    let radius = radius_to(distance).to_string();
    let mut kept = steps.input.kept();
    kept.retain(|(name, _)| *name != "radius");
    kept.extend(steps.input.answered());
    kept.push(("typed", steps.input.typed.clone()));
    kept.push(("radius", radius.clone()));
    html! {
        form.small-form.of-member method="post" action=(spoken.address(PATH)) {
            (hidden(&kept))
            p { (language.fill(key, &values)) }
            button type="submit" { (language.fill("find.none.nearest.do", &[("n", &radius)])) }
        }
    }
}

/// Whole miles within which a place at this distance is, at most the largest radius.
fn radius_to(distance: Meters) -> i64 {
    let whole =
        (1..=WIDEST.0 / 100).find(|miles| MilesHundredths(miles * 100).meters() >= distance);
    whole.unwrap_or(WIDEST.0 / 100)
}

/// Wording of a cause.
fn group_of(cause: Cause) -> &'static str {
    match cause {
        Cause::Setting => "setting",
        Cause::Registration | Cause::Attestation => "record",
        Cause::Modality | Cause::BodyRegion => "scan",
        Cause::Need(_) => "need",
        Cause::Score => "grade",
        Cause::Network => "plan",
        Cause::Distance | Cause::Filter(_) => "filter",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radius_offered_reaches_the_place() {
        for (meters, miles) in [
            (0, 1),
            (1_609, 1),
            (1_610, 2),
            (98_170, 61),
            (98_171, 62),
            (402_336, 250),
        ] {
            assert_eq!(radius_to(Meters(meters)), miles, "{meters}");
        }
    }
}
