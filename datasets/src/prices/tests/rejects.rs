//! What becomes of rows that are wrong, and of sound rows about strangers.

use super::fixture::{Fixture, HOSPITAL_NPI, SHARED_NPI, UNKNOWN_NPI};
use super::price_rows::{PriceRowText, csv};
use crate::prices::PriceTables;
use crate::reading::row_counter::RejectsWriter;

type RowChange = fn(&mut PriceRowText);

fn sound() -> PriceRowText {
    PriceRowText {
        registration_id: "HOSP".to_owned(),
        network: "blue".to_owned(),
        code: "70450".to_owned(),
        amount: "412.00".to_owned(),
        evidence: "claims".to_owned(),
        ..PriceRowText::default()
    }
}

/// Changes to a sound row, and the column and code of the reject.
#[rustfmt::skip]
const REJECTED: &[(RowChange, &str, &str)] = &[
    (|r| r.registration_id.clear(), "registration_id", "missing_field"),
    (|r| r.registration_id = "../../secret".into(), "registration_id", "invalid_value"),
    (|r| r.registration_id = "X".repeat(33), "registration_id", "invalid_value"),
    (|r| r.npi = "1234567890".into(), "npi", "invalid_npi"),
    (|r| r.npi = "0".into(), "npi", "invalid_npi"),
    (|r| { r.registration_id.clear(); r.npi = "123456789".into(); }, "npi", "invalid_npi"),
    (|r| { r.registration_id = "FREE".into(); r.npi = HOSPITAL_NPI.into(); }, "npi", "npi_mismatch"),
    (|r| r.npi = UNKNOWN_NPI.into(), "npi", "npi_mismatch"),
    (|r| { r.npi = UNKNOWN_NPI.into(); r.network = "red".into(); }, "npi", "npi_mismatch"),
    (|r| r.network.clear(), "network", "missing_field"),
    (|r| r.network = "b".repeat(65), "network", "invalid_value"),
    (|r| r.code.clear(), "code", "missing_field"),
    (|r| r.code = "7045".into(), "code", "invalid_code"),
    (|r| r.code = "704500".into(), "code", "invalid_code"),
    (|r| r.code = "70-50".into(), "code", "invalid_code"),
    (|r| r.code = "7045é".into(), "code", "invalid_code"),
    (|r| r.component = "whole".into(), "component", "invalid_value"),
    (|r| { r.component = "global".into(); r.modifier = "26".into(); }, "component", "component_contradiction"),
    (|r| { r.component = "facility".into(); r.modifier = "TC".into(); }, "component", "component_contradiction"),
    (|r| r.modifier = "26 TC".into(), "component", "component_contradiction"),
    (|r| { r.component = "technical".into(); r.modifier = "26 59".into(); }, "component", "component_contradiction"),
    (|r| r.modifier = "5".repeat(1025), "modifier", "too_long"),
    (|r| r.amount.clear(), "amount", "missing_field"),
    (|r| r.amount = "0".into(), "amount", "amount_out_of_range"),
    (|r| r.amount = "0.00".into(), "amount", "amount_out_of_range"),
    (|r| r.amount = "0.004".into(), "amount", "amount_out_of_range"),
    (|r| r.amount = "10000000.01".into(), "amount", "amount_out_of_range"),
    (|r| r.amount = "9223372036854775808".into(), "amount", "amount_out_of_range"),
    (|r| r.amount = "-1".into(), "amount", "invalid_amount"),
    (|r| r.amount = "-0.00".into(), "amount", "invalid_amount"),
    (|r| r.amount = "NaN".into(), "amount", "invalid_amount"),
    (|r| r.amount = "inf".into(), "amount", "invalid_amount"),
    (|r| r.amount = "1e309".into(), "amount", "invalid_amount"),
    (|r| r.amount = "$412.00".into(), "amount", "invalid_amount"),
    (|r| r.amount = "1,234.00".into(), "amount", "invalid_amount"),
    (|r| r.amount = "(12)".into(), "amount", "invalid_amount"),
    (|r| r.amount = "٤١٢".into(), "amount", "invalid_amount"),
    (|r| r.amount = "999999999".into(), "amount", "sentinel"),
    (|r| r.amount = "999999999.00".into(), "amount", "sentinel"),
    (|r| { r.low = "999999999".into(); r.high = "999999999".into(); }, "low", "sentinel"),
    (|r| { r.amount.clear(); r.low = "0".into(); r.high = "10".into(); }, "low", "amount_out_of_range"),
    (|r| { r.amount.clear(); r.low = "10".into(); r.high = "x".into(); }, "high", "invalid_amount"),
    (|r| { r.amount.clear(); r.low = "10".into(); }, "high", "incomplete_range"),
    (|r| { r.amount.clear(); r.high = "10".into(); }, "low", "incomplete_range"),
    (|r| r.low = "10".into(), "high", "incomplete_range"),
    (|r| r.high = "500".into(), "low", "incomplete_range"),
    (|r| { r.low = "500".into(); r.high = "400".into(); }, "low", "inverted_range"),
    (|r| { r.amount.clear(); r.low = "10.01".into(); r.high = "10.00".into(); }, "low", "inverted_range"),
    (|r| r.n_cases = "-1".into(), "n_cases", "invalid_value"),
    (|r| r.n_cases = "+1".into(), "n_cases", "invalid_value"),
    (|r| r.n_cases = "1.5".into(), "n_cases", "invalid_value"),
    (|r| r.n_cases = "4294967295".into(), "n_cases", "invalid_value"),
    (|r| r.evidence.clear(), "evidence", "missing_field"),
    (|r| r.evidence = "rumour".into(), "evidence", "invalid_value"),
    (|r| r.effective_from = "2027-02-29".into(), "effective_from", "invalid_date"),
    (|r| r.effective_to = "06/15/2026".into(), "effective_to", "invalid_date"),
    (|r| r.as_of = "0000-00-00".into(), "as_of", "invalid_date"),
    (|r| { r.effective_from = "2026-06-16".into(); r.effective_to = "2026-06-15".into(); }, "effective_to", "invalid_window"),
];

