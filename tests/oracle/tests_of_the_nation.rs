//! The nation and the requests as a whole: equal for equal seeds, and wide enough that every cause,
//! status and rule occurs. The comparison accepts the expected answer and refuses any change of it.

use super::answer::{Card, Expected, Page};
use super::arithmetic::hundredths_of_a_mile;
use super::catalog::Catalog;
use super::compare::compare;
use super::requests::Requests;
use super::samples::{build_day, catalog, nation};
use super::world::World;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[test]
fn equal_seeds_invent_equal_nations_and_requests() {
    let invent = |seed| World::invent(seed, catalog(), build_day());
    let (one, same, other) = (invent(7), invent(7), invent(8));
    assert_eq!(one.files, same.files);
    assert_ne!(one.files, other.files);
    let bodies = |world: &World| {
        let mut requests = Requests::new(world, 3, build_day());
        (0..50).map(|_| requests.invent()).collect::<Vec<Value>>()
    };
    assert_eq!(bodies(&one), bodies(&same));
}

#[test]
fn the_shipped_catalog_has_the_regions_searches_rely_on() {
    let shipped = include_str!("../../datasets/procedures.csv");
    let catalog = Catalog::read(shipped, "zip,lat,lon");
    let published = [
        ("70450 70460 70470 70551 70552 70553", "brain"),
        ("71045 71046 71047 71048 71250 71260 71270", "chest"),
        ("72148", "spine"),
        ("73721", "lower_extremity"),
        ("74176 74177 74178", "abdomen pelvis"),
        ("76700", "abdomen"),
        ("77065 77066 77067", "breast"),
        ("78451 78452 78453 78454 93306", "heart"),
        ("78814 78815 78816", "whole_body"),
    ];
    for (codes, regions) in published {
        for code in codes.split(' ') {
            assert_eq!(
                catalog.procedures[code].regions.join(" "),
                regions,
                "{code}"
            );
        }
    }
    assert!(catalog.codes_in_play().len() > 20);
}

#[test]
fn permuting_low_tech_scores_leaves_all_other_rows_alone() {
    let world = World::invent(7, catalog(), build_day());
    let permuted = world.scores_with_low_tech_permuted(1);
    assert_ne!(permuted, world.files.scores);
    let low_tech = |line: &str| {
        [",xray,", ",ultrasound,", ",echo,"]
            .iter()
            .any(|part| line.contains(part))
    };
    let rest = |text: &str| {
        text.lines()
            .filter(|line| !low_tech(line))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rest(&permuted), rest(&world.files.scores));
    assert_eq!(permuted.len(), world.files.scores.len());
}

#[test]
fn every_price_rule_comes_up() {
    let oracle = nation();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for price in oracle.book.all() {
        let parts: Vec<String> = price
            .components
            .iter()
            .map(|part| format!("{} {}", part.name, part.status))
            .collect();
        *seen.entry(parts.join(", ")).or_default() += 1;
        let ends = if price.low.is_some() {
            "range"
        } else {
            "point"
        };
        *seen
            .entry(format!(
                "{} {ends} ambiguous={}",
                price.evidence, price.ambiguous
            ))
            .or_default() += 1;
    }
    // 3 global, 6 composed kinds with and without contrast (priced or packaged), 5 evidence x 3
    // forms.
    assert!(seen.len() >= 2 + 4 * 3 + 5 * 3, "{seen:#?}");
    assert!(seen.values().all(|count| *count >= 5), "{seen:#?}");
    assert!(oracle.book.suspect_count() >= 5);
}

#[test]
fn every_corner_of_the_search_comes_up() {
    let oracle = nation();
    let mut requests = Requests::new(&oracle.world, 11, build_day());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..1_500 {
        let body = requests.invent();
        let answer = oracle.answer(&body, build_day());
        let mut count = |what: String| *seen.entry(what).or_default() += 1;
        count(format!("widened {}", answer.widened));
        count(format!("sort {}", body["sort"]));
        count(format!("some results {}", !answer.results.is_empty()));
        count(format!("several pages {}", answer.first_page().has_next()));
        count(format!("reference {}", answer.reference_amount.is_some()));
        for card in answer.results.iter().take(5) {
            count(format!("score {}", card.score.status));
            count(format!("cost {}", card.cost.status));
            count(format!("precision {}", card.precision));
        }
        for asked in &answer.why_not {
            count(format!("cause {:?}", asked.cause));
        }
    }
    // 8 needs, 9 filters, 8 others, unknown, none.
    let causes = seen.keys().filter(|what| what.starts_with("cause")).count();
    assert_eq!(causes, 8 + 9 + 8 + 2, "{seen:#?}");
    assert!(seen["some results true"] > 900, "{seen:#?}");
    assert!(seen["widened true"] > 50, "{seen:#?}");
}

#[test]
fn the_comparison_accepts_what_is_expected_and_nothing_else() {
    let oracle = nation();
    let mut requests = Requests::new(&oracle.world, 5, build_day());
    for _ in 0..300 {
        let mut body = requests.invent();
        body["limit"] = json!(5);
        let answer = oracle.answer(&body, build_day());
        let page = answer.page(0, 5);
        let written = page_value(&page);
        assert_eq!(compare(&page, &written), Ok(()), "{body}");
        let mut paths = Vec::new();
        leaves(&written, String::new(), &mut paths);
        for path in paths {
            let mut changed = written.clone();
            let leaf = changed.pointer_mut(&path).unwrap();
            *leaf = match &*leaf {
                Value::Number(number) => json!(number.as_f64().unwrap() + 1.0),
                Value::Bool(flag) => json!(!*flag),
                _ => json!("something else"),
            };
            assert!(compare(&page, &changed).is_err(), "{path} of {written}");
        }
    }
}

