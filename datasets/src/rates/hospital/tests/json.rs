//! JSON files.

use super::{json_fault, read_json};
use crate::rates::stated_rate::FileFacts;

const HEAD: &str = r#""hospital_name":"Mercy","last_updated_on":"2026-04-01","version":"3.0.0","location_name":["West"]"#;
const NPIS: &str = r#""type_2_npi":["0000000001","0000000002","0000000009","0000000001"]"#;
const ITEMS: &str = r#""standard_charge_information":[
 {"description":"MRI","code_information":[{"code":"611","type":"RC"},{"code":" 70551 ","type":"cpt"},{"type":"HCPCS","code":"g0297"}],
  "standard_charges":[{"minimum":1,"setting":"Outpatient","billing_class":"Facility","modifier_code":["26","tc"],"payers_information":[
   {"plan_name":"PPO","payer_name":" A ","standard_charge_dollar":400.125,"methodology":"case rate"},
   {"payer_name":"B","plan_name":"HMO","standard_charge_percentage":55.5,"median_amount":7,"10th_percentile":1,"count":"1 through 10"},
   {"payer_name":"C","plan_name":"HMO","standard_charge_algorithm":"see contract"}]}]},
 {"description":"gross","code_information":[{"code":"70450","type":"CPT"}],"standard_charges":[{"setting":"both","gross_charge":9}]},
 {"description":"other","code_information":[{"code":"470","type":"MS-DRG"},{"code":"70452-70498","type":"CPT"}],"standard_charges":[{"setting":"both","payers_information":[{"standard_charge_dollar":"x"}]}]}]"#;

fn file(fields: &[&str]) -> String {
    format!("{{{}}}", fields.join(",\n"))
}

fn one_item(charge: &str) -> String {
    file(&[
        HEAD,
        NPIS,
        &format!(
            r#""standard_charge_information":[{{"code_information":[{{"code":"70551","type":"CPT"}}],"standard_charges":[{charge}]}}]"#
        ),
    ])
}

#[test]
fn rates_are_the_same_with_npis_before_or_after_the_items() {
    let before = read_json(file(&[HEAD, NPIS, ITEMS]));
    let mut expected = Vec::new();
    for (charge, methodology) in [
        ("A | PPO", "negotiated 400.125"),
        ("B | HMO", "percentage 55.5"),
    ] {
        for code in ["CPT 70551", "HCPCS G0297"] {
            for npi in ["0000000001", "0000000002"] {
                let rest =
                    format!("{code} | {methodology} | facility | outpatient | 26+TC | {npi} of 3");
                expected.push(format!("{charge} | {rest}"));
            }
        }
    }
    assert_eq!(before.rates, expected);
    assert_eq!(before.rejects, [""; 0]);
    assert_eq!(
        before.facts.passed_over,
        [
            ("algorithm_only", 1),
            ("code_range", 1),
            ("no_negotiated_charge", 1)
        ]
    );
    assert_eq!((before.facts.records, before.facts.records_wanted), (3, 2));
    assert_eq!(before.facts.entity.as_deref(), Some("Mercy"));
    assert_eq!(before.facts.last_updated_on, "2026-04-01".parse().ok());
    assert_eq!(before.facts.schema_version.as_deref(), Some("3.0.0"));
    assert_eq!(before.facts.warnings, [""; 0]);
    for fields in [
        [HEAD, ITEMS, NPIS],
        [ITEMS, NPIS, HEAD],
        [ITEMS, HEAD, NPIS],
    ] {
        let reordered = read_json(file(&fields));
        assert_eq!(
            (reordered.rates, without_positions(reordered.facts)),
            (expected.clone(), without_positions(before.facts.clone()))
        );
    }
}

/// Removes the positions of remarks, which depend on the order of the fields.
fn without_positions(mut facts: FileFacts) -> FileFacts {
    for remark in &mut facts.remarks {
        remark.position = None;
    }
    facts
}

#[test]
fn a_file_without_npis_is_for_the_ein_of_its_name() {
    let outcome = read_json(file(&[&HEAD.replace("3.0.0", "2.2.1"), ITEMS]));
    assert_eq!(outcome.rates.len(), 4);
    assert!(
        outcome
            .rates
            .iter()
            .all(|rate| rate.ends_with("631282722 of 0"))
    );
    assert_eq!(outcome.facts.warnings, [""; 0]);
}

#[test]
fn modifiers_may_be_one_text_and_codes_and_amounts_may_be_numbers_or_texts() {
    let text = one_item(
        r#"{"modifiers":"26|lt","payers_information":[{"payer_name":"A","plan_name":null,"standard_charge_dollar":" 4e2 ","standard_charge_percentage":""}]}"#,
    );
    let text = text.replace(r#""70551""#, "70551").replace(
        r#"["0000000001","0000000002","0000000009","0000000001"]"#,
        r#""0000000001""#,
    );
    let outcome = read_json(text);
    assert_eq!(
        outcome.rates,
        ["A | - | CPT 70551 | negotiated 400 | - | - | 26+LT | 0000000001 of 1"]
    );
}

