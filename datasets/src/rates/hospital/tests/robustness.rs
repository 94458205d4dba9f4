//! Files that are long, deep, truncated or otherwise hostile, and equal results for every buffer
//! size.

use super::{csv_fault, json_fault, read_csv, read_csv_by, read_json, read_json_by};
use crate::rates::hospital::detect;
use proptest::prelude::*;
use std::io::{self, Read};

const COLUMNS: &str = "description,code|1,payer_name,plan_name,standard_charge|negotiated_dollar\n";

/// Reader of a row with one very long cell. The file is never in memory.
fn with_long_cell(bytes: u64, before: &str, after: &str) -> impl Read {
    let head = io::Cursor::new(format!("{COLUMNS}{before}").into_bytes());
    let tail = io::Cursor::new(after.as_bytes().to_vec());
    head.chain(io::repeat(b'x').take(bytes)).chain(tail)
}

#[test]
fn a_row_over_16_mib_is_rejected_alone_and_skipped() {
    let input = with_long_cell(
        100 << 20,
        "x,70551,A,P,1\nx,70551,A,P,\"",
        "\"\nx,70551,A,P,3\n",
    );
    let outcome = read_csv_by(input, 1 << 16).expect("a valid file");
    assert_eq!(outcome.rates.len(), 2);
    assert_eq!(
        outcome.rejects,
        ["2 too_long -: a row may have at most 16 MiB"]
    );
    assert_eq!(outcome.facts.records, 3);
}

#[test]
fn an_open_quote_before_gigabytes_of_text_is_an_error_of_the_file() {
    let input = with_long_cell(
        100 << 20,
        "x,70551,A,P,1\nx,70551,A,P,\"",
        "\nx,70551,A,P,3\n",
    );
    let fault = read_csv_by(input, 1 << 16).expect_err("a fault");
    assert!(
        fault.starts_with("line 3: a quote is opened and never closed"),
        "{fault}"
    );
}

#[test]
fn a_cell_over_1_mib_rejects_its_row() {
    let long = "x".repeat((1 << 20) + 1);
    let outcome = read_csv(format!(
        "{COLUMNS}{long},70551,A,P,5\n{},70551,A,P,5\n",
        &long[1..]
    ));
    assert_eq!(outcome.rates.len(), 1);
    assert_eq!(
        outcome.rejects,
        ["1 too_long description: a cell may have at most 1 MiB"]
    );
}

#[test]
fn a_header_that_is_too_long_or_too_wide_is_an_error_of_the_file() {
    let fault = csv_fault(format!("\"{}\"\n", "x".repeat(17 << 20)));
    assert!(fault.contains("more than 16 MiB"), "{fault}");
    let fault = csv_fault(",".repeat(1 << 16));
    assert!(fault.contains("more than 65536 columns"), "{fault}");
}

#[test]
fn many_columns_of_one_plan_take_linear_time() {
    let columns = ",standard_charge|A|P|negotiated_dollar".repeat(60_000);
    let outcome = read_csv(format!("code|1{columns}\n70551{}\n", ",1".repeat(60_000)));
    assert_eq!(outcome.rates.len(), 60_000);
}

#[test]
fn a_csv_file_gives_equal_results_for_every_window_size() {
    let mut text = format!("hospital_name,version\r\nMercy,2.0.0\r\n{COLUMNS}").into_bytes();
    for row in 0..40 {
        let code = ["70551", "1", "\"73721\"", "70452-70460"][row % 4];
        let note = ["plain", "\"a, \"\"b\"\"\"", "\"two\r\nlines\"", ""][row / 4 % 4];
        text.extend_from_slice(format!("{note},{code},\"A, B\",P,{row}.5\r\n").as_bytes());
    }
    text.extend_from_slice(b"short,70551\nx,70551,A,\xe9,$5");
    let expected = read_csv(&text);
    assert_eq!((expected.rates.len(), expected.rejects.len()), (20, 2));
    for window in (1..200).chain([1000, 4096]) {
        assert_eq!(
            read_csv_by(&text[..], window).as_ref(),
            Ok(&expected),
            "window of {window}"
        );
    }
}

fn items(items: &str) -> String {
    format!(
        "{{\"hospital_name\":\"Mercy\",\"version\":\"2.0.0\",\"last_updated_on\":\"2025-01-01\",\"standard_charge_information\":[{items}]}}"
    )
}

fn item(note: &str) -> String {
    format!(
        "{{\"description\":{note},\"code_information\":[{{\"code\":\"70551\",\"type\":\"CPT\"}}],\"standard_charges\":[{{\"setting\":\"both\",\"payers_information\":[{{\"payer_name\":\"A\",\"plan_name\":\"P\",\"standard_charge_dollar\":5}}]}}]}}"
    )
}

