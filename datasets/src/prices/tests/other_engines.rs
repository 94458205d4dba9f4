//! Tables as pandas, polars and other engines write them, with the types these choose: null columns,
//! floats for codes and NPIs, timestamps, dictionaries, large strings. The files are inputs of the
//! fuzz targets too.

use super::fixture::{Fixture, PricedFiles};
use super::price_rows::HEADER;
use crate::prices::PriceTables;
use crate::reading::row_counter::RejectsWriter;
use std::path::PathBuf;

fn corpus(target: &str, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../fuzz/corpus")
        .join(target)
        .join(name)
}

/// Site, amount, date and evidence of each price.
fn shown(priced: &PricedFiles) -> Vec<String> {
    let text =
        |day: Option<nearsite_domain::Day>| day.map_or("-".to_owned(), |day| day.to_string());
    let prices = priced.prices.iter().map(|price| {
        let (site, amount) = (price.site.0, price.amount);
        format!("{site} {amount} {} {}", text(price.as_of), price.evidence)
    });
    prices.collect()
}

#[test]
fn price_tables_of_other_engines_mean_what_the_csv_means() {
    for name in [
        "pandas-nulls",
        "pandas-millis",
        "pandas-micros-zone",
        "pandas-nanos-time-of-day",
        "pandas-date64",
        "pandas-dictionaries",
        "pandas-not-a-number",
        "polars-nulls",
    ] {
        let path = corpus("prices_parquet", name);
        let priced = Fixture::new().price_files(&[&path]).unwrap();
        let expected = [
            "0 700.00 2026-05-01 claims",
            "1 500.00 2026-05-01 claims",
            "2 600.00 2026-05-01 claims",
        ];
        assert_eq!(shown(&priced), expected, "{name}");
        assert_eq!(priced.counts[0].accepted, 3, "{name}");
        assert_eq!(priced.rates[0].n_cases, Some(12), "{name}");
    }
}

#[test]
fn rates_tables_of_other_engines_mean_what_ours_means() {
    for name in [
        "pandas-nulls",
        "pandas-null-lists",
        "pandas-numbers",
        "pandas-large-lists",
        "polars-nulls",
    ] {
        let path = corpus("rates_parquet", name);
        let priced = Fixture::new().price_with_rates(&format!("{HEADER}\n"), &path);
        let expected = [
            "1 500.00 2026-05-01 site_rate",
            "2 600.00 2026-05-01 site_rate",
        ];
        assert_eq!(shown(&priced), expected, "{name}");
    }
}

#[test]
fn an_empty_rates_table_is_read() {
    let path = corpus("rates_parquet", "pandas-empty");
    let priced = Fixture::new().price_with_rates(&format!("{HEADER}\n"), &path);
    assert_eq!(priced.counts[1].read, 0);
}

#[test]
fn true_and_false_are_not_a_value_of_any_column() {
    let path = corpus("prices_parquet", "booleans");
    let mut rejects = RejectsWriter::unwritten();
    let (_, counts) = Fixture::new()
        .read(&path, &mut PriceTables::default(), &mut rejects)
        .unwrap();
    let codes: Vec<_> = counts.rejected_by_code.iter().collect();
    assert_eq!((counts.accepted, counts.rejected), (1, 2), "{codes:?}");
    assert_eq!(codes[0].0.as_str(), "invalid_value");
}
