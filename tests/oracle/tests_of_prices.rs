//! Worked examples of price resolution, each with one or two sites and a few rows for the leg MRI
//! (no contrast) or the brain MRI (contrast).

use super::prices::{Component, Price, median};
use super::rank::Oracle;
use super::samples::{build_day, oracle, plain_price, plain_site};
use super::world::PriceRow;

fn resolved(place_of_service: &'static str, rows: Vec<PriceRow>) -> Option<Price> {
    let code = rows[0].code.clone();
    let mut site = plain_site("A");
    site.place_of_service = place_of_service;
    price_of(&oracle(vec![site], rows), 0, &code)
}

fn price_of(oracle: &Oracle, site: usize, code: &str) -> Option<Price> {
    oracle.book.price(site, code, "wrangler-ppo").cloned()
}

fn row(component: &str, dollars: i64) -> PriceRow {
    PriceRow {
        component: component.to_owned(),
        ..plain_price("A", dollars)
    }
}

fn brain(component: &str, dollars: i64) -> PriceRow {
    PriceRow {
        code: "70553".to_owned(),
        ..row(component, dollars)
    }
}

fn by_npi(row: PriceRow) -> PriceRow {
    PriceRow {
        registration_id: None,
        npi: Some("NPI-A".to_owned()),
        ..row
    }
}

fn evident(evidence: &str, row: PriceRow) -> PriceRow {
    PriceRow {
        evidence: evidence.to_owned(),
        ..row
    }
}

fn dated(days_ago: i64, row: PriceRow) -> PriceRow {
    PriceRow {
        as_of: Some(build_day().plus(-days_ago)),
        ..row
    }
}

fn statuses(price: &Price) -> Vec<(&str, &str)> {
    price
        .components
        .iter()
        .map(|part: &Component| (part.name, part.status))
        .collect()
}

#[test]
fn a_global_row_is_the_price() {
    let price = resolved("49", vec![row("", 412)]).unwrap();
    assert_eq!(
        (price.amount, price.low, price.ambiguous),
        (41_200, None, false)
    );
    assert_eq!(statuses(&price), [("global", "priced")]);
    let price = resolved("22", vec![brain("global", 412)]).unwrap();
    assert_eq!(
        statuses(&price),
        [("global", "priced"), ("contrast", "packaged")]
    );
}

#[test]
fn rows_compete_by_registration_then_evidence_then_age() {
    let rows = vec![by_npi(row("", 100)), evident("estimate", row("", 200))];
    assert_eq!(resolved("49", rows).unwrap().amount, 20_000);
    let rows = vec![
        evident("group_rate", row("", 100)),
        evident("fee_schedule", row("", 200)),
    ];
    assert_eq!(resolved("49", rows).unwrap().amount, 20_000);
    let rows = vec![row("", 100), dated(9, row("", 200)), dated(8, row("", 300))];
    assert_eq!(resolved("49", rows).unwrap().amount, 30_000);
}

#[test]
fn rows_that_still_differ_are_ambiguous() {
    let price = resolved("49", vec![row("", 500), row("", 200), row("", 400)]).unwrap();
    assert!(price.ambiguous);
    assert_eq!(
        (price.amount, price.low, price.high),
        (35_000, Some(20_000), Some(50_000))
    );
    assert_eq!(price.evidence, "claims");
    // Rows that agree are not: the first is shown, with its own low and high.
    let mut shown = row("", 200);
    (shown.low, shown.high) = (Some(1_000), Some(9_000));
    let price = resolved("49", vec![shown, row("", 200)]).unwrap();
    assert_eq!(
        (price.ambiguous, price.low, price.high),
        (false, Some(100), Some(900))
    );
}

#[test]
fn a_stated_range_ranks_at_its_midpoint_and_is_not_ambiguous() {
    let mut range = row("", 0);
    (range.amount, range.low, range.high) = (None, Some(150_000), Some(150_010));
    let price = resolved("49", vec![range.clone()]).unwrap();
    assert_eq!(
        (price.amount, price.low, price.high),
        (15_001, Some(15_000), Some(15_001))
    );
    assert!(!price.ambiguous);
    range.high = None;
    assert_eq!(resolved("49", vec![range.clone()]), None);
    range.amount = Some(150_000);
    assert_eq!(
        resolved("49", vec![range.clone()]),
        None,
        "one end with an amount"
    );
    range.high = Some(149_000);
    assert_eq!(resolved("49", vec![range]), None, "low over high");
}

