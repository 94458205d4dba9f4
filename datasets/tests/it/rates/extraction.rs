//! The code under test through its door: files and registrations in a folder, the table read back
//! as rows.

use super::row::{PlainFile, Row};
use super::wanted::Wanted;
use nearsite_datasets::{RatesError, RatesOptions, RatesReport, extract_rates};
use polars::prelude::{Column, DataFrame, ParquetReader, SerReader, Series};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use time::Date;

/// Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

/// A folder with price files and registrations.
pub(super) struct Extraction {
    folder: TempDir,
    pub(super) options: RatesOptions,
}

impl Extraction {
    /// Creates a folder with registrations and no files.
    pub(super) fn new(wanted: &Wanted) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("files")).unwrap();
        let registrations = folder.path().join("registrations.ndjson");
        wanted.write(&registrations);
        let out = folder.path().join("rates.parquet");
        let mut options = RatesOptions::new(Vec::new(), registrations, out);
        options.workers = 1;
        Self { folder, options }
    }

    /// Writes a price file, and returns its path.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("files").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Extracts what is in some files.
    pub(super) fn run(&mut self, inputs: Vec<PathBuf>) -> Result<RatesReport, RatesError> {
        self.options.inputs = inputs;
        extract_rates(&self.options, &mut |_| {})
    }

    /// The table as rows; equal rows must not be there twice.
    pub(super) fn rows(&self) -> BTreeSet<Row> {
        let table = read(&self.options.out);
        let mut rows = BTreeSet::new();
        for number in 0..table.height() {
            let row = row(&table, number);
            assert!(!rows.contains(&row), "a row appears twice: {row:?}");
            rows.insert(row);
        }
        rows
    }

    /// The codes in a rejects file, in its order.
    pub(super) fn rejects(path: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let code = |line: &str| {
            let reject: serde_json::Value = serde_json::from_str(line).unwrap();
            reject["code"].as_str().unwrap().to_owned()
        };
        text.lines().map(code).collect()
    }

    /// The folder everything is in.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// A file as the slow readers take it.
pub(super) fn plain(path: &Path, contents: Vec<u8>) -> PlainFile {
    let stored = std::fs::read(path).unwrap();
    PlainFile {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        blake3: blake3::hash(&stored).to_hex().to_string(),
        folder: path.parent().unwrap().to_owned(),
        contents,
    }
}

fn read(path: &Path) -> DataFrame {
    ParquetReader::new(std::fs::File::open(path).unwrap())
        .finish()
        .unwrap()
}

fn row(table: &DataFrame, number: usize) -> Row {
    let column = |name: &str| table.column(name).unwrap();
    let text = |name: &str| column(name).str().unwrap().get(number).map(str::to_owned);
    Row {
        source: text("source").unwrap(),
        file: text("file").unwrap(),
        file_blake3: text("file_blake3").unwrap(),
        entity: text("entity"),
        payer: text("payer"),
        network_name: text("network_name"),
        last_updated_on: date(column("last_updated_on"), number),
        schema_version: text("schema_version"),
        code_type: text("code_type"),
        code: text("code").unwrap(),
        arrangement: text("arrangement"),
        negotiated_type: text("negotiated_type"),
        rate: rate(column("rate"), number),
        billing_class: text("billing_class"),
        setting: text("setting"),
        service_codes: list(column("service_codes"), number),
        modifiers: list(column("modifiers"), number),
        expires_on: date(column("expires_on"), number),
        tin_type: text("tin_type"),
        tin: text("tin"),
        npi: text("npi"),
        group_size: column("group_size").u32().unwrap().get(number).unwrap(),
    }
}

fn rate(column: &Column, number: usize) -> i128 {
    let decimals = column.decimal().unwrap();
    assert_eq!((decimals.precision(), decimals.scale()), (18, 4));
    decimals.physical().get(number).unwrap()
}

fn date(column: &Column, number: usize) -> Option<String> {
    let days = column.date().unwrap().physical().get(number)?;
    Some(Date::from_julian_day(days + EPOCH).unwrap().to_string())
}

fn list(column: &Column, number: usize) -> Vec<String> {
    let words: Series = column.list().unwrap().get_as_series(number).unwrap();
    let words = words.str().unwrap();
    words.iter().map(|word| word.unwrap().to_owned()).collect()
}
