//! Parquet and CSV mean the same, whatever types and page layouts a Parquet file uses; damaged
//! files are refused.

use super::fixture::{Fixture, HOSPITAL_NPI, PricedFiles, SHARED_NPI};
use super::price_rows::{PriceRowText, csv};
use crate::reading::file_fault::FileFault;
use nearsite_domain::Day;
use polars::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NAMES: [&str; 15] = [
    "registration_id",
    "npi",
    "network",
    "code",
    "modifier",
    "component",
    "amount",
    "low",
    "high",
    "n_cases",
    "evidence",
    "effective_from",
    "effective_to",
    "as_of",
    "source",
];

/// Rows of every kind, bad ones and repeats included; numbered so that most differ.
fn rows(count: usize) -> Vec<PriceRowText> {
    let pick = |choices: &[&str], number: usize| choices[number % choices.len()].to_owned();
    let make = |number: usize| {
        let is_range = number % 7 == 3;
        let by_npi = number % 5 == 1;
        PriceRowText {
            registration_id: if by_npi {
                String::new()
            } else {
                pick(&["HOSP", "FREE", "OFFICE", "NOBODY"], number / 3)
            },
            npi: if by_npi {
                pick(&[SHARED_NPI, HOSPITAL_NPI, "1234567890"], number / 5)
            } else {
                String::new()
            },
            network: pick(&["blue", "green", "red"], number / 2),
            code: pick(&["70450", "70460", "99213", "70496"], number),
            modifier: pick(&["", "26", "", "59"], number / 4),
            component: pick(&["", "professional", "", ""], number / 4),
            amount: if is_range {
                String::new()
            } else {
                format!("{}", 100 + number % 50) + pick(&["", ".5", ".25"], number).as_str()
            },
            low: if is_range {
                "90".to_owned()
            } else {
                String::new()
            },
            high: if is_range {
                format!("{}", 91 + number % 9)
            } else {
                String::new()
            },
            n_cases: pick(&["", "12", "3"], number),
            evidence: pick(&["claims", "estimate", "site_rate"], number / 6),
            effective_from: pick(&["", "2026-01-01", "2026-12-31"], number / 2),
            effective_to: pick(&["2026-12-31", ""], number),
            as_of: pick(&["2026-05-01", "", "2026-04-01"], number / 3),
            source: format!("s{}", number % 90),
        }
    };
    (0..count).map(make).collect()
}

/// One column as text, empty cells null.
fn texts(rows: &[PriceRowText], column: usize) -> Series {
    let cells: Vec<Option<&str>> = rows
        .iter()
        .map(|row| Some(row.cells()[column]).filter(|cell| !cell.is_empty()))
        .collect();
    Series::new(NAMES[column].into(), cells)
}

fn text_frame(rows: &[PriceRowText]) -> DataFrame {
    DataFrame::new_infer_height(
        (0..15)
            .map(|column| texts(rows, column).into_column())
            .collect(),
    )
    .unwrap()
}

/// The same table with numbers, decimals and dates as such.
fn typed_frame(rows: &[PriceRowText]) -> DataFrame {
    let cast = |column: usize, kind: &DataType| {
        let series = texts(rows, column);
        let cells = series.str().unwrap();
        let typed = if *kind == DataType::Date {
            let days = |text: &str| text.parse::<Day>().unwrap().days_since_epoch();
            let days: Vec<Option<i32>> = cells.iter().map(|cell| cell.map(days)).collect();
            Series::new(NAMES[column].into(), days).cast(kind).unwrap()
        } else {
            let number = |text: &str| text.parse::<f64>().unwrap();
            let numbers: Vec<Option<f64>> = cells.iter().map(|cell| cell.map(number)).collect();
            Series::new(NAMES[column].into(), numbers)
                .cast(kind)
                .unwrap()
        };
        typed.into_column()
    };
    let column = |number: usize| match number {
        1 => cast(1, &DataType::Int64),
        3 => cast(3, &DataType::Int32),
        6 => cast(6, &DataType::Float64),
        7 => cast(7, &DataType::Decimal(12, 2)),
        8 => cast(8, &DataType::Decimal(30, 4)),
        9 => cast(9, &DataType::UInt32),
        11..=13 => cast(number, &DataType::Date),
        _ => texts(rows, number).into_column(),
    };
    DataFrame::new_infer_height((0..15).rev().map(column).collect()).unwrap()
}

fn write(
    folder: &TempDir,
    name: &str,
    frame: &mut DataFrame,
    group: usize,
    page: usize,
    how: ParquetCompression,
) -> PathBuf {
    let path = folder.path().join(name);
    let writer = ParquetWriter::new(std::fs::File::create(&path).unwrap());
    let writer = writer
        .with_row_group_size(Some(group))
        .with_data_page_size(Some(page))
        .with_compression(how);
    writer.finish(frame).unwrap();
    path
}

fn price(path: &Path) -> Result<PricedFiles, FileFault> {
    Fixture::new().price_files(&[path])
}

/// Everything that came of a file but the place of each rate, which is a line here and a row there.
fn assert_same(csv: &PricedFiles, parquet: &PricedFiles) {
    assert_eq!(csv.counts, parquet.counts);
    assert_eq!(csv.texts, parquet.texts);
    assert_eq!(csv.prices, parquet.prices);
    assert_eq!(csv.rates.len(), parquet.rates.len());
    for (csv, parquet) in csv.rates.iter().zip(&parquet.rates) {
        assert_eq!(csv.line, parquet.line + 1);
        assert_eq!(
            csv,
            &nearsite_index::snapshot::RateRow {
                line: csv.line,
                ..parquet.clone()
            }
        );
    }
}