#[test]
fn modifiers_set_the_component_or_exclude_the_row() {
    let with = |modifier: &str, component: &str| {
        let mut changed = row(component, 700);
        changed.modifier = modifier.to_owned();
        resolved("49", vec![changed])
            .map(|price| statuses(&price)[0].0.to_owned() + statuses(&price)[0].1)
    };
    assert_eq!(with("LT", "").unwrap(), "globalpriced");
    assert_eq!(with("RT,TC", "").unwrap(), "technicalpriced");
    assert_eq!(with("26 LT", "").unwrap(), "technicalestimated");
    assert_eq!(with("26", "professional").unwrap(), "technicalestimated");
    assert_eq!(with("26", "technical"), None, "a contradiction");
    assert_eq!(with("59", ""), None, "a foreign modifier");
}

#[test]
fn elsewhere_a_missing_half_is_estimated_from_the_other() {
    let price = resolved("49", vec![dated(3, row("technical", 70))]).unwrap();
    assert_eq!(
        (price.amount, price.evidence.as_str()),
        (10_000, "estimate")
    );
    assert_eq!(price.as_of, Some(build_day().plus(-3)));
    assert_eq!(
        statuses(&price),
        [("technical", "priced"), ("professional", "estimated")]
    );
    // 100.00 x 70 / 30 = 233.333.., its range likewise.
    let mut professional = row("professional", 100);
    (professional.low, professional.high) = (Some(50_000), Some(200_000));
    let price = resolved("11", vec![professional]).unwrap();
    assert_eq!(
        (price.amount, price.low, price.high),
        (33_333, Some(16_667), Some(66_667))
    );
}

#[test]
fn a_hospital_bills_facility_and_professional() {
    let rows = vec![
        row("technical", 60),
        row("facility", 70),
        evident("group_rate", row("professional", 30)),
    ];
    let price = resolved("22", rows.clone()).unwrap();
    assert_eq!(
        (price.amount, price.evidence.as_str()),
        (10_000, "group_rate")
    );
    assert_eq!(
        statuses(&price),
        [("facility", "priced"), ("professional", "priced")]
    );
    // Elsewhere the same facility row is not billed.
    assert_eq!(resolved("49", rows).unwrap().amount, 9_000);
    let price = resolved("19", vec![row("facility", 70)]).unwrap();
    assert_eq!((price.amount, price.evidence.as_str()), (7_000, "estimate"));
    assert_eq!(
        statuses(&price),
        [("facility", "priced"), ("professional", "missing")]
    );
    assert_eq!(resolved("22", vec![row("professional", 30)]), None);
    assert_eq!(resolved("22", vec![row("technical", 30)]), None);
}

#[test]
fn contrast_is_added_to_a_composed_price_only_where_the_code_has_it() {
    let rows = vec![
        dated(5, brain("technical", 70)),
        dated(9, brain("professional", 30)),
        brain("contrast", 8),
    ];
    let price = resolved("49", rows).unwrap();
    assert_eq!(
        (price.amount, price.as_of),
        (10_800, None),
        "an age that is not given is the oldest"
    );
    assert_eq!(statuses(&price)[2], ("contrast", "priced"));
    let price = resolved(
        "49",
        vec![brain("technical", 70), brain("professional", 30)],
    )
    .unwrap();
    assert_eq!(statuses(&price)[2], ("contrast", "packaged"));
    let rows = vec![
        row("technical", 70),
        row("professional", 30),
        row("contrast", 8),
    ];
    assert_eq!(resolved("49", rows).unwrap().amount, 10_000);
    assert_eq!(resolved("49", vec![brain("contrast", 8)]), None);
}

