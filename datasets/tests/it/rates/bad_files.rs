//! Hostile and broken files, and what must become of each: by name, as one table.

use super::extraction::Extraction;
use super::pack::{gzip, zip};
use super::wanted::Wanted;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

const NPI: &str = "1234567893";
/// A record of this size is too long.
const LONG_BYTES: usize = 17 << 20;

/// The expected result of reading a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome {
    /// The file is read, with this number of rows and rejects of these codes.
    Read(usize, &'static [&'static str]),
    /// The file cannot be read. The message has these words, and the existing table stays.
    Fails(&'static str),
}

use Outcome::{Fails, Read};

/// A sound item of one row, and further fields.
fn payer(extra: &str) -> Vec<u8> {
    payer_bytes(extra.as_bytes(), "")
}

/// The same with further fields of the file.
fn payer_with(fields: &str) -> Vec<u8> {
    payer_bytes(b"", fields)
}

fn payer_bytes(item: &[u8], fields: &str) -> Vec<u8> {
    let begin = format!(
        r#"{{"reporting_entity_name":"Acme","version":"2.0.0",{fields}
        "provider_references":[{{"provider_group_id":1,"provider_groups":[{{"npi":[{NPI}],"tin":{{"type":"ein","value":"742345678"}}}}]}}],
        "in_network":[{}"#,
        item_with("")
    );
    let comma: &[u8] = if item.is_empty() { b"" } else { b"," };
    [begin.as_bytes(), comma, item, b"]}"].concat()
}

/// An item that would be a second row, with one more field.
fn item_with(field: &str) -> String {
    let rate = if field.is_empty() { 1 } else { 2 };
    entry_with("", &format!(r#"{{"negotiated_rate":{rate}}}"#)).replacen(
        '{',
        &format!("{{{field}"),
        1,
    )
}

/// An item with a field in its one entry, and the entry's price.
fn entry_with(field: &str, price: &str) -> String {
    format!(
        r#"{{"billing_code":"70551","negotiated_rates":[{{{field}"provider_references":[1],"negotiated_prices":[{price}]}}]}}"#
    )
}

fn deep(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// A sound file with spaces at its end, which expand by about the ratio deflate can reach at most.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let mut file = payer("");
    let last = file.pop().unwrap();
    encoder.write_all(&file).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..100 {
        encoder.write_all(&blank).unwrap();
    }
    encoder.write_all(&[last]).unwrap();
    encoder.finish().unwrap()
}

fn table(rows: &str) -> Vec<u8> {
    let head =
        format!("hospital_name,last_updated_on,version,type_2_npi\nWest,2026-01-01,3.0.0,{NPI}\n");
    let columns =
        "description,code|1,code|1|type,payer_name,plan_name,standard_charge|negotiated_dollar\n";
    format!("{head}{columns}MRI,70551,CPT,Payer,Plan,400\n{rows}").into_bytes()
}

fn hospital(item: &str) -> Vec<u8> {
    let sound = hospital_item("", 400);
    format!(r#"{{"hospital_name":"West","type_2_npi":["{NPI}"],"standard_charge_information":[{sound}{item}]}}"#).into_bytes()
}

fn hospital_item(field: &str, amount: u32) -> String {
    format!(
        r#"{{{field}"code_information":[{{"code":"70551","type":"CPT"}}],"standard_charges":[{{"payers_information":[
        {{"payer_name":"P","plan_name":"Q","standard_charge_dollar":{amount}}}]}}]}}"#
    )
}

/// Reads one file alone and returns its result if that is not the expected one.
fn check(name: &str, bytes: &[u8], outcome: Outcome) -> Option<String> {
    let mut extraction = Extraction::new(&Wanted::new([NPI.to_owned()], []));
    let rejects = extraction.folder().join("rejects.ndjson");
    extraction.options.rejects = Some(rejects.clone());
    let path = extraction.write(name, bytes);
    std::fs::write(&extraction.options.out, "a table from before").unwrap();
    let found = match extraction.run(vec![path]) {
        Ok(_) => {
            let (rows, codes) = (extraction.rows().len(), Extraction::rejects(&rejects));
            match outcome {
                Read(expected, words) if rows == expected && codes == words => return None,
                _ => format!("{rows} rows, rejects {codes:?}"),
            }
        }
        Err(fault) => {
            let kept = std::fs::read(&extraction.options.out).unwrap();
            let (message, is_kept) = (fault.to_string(), kept == b"a table from before");
            match outcome {
                Fails(words) if message.contains(words) && message.contains(name) && is_kept => {
                    return None;
                }
                _ => format!("\"{message}\", table kept: {is_kept}"),
            }
        }
    };
    Some(format!("{name}: must be {outcome:?}, is {found}"))
}