#[test]
fn an_item_too_long_or_too_deep_is_rejected_alone() {
    let long = item(&format!("\"{}\"", "x".repeat(17 << 20)));
    let deep = |levels| item(&format!("{}{}", "[".repeat(levels), "]".repeat(levels)));
    let text = items(
        &[
            item("1"),
            long,
            deep(63),
            deep(64),
            deep(1_000_000),
            item("2"),
        ]
        .join(" ,\n"),
    );
    let outcome = read_json(text);
    assert_eq!(outcome.rates.len(), 3);
    assert_eq!(
        outcome.rejects,
        [
            "2 too_long -: an item may have at most 16 MiB",
            "4 too_deep -: at most 64 levels of nesting are read",
            "5 too_deep -: at most 64 levels of nesting are read",
        ]
    );
    assert_eq!(outcome.facts.records, 6);
}

#[test]
fn unknown_fields_of_the_file_may_have_any_size_and_depth() {
    let text = items(&item("1"));
    let deep = format!(
        "{{\"other\":{}{},",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let long = format!("{{\"modifier_information\":[\"{}\"],", "x".repeat(3 << 20));
    for head in [deep, long] {
        assert_eq!(read_json(text.replacen('{', &head, 1)).rates.len(), 1);
    }
}

#[test]
fn a_truncated_json_file_is_an_error_and_never_a_panic() {
    let text = items(&item("\"a \\\" b\\u00e9\""));
    for length in 0..text.len() {
        let fault = json_fault(&text[..length]);
        assert!(fault.starts_with("line 1: "), "{length}: {fault}");
    }
}

#[test]
fn a_json_file_gives_equal_results_for_every_buffer_size() {
    let bad = item("1").replace(":5}", ":\"five\"}");
    let text = format!(
        "\n {} \n",
        items(&[item("\"a \\\"]} b\""), bad, "[1]".to_owned(), item("null")].join("\n,\n"))
    );
    let expected = read_json(&text);
    assert_eq!((expected.rates.len(), expected.rejects.len()), (2, 2));
    for buffer in (1..120).chain([1000, 4096]) {
        assert_eq!(
            read_json_by(text.as_bytes(), buffer).as_ref(),
            Ok(&expected),
            "buffer of {buffer}"
        );
    }
}

/// Fragments of both formats, so that random texts are partly valid.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        COLUMNS,
        "code|1,",
        "70551,",
        "A|P",
        ",",
        "\"",
        "\n",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\"standard_charge_information\":[",
        "{\"code_information\":[{\"code\":\"70551\"}],\"standard_charges\":[",
        "\\",
        "5",
        "null",
        "\u{80}",
    ]);
    let piece = prop_oneof![
        pieces.prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bytes_are_nothing_panics_and_the_buffer_does_not_matter(text in pieces(), buffer in 1usize..50) {
        detect(&text);
        prop_assert_eq!(read_csv_by(&text[..], buffer), read_csv_by(&text[..], 1 << 16));
        prop_assert_eq!(read_json_by(&text[..], buffer), read_json_by(&text[..], 1 << 16));
    }
}

/// Returns an item with a list of as many equal small elements as fit in a record.
fn crowded(list: &str, element: &str) -> String {
    let whole = item("1");
    let start = whole.find(list).expect("the list") + list.len();
    let elements = [element].repeat((15 << 20) / (element.len() + 1)).join(",");
    format!(
        "{},{}",
        [&whole[..start], &elements].concat(),
        &whole[start..]
    )
}

#[test]
fn millions_of_malformed_elements_are_rejected_one_by_one() {
    for (list, rates) in [
        ("\"code_information\":[", 1),
        ("\"payers_information\":[", 1),
    ] {
        let outcome = read_json(items(&crowded(list, "1")));
        assert_eq!(outcome.rates.len(), rates, "{list}");
        assert_eq!(outcome.rejects.len(), (15 << 20) / 2, "{list}");
    }
}

#[test]
fn equal_codes_count_once_and_too_many_are_rejected_alone() {
    let code = |number: usize| format!("{{\"code\":\"70551\",\"type\":\"CPT {}\"}}", number % 300);
    let codes: Vec<String> = (0..900).map(code).collect();
    let whole = item("1").replace("{\"code\":\"70551\",\"type\":\"CPT\"}", &codes.join(","));
    let outcome = read_json(items(&whole));
    assert_eq!((outcome.rates.len(), outcome.rejects.len()), (256, 3 * 44));
    assert_eq!(
        outcome.rejects[0],
        "1 too_long -: an item may have at most 256 codes of the catalog"
    );
}

#[test]
fn an_object_of_too_many_fields_is_rejected_alone() {
    let many: Vec<String> = (0..270_000)
        .map(|number| format!("\"x{number}\":1"))
        .collect();
    let whole = item("1").replacen('{', &format!("{{{},", many.join(",")), 1);
    let outcome = read_json(items(&[whole, item("2")].join(",")));
    assert_eq!(outcome.rates.len(), 1);
    assert_eq!(
        outcome.rejects,
        ["1 too_long -: an object may have at most 262144 fields"]
    );
}