/// Changes that leave a row sound, but about someone or something we do not hold.
const SKIPPED: &[RowChange] = &[
    |r| r.registration_id = "NOBODY".into(),
    |r| {
        r.registration_id = "NOBODY".into();
        r.npi = SHARED_NPI.into();
    },
    |r| {
        r.registration_id.clear();
        r.npi = UNKNOWN_NPI.into();
    },
    |r| r.network = "red".into(),
    |r| r.code = "99213".into(),
];

/// Changes that leave a row in use.
const ACCEPTED: &[RowChange] = &[
    |_| (),
    |r| r.registration_id = "  HOSP ".into(),
    |r| r.npi = HOSPITAL_NPI.into(),
    |r| r.npi = SHARED_NPI.into(),
    |r| r.code = " 70450 ".into(),
    |r| r.modifier = "RT,LT".into(),
    |r| r.modifier = "59".into(),
    |r| r.component = "contrast".into(),
    |r| r.amount = "0.005".into(),
    |r| r.amount = "10000000".into(),
    |r| r.n_cases = "0".into(),
    |r| r.effective_from = "0001-01-01".into(),
    |r| r.effective_to = "9999-12-31".into(),
    |r| r.source = "=cmd()".into(),
];

fn changed(change: RowChange) -> PriceRowText {
    let mut row = sound();
    change(&mut row);
    row
}

/// Accepted, skipped and repeated rows, and the column and code of each reject.
fn read(rows: &[PriceRowText]) -> ([u64; 3], Vec<(String, String)>) {
    let folder = tempfile::tempdir().unwrap();
    let (path, rejects_path) = (
        folder.path().join("prices.csv"),
        folder.path().join("rejects.ndjson"),
    );
    std::fs::write(&path, csv(rows)).unwrap();
    let mut rejects = RejectsWriter::create(&rejects_path).unwrap();
    let (_, counts) = Fixture::new()
        .read(&path, &mut PriceTables::default(), &mut rejects)
        .unwrap();
    rejects.finish().unwrap();
    let lines = std::fs::read_to_string(&rejects_path).unwrap();
    let read = |line: &str| {
        let reject: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| reject[field].as_str().unwrap().to_owned();
        (text("field"), text("code"))
    };
    assert_eq!(
        counts.read,
        counts.accepted + counts.skipped + counts.repeated + counts.rejected
    );
    (
        [counts.accepted, counts.skipped, counts.repeated],
        lines.lines().map(read).collect(),
    )
}

