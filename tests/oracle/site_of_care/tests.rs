//! Tests of the review's oracle: small cases worked by hand, and random orders in which every
//! outcome occurs.

use super::super::calendar::Day;
use super::super::rank::Oracle;
use super::super::samples::{build_day, nation, plain_site};
use super::super::world::{Organization, Site};
use super::certificate::{Served, certificate_text, check};
use super::criteria::are_affiliated;
use super::evaluate::Review;
use super::order::{Order, Start, whole_years};
use super::orders::Orders;
use super::pack::Pack;
use super::pack_digest::digest;
use super::packs::ODD_PACKS;
use super::reach::county_type;
use serde_json::json;
use std::collections::BTreeMap;

fn packs() -> Vec<Pack> {
    ODD_PACKS.iter().map(|(_, text)| Pack::read(text)).collect()
}

fn served() -> Served {
    Served {
        snapshot: "0123".to_owned(),
        profile: ("default".to_owned(), "1".to_owned()),
    }
}

#[test]
fn ages_are_whole_years_on_the_day() {
    let years =
        |born: &str, on: &str| whole_years(Day::parse(born).unwrap(), Day::parse(on).unwrap());
    assert_eq!(years("2016-06-02", "2026-06-01"), 9);
    assert_eq!(years("2016-06-01", "2026-06-01"), 10);
    assert_eq!(years("2016-02-29", "2026-02-28"), 9);
    assert_eq!(years("2016-02-29", "2026-03-01"), 10);
    assert_eq!(years("2026-06-01", "2026-06-01"), 0);
}

#[test]
fn the_digest_is_that_of_the_pack_as_compact_json() {
    let text = ODD_PACKS[0].1;
    let canonical = concat!(
        r#"{"id":"odd-always","payer":"odd-always","programme":"imaging-site-of-care","title":"Always","version":"1","#,
        r#""effective_from":"2022-01-01","effective_to":"2022-12-31","sources":["TEST"],"left_open":[],"#,
        r#""scope":{"modalities":["ct","mri"],"lines":[],"funding":[],"states":[],"states_off":[],"#,
        r#""place_of_service":["19","22"]},"access":{"metric":"left_open","miles":null,"step":[],"origin":"home","#,
        r#""min_alternates":1,"source":"TEST"},"criterion":[{"key":"everybody","text":"At most 130 years old.","#,
        r#""source":"TEST","all":[{"age":{"op":"<=","years":130}}]}],"clock":[]}"#,
    );
    let expected = blake3::hash(canonical.as_bytes()).to_hex().to_string();
    assert_eq!(digest(&Pack::read(text)), expected);
    let changed = text.replace("130 }", "129 }");
    assert_ne!(digest(&Pack::read(&changed)), expected);
    let commented = format!("# {text}");
    assert_eq!(digest(&Pack::read(&commented)), expected);
}

fn owned(name: &str, tin: Option<&str>) -> Site {
    let mut site = plain_site("OPT-1");
    site.organization = Some(Organization {
        name: name.to_owned(),
        tin: tin.map(str::to_owned),
        owner_type: "hospital",
        npis: Vec::new(),
    });
    site
}

#[test]
fn sites_are_affiliated_by_tin_or_else_by_folded_name() {
    let one = owned("Peña Health", Some("1"));
    assert!(are_affiliated(&one, &owned("Other", Some("1"))));
    assert!(!are_affiliated(&one, &owned("Peña Health", Some("2"))));
    assert!(are_affiliated(&one, &owned("PENA HEALTH", None)));
    assert!(!are_affiliated(&one, &plain_site("OPT-2")));
    assert!(!are_affiliated(&plain_site("OPT-1"), &plain_site("OPT-1")));
}

#[test]
fn coordinates_take_the_county_of_the_nearest_zip() {
    let oracle = nation();
    let near = |point, zip: Option<&str>| {
        let start = Start {
            point,
            zip: zip.map(str::to_owned),
            kind: "home".to_owned(),
        };
        county_type(&start, &oracle.world.catalog)
    };
    assert_eq!(near((30.3, -97.7), None).as_deref(), Some("large_metro"));
    // Across 180 degrees Adak is nearest, and farther from everything else.
    assert_eq!(near((51.9, 179.0), None).as_deref(), Some("ceac"));
    assert_eq!(near((30.3, -97.7), Some("99501")).as_deref(), Some("metro"));
}

