//! Types of codes and cells of codes in all three forms of hospital files.

use super::{FILE_NAME, Outcome, read_csv_for, read_json};
use crate::rates::hospital::csv_splitter::CsvSplitter;
use crate::rates::rate_filter::RateFilter;
use crate::shipped;

/// One item: description, codes with their types, modifiers.
type Item<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// The catalog, so that descriptions can agree with procedures, and the EIN of the file name.
fn wanted() -> RateFilter {
    let catalog = shipped::catalog().expect("a catalog");
    RateFilter::new(&catalog, &[])
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn cells(codes: &[(&str, &str)], padded: usize) -> String {
    let pairs = codes.iter().copied().chain([("", ""); 3]).take(padded);
    let cells: Vec<String> = pairs
        .map(|(code, kind)| format!("{},{}", quoted(code), quoted(kind)))
        .collect();
    cells.join(",")
}

const FACTS: &str =
    "hospital_name,last_updated_on,version,type_2_npi\nMercy,2026-01-01,3.0.0,1234567893\n";
const CODES: &str =
    "description,code|1,code|1|type,code|2,code|2|type,code|3,code|3|type,modifiers";

fn tall((description, codes, modifiers): Item<'_>) -> Outcome {
    let row = format!(
        "{},{},{modifiers},A,P,100",
        quoted(description),
        cells(codes, 3)
    );
    csv(&format!(
        "{FACTS}{CODES},payer_name,plan_name,standard_charge|negotiated_dollar\n{row}\n"
    ))
}

fn wide((description, codes, modifiers): Item<'_>) -> Outcome {
    let row = format!(
        "{},{},{modifiers},100",
        quoted(description),
        cells(codes, 3)
    );
    csv(&format!(
        "{FACTS}{CODES},standard_charge|A|P|negotiated_dollar\n{row}\n"
    ))
}

fn csv(text: &str) -> Outcome {
    let splitter = CsvSplitter::with_window(text.as_bytes(), 1 << 16);
    read_csv_for(splitter, FILE_NAME, &wanted().with_npi(1_234_567_893), true).expect("a file")
}

fn json((description, codes, modifiers): Item<'_>) -> Outcome {
    let codes: Vec<_> = codes
        .iter()
        .map(|(code, kind)| serde_json::json!({"code": code, "type": kind}))
        .collect();
    let modifiers: Vec<&str> = modifiers.split_whitespace().collect();
    let file = serde_json::json!({"hospital_name": "Mercy", "last_updated_on": "2026-01-01",
        "version": "3.0.0", "type_2_npi": ["1234567893"], "standard_charge_information": [
        {"description": description, "code_information": codes, "standard_charges": [
            {"modifier_code": modifiers, "payers_information": [
                {"payer_name": "A", "plan_name": "P", "standard_charge_dollar": 100}]}]}]});
    super::read_json_with(&file.to_string(), &wanted().with_npi(1_234_567_893))
}

/// Reads an item in all forms. Returns code, type and modifiers of each rate, the codes of the
/// rejects, and the outcome of the record.
fn read(item: Item<'_>) -> (Vec<String>, Vec<String>, String) {
    let shown = |outcome: Outcome| {
        let rate = |line: &String| {
            let parts: Vec<&str> = line.split(" | ").collect();
            format!("{} {}", parts[2], parts[6]).trim().to_owned()
        };
        let reject = |line: &String| line.split(' ').nth(1).unwrap_or_default().to_owned();
        let [(word, 1)] = outcome.facts.outcomes[..] else {
            panic!("{:?}", outcome.facts.outcomes);
        };
        (
            outcome.rates.iter().map(rate).collect::<Vec<_>>(),
            outcome.rejects.iter().map(reject).collect::<Vec<_>>(),
            word.to_owned(),
        )
    };
    let result = shown(tall(item));
    assert_eq!(shown(wide(item)), result, "wide: {item:?}");
    assert_eq!(shown(json(item)), result, "json: {item:?}");
    result
}

#[test]
fn only_codes_of_cpt_and_hcpcs_and_codes_without_a_type_are_rates() {
    for (codes, rates, outcome) in [
        (&[("73721", "CPT")][..], &["CPT 73721"][..], "rates"),
        (&[("73721", "")], &["- 73721"], "rates"),
        (&[("73721", "cpt®")], &["CPT® 73721"], "rates"),
        (&[("73721", "CPT-4")], &["CPT-4 73721"], "rates"),
        (&[("73721", "HCPCS/CPT")], &["HCPCS/CPT 73721"], "rates"),
        (
            &[("c8900", "HCPCS Level II")],
            &["HCPCS LEVEL II C8900"],
            "rates",
        ),
        (&[("73721", "CDM")], &[], "other_code_type"),
        (&[("73721", " local ")], &[], "other_code_type"),
        (&[("73721", "RC")], &[], "other_code_type"),
        (&[("73721", "ms drg")], &[], "other_code_type"),
        (&[("73721,73722", "CDM")], &[], "other_code_type"),
        (
            &[("73721", "CDM"), ("C1713", "HCPCS")],
            &[],
            "other_code_type",
        ),
        (
            &[("73721", "CDM"), ("73721", "CPT")],
            &["CPT 73721"],
            "rates",
        ),
        (
            &[("73721", "CDM"), ("70551", "CPT")],
            &["CPT 70551"],
            "rates",
        ),
        (&[("71260", "CPT"), ("0352", "RC")], &["CPT 71260"], "rates"),
        (&[("99213", "CPT")], &[], "other_code"),
        (&[("99213", "CDM")], &[], "other_code"),
    ] {
        let expected: Vec<String> = rates.iter().map(ToString::to_string).collect();
        let read = read(("bone cement kit", codes, ""));
        assert_eq!(
            read,
            (expected, Vec::new(), outcome.to_owned()),
            "{codes:?}"
        );
    }
}

#[test]
fn a_code_of_another_type_is_kept_if_the_item_has_no_procedure_code_and_its_description_agrees() {
    for (description, codes, rates) in [
        (
            "MRI KNEE WO CONTRAST",
            &[("73721", "CDM")][..],
            &["CDM 73721"][..],
        ),
        (
            "MRI knee",
            &[("73721", "LOCAL"), ("0610", "RC")],
            &["LOCAL 73721"],
        ),
        (
            "MRI knee",
            &[("73721", "LOCAL"), ("0610", "")],
            &["LOCAL 73721"],
        ),
        (
            "MRI knee",
            &[("73721", "CDM"), ("70551", "CDM")],
            &["CDM 73721"],
        ),
        ("MRI knee", &[("73721", "CDM"), ("99213", "CPT")], &[]),
        ("MRI knee", &[("73721", "CDM"), ("99213", "")], &[]),
        ("MRI knee", &[("73721,73722", "CDM")], &[]),
        ("MRI brain", &[("73721", "CDM")], &[]),
        ("knee brace", &[("73721", "CDM")], &[]),
        ("", &[("73721", "CDM")], &[]),
    ] {
        let expected: Vec<String> = rates.iter().map(ToString::to_string).collect();
        let (found, rejects, outcome) = read((description, codes, ""));
        assert_eq!(
            (found, rejects.len()),
            (expected, 0),
            "{description} {codes:?}"
        );
        let word = if rates.is_empty() {
            "other_code_type"
        } else {
            "rates"
        };
        assert_eq!(outcome, word, "{description} {codes:?}");
    }
}

#[test]
fn modifiers_in_the_cell_of_a_code_are_modifiers_of_the_rate() {
    for (cell, modifiers, rate, reject) in [
        ("73721-TC", "", "CPT 73721 TC", ""),
        ("73721 26", "LT", "CPT 73721 LT+26", ""),
        ("73721TC", "TC", "CPT 73721 TC", ""),
        ("73721-26-LT", "", "CPT 73721 26+LT", ""),
        ("CPT 73721", "", "CPT 73721", ""),
        ("=\"73721\"", "", "CPT 73721", ""),
        ("'73721", "", "CPT 73721", ""),
        ("73721.0", "", "CPT 73721", ""),
        ("73721-TC", "26", "", "component_contradiction"),
        ("73721-26-TC", "", "", "component_contradiction"),
        ("73721,73722", "", "", "several_codes"),
        ("73721/73722", "", "", "several_codes"),
        ("73721-73723", "", "", "several_codes"),
        ("73721 knee", "", "", "invalid_code"),
        ("073721", "", "", ""),
    ] {
        let list = |text: &str| -> Vec<String> {
            Some(text.to_owned())
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect()
        };
        let outcome = match (rate, reject) {
            ("", "") => "other_code",
            ("", _) => "rejected",
            _ => "rates",
        };
        let expected = (list(rate), list(reject), outcome.to_owned());
        assert_eq!(
            read(("x", &[(cell, "CPT")], modifiers)),
            expected,
            "{cell:?}"
        );
    }
}

#[test]
fn the_modifier_of_one_code_does_not_reach_the_others() {
    let (rates, ..) = read(("x", &[("73721-TC", "CPT"), ("70551", "CPT")], "LT"));
    assert_eq!(rates, ["CPT 73721 LT+TC", "CPT 70551 LT"]);
}

#[test]
fn a_code_as_a_number_of_json_is_read() {
    let item = r#"{"code_information":[{"code":73721.0,"type":"CPT"}],"standard_charges":[{"payers_information":[{"standard_charge_dollar":1}]}]}"#;
    let outcome = read_json(format!(
        r#"{{"type_2_npi":"0000000001","standard_charge_information":[{item}]}}"#
    ));
    assert_eq!(outcome.rates.len(), 1, "{outcome:?}");
}