#[test]
fn a_source_may_be_as_long_as_any_field() {
    let row = changed(|row| row.source = "s".repeat(1 << 20));
    assert_eq!(read(&[row]), ([1, 0, 0], Vec::new()));
}

#[test]
fn a_wrong_row_is_rejected_with_its_column_and_code() {
    let rows: Vec<PriceRowText> = REJECTED
        .iter()
        .map(|(change, ..)| changed(*change))
        .collect();
    let (counts, rejects) = read(&rows);
    assert_eq!(counts, [0, 0, 0]);
    for ((row, (_, field, code)), reject) in rows.iter().zip(REJECTED).zip(&rejects) {
        assert_eq!(
            (reject.0.as_str(), reject.1.as_str()),
            (*field, *code),
            "{row:?}"
        );
    }
    assert_eq!(rejects.len(), REJECTED.len());
}

#[test]
fn a_sound_row_about_strangers_is_skipped() {
    let rows: Vec<PriceRowText> = SKIPPED.iter().map(|change| changed(*change)).collect();
    assert_eq!(read(&rows), ([0, SKIPPED.len() as u64, 0], Vec::new()));
}

#[test]
fn a_row_is_rejected_for_itself_before_it_is_skipped_for_its_subject() {
    let mut row = changed(SKIPPED[0]);
    row.amount = "-1".to_owned();
    assert_eq!(
        read(&[row]).1,
        [("amount".to_owned(), "invalid_amount".to_owned())]
    );
}

#[test]
fn unusual_but_sound_rows_are_used() {
    let rows: Vec<PriceRowText> = ACCEPTED.iter().map(|change| changed(*change)).collect();
    assert_eq!(read(&rows), ([ACCEPTED.len() as u64, 0, 0], Vec::new()));
}

#[test]
fn a_row_equal_byte_by_byte_counts_once_good_or_bad() {
    let mut other = sound();
    other.amount = "412.0".to_owned();
    let mut bad = sound();
    bad.amount = "0".to_owned();
    let (counts, rejects) = read(&[sound(), bad.clone(), sound(), other, bad]);
    assert_eq!((counts, rejects.len()), ([2, 0, 2], 1));
}

#[test]
fn equal_rows_of_two_files_both_count() {
    let file = csv(&[sound()]);
    let priced = Fixture::new().price(&[file.clone(), file]);
    let verdicts: Vec<_> = priced
        .rates
        .iter()
        .map(|rate| rate.verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["shown", "same_amount"]);
}

#[test]
fn a_row_by_npi_counts_once_for_every_site_that_lists_it() {
    let mut row = sound();
    row.registration_id.clear();
    row.npi = SHARED_NPI.to_owned();
    let priced = Fixture::new().price(&[csv(&[row])]);
    let sites: Vec<_> = priced.prices.iter().map(|price| price.site.0).collect();
    assert_eq!(sites, [0, 1, 2]);
    assert!(priced.rates.iter().all(|rate| rate.npi.is_some()));
}

#[test]
fn a_row_by_id_and_npi_speaks_of_one_site() {
    let mut row = sound();
    row.npi = SHARED_NPI.to_owned();
    let priced = Fixture::new().price(&[csv(&[row])]);
    assert_eq!(priced.rates.len(), 1);
    assert_eq!(priced.rates[0].npi, None);
}

#[test]
fn a_table_without_a_usable_row_makes_no_price() {
    let priced = Fixture::new().price(&[csv(&[changed(SKIPPED[0])])]);
    assert!(priced.prices.is_empty() && priced.rates.is_empty());
}
