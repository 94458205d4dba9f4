//! Tests of the hospital readers: small files in; rates, rejects, remarks and facts out. Every
//! record is checked against the template.
#![allow(clippy::panic, reason = "tests")]

mod codes;
mod detection;
mod fixture_files;
mod json;
mod public_files;
mod robustness;
mod splitter;
mod tables;
mod tall;
mod template_check;
mod whole_files;
mod wide;

use super::csv_splitter::CsvSplitter;
use super::csv_table::read_csv_file;
use super::json_document::read_json_file;
use super::read_options::ReadOptions;
use crate::rates::rate_filter::RateFilter;
use crate::rates::stated_rate::{FileFacts, RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::json::JsonValueReader;
use crate::reading::reject::RowFault;
use std::io::{BufReader, Read};

/// Name of every test file. It begins with an EIN.
const FILE_NAME: &str = "631282722_mercy_standardcharges.csv";
const EIN: u32 = 631_282_722;

/// Everything the sink received, as readable lines.
#[derive(Debug, Default, PartialEq, Eq)]
struct CollectedRates {
    rates: Vec<String>,
    rejects: Vec<String>,
    positions: Vec<u64>,
}

impl RateSink for CollectedRates {
    fn rate(&mut self, rate: &StatedRate<'_>) -> Result<(), FileFault> {
        let or_none = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let number = rate.rate.0 as f64 / 10_000.0;
        let provider = match rate.npi {
            Some(npi) => npi.to_string(),
            None => or_none(rate.tin),
        };
        self.rates.push(format!(
            "{} | {} | {} {} | {} {number} | {} | {} | {} | {provider} of {}",
            or_none(rate.payer),
            or_none(rate.network_name),
            or_none(rate.code_type),
            rate.code,
            or_none(rate.negotiated_type),
            or_none(rate.billing_class),
            or_none(rate.setting),
            rate.modifiers.join("+"),
            rate.group_size,
        ));
        self.positions.push(rate.position);
        assert_eq!((rate.arrangement, rate.expires_on), (None, None));
        assert!(rate.service_codes.is_empty());
        Ok(())
    }

    fn reject(&mut self, record: u64, position: u64, fault: RowFault) -> Result<(), FileFault> {
        let field = fault.field.as_deref().unwrap_or("-");
        self.rejects.push(format!(
            "{record} {} {field}: {}",
            fault.code, fault.message
        ));
        self.positions.push(position);
        Ok(())
    }
}

/// Result of reading a file to its end.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    facts: FileFacts,
    rates: Vec<String>,
    rejects: Vec<String>,
    positions: Vec<u64>,
}

/// Codes 70450, 70551, 73721 and G0297; NPIs 1 to 3 and the EIN of the file name are registered.
fn wanted() -> RateFilter {
    RateFilter::of(&["70450", "70551", "73721", "G0297"], &[1, 2, 3], &[EIN])
}

fn outcome(
    read: impl FnOnce(&mut CollectedRates) -> Result<FileFacts, FileFault>,
) -> Result<Outcome, String> {
    let mut collected = CollectedRates::default();
    let facts = read(&mut collected).map_err(|fault| fault.to_string())?;
    Ok(Outcome {
        facts,
        rates: collected.rates,
        rejects: collected.rejects,
        positions: collected.positions,
    })
}

fn read_csv_by(input: impl Read, window: usize) -> Result<Outcome, String> {
    let splitter = CsvSplitter::with_window(input, window);
    read_csv_for(splitter, FILE_NAME, &wanted(), true)
}

fn read_csv_for<R: Read>(
    splitter: CsvSplitter<R>,
    file_name: &str,
    wanted: &RateFilter,
    check: bool,
) -> Result<Outcome, String> {
    let options = ReadOptions {
        file_name,
        wanted,
        scratch: &std::env::temp_dir(),
        check,
    };
    outcome(|collected| read_csv_file(splitter, &options, collected, &mut |_| ()))
}

fn read_json_by(input: impl Read, buffer: usize) -> Result<Outcome, String> {
    read_json_for(input, buffer, true)
}

fn read_json_for(input: impl Read, buffer: usize, check: bool) -> Result<Outcome, String> {
    let options = ReadOptions {
        file_name: FILE_NAME,
        wanted: &wanted(),
        scratch: &std::env::temp_dir(),
        check,
    };
    let values = JsonValueReader::new(BufReader::with_capacity(buffer, input), 0);
    outcome(|collected| read_json_file(values, &options, collected, &mut |_| ()))
}

fn read_json_with(text: &str, wanted: &RateFilter) -> Outcome {
    let options = ReadOptions {
        file_name: FILE_NAME,
        wanted,
        scratch: &std::env::temp_dir(),
        check: true,
    };
    let values = JsonValueReader::new(text.as_bytes(), 0);
    outcome(|collected| read_json_file(values, &options, collected, &mut |_| ())).expect("a file")
}

fn read_csv(text: impl AsRef<[u8]>) -> Outcome {
    read_csv_by(text.as_ref(), 1 << 16).expect("a valid file")
}

fn read_json(text: impl AsRef<[u8]>) -> Outcome {
    read_json_by(text.as_ref(), 1 << 16).expect("a valid file")
}

/// Reads a CSV file and checks only its header against the template.
fn read_csv_unchecked(text: &str) -> Outcome {
    let splitter = CsvSplitter::with_window(text.as_bytes(), 1 << 16);
    read_csv_for(splitter, FILE_NAME, &wanted(), false).expect("a valid file")
}

/// Reads a JSON file and checks only its header against the template.
fn read_json_unchecked(text: &str) -> Outcome {
    read_json_for(text.as_bytes(), 1 << 16, false).expect("a valid file")
}

fn csv_fault(text: impl AsRef<[u8]>) -> String {
    read_csv_by(text.as_ref(), 1 << 16).expect_err("a fault")
}

fn json_fault(text: impl AsRef<[u8]>) -> String {
    read_json_by(text.as_ref(), 1 << 16).expect_err("a fault")
}