#[test]
fn the_smallest_part_with_an_error_is_rejected_with_its_path() {
    let outcome = read_json(one_item(
        r#"{"setting":5,"payers_information":[{"payer_name":"A","standard_charge_dollar":1}]},
           {"payers_information":[{"payer_name":7,"standard_charge_dollar":1},
             {"payer_name":"A","standard_charge_dollar":true,"standard_charge_percentage":40},
             {"payer_name":"A","payer_name":"B","standard_charge_dollar":1}, 5]},
           {"payers_information":{}}"#,
    ));
    assert_eq!(outcome.rates.len(), 2);
    assert!(outcome.rates[0].contains("percentage 40"));
    let faults: Vec<&str> = outcome
        .rejects
        .iter()
        .map(|reject| reject.split(": ").next().unwrap_or(""))
        .collect();
    assert_eq!(
        faults,
        [
            "1 invalid_value standard_charges[0].setting",
            "1 invalid_value standard_charges[1].payers_information[0].payer_name",
            "1 invalid_amount standard_charges[1].payers_information[1].standard_charge_dollar",
            "1 duplicate_field standard_charges[1].payers_information[2].payer_name",
            "1 invalid_value standard_charges[1].payers_information[3]",
            "1 invalid_value standard_charges[2].payers_information",
        ]
    );
}

#[test]
fn invalid_items_are_rejected_and_the_rest_is_read() {
    let items = r#""standard_charge_information":[5,{"code_information":[{"code":"70551"},"x",{"type":"CPT"}],"standard_charges":[{"payers_information":[{"payer_name":"A","standard_charge_dollar":1}]}]},
        {"description":"no codes"},{"code_information":[],"code_information":[]},{"code_information":[{"code":"1" "type":"CPT"}]},{"a":1,}]"#;
    for fields in [[HEAD, NPIS, items], [HEAD, items, NPIS]] {
        let outcome = read_json(file(&fields));
        assert_eq!(outcome.rates.len(), 2);
        let mut faults: Vec<&str> = outcome
            .rejects
            .iter()
            .map(|reject| reject.split(": ").next().unwrap_or(""))
            .collect();
        // Faults of a stored item come last.
        faults.sort_unstable();
        assert_eq!(
            faults,
            [
                "1 malformed -",
                "2 invalid_value code_information[1]",
                "2 missing_field code_information[2].code",
                "3 missing_field code_information",
                "4 duplicate_field code_information",
                "5 malformed -",
                "6 malformed -",
            ]
        );
        assert_eq!(
            (outcome.facts.records, outcome.facts.records_wanted),
            (6, 1)
        );
    }
}

#[test]
fn invalid_json_is_refused_with_its_line() {
    for (text, expected) in [
        (
            "{\n\"version\":\"2.0.0\"\n\"hospital_location\":[]}".to_owned(),
            "line 3: a comma or closing brace is missing",
        ),
        ("[]".to_owned(), "line 1: the file must be one JSON object"),
        (
            "{}".to_owned(),
            "line 1: the file has no standard_charge_information",
        ),
        (
            file(&[HEAD]),
            "line 1: the file has no standard_charge_information",
        ),
        (
            file(&[HEAD]) + "\n" + &file(&[HEAD]),
            "line 1: the file has no standard_charge_information",
        ),
        (
            file(&[ITEMS]) + "\n{}",
            "line 9: something follows the JSON object",
        ),
        (
            file(&[ITEMS, ITEMS]),
            "line 9: a field of the file appears twice",
        ),
        (
            file(&["\"Version\":\"1\"", "\"version\":\"2\"", ITEMS]),
            "line 2: a field of the file appears twice",
        ),
        (
            r#"{"standard_charge_information":{}}"#.to_owned(),
            "line 1: standard_charge_information must be a list",
        ),
        (
            r#"{"standard_charge_information":[{},]}"#.to_owned(),
            "line 1: a comma without an item",
        ),
        (
            r#"{"standard_charge_information":[{} {}]}"#.to_owned(),
            "line 1: a comma or closing bracket is missing",
        ),
        (
            r#"{"standard_charge_information":[]"#.to_owned(),
            "line 1: the file ends before its JSON does",
        ),
        (
            r#"{"a":tru,"standard_charge_information":[]}"#.to_owned(),
            "line 1: the value of a field is not valid JSON",
        ),
        (
            r#"{"version":,"standard_charge_information":[]}"#.to_owned(),
            "line 1: the value of a field is not valid JSON",
        ),
        (
            r"{a:1}".to_owned(),
            "line 1: the name of a field in quotes is missing",
        ),
        (r#"{"a" 1}"#.to_owned(), "line 1: a colon is missing"),
        (
            r#"{"\x":1}"#.to_owned(),
            "line 1: the name of a field is not valid JSON",
        ),
    ] {
        let fault = json_fault(&text);
        assert!(fault.starts_with(expected), "{text}: {fault}");
    }
}

#[test]
fn header_values_of_other_types_are_absent_and_invalid_npis_are_counted() {
    let outcome = read_json(
        r#"{"hospital_name":null,"last_updated_on":"4/1/2026","version":2.1,"type_2_npi":[1234567893,"x",null],"standard_charge_information":[]}"#,
    );
    assert_eq!(outcome.facts.schema_version.as_deref(), Some("2.1"));
    assert_eq!(
        outcome.facts.warnings,
        [
            "hospital_name is missing from the header",
            "last_updated_on is not a valid date",
            "type_2_npi: 2 of its values are not ten digits"
        ]
    );
}

#[test]
fn json_that_is_not_utf_8_is_read_as_windows_1252_with_one_warning() {
    let text =
        one_item(r#"{"payers_information":[{"payer_name":"Pe@a","standard_charge_dollar":1}]}"#);
    let bytes: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'@' { 0xf1 } else { byte })
        .collect();
    let outcome = read_json(bytes);
    assert!(outcome.rates[0].starts_with("Peña | - | CPT 70551"));
    assert_eq!(
        outcome.facts.warnings,
        ["some text is not UTF-8 and was read as Windows-1252"]
    );
}