/// The pointers of all leaves that are judged.
fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
    let empty_source = path.ends_with("/source") && value.is_null();
    match value {
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(key, member)| leaves(member, format!("{path}/{key}"), found));
        }
        Value::Array(entries) => {
            entries
                .iter()
                .enumerate()
                .for_each(|(at, entry)| leaves(entry, format!("{path}/{at}"), found));
        }
        // Under relevance the server's own rank is used for ranks on other pages; a cursor is any
        // text.
        _ if path.starts_with("/why_not") && path.ends_with("/rank") => {}
        _ if path == "/next_cursor" && !value.is_null() => {}
        _ if empty_source || (path.contains("/cost/") && value.is_null()) => {}
        _ if path.ends_with("/utility") && value.is_null() => {}
        _ => found.push(path),
    }
}

/// Writes the answer as a server would.
fn page_value(page: &Page<'_>) -> Value {
    let whole = page.whole;
    let results: Vec<Value> = (page.offset..page.offset + page.len())
        .map(|at| {
            let card = &whole.results[at];
            let mut value = card_value(card);
            value["rank"] = json!(at + 1);
            value["utility"] = json!(card.utility);
            if whole.explained {
                value["explain"] = json!({"terms": terms_value(card)});
            }
            value["versus"] = json!(card.versus.as_ref().map(|versus| json!({
                "amount": versus.amount.map(|cents| scaled(cents, 2)),
                "distance_miles": versus.hundredths_of_a_mile.map(|miles| scaled(miles, 2)),
                "score": versus.score_tenths.map(|tenths| scaled(tenths, 1)),
            })));
            if card.ranked_as_median {
                value["notices"] = json!(["ranked-as-median"]);
            }
            value
        })
        .collect();
    answer_value(whole, &results, page.has_next())
}

fn answer_value(whole: &Expected, results: &[Value], has_next: bool) -> Value {
    let why_not: Vec<Value> = whole
        .why_not
        .iter()
        .map(|asked| json!({"registration_id": asked.registration_id, "cause": asked.cause, "rank": asked.rank}))
        .collect();
    json!({
        "as_of": whole.as_of.to_string(),
        "prices_as_of": whole.prices_as_of.to_string(),
        "origin": whole.origin.map(|origin| json!({
            "lat": origin.point.0, "lon": origin.point.1, "source": origin.source,
        })),
        "radius_metres": whole.radius_metres,
        "radius_miles": whole.radius_metres.map(|metres| scaled(hundredths_of_a_mile(metres), 2)),
        "widened": whole.widened,
        "total": whole.results.len(),
        "reference_amount": whole.reference_amount.map(|cents| scaled(cents, 2)),
        "profile": {"name": whole.profile_name},
        "results": results,
        "compared": whole.compared.as_ref().map(card_value),
        "why_not": why_not,
        "causes": whole.empty.as_ref().map(|empty| &empty.causes),
        "nearest": whole.empty.as_ref().map(|empty| empty.nearest.as_ref().map(card_value)),
        "next_cursor": has_next.then_some("opaque"),
    })
}

fn card_value(card: &Card) -> Value {
    let grade = |tenths| {
        if tenths >= 880 {
            "A"
        } else if tenths >= 760 {
            "B"
        } else {
            "C"
        }
    };
    let components: Vec<Value> = card
        .cost
        .components
        .iter()
        .map(|part| {
            json!({
                "component": part.name,
                "status": part.status,
                "amount": part.amount.map(|cents| scaled(cents, 2)),
                "evidence": part.evidence,
                "as_of": part.as_of.map(|day| day.to_string()),
            })
        })
        .collect();
    let stated = [card.cost.amount, card.cost.low, card.cost.high];
    let [amount, low, high] = card.cost.refused.unwrap_or(stated);
    json!({
        "site": {
            "registration_id": card.registration_id,
            "name": card.name,
            "setting": card.setting,
            "location": {"lat": card.point.0, "lon": card.point.1, "precision": card.precision},
        },
        "distance_metres": card.metres,
        "distance_miles": card.metres.map(|metres| scaled(hundredths_of_a_mile(metres), 2)),
        "score": {
            "status": card.score.status,
            "value": card.score.tenths.map(|tenths| scaled(tenths, 1)),
            "grade": card.score.tenths.map(grade),
        },
        "cost": {
            "status": card.cost.status,
            "reason": card.cost.refused.map(|_| "suspect"),
            "amount": amount.map(|cents| scaled(cents, 2)),
            "low": low.map(|cents| scaled(cents, 2)),
            "high": high.map(|cents| scaled(cents, 2)),
            "evidence": card.cost.evidence,
            "as_of": card.cost.as_of.map(|day| day.to_string()),
            "source": card.cost.source,
            "components": components,
        },
    })
}

fn terms_value(card: &Card) -> Vec<Value> {
    card.terms
        .iter()
        .map(|term| {
            let places = if term.name == "score" { 1 } else { 2 };
            json!({
                "term": term.name,
                "raw": term.raw.map(|raw| scaled(raw, places)),
                "unit": term.unit,
                "ppm": term.ppm,
                "weight": term.weight,
                "contribution": term.contribution,
            })
        })
        .collect()
}

fn scaled(value: i64, places: i32) -> f64 {
    value as f64 / 10_f64.powi(places)
}
