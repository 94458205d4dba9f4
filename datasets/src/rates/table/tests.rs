//! The table as other readers find it: names, types, values.

use super::*;
use polars::prelude::*;
use std::borrow::Cow;
use std::fs::File;

fn file() -> PartNote {
    PartNote::for_tests("north.json", Some("North Health"))
}

fn full_row() -> StoredRow<'static> {
    let text = |text| Some(Cow::Borrowed(text));
    StoredRow {
        code: "73721",
        npi: Some(1_234_567_893),
        tin: text("742345678"),
        network_name: text("Blue; \"Choice\""),
        payer: None,
        code_type: text("CPT"),
        arrangement: text("ffs"),
        negotiated_type: text("negotiated"),
        rate: 4_125_001,
        billing_class: text("professional"),
        setting: text("outpatient"),
        service_codes: vec![Cow::Borrowed("11"), Cow::Borrowed("49")],
        modifiers: vec![Cow::Borrowed("TC")],
        expires_on: Some(2_932_896),
        tin_type: text("ein"),
        group_size: u32::MAX,
        position: u64::MAX,
    }
}

fn written(rows: &[StoredRow<'_>]) -> Vec<u8> {
    let mut table = TableWriter::new(Vec::new()).expect("a table");
    for row in rows {
        table.write(&file(), row).expect("a written row");
    }
    let (bytes, length) = table.finish().expect("a complete table");
    assert_eq!(bytes.len() as u64, length);
    bytes
}

fn read(bytes: Vec<u8>) -> DataFrame {
    ParquetReader::new(std::io::Cursor::new(bytes))
        .finish()
        .expect("a readable table")
}

#[test]
fn every_value_is_read_back_as_it_was() {
    let empty = StoredRow {
        code: "70551",
        rate: -1,
        ..StoredRow::default()
    };
    let frame = read(written(&[full_row(), empty]));
    let text = |column: &str, row: usize| {
        let column = frame.column(column).expect("a column");
        let value = column.get(row).expect("a value");
        value.get_str().map(str::to_owned)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(text("source", 0), some("payer_file"));
    assert_eq!(text("file", 1), some("north.json"));
    assert_eq!(
        (text("payer", 0), text("entity", 1)),
        (some("North Health"), some("North Health"))
    );
    assert_eq!(
        (text("network_name", 0), text("network_name", 1)),
        (some("Blue; \"Choice\""), None)
    );
    assert_eq!((text("npi", 0), text("npi", 1)), (some("1234567893"), None));
    assert_eq!(
        (text("tin", 0), text("tin_type", 1)),
        (some("742345678"), None)
    );
    let value = |column: &str, row: usize| {
        let column = frame.column(column).expect("a column");
        column.get(row).expect("a value").into_static()
    };
    assert_eq!(value("rate", 0), AnyValue::Decimal(4_125_001, 18, 4));
    assert_eq!(value("rate", 1), AnyValue::Decimal(-1, 18, 4));
    assert_eq!(value("expires_on", 0), AnyValue::Date(2_932_896));
    assert_eq!(value("expires_on", 1), AnyValue::Null);
    let day: nearsite_domain::Day = "2026-03-01".parse().expect("a day");
    assert_eq!(
        value("last_updated_on", 1),
        AnyValue::Date(day.days_since_epoch())
    );
    let codes = frame
        .column("service_codes")
        .expect("lists")
        .list()
        .expect("lists")
        .clone();
    let first = codes.get_as_series(0).expect("a list");
    assert_eq!(
        first
            .str()
            .expect("texts")
            .iter()
            .flatten()
            .collect::<Vec<_>>(),
        ["11", "49"]
    );
    assert_eq!(
        codes
            .get_as_series(1)
            .expect("an empty list, not null")
            .len(),
        0
    );
    let sizes = frame.column("group_size").expect("sizes");
    assert_eq!(sizes.u32().expect("numbers").get(0), Some(u32::MAX));
    let positions = frame.column("position").expect("positions");
    assert_eq!(positions.u64().expect("numbers").get(0), Some(u64::MAX));
}

#[test]
fn the_columns_have_the_documented_names_types_and_order() {
    let frame = read(written(&[]));
    let text = DataType::String;
    let texts = DataType::List(Box::new(DataType::String));
    let rate = DataType::Decimal(18, 4);
    let found: Vec<(String, DataType)> = frame
        .schema()
        .iter()
        .map(|(name, dtype)| (name.to_string(), dtype.clone()))
        .collect();
    let expected = [
        ("source", &text),
        ("file", &text),
        ("file_blake3", &text),
        ("entity", &text),
        ("payer", &text),
        ("network_name", &text),
        ("last_updated_on", &DataType::Date),
        ("schema_version", &text),
        ("code_type", &text),
        ("code", &text),
        ("arrangement", &text),
        ("negotiated_type", &text),
        ("rate", &rate),
        ("billing_class", &text),
        ("setting", &text),
        ("service_codes", &texts),
        ("modifiers", &texts),
        ("expires_on", &DataType::Date),
        ("tin_type", &text),
        ("tin", &text),
        ("npi", &text),
        ("group_size", &DataType::UInt32),
        ("position", &DataType::UInt64),
    ];
    let expected: Vec<(String, DataType)> = expected
        .into_iter()
        .map(|(name, dtype)| (name.to_owned(), dtype.clone()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(frame.height(), 0);
}

#[test]
fn groups_are_bounded_by_rows_and_by_bytes() {
    let groups = |bytes: Vec<u8>| {
        let metadata = polars_parquet::read::read_metadata(&mut std::io::Cursor::new(bytes))
            .expect("metadata");
        let groups = metadata.row_groups.iter();
        groups
            .map(polars_parquet::read::RowGroupMetadata::num_rows)
            .collect::<Vec<_>>()
    };
    let many: Vec<StoredRow<'_>> = (0..GROUP_ROWS as u64 + 3)
        .map(|position| StoredRow {
            position,
            ..full_row()
        })
        .collect();
    let bytes = written(&many);
    assert_eq!(groups(bytes.clone()), [GROUP_ROWS, 3]);
    let frame = read(bytes);
    let positions = frame
        .column("position")
        .expect("positions")
        .u64()
        .expect("numbers")
        .clone();
    assert!(
        (0..)
            .zip(positions.iter())
            .all(|(expected, found)| found == Some(expected))
    );
    let long = "x".repeat(20 << 20);
    let long = StoredRow {
        setting: Some(Cow::Borrowed(&long)),
        ..full_row()
    };
    assert_eq!(groups(written(&vec![long; 3])), [2, 1]);
}

#[test]
fn a_full_disk_is_reported() {
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device");
    let mut table = TableWriter::new(std::io::BufWriter::new(full)).expect("a table under way");
    table.write(&file(), &full_row()).expect("a buffered row");
    let finished = table.finish().map(|(out, _)| out.into_inner().is_err());
    assert!(finished.unwrap_or(true));
}
