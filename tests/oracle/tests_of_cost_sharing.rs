//! The worked examples of cost sharing, counted cent by cent, and the order of a search by what the
//! member pays.

use super::cost_sharing::{Design, Paid};
use super::samples::{build_day, oracle, plain_price, plain_site};
use serde_json::{Value, json};

fn paid(deductible: i64, copay: i64, coinsurance: i64, spared: i64) -> Paid {
    Paid {
        deductible,
        copay,
        coinsurance,
        spared,
    }
}

fn sum(benefits: &Value, setting: &str, claims: &[i64]) -> Paid {
    Design::read(benefits).settle(setting, claims).sum()
}

#[test]
fn example_a_counted() {
    let benefits = json!({
        "deductible": {"individual": {"limit": 2_000, "met": 1_400}},
        "out_of_pocket": {"individual": {"limit": 5_000, "met": 1_400}}, "coinsurance_percent": 20
    });
    let at = |cents| sum(&benefits, "free_standing", &[cents]);
    assert_eq!(at(52_000), paid(52_000, 0, 0, 0));
    assert_eq!(at(68_200), paid(60_000, 0, 1_640, 0));
    assert_eq!(at(185_000), paid(60_000, 0, 25_000, 0));
    assert_eq!(at(185_000).total(), 85_000);
}

#[test]
fn example_b_counted_embedded_and_aggregate() {
    let mut benefits = json!({
        "deductible": {"individual": {"limit": 1_000, "met": 300}, "family": {"limit": 2_000, "met": 1_800}},
        "out_of_pocket": {"individual": {"limit": 5_000, "met": 200}, "family": {"limit": 4_000, "met": 3_700}},
        "coinsurance_percent": 30
    });
    let at = |benefits: &Value, cents| sum(benefits, "free_standing", &[cents]);
    assert_eq!(at(&benefits, 45_000), paid(20_000, 0, 7_500, 0));
    assert_eq!(at(&benefits, 120_000), paid(20_000, 0, 10_000, 20_000));
    assert_eq!(at(&benefits, 240_000), paid(20_000, 0, 10_000, 56_000));
    benefits["family_rule"] = json!("aggregate");
    benefits["deductible"]["family"] = json!({"limit": 4_000, "met": 1_800});
    benefits["out_of_pocket"]["family"] = Value::Null;
    assert_eq!(at(&benefits, 45_000).total(), 45_000);
    assert_eq!(at(&benefits, 120_000).total(), 120_000);
}

#[test]
fn example_c_counted() {
    let benefits = json!({
        "deductible": {"individual": {"limit": 250}}, "out_of_pocket": {"individual": {"limit": 2_900}},
        "coinsurance_percent": 20, "tiers": [{"settings": ["free_standing"], "copay": 75, "deductible": "waived"}]
    });
    assert_eq!(
        sum(&benefits, "free_standing", &[43_000]),
        paid(0, 7_500, 0, 0)
    );
    assert_eq!(
        sum(&benefits, "free_standing", &[6_000]),
        paid(0, 6_000, 0, 0)
    );
    let settled = Design::read(&benefits).settle("hospital_outpatient", &[110_000, 12_000]);
    assert_eq!(settled.claims[0], paid(25_000, 0, 17_000, 0));
    assert_eq!(settled.claims[1], paid(0, 0, 2_400, 0));
    assert_eq!(settled.sum().total(), 44_400);
}

#[test]
fn a_share_is_rounded_half_up_by_counting() {
    let benefits = json!({"coinsurance_percent": 17.5});
    assert_eq!(
        sum(&benefits, "physician_office", &[23_337]).coinsurance,
        4_084
    );
}

#[test]
fn sites_with_equal_member_cost_are_in_the_order_of_best() {
    let sites: Vec<_> = ["A", "B", "C"].into_iter().map(plain_site).collect();
    let prices = vec![
        plain_price("A", 2_400),
        plain_price("B", 1_200),
        plain_price("C", 100),
    ];
    let nation = oracle(sites, prices);
    let near_the_maximum =
        json!({"coinsurance_percent": 50, "out_of_pocket": {"individual": {"limit": 300}}});
    let body = json!({
        "audience": "member", "origin": {"lat": 30.27, "lon": -97.74}, "procedure": "73721", "network": "wrangler-ppo",
        "sort": "member_cost", "benefits": near_the_maximum
    });
    let answer = nation.answer(&body, build_day());
    let listed: Vec<(&str, i64)> = answer
        .results
        .iter()
        .map(|card| {
            let pays = card.member_cost.as_ref().unwrap();
            (card.registration_id.as_str(), pays.total())
        })
        .collect();
    // 600 and 1,200 end at 300 both; the cheaper one has the higher utility.
    assert_eq!(listed, [("C", 5_000), ("B", 30_000), ("A", 30_000)]);
}
