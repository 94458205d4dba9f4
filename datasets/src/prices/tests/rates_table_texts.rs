//! Rates tables of text alone: dates that cannot be read, and words outside the table of spellings.

use super::fixture::{FREE_NPI, Fixture, PricedFiles};
use super::price_rows::HEADER;

/// A table of one rate by another engine, with other text in some columns.
fn price_texts(other: &[(&str, &str)]) -> PricedFiles {
    use polars::prelude::*;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rates.parquet");
    let plain = [
        ("source", "payer_file"),
        ("network_name", "blue"),
        ("code", "70450"),
        ("rate", "412.5"),
        ("npi", FREE_NPI),
        ("group_size", "1"),
        ("last_updated_on", "2026-06-01"),
    ];
    let is_plain = |name: &str| other.iter().all(|(column, _)| *column != name);
    let plain = plain.iter().filter(|(name, _)| is_plain(name));
    let columns = plain.chain(other);
    let columns = columns.map(|&(name, text)| Column::new(name.into(), [text]));
    let mut frame = DataFrame::new_infer_height(columns.collect()).unwrap();
    ParquetWriter::new(std::fs::File::create(&path).unwrap())
        .finish(&mut frame)
        .unwrap();
    Fixture::new().price_with_rates(&format!("{HEADER}\n"), &path)
}

#[test]
fn a_date_that_cannot_be_read_makes_an_estimate_and_is_noted() {
    for (column, text, evidence, note) in [
        ("last_updated_on", "2026-06-01", "site_rate", ""),
        ("last_updated_on", "", "estimate", ", date unknown"),
        ("last_updated_on", "June 2026", "estimate", ", date unknown"),
        (
            "last_updated_on",
            "2026-02-30",
            "estimate",
            ", date unknown",
        ),
        ("expires_on", "", "site_rate", ""),
        ("expires_on", "9999-12-31", "site_rate", ""),
        ("expires_on", "never", "estimate", ", date unknown"),
    ] {
        let priced = price_texts(&[(column, text)]);
        let price = &priced.prices[0];
        assert_eq!(price.evidence.as_str(), evidence, "{column} {text}");
        let source = &priced.texts[priced.rates[0].source.unwrap() as usize];
        assert_eq!(*source, format!("blue (payer file{note})"));
    }
}

#[test]
fn a_word_outside_the_table_is_a_reject_of_its_own() {
    for (column, text, code) in [
        ("setting", "somewhere", "unknown_setting"),
        ("setting", "emergency", "unknown_setting"),
        ("setting", "-", "unknown_setting"),
        ("billing_class", "technical", "unknown_class"),
        ("billing_class", "n/a", "unknown_class"),
        ("arrangement", "handshake", "unknown_arrangement"),
        ("negotiated_type", "lesser of", "unknown_arrangement"),
    ] {
        let priced = price_texts(&[(column, text)]);
        let counts = &priced.counts[1];
        let codes: Vec<_> = counts.rejected_by_code.iter().collect();
        assert_eq!(
            (counts.accepted, counts.rejected),
            (0, 1),
            "{column} {text}"
        );
        assert_eq!(codes[0].0.as_str(), code, "{column} {text}");
    }
}
