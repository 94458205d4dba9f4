//! Properties shared by tall and wide tables: header, row shape, encoding and providers.

use super::{FILE_NAME, csv_fault, read_csv, read_csv_for};
use crate::rates::hospital::csv_splitter::CsvSplitter;
use crate::rates::rate_filter::RateFilter;

const COLUMNS: &str = "description,code|1,payer_name,plan_name,standard_charge|negotiated_dollar";
const RATE: &str = "A | P | - 70551 | negotiated 5 | - | - |  | 631282722 of 0";

#[test]
fn a_file_without_header_values_is_read_with_a_warning_for_each() {
    let outcome = read_csv(format!("\n,,\n{COLUMNS}\nx,70551,A,P,5\n"));
    assert_eq!(outcome.rates, [RATE]);
    assert_eq!(
        outcome.facts.warnings,
        [
            "hospital_name is missing from the header",
            "last_updated_on is missing from the header",
            "version is missing from the header"
        ]
    );
}

#[test]
fn header_values_may_be_blank_unusual_and_apart_from_the_columns() {
    let outcome = read_csv(format!(
        ",,,\n Hospital_Name ,VERSION,last_updated_on,Type_2_NPI\n\n Mercy ,2.2.1,July 1 2024,1E9\n,,,\n{COLUMNS}\nx,70551,A,P,5\n"
    ));
    assert_eq!(outcome.rates, [RATE]);
    assert_eq!(outcome.facts.entity.as_deref(), Some("Mercy"));
    assert_eq!(
        outcome.facts.warnings,
        [
            "last_updated_on is not a valid date",
            "type_2_npi: 1 of its values are not ten digits"
        ]
    );
}

#[test]
fn a_file_without_the_columns_of_the_template_is_refused() {
    let legacy = "CDM Item Number,Gross Charge,Payer Negotiated Charge: Cigna\n1,64,25\n";
    for text in [legacy, "", "\n\n", "hospital_name,version\nMercy,2.0.0\n"] {
        let fault = csv_fault(text);
        assert!(
            fault.contains("`code|1`") && fault.contains("not the template"),
            "{fault}"
        );
    }
    let fault = csv_fault("description,payer_name,standard_charge|negotiated_dollar\n");
    assert!(fault.contains("column `code|1` is missing"), "{fault}");
}

#[test]
fn rows_with_missing_or_additional_cells_are_ragged() {
    let outcome = read_csv(format!(
        "{COLUMNS},,\nx,70551,A,P,5\nx,70551,A,P,5,,\nx,70551,A,P,5,,, ,\nx,70551,A,P\nx,70551,A,P,5,,,6\nx,y,z\n"
    ));
    assert_eq!(outcome.rates, [RATE; 3]);
    assert_eq!(
        outcome.rejects,
        [
            "4 ragged -: the row has 4 cells, the header 7",
            "5 ragged -: the row has 8 cells, the header 7",
            "6 ragged -: the row has 3 cells, the header 7",
        ]
    );
    assert_eq!(
        (outcome.facts.records, outcome.facts.records_wanted),
        (6, 3)
    );
}

#[test]
fn positions_are_bytes_of_the_file_for_every_line_ending() {
    for line_end in ["\n", "\r\n", "\r"] {
        let text =
            format!("{COLUMNS}\nx,1,A,P,5\n\n\nx,70551,A,P,5\nx,70551\n").replace('\n', line_end);
        let outcome = read_csv(&text);
        let second = text.find("x,70551").expect("the row");
        let third = text.rfind("x,70551").expect("the row");
        assert_eq!(outcome.positions, [second as u64, third as u64]);
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_read_as_windows_1252_with_one_warning() {
    let mut text =
        format!("hospital_name,version,last_updated_on\nMercy,2.0.0,2025-01-01\n{COLUMNS}\n")
            .into_bytes();
    let sound = text.clone();
    text.extend_from_slice(
        b"x\xff,1,A,P,5\nx\xa0,70551,Pe\xf1a,Joe\x92s,5\nx\xa0,70551,Pe\xf1a,\x81,5\n",
    );
    let outcome = read_csv(text);
    assert_eq!(
        outcome.rates,
        ["Peña | Joe’s | - 70551 | negotiated 5 | - | - |  | 631282722 of 0"]
    );
    assert_eq!(outcome.rejects.len(), 1);
    assert!(outcome.rejects[0].starts_with("3 control_character plan_name"));
    assert_eq!(
        outcome.facts.warnings,
        ["some text is not UTF-8 and was read as Windows-1252"]
    );
    assert_eq!(read_csv(sound).facts.warnings, [""; 0]);
}

#[test]
fn rates_are_for_registered_npis_or_the_ein_or_no_provider() {
    let text = format!(
        "hospital_name,type_2_npi\nMercy,0000000002|0000000007|0000000002\n{COLUMNS}\nx,70551,A,P,5\n"
    );
    let read = |name: &str, npis: &[u64], tins: &[u32]| {
        let wanted = RateFilter::of(&["70551"], npis, tins);
        let splitter = CsvSplitter::with_window(text.as_bytes(), 100);
        read_csv_for(splitter, name, &wanted, true).expect("a valid file")
    };
    let rate = |provider: &str| {
        [format!(
            "A | P | - 70551 | negotiated 5 | - | - |  | {provider} of 2"
        )]
    };
    assert_eq!(
        read(FILE_NAME, &[2, 9], &[631_282_722]).rates,
        rate("0000000002")
    );
    assert_eq!(
        read(FILE_NAME, &[9], &[631_282_722]).rates,
        rate("631282722")
    );
    for (name, tins) in [(FILE_NAME, [1]), ("mercy.csv", [631_282_722])] {
        let outcome = read(name, &[9], &tins);
        assert_eq!(outcome.rates, [""; 0]);
        assert_eq!(outcome.facts.passed_over, [("provider_not_registered", 1)]);
    }
}

#[test]
fn a_file_without_any_provider_gives_a_warning() {
    let text = format!(
        "hospital_name,version,last_updated_on\nMercy,2.0.0,2025-01-01\n{COLUMNS}\nx,70551,A,P,5\n"
    );
    let splitter = CsvSplitter::with_window(text.as_bytes(), 100);
    let wanted = RateFilter::of(&["70551"], &[], &[631_282_722]);
    let outcome = read_csv_for(splitter, "mercy.csv", &wanted, true).expect("a valid file");
    let warning = "the file states no provider: it has no type-2 NPI, and its name does not begin with an EIN";
    assert_eq!(outcome.facts.warnings, [warning]);
}