#[test]
fn ranges_add_up_and_parts_without_one_count_with_their_amount() {
    let mut technical = row("technical", 70);
    (technical.low, technical.high) = (Some(60_000), Some(80_000));
    let price = resolved("49", vec![technical, row("professional", 30)]).unwrap();
    assert_eq!((price.low, price.high), (Some(9_000), Some(11_000)));
    let rows = vec![
        row("technical", 70),
        row("technical", 72),
        row("professional", 30),
    ];
    let price = resolved("49", rows).unwrap();
    assert!(price.ambiguous);
    assert_eq!(
        (price.amount, price.low, price.high),
        (10_100, Some(10_000), Some(10_200))
    );
}

#[test]
fn global_and_composed_compete_and_global_wins_ties() {
    let halves = |evidence: &str, days: i64| {
        ["technical", "professional"]
            .map(|half| dated(days, evident(evidence, row(half, 50))))
            .to_vec()
    };
    let amount = |global: PriceRow, halves: Vec<PriceRow>| {
        resolved("49", [vec![global], halves].concat())
            .unwrap()
            .amount
    };
    assert_eq!(amount(dated(4, row("", 300)), halves("claims", 4)), 30_000);
    assert_eq!(amount(dated(4, row("", 300)), halves("claims", 3)), 10_000);
    assert_eq!(
        amount(evident("estimate", row("", 300)), halves("group_rate", 99)),
        10_000
    );
    assert_eq!(
        amount(evident("group_rate", row("", 300)), halves("estimate", 0)),
        30_000
    );
}

#[test]
fn rows_out_of_effect_drop_out_and_the_edges_count() {
    let windows = [
        (0, 0, true),
        (1, 9, false),
        (-9, -1, false),
        (-9, 0, true),
        (0, 9, true),
    ];
    for (from, to, counts) in windows {
        let mut changed = row("", 412);
        (changed.from, changed.to) = (Some(build_day().plus(from)), Some(build_day().plus(to)));
        assert_eq!(
            resolved("49", vec![changed]).is_some(),
            counts,
            "{from}..{to}"
        );
    }
}

#[test]
fn rows_outside_the_band_of_their_part_make_no_price() {
    // MRI: 100 to 20,000 dollars, halves from 50, the reading from 20.
    for (place, component, least) in [
        ("49", "", 100),
        ("49", "technical", 50),
        ("22", "facility", 50),
        ("49", "professional", 20),
    ] {
        for (dollars, counts) in [
            (least - 1, false),
            (least, true),
            (20_000, true),
            (20_001, false),
        ] {
            let price = resolved(place, vec![row(component, dollars)]);
            assert_eq!(price.is_some(), counts, "{component} {dollars}");
        }
    }
    let mut site = plain_site("A");
    site.place_of_service = "49";
    let oracle = oracle(vec![site], vec![row("", 99), row("", 20_001)]);
    let suspect = oracle.book.suspect(0, "73721", "wrangler-ppo").unwrap();
    assert_eq!(suspect.amount, 1_005_000);
    assert_eq!(oracle.book.reference("73721", "wrangler-ppo"), None);
}

#[test]
fn a_row_by_npi_counts_for_every_site_that_lists_it() {
    let mut sites: Vec<_> = ["A", "B", "C"].map(plain_site).to_vec();
    sites[1].npis.push("NPI-A".to_owned());
    let both = PriceRow {
        npi: Some("NPI-A".to_owned()),
        ..plain_price("C", 300)
    };
    let oracle = oracle(sites, vec![by_npi(row("", 100)), both]);
    let amounts: Vec<i64> = (0..3)
        .map(|site| price_of(&oracle, site, "73721").unwrap().amount)
        .collect();
    assert_eq!(amounts, [10_000, 10_000, 30_000]);
    assert_eq!(
        oracle.book.reference("73721", "wrangler-ppo"),
        Some((10_000, 3))
    );
}

#[test]
fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
    assert_eq!(median(vec![5]), 5);
    assert_eq!(median(vec![9, 1, 4]), 4);
    assert_eq!(median(vec![9, 4, 1, 5]), 5);
    assert_eq!(median(vec![3, 4]), 4);
}