fn check_all(cases: Vec<(&str, Vec<u8>, Outcome)>) {
    let cases = cases.into_iter();
    let faults: Vec<String> = cases
        .filter_map(|(name, bytes, outcome)| check(name, &bytes, outcome))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_is_no_price_file_is_named() {
    let two = zip(&[("a.json", &payer("")), ("b.json", &payer(""))]);
    let workbook = zip(&[
        ("[Content_Types].xml", b"<x/>"),
        ("xl/workbook.xml", b"<x/>"),
    ]);
    let whole = gzip(&payer(""));
    check_all(vec![
        ("empty.json", Vec::new(), Fails("is empty")),
        ("empty.json.gz", gzip(b""), Fails("is empty")),
        (
            "page.csv",
            b"<!DOCTYPE html><html></html>".to_vec(),
            Fails("HTML"),
        ),
        ("two.zip", two, Fails("zip")),
        ("book.csv", workbook, Fails("zip archive of several files")),
        (
            "half.json.gz",
            whole[..whole.len() / 2].to_vec(),
            Fails("cannot be decompressed"),
        ),
        (
            "late.json.gz",
            whole[..whole.len() - 1].to_vec(),
            Fails("cannot be decompressed"),
        ),
        (
            "bomb.json.gz",
            bomb(),
            Fails("expands to more than 1000 times"),
        ),
        ("cut.json", payer("")[..300].to_vec(), Fails("cut off")),
        ("words.json", b"hello".to_vec(), Fails("")),
        ("number.json", b"17".to_vec(), Fails("")),
    ]);
}

#[test]
fn other_files_of_the_same_duty_are_named() {
    let amounts = br#"{"reporting_entity_name":"A","version":"1.0.0","out_of_network":[{"allowed_amounts":[]}]}"#;
    let contents = br#"{"reporting_entity_name":"A","reporting_structure":[]}"#;
    check_all(vec![
        ("allowed.json", amounts.to_vec(), Fails("allowed amounts")),
        ("index.json", contents.to_vec(), Fails("table of contents")),
    ]);
}

#[test]
fn layouts_from_before_the_template_are_refused() {
    check_all(vec![
        ("short.csv", b"DESCRIPTION, Price\nMRI,400\nCT,300\nXR,20\n".to_vec(), Fails("")),
        ("payers.csv", b"Service ID,Gross Charge,Payer Negotiated Charge: A\n70551,1,2\n70450,1,2\n70460,1,2\n".to_vec(), Fails("")),
        ("lines.json", b"{\"code\":\"70551\"}\n{\"code\":\"70450\"}\n".to_vec(), Fails("")),
    ]);
}

#[test]
fn a_broken_record_is_rejected_alone() {
    let twice = r#""billing_code":"70551","#;
    let escaped = r#""billing\u005fcode":"70551","#;
    let depth = format!(r#""x":{},"#, deep(1_000_000));
    let depth_64 = format!(r#""x":{},"#, deep(64));
    let long = format!(r#""x":"{}","#, "x".repeat(LONG_BYTES));
    let array = format!(r#""x":[{}0],"#, "1,".repeat(LONG_BYTES / 2));
    let price = r#"{"negotiated_rate":2}"#;
    let mut not_utf8 = item_with(r#""x":"?","#).into_bytes();
    let place = not_utf8.iter().position(|&byte| byte == b'?').unwrap();
    not_utf8[place] = 0xff;
    check_all(vec![
        ("sound.json", payer(&item_with(r#""x":1,"#)), Read(2, &[])),
        (
            "item-twice.json",
            payer(&item_with(twice)),
            Read(1, &["duplicate_field"]),
        ),
        (
            "item-escaped.json",
            payer(&item_with(escaped)),
            Read(1, &["duplicate_field"]),
        ),
        (
            "entry-twice.json",
            payer(&entry_with(r#""provider_references":[],"#, price)),
            Read(1, &["duplicate_field"]),
        ),
        (
            "item-deep.json",
            payer(&item_with(&depth)),
            Read(1, &["too_deep"]),
        ),
        (
            "item-65.json",
            payer(&item_with(&depth_64)),
            Read(1, &["too_deep"]),
        ),
        (
            "entry-deep.json",
            payer(&entry_with(&depth, price)),
            Read(1, &["too_deep"]),
        ),
        (
            "item-long.json",
            payer(&item_with(&long)),
            Read(1, &["too_long"]),
        ),
        (
            "item-array.json",
            payer(&item_with(&array)),
            Read(1, &["too_long"]),
        ),
        (
            "entry-long.json",
            payer(&entry_with(&array, price)),
            Read(1, &["too_long"]),
        ),
        (
            "item-utf8.json",
            payer_bytes(&not_utf8, ""),
            Read(1, &["not_utf8"]),
        ),
        ("item-word.json", payer("7"), Read(1, &["malformed"])),
        (
            "item-nan.json",
            payer(&item_with(r#""x":NaN,"#)),
            Read(1, &["malformed"]),
        ),
        (
            "rate-nan.json",
            payer(&entry_with("", r#"{"negotiated_rate":NaN}"#)),
            Read(1, &["malformed"]),
        ),
    ]);
}

#[test]
fn a_broken_amount_or_date_rejects_its_rate_alone() {
    let prices = |price: &str| {
        payer(&entry_with(
            "",
            &format!(r#"{price},{{"negotiated_rate":3}}"#),
        ))
    };
    check_all(vec![
        (
            "string.json",
            prices(r#"{"negotiated_rate":"4.5e1"}"#),
            Read(3, &[]),
        ),
        (
            "nan.json",
            prices(r#"{"negotiated_rate":"NaN"}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "large.json",
            prices(r#"{"negotiated_rate":1e14}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "huge.json",
            prices(r#"{"negotiated_rate":1e999999999}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "dollar.json",
            prices(r#"{"negotiated_rate":"$5"}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "true.json",
            prices(r#"{"negotiated_rate":true}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "null.json",
            prices(r#"{"negotiated_rate":null}"#),
            Read(2, &["invalid_amount"]),
        ),
        (
            "day.json",
            prices(r#"{"negotiated_rate":4,"expiration_date":"2025-02-30"}"#),
            Read(2, &["invalid_date"]),
        ),
    ]);
}

#[test]
fn values_of_any_size_outside_the_records_are_skipped() {
    let depth = format!(r#""x":{},"#, deep(1_000_000));
    let long = format!(r#""x":"{}","#, "x".repeat(LONG_BYTES));
    let array = format!(r#""x":[{}0],"#, "1,".repeat(LONG_BYTES / 2));
    check_all(vec![
        ("deep.json", payer_with(&depth), Read(1, &[])),
        ("long.json", payer_with(&long), Read(1, &[])),
        ("array.json", payer_with(&array), Read(1, &[])),
    ]);
}

#[test]
fn broken_records_of_hospitals_are_rejected_alone() {
    let twice = hospital_item(r#""code_information":[],"#, 2);
    let depth = hospital_item(&format!(r#""x":{},"#, deep(1_000_000)), 2);
    let long = hospital_item(&format!(r#""x":"{}","#, "x".repeat(LONG_BYTES)), 2);
    check_all(vec![
        (
            "sound.json",
            hospital(&format!(",{}", hospital_item("", 2))),
            Read(2, &[]),
        ),
        (
            "twice.json",
            hospital(&format!(",{twice}")),
            Read(1, &["duplicate_field"]),
        ),
        (
            "deep.json",
            hospital(&format!(",{depth}")),
            Read(1, &["too_deep"]),
        ),
        (
            "long.json",
            hospital(&format!(",{long}")),
            Read(1, &["too_long"]),
        ),
        ("word.json", hospital(",null"), Read(1, &["malformed"])),
        ("cut.json", hospital("")[..200].to_vec(), Fails("cut off")),
        (
            "sound.csv",
            table("CT,70450,CPT,Payer,Plan,1\n"),
            Read(2, &[]),
        ),
        (
            "amount.csv",
            table("CT,70450,CPT,Payer,Plan,$1\n"),
            Read(1, &["invalid_amount"]),
        ),
        (
            "blank.csv",
            table("CT,70450,CPT,Payer,Plan,1,,\nCT,70460,CPT,Payer,Plan,1,\"\",\"\"\n"),
            Read(3, &[]),
        ),
        (
            "beyond.csv",
            table("CT,70450,CPT,Payer,Plan,1,x\n"),
            Read(1, &["ragged"]),
        ),
        (
            "short.csv",
            table("CT,70450,CPT,Payer\n"),
            Read(1, &["ragged"]),
        ),
        (
            "quote.csv",
            table("CT,70450,CPT,Payer,Plan,\"1\n"),
            Fails("quote"),
        ),
    ]);
}
