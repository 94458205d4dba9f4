//! Worked examples of the search: terms, order, widening, causes, comparison, paging.

use super::answer::Expected;
use super::rank::{Oracle, total_tenths};
use super::samples::{build_day, oracle, plain_price, plain_site};
use super::terms::cost_ppm;
use super::world::{ScoreRow, Site, Unit};
use serde_json::{Value, json};

const METRES_PER_HUNDREDTH_OF_A_DEGREE: i64 = 1_112;

/// Sites A, B, C .. one hundredth of a degree of latitude apart, A at the origin.
fn row_of_sites(count: usize) -> Vec<Site> {
    (0..count)
        .map(|number| {
            let mut site = plain_site(["A", "B", "C", "D", "E"][number]);
            site.point.0 += number as f64 / 100.0;
            site
        })
        .collect()
}

fn ask(oracle: &Oracle, extra: &Value) -> Expected {
    let mut body = json!({
        "audience": "member",
        "origin": {"lat": 30.27, "lon": -97.74},
        "procedure": "73721",
        "network": "wrangler-ppo",
    });
    for (key, value) in extra.as_object().unwrap() {
        body[key] = value.clone();
    }
    oracle.answer(&body, build_day())
}

fn ids(answer: &Expected) -> String {
    answer
        .results
        .iter()
        .map(|card| card.registration_id.as_str())
        .collect()
}

#[test]
fn a_total_is_one_third_site_and_two_thirds_modality_rounded_once() {
    let row = |total, site_score, modality_specific| ScoreRow {
        registration_id: String::new(),
        modality: String::new(),
        site_score,
        modality_specific,
        total,
        scored_on: None,
    };
    // (90.00 + 2 x 85.00) / 3 = 86.666..; (87.95 + 2 x 87.95) / 3 = 87.95, half-up 88.0.
    assert_eq!(total_tenths(&row(None, Some(9_000), Some(8_500))), 867);
    assert_eq!(total_tenths(&row(None, Some(8_795), Some(8_795))), 880);
    assert_eq!(total_tenths(&row(Some(9_125), Some(0), Some(0))), 913);
}

#[test]
fn the_terms_and_the_utility_are_rounded_quotients() {
    let prices = vec![
        plain_price("A", 412),
        plain_price("B", 1_180),
        plain_price("C", 1_500),
    ];
    let answer = ask(&oracle(row_of_sites(3), prices), &json!({"explain": true}));
    assert_eq!(answer.reference_amount, Some(118_000));
    let second = &answer.results[1];
    assert_eq!(second.metres, Some(METRES_PER_HUNDREDTH_OF_A_DEGREE));
    // 1,112 x 1,000,000 / 40,234 = 27,638.3.
    let ppm: Vec<i64> = second.terms.iter().map(|term| term.ppm).collect();
    assert_eq!(ppm, [900_000, 500_000, 972_362]);
    // (400 x 900,000 + 350 x 500,000 + 250 x 972,362) / 1,000 = 778,090.5.
    assert_eq!(second.utility, Some(778_091));
    let shares: Vec<i64> = second.terms.iter().map(|term| term.contribution).collect();
    assert_eq!(shares, [360_000, 175_000, 243_091]);
    let raw: Vec<Option<i64>> = second.terms.iter().map(|term| term.raw).collect();
    assert_eq!(raw, [Some(900), Some(118_000), Some(69)]);
}

#[test]
fn weak_evidence_draws_the_cost_term_to_the_median() {
    let oracle = oracle(row_of_sites(1), vec![plain_price("A", 412)]);
    let mut price = oracle
        .book
        .price(0, "73721", "wrangler-ppo")
        .unwrap()
        .clone();
    // 41,200 x 1,000,000 / 236,000 = 174,576.3.
    assert_eq!(cost_ppm(Some(&price), Some(118_000)), 825_424);
    for (evidence, ppm) in [
        ("fee_schedule", 727_797),
        ("group_rate", 662_712),
        ("estimate", 597_627),
    ] {
        evidence.clone_into(&mut price.evidence);
        assert_eq!(cost_ppm(Some(&price), Some(118_000)), ppm);
    }
    "claims".clone_into(&mut price.evidence);
    price.ambiguous = true;
    assert_eq!(cost_ppm(Some(&price), Some(118_000)), 597_627);
    price.amount = 300_000;
    assert_eq!(cost_ppm(Some(&price), Some(118_000)), 350_000);
    assert_eq!(cost_ppm(None, Some(118_000)), 500_000);
}

