//! Reference amounts.

use crate::prices::median::median_references;
use nearsite_domain::{Cents, Evidence, NetworkNo, PriceStatus, ProcedureNo, SiteNo};
use nearsite_index::snapshot::{PriceColumns, PriceRow, ReferenceRow};
use proptest::prelude::*;

fn columns(prices: &[(u32, u32, i64)]) -> PriceColumns {
    let mut sorted = prices.to_vec();
    sorted.sort_unstable();
    let mut columns = PriceColumns::default();
    for (site, (network, procedure, cents)) in sorted.into_iter().enumerate() {
        columns.push(&PriceRow {
            network: NetworkNo(network),
            procedure: ProcedureNo(procedure),
            site: SiteNo(site as u32),
            status: PriceStatus::Priced,
            amount: Cents(cents),
            low: None,
            high: None,
            evidence: Evidence::Claims,
            as_of: None,
            source: None,
            components: Vec::new(),
        });
    }
    columns
}

fn reference(network: u32, procedure: u32, cents: i64, sites: u32) -> ReferenceRow {
    ReferenceRow {
        network: NetworkNo(network),
        procedure: ProcedureNo(procedure),
        amount: Cents(cents),
        sites,
    }
}

#[test]
fn an_odd_number_has_a_middle_and_an_even_one_the_mean_of_two() {
    let prices = [
        (0, 0, 5),
        (0, 0, 1),
        (0, 0, 100),
        (0, 1, 10),
        (0, 1, 11),
        (0, 1, 90),
        (0, 1, 2),
        (1, 0, 7),
        (2, 5, 8),
        (2, 5, 9),
    ];
    let expected = [
        reference(0, 0, 5, 3),
        reference(0, 1, 11, 4),
        reference(1, 0, 7, 1),
        reference(2, 5, 9, 2),
    ];
    assert_eq!(median_references(&columns(&prices)).unwrap(), expected);
}

#[test]
fn no_prices_have_no_references() {
    assert_eq!(median_references(&PriceColumns::default()).unwrap(), []);
}

proptest! {
    #[test]
    fn the_median_is_what_sorting_by_hand_gives(
        prices in proptest::collection::vec((0..3_u32, 0..3_u32, prop_oneof![1..6_i64, 4_000_000_000..4_200_000_000_i64]), 0..60)
    ) {
        let mut expected = Vec::new();
        for (network, procedure) in (0..3).flat_map(|network| (0..3).map(move |procedure| (network, procedure))) {
            let mut amounts: Vec<i64> =
                prices.iter().filter(|price| (price.0, price.1) == (network, procedure)).map(|price| price.2).collect();
            amounts.sort_unstable();
            let n = amounts.len();
            if n > 0 {
                let twice = amounts[(n - 1) / 2] + amounts[n / 2];
                expected.push(reference(network, procedure, twice / 2 + twice % 2, n as u32));
            }
        }
        prop_assert_eq!(median_references(&columns(&prices)).unwrap(), expected);
    }
}