#[test]
fn text_and_typed_columns_mean_what_the_csv_means() {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows(3000);
    let csv_path = folder.path().join("prices.csv");
    std::fs::write(&csv_path, csv(&rows)).unwrap();
    let expected = price(&csv_path).unwrap();
    let counts = &expected.counts[0];
    assert!(
        !expected.prices.is_empty() && counts.skipped > 0 && counts.rejected > 0,
        "{counts:?}"
    );
    let all = [
        ParquetCompression::Uncompressed,
        ParquetCompression::Snappy,
        ParquetCompression::Zstd(None),
        ParquetCompression::Gzip(None),
        ParquetCompression::Brotli(None),
        ParquetCompression::Lz4Raw,
    ];
    for (number, how) in all.into_iter().enumerate() {
        for (kind, mut frame) in [("text", text_frame(&rows)), ("typed", typed_frame(&rows))] {
            let path = write(
                &folder,
                kind,
                &mut frame,
                700 + 500 * number,
                200 << number,
                how,
            );
            assert_same(&expected, &price(&path).unwrap());
        }
    }
}

#[test]
fn a_row_group_of_many_slices_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows(150_000);
    let path = write(
        &folder,
        "large",
        &mut typed_frame(&rows),
        1 << 20,
        1 << 16,
        ParquetCompression::Snappy,
    );
    let csv_path = folder.path().join("prices.csv");
    std::fs::write(&csv_path, csv(&rows)).unwrap();
    assert_same(&price(&csv_path).unwrap(), &price(&path).unwrap());
}

#[test]
fn absent_columns_are_empty_ones_and_required_ones_are_required() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<PriceRowText> = rows(50)
        .into_iter()
        .map(|row| PriceRowText {
            n_cases: String::new(),
            ..row
        })
        .collect();
    let csv_path = folder.path().join("prices.csv");
    std::fs::write(&csv_path, csv(&rows)).unwrap();
    let write = |frame: &mut DataFrame| {
        write(
            &folder,
            "narrow",
            frame,
            100,
            100,
            ParquetCompression::Snappy,
        )
    };
    let expected = price(&csv_path).unwrap();
    assert_same(
        &expected,
        &price(&write(&mut text_frame(&rows).drop("n_cases").unwrap())).unwrap(),
    );
    for required in ["network", "code", "evidence"] {
        let fault = price(&write(&mut text_frame(&rows).drop(required).unwrap()))
            .err()
            .unwrap();
        assert!(
            matches!(&fault, FileFault::Header(what) if what.contains(required)),
            "{fault}"
        );
    }
}

#[test]
fn columns_that_are_no_cells_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let list = Series::new("".into(), [true, false]);
    let mut frame = text_frame(&rows(4));
    frame
        .with_column(Series::new("amount".into(), vec![list; 4]).into_column())
        .unwrap();
    let path = write(
        &folder,
        "odd",
        &mut frame,
        100,
        100,
        ParquetCompression::Snappy,
    );
    assert!(matches!(price(&path), Err(FileFault::Header(what)) if what.contains("amount")));
}

#[test]
fn unknown_columns_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut frame = text_frame(&rows(4));
    frame
        .with_column(Series::new("colour".into(), [1, 2, 3, 4]).into_column())
        .unwrap();
    let path = write(
        &folder,
        "wide",
        &mut frame,
        100,
        100,
        ParquetCompression::Snappy,
    );
    let mut tables = crate::prices::PriceTables::default();
    let (read, _) = Fixture::new()
        .read(
            &path,
            &mut tables,
            &mut crate::reading::row_counter::RejectsWriter::unwritten(),
        )
        .unwrap();
    assert_eq!(read.unknown_columns, ["colour"]);
}

#[test]
fn odd_cells_are_rejected_like_odd_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut odd = rows(4);
    for row in &mut odd {
        row.registration_id = "FREE".to_owned();
    }
    odd[0].source = "two\nlines".to_owned();
    odd[1].source = "x".repeat((1 << 20) + 1);
    let path = write(
        &folder,
        "odd",
        &mut text_frame(&odd),
        100,
        1 << 22,
        ParquetCompression::Snappy,
    );
    let mut tables = crate::prices::PriceTables::default();
    let (_, counts) = Fixture::new()
        .read(
            &path,
            &mut tables,
            &mut crate::reading::row_counter::RejectsWriter::unwritten(),
        )
        .unwrap();
    let codes: Vec<_> = counts
        .rejected_by_code
        .iter()
        .map(|(code, _)| code.as_str())
        .collect();
    assert!(
        codes.contains(&"control_character") && codes.contains(&"too_long"),
        "{codes:?}"
    );
}

#[test]
fn damaged_files_are_refused_or_read_but_never_end_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows(60);
    for (kind, mut frame) in [("text", text_frame(&rows)), ("typed", typed_frame(&rows))] {
        let path = write(
            &folder,
            kind,
            &mut frame,
            40,
            300,
            ParquetCompression::Snappy,
        );
        let bytes = std::fs::read(&path).unwrap();
        let damaged = folder.path().join("damaged.parquet");
        let mut refused = 0;
        for place in (0..bytes.len()).step_by(7) {
            let mut copy = bytes.clone();
            copy[place] ^= 1 << (place % 8);
            std::fs::write(&damaged, copy).unwrap();
            refused += usize::from(price(&damaged).is_err());
        }
        assert!(refused > bytes.len() / 140, "{refused} of {}", bytes.len());
        for length in (1..bytes.len()).step_by(211) {
            std::fs::write(&damaged, &bytes[..length]).unwrap();
            assert!(price(&damaged).is_err(), "cut at {length}");
        }
    }
}