#[test]
fn a_missing_price_ranks_as_the_median_and_sorts_last() {
    let prices = vec![plain_price("A", 1_180), plain_price("C", 100)];
    let oracle = oracle(row_of_sites(3), prices);
    let answer = ask(&oracle, &json!({"sort": "cost"}));
    assert_eq!(ids(&answer), "CAB");
    assert_eq!(
        answer.reference_amount, None,
        "two sites are too few to show the median"
    );
    let last = &answer.results[2];
    assert!(last.ranked_as_median);
    assert_eq!(
        (last.cost.status, last.terms[1].raw, last.terms[1].ppm),
        ("missing", None, 500_000)
    );
}

#[test]
fn equal_sites_come_in_the_order_of_their_ids() {
    let sites = ["B", "A", "a"].map(plain_site).to_vec();
    assert_eq!(ids(&ask(&oracle(sites, Vec::new()), &json!({}))), "ABa");
}

#[test]
fn the_radius_widens_to_the_kth_qualifying_site_or_to_the_most() {
    let oracle = oracle(row_of_sites(4), Vec::new());
    let widened = |extra: Value| {
        let answer = ask(&oracle, &extra);
        (
            answer.radius_metres.unwrap(),
            answer.widened,
            ids(&answer).len(),
        )
    };
    // 0.5 miles are 805 m: only A is within the radius.
    assert_eq!(widened(json!({"radius_miles": 0.5})), (805, false, 1));
    assert_eq!(
        widened(json!({"radius_miles": 0.5, "min_results": 1})),
        (805, false, 1)
    );
    assert_eq!(
        widened(json!({"radius_miles": 0.5, "min_results": 3})),
        (2_224, true, 3)
    );
    assert_eq!(
        widened(json!({"radius_miles": 0.5, "min_results": 9, "max_radius_miles": 3})),
        (4_828, true, 4)
    );
    assert_eq!(
        widened(json!({"radius_miles": 0.5, "min_results": 3, "max_radius_miles": 1})),
        (1_609, true, 2)
    );
    assert_eq!(
        widened(json!({"radius_miles": 0.5, "min_results": 3, "max_radius_miles": 0.5})),
        (805, false, 1)
    );
    // Filters narrow what counts: with B gone, the third is D.
    let asked = json!({"radius_miles": 0.5, "min_results": 3, "filters": {"exclude": ["B"]}});
    assert_eq!(widened(asked), (3_336, true, 3));
    assert_eq!(
        ask(&oracle, &json!({"min_results": 3, "radius_miles": 0.5})).results[2].terms[2].ppm,
        0
    );
}

fn cause_of(change: fn(&mut Site), extra: &Value) -> Option<String> {
    let mut sites = row_of_sites(2);
    change(&mut sites[1]);
    let mut asked = extra.clone();
    asked["why_not"] = json!(["B"]);
    ask(&oracle(sites, Vec::new()), &asked).why_not[0]
        .cause
        .clone()
}

#[test]
fn the_first_cause_in_order_is_named() {
    let nothing = json!({});
    let named =
        |change, cause: &str| assert_eq!(cause_of(change, &nothing).as_deref(), Some(cause));
    assert_eq!(cause_of(|_| {}, &nothing), None);
    named(
        |site| (site.place_of_service, site.status) = ("22", "draft"),
        "setting",
    );
    named(|site| site.status = "draft", "registration");
    named(
        |site| site.attestations[0].plan = "juniper".to_owned(),
        "attestation",
    );
    named(|site| site.services.clear(), "modality");
    named(
        |site| site.services[0].regions = Some(vec!["spine".to_owned()]),
        "body_region",
    );
    named(|site| site.registration_id = "Z".to_owned(), "unknown");
    named(|site| site.point.0 += 1.0, "distance");
    let caused = |change, extra: Value, cause: &str| {
        assert_eq!(cause_of(change, &extra).as_deref(), Some(cause));
    };
    caused(
        |_| {},
        json!({"needs": {"bore": "open", "sedation": "deep"}}),
        "need:bore",
    );
    caused(
        |_| {},
        json!({"needs": {"sedation": "none", "patient_age": 17}}),
        "need:sedation",
    );
    caused(
        |_| {},
        json!({"needs": {"patient_age": 17}}),
        "need:patient_age",
    );
    caused(|_| {}, json!({"network": "corral-hmo"}), "network");
    caused(
        |site| site.point.0 += 1.0,
        json!({"filters": {"languages": ["es"]}}),
        "distance",
    );
    caused(
        |_| {},
        json!({"filters": {"languages": ["es"], "max_amount": 9}}),
        "filter:max_amount",
    );
    caused(|_| {}, json!({"text": "chicago"}), "filter:text");
}