/// Counts what comes up, and checks what must hold of every order.
fn look(review: &Review<'_>, body: &serde_json::Value, seen: &mut BTreeMap<String, usize>) {
    let order = Order::read(body, review.oracle, build_day());
    let evaluation = review.evaluate(&order);
    let mut count = |what: String| *seen.entry(what).or_default() += 1;
    count(format!("outcome {}", evaluation.outcome));
    count(format!("scope {:?}", evaluation.out_of_scope));
    for code in &evaluation.contradictions {
        count(format!("contradiction {code}"));
    }
    let Some(reviewed) = &evaluation.reviewed else {
        count(format!("basis {:?}", evaluation.basis));
        return;
    };
    count(format!("no alternate {}", reviewed.capable.is_empty()));
    count(format!("several exams {}", order.procedures.len() > 1));
    count(format!("metric {}", reviewed.reach.metric));
    for criterion in &reviewed.criteria {
        count(format!("{} {}", criterion.key, criterion.status));
    }
    for (fact, with) in reviewed.questions_in_words() {
        count(format!("asked {fact} {with:?}"));
    }
    assert!(reviewed.table.is_monotone(), "{body}");
    assert!(
        reviewed.table.is_decided_by(&reviewed.table.essential()),
        "{body}"
    );
    let supported = evaluation.outcome == "hospital_supported";
    assert_eq!(supported, !evaluation.basis.is_empty(), "{body}");
    let text = certificate_text(&order, &evaluation, &served());
    assert_eq!(check(text.as_bytes(), review, &served()), Ok(()), "{body}");
    let stale = Served {
        snapshot: "0124".to_owned(),
        ..served()
    };
    assert!(check(text.as_bytes(), review, &stale).is_err(), "{body}");
}

#[test]
fn every_corner_of_the_review_comes_up() {
    let oracle: Oracle = nation();
    let packs = packs();
    let review = Review {
        oracle: &oracle,
        packs: &packs,
    };
    let mut orders = Orders::new(&oracle, &packs, 17, build_day());
    let mut seen = BTreeMap::new();
    for _ in 0..400 {
        let body = orders.invent();
        look(&review, &body, &mut seen);
    }
    let kinds = |start: &str| seen.keys().filter(|what| what.starts_with(start)).count();
    assert_eq!(kinds("outcome"), 4, "{seen:#?}");
    // Six reasons and none.
    assert_eq!(kinds("scope"), 7, "{seen:#?}");
    assert_eq!(kinds("contradiction"), 4, "{seen:#?}");
    assert_eq!(kinds("metric"), 2, "{seen:#?}");
    assert!(seen["no alternate true"] > 40, "{seen:#?}");
    assert!(kinds("asked") > 14, "{seen:#?}");
}

#[test]
fn a_changed_certificate_is_no_certificate() {
    let oracle = nation();
    let packs = packs();
    let review = Review {
        oracle: &oracle,
        packs: &packs,
    };
    let body = json!({
        "audience": "reviewer", "payer": "odd-every-fact",
        "order": {"procedures": ["73721"], "network": "wrangler-ppo", "line_of_business": "individual", "state": "TX",
                  "funding": "self_funded", "service_date": "2026-06-01", "place_of_service": "22"},
        "member": {"age": 40}, "origin": {"zip": "78701"},
        "site": {"registration_id": oracle.world.sites[0].registration_id}, "access": {"miles": 3},
    });
    let order = Order::read(&body, &oracle, build_day());
    let text = certificate_text(&order, &review.evaluate(&order), &served());
    assert_eq!(check(text.as_bytes(), &review, &served()), Ok(()));
    let changed = text.replacen("\"none_exists\":false", "\"none_exists\":true", 1);
    assert_ne!(changed, text);
    let fault = check(changed.as_bytes(), &review, &served()).unwrap_err();
    assert!(fault.contains("digest"), "{fault}");
    let end = changed.rfind(",\"digest\"").unwrap();
    let head = &changed[..end];
    let digest = blake3::hash(format!("{head}}}").as_bytes()).to_hex();
    let sealed = format!("{head},\"digest\":\"{digest}\"}}");
    let fault = check(sealed.as_bytes(), &review, &served()).unwrap_err();
    assert!(fault.contains("none_exists"), "{fault}");
}
