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
    let rows = vec![by_npi(row("", 1)), evident("estimate", row("", 2))];
    assert_eq!(resolved("49", rows).unwrap().amount, 200);
    let rows = vec![
        evident("group_rate", row("", 1)),
        evident("fee_schedule", row("", 2)),
    ];
    assert_eq!(resolved("49", rows).unwrap().amount, 200);
    let rows = vec![row("", 1), dated(9, row("", 2)), dated(8, row("", 3))];
    assert_eq!(resolved("49", rows).unwrap().amount, 300);
}

#[test]
fn rows_that_still_differ_are_ambiguous() {
    let price = resolved("49", vec![row("", 5), row("", 2), row("", 4)]).unwrap();
    assert!(price.ambiguous);
    assert_eq!(
        (price.amount, price.low, price.high),
        (350, Some(200), Some(500))
    );
    assert_eq!(price.evidence, "claims");
    // Rows that agree are not: the first is shown, with its own low and high.
    let mut shown = row("", 2);
    (shown.low, shown.high) = (Some(1_000), Some(9_000));
    let price = resolved("49", vec![shown, row("", 2)]).unwrap();
    assert_eq!(
        (price.ambiguous, price.low, price.high),
        (false, Some(100), Some(900))
    );
}

#[test]
fn a_stated_range_ranks_at_its_midpoint_and_is_not_ambiguous() {
    let mut range = row("", 0);
    (range.amount, range.low, range.high) = (None, Some(1_000), Some(2_010));
    let price = resolved("49", vec![range.clone()]).unwrap();
    assert_eq!(
        (price.amount, price.low, price.high),
        (151, Some(100), Some(201))
    );
    assert!(!price.ambiguous);
    range.high = None;
    assert_eq!(resolved("49", vec![range.clone()]), None);
    range.amount = Some(1_000);
    assert_eq!(
        resolved("49", vec![range.clone()]),
        None,
        "one end with an amount"
    );
    range.high = Some(900);
    assert_eq!(resolved("49", vec![range]), None, "low over high");
}

#[test]
fn modifiers_set_the_component_or_exclude_the_row() {
    let with = |modifier: &str, component: &str| {
        let mut changed = row(component, 70);
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
    // 1.00 x 70 / 30 = 2.333.., its range likewise.
    let mut professional = row("professional", 1);
    (professional.low, professional.high) = (Some(500), Some(2_000));
    let price = resolved("11", vec![professional]).unwrap();
    assert_eq!(
        (price.amount, price.low, price.high),
        (333, Some(167), Some(667))
    );
}

#[test]
fn a_hospital_bills_facility_and_professional() {
    let rows = vec![
        row("technical", 1),
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
    assert_eq!(resolved("49", rows).unwrap().amount, 3_100);
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
    assert_eq!(amount(dated(4, row("", 1)), halves("claims", 4)), 100);
    assert_eq!(amount(dated(4, row("", 1)), halves("claims", 3)), 10_000);
    assert_eq!(
        amount(evident("estimate", row("", 1)), halves("group_rate", 99)),
        10_000
    );
    assert_eq!(
        amount(evident("group_rate", row("", 1)), halves("estimate", 0)),
        100
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
fn a_row_by_npi_counts_for_every_site_that_lists_it() {
    let mut sites: Vec<_> = ["A", "B", "C"].map(plain_site).to_vec();
    sites[1].npis.push("NPI-A".to_owned());
    let both = PriceRow {
        npi: Some("NPI-A".to_owned()),
        ..plain_price("C", 3)
    };
    let oracle = oracle(sites, vec![by_npi(row("", 1)), both]);
    let amounts: Vec<i64> = (0..3)
        .map(|site| price_of(&oracle, site, "73721").unwrap().amount)
        .collect();
    assert_eq!(amounts, [100, 100, 300]);
    assert_eq!(
        oracle.book.reference("73721", "wrangler-ppo"),
        Some((100, 3))
    );
}

#[test]
fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
    assert_eq!(median(vec![5]), 5);
    assert_eq!(median(vec![9, 1, 4]), 4);
    assert_eq!(median(vec![9, 4, 1, 5]), 5);
    assert_eq!(median(vec![3, 4]), 4);
}