#[test]
fn equipment_is_narrowed_unit_by_unit() {
    let two_units = |site: &mut Site| {
        let unit = |bore, tenths| Unit {
            bore: Some(bore),
            field_strength_tenths_t: Some(tenths),
            table_limit_lb: Some(550),
            ..Unit::default()
        };
        site.services[0].equipment = vec![unit("open", 3), unit("closed", 30)];
    };
    let asked = |needs: Value| cause_of(two_units, &json!({"needs": needs}));
    assert_eq!(asked(json!({"bore": "wide"})), None);
    assert_eq!(
        asked(json!({"min_field_strength_t": 1.5, "patient_weight_lb": 550})),
        None
    );
    let both = asked(json!({"bore": "open", "min_field_strength_t": 1.5}));
    assert_eq!(both.as_deref(), Some("need:min_field_strength_t"));
    assert_eq!(
        asked(json!({"min_slices": 16})).as_deref(),
        Some("need:min_slices")
    );
}

#[test]
fn contrast_procedures_pass_sites_that_say_nothing_of_contrast() {
    let brain = json!({"procedure": "70553"});
    assert_eq!(cause_of(|_| {}, &brain), None);
    let refusing = |site: &mut Site| site.services[0].capabilities.contrast = Some(false);
    assert_eq!(cause_of(refusing, &brain).as_deref(), Some("need:contrast"));
    assert_eq!(cause_of(refusing, &json!({})), None);
    let asked = json!({"needs": {"contrast": true}});
    assert_eq!(cause_of(|_| {}, &asked).as_deref(), Some("need:contrast"));
    assert_eq!(
        cause_of(|_| {}, &json!({"needs": {"contrast": false}})),
        None
    );
}

#[test]
fn low_tech_scores_are_shown_to_reviewers_alone_and_never_rank() {
    let oracle = oracle(row_of_sites(2), Vec::new());
    let card = |audience: &str, modality: &str| {
        let body =
            json!({"audience": audience, "origin": {"zip": "78701-4321"}, "modality": modality});
        let card = oracle.answer(&body, build_day()).results[0].clone();
        (card.score.status, card.terms.len())
    };
    assert_eq!(card("member", "xray"), ("not_displayed", 1));
    assert_eq!(card("reviewer", "xray"), ("shown", 1));
    assert_eq!(card("reviewer", "mammography"), ("not_scored", 1));
    assert_eq!(card("ordering_provider", "mri"), ("shown", 2));
}

#[test]
fn versus_is_result_minus_compared() {
    let oracle = oracle(
        row_of_sites(3),
        vec![plain_price("A", 412), plain_price("C", 1_850)],
    );
    let answer = ask(&oracle, &json!({"compare_to": "C"}));
    let versus = answer.results[0].versus.clone().unwrap();
    assert_eq!(
        (versus.amount, versus.score_tenths),
        (Some(-143_800), Some(0))
    );
    // 2,224 m are 1.38 miles.
    assert_eq!(versus.hundredths_of_a_mile, Some(-138));
    let priceless = answer
        .results
        .iter()
        .find(|card| card.registration_id == "B")
        .unwrap();
    assert_eq!(priceless.versus.as_ref().unwrap().amount, None);
}

#[test]
fn pages_cut_the_whole() {
    let answer = ask(&oracle(row_of_sites(5), Vec::new()), &json!({}));
    let cut = |offset, limit| {
        (
            answer.page(offset, limit).len(),
            answer.page(offset, limit).has_next(),
        )
    };
    assert_eq!(cut(0, 2), (2, true));
    assert_eq!(cut(2, 3), (3, false));
    assert_eq!(cut(4, 20), (1, false));
}
