//! Header rules of CSV and JSON.

use super::sample_files::{AFFIRMATION, ATTESTATION, Sheet, changed, v2_document, v3_document};
use super::{assert_csv, assert_json};
use serde_json::{Value, json};

#[test]
fn csv_header_values_are_required_and_checked() {
    let sheet = Sheet::v3();
    for (name, change, expected) in [
        ("hospital_name", None, vec!["hospital-name-missing"]),
        (
            "hospital_name",
            Some(("hospital_name", " ")),
            vec!["hospital-name-missing"],
        ),
        ("hospital_name", Some(("Hospital_Name ", "Mercy")), vec![]),
        (
            "hospital_name",
            Some(("hospital name", "Mercy")),
            vec!["column-misspelled"],
        ),
        ("last_updated_on", None, vec!["last-updated-missing"]),
        (
            "last_updated_on",
            Some(("last_updated_on", "4/1/2026")),
            vec![],
        ),
        (
            "last_updated_on",
            Some(("last_updated_on", "July 1 2026")),
            vec!["last-updated-invalid"],
        ),
        (
            "last_updated_on",
            Some(("last_updated_on", "2026-04-01 0:00")),
            vec!["last-updated-invalid"],
        ),
        ("version", None, vec!["version-missing"]),
        ("version", Some(("version", "3.1.0")), vec![]),
        (
            "version",
            Some(("version", "2.2.0")),
            vec!["version-unexpected"],
        ),
        (
            "version",
            Some(("version", "1.0.0")),
            vec!["version-unexpected"],
        ),
        ("location_name", None, vec!["location-missing"]),
        (
            "location_name",
            Some(("hospital_location", "West")),
            vec!["location-missing"],
        ),
        (
            "hospital_address",
            Some(("hospital_address", "")),
            vec!["address-missing"],
        ),
    ] {
        let text = sheet.with_fact(name, change).text();
        assert_csv(&text, &expected, &format!("{name}: {change:?}"));
    }
}

#[test]
fn csv_license_npis_and_attestation_are_checked() {
    let sheet = Sheet::v3();
    for (name, change, expected) in [
        ("license_number|CA", None, vec!["license-missing"]),
        (
            "license_number|CA",
            Some(("license_number | pr", "")),
            vec![],
        ),
        (
            "license_number|CA",
            Some(("license_number", "5")),
            vec!["license-state-unknown"],
        ),
        (
            "license_number|CA",
            Some(("license_number|[state]", "5")),
            vec!["license-state-unknown", "placeholder-left"],
        ),
        ("type_2_npi", None, vec!["npi-missing"]),
        (
            "type_2_npi",
            Some(("type_2_npi", "12345|0000000001")),
            vec!["npi-invalid"],
        ),
        (
            "attester_name",
            Some(("attester_name", "")),
            vec!["attester-name-missing"],
        ),
        (ATTESTATION, None, vec!["attestation-missing"]),
        (
            ATTESTATION,
            Some((AFFIRMATION, "true")),
            vec!["attestation-text-differs"],
        ),
        (
            ATTESTATION,
            Some((ATTESTATION, "false")),
            vec!["attestation-not-confirmed"],
        ),
        (
            ATTESTATION,
            Some((ATTESTATION, "yes")),
            vec!["attestation-unanswered"],
        ),
        (
            "attester_name",
            Some(("version", "Leigh")),
            vec!["attester-name-missing", "field-twice"],
        ),
    ] {
        let text = sheet.with_fact(name, change).text();
        assert_csv(&text, &expected, &format!("{name}: {change:?}"));
    }
}

#[test]
fn header_values_of_2_x_are_checked() {
    let sheet = Sheet::v2();
    assert_csv(&sheet.text(), &[], "2.x");
    for (name, change, expected) in [
        ("version", Some(("version", "2.0")), vec![]),
        (
            "version",
            Some(("version", "3.0.0")),
            vec!["version-unexpected"],
        ),
        (
            "hospital_location",
            Some(("location_name", "West")),
            vec!["location-missing"],
        ),
        (
            AFFIRMATION,
            Some((AFFIRMATION, "FALSE")),
            vec!["attestation-not-confirmed"],
        ),
        (
            "last_updated_on",
            Some(("last_updated_on", "2026-03-31")),
            vec![],
        ),
        (
            "last_updated_on",
            Some(("last_updated_on", "4/1/2026")),
            vec!["version-superseded"],
        ),
    ] {
        let text = sheet.with_fact(name, change).text();
        assert_csv(&text, &expected, &format!("{name}: {change:?}"));
    }
}

#[test]
fn the_header_is_in_the_first_three_rows() {
    let sheet = Sheet::v3();
    let ([names, facts], table) = (sheet.top(), sheet.table().concat());
    let late = format!("Price list,\n{names}{facts}{table}");
    assert_csv(&late, &["header-misplaced"], "late");
    let apart = format!("{names}{facts},,,\n{table}");
    assert_csv(&apart, &["header-misplaced"], "apart");
    let remarks = super::read_csv(table).facts.remarks;
    let words: Vec<&str> = remarks.iter().map(|remark| remark.word.as_str()).collect();
    assert_eq!(
        words,
        [
            "hospital-name-missing",
            "last-updated-missing",
            "version-missing",
            "location-missing",
            "address-missing",
            "license-missing",
            "attestation-missing",
            "attester-name-missing",
            "npi-missing",
            "header-misplaced",
        ]
    );
}

/// Changes to a document, each with the expected remark words.
type Cases<'a> = Vec<(&'a str, Option<Value>, Vec<&'a str>)>;

fn assert_cases(document: &Value, cases: Cases<'_>) {
    for (pointer, value, expected) in cases {
        let why = format!("{pointer}: {value:?}");
        assert_json(&changed(document.clone(), pointer, value), &expected, &why);
    }
}

#[test]
fn json_header_values_are_required_and_checked() {
    let cases: Cases<'_> = vec![
        ("hospital_name", None, vec!["hospital-name-missing"]),
        (
            "hospital_name",
            Some(json!("")),
            vec!["hospital-name-missing"],
        ),
        (
            "hospital_name",
            Some(json!(null)),
            vec!["hospital-name-missing", "value-null"],
        ),
        (
            "last_updated_on",
            Some(json!("4/1/2026")),
            vec!["last-updated-invalid"],
        ),
        (
            "last_updated_on",
            Some(json!("2024-0701")),
            vec!["last-updated-invalid"],
        ),
        (
            "version",
            Some(json!(3)),
            vec!["version-unexpected", "wrong-kind"],
        ),
        ("version", Some(json!("2.0.0")), vec!["version-unexpected"]),
        ("location_name", Some(json!([])), vec!["location-missing"]),
        ("location_name", Some(json!("West")), vec!["wrong-kind"]),
        (
            "hospital_address",
            Some(json!(["12 Main", ""])),
            vec!["address-missing"],
        ),
        (
            "hospital_address",
            Some(json!(["12 Main", 5])),
            vec!["wrong-kind"],
        ),
    ];
    assert_cases(&v3_document(), cases);
}

#[test]
fn json_license_npis_and_attestation_are_checked() {
    let cases: Cases<'_> = vec![
        ("license_information", None, vec!["license-missing"]),
        ("license_information/license_number", None, vec![]),
        (
            "license_information/license_number",
            Some(json!("")),
            vec!["value-empty"],
        ),
        (
            "license_information/license_number",
            Some(json!(5)),
            vec!["wrong-kind"],
        ),
        (
            "license_information/state",
            Some(json!("XX")),
            vec!["license-state-unknown"],
        ),
        (
            "license_information/state",
            None,
            vec!["license-state-unknown"],
        ),
        ("type_2_npi", None, vec!["npi-missing"]),
        ("type_2_npi", Some(json!(["12345"])), vec!["npi-invalid"]),
        (
            "type_2_npi",
            Some(json!([1_234_567_893])),
            vec!["wrong-kind"],
        ),
        (
            "attestation",
            None,
            vec!["attestation-missing", "attester-name-missing"],
        ),
        (
            "attestation/attestation",
            Some(json!(AFFIRMATION)),
            vec!["attestation-text-differs"],
        ),
        (
            "attestation/confirm_attestation",
            Some(json!(false)),
            vec!["attestation-not-confirmed"],
        ),
        (
            "attestation/confirm_attestation",
            Some(json!("true")),
            vec!["attestation-unanswered"],
        ),
        (
            "attestation/attester_name",
            None,
            vec!["attester-name-missing"],
        ),
        ("general_contract_provisions", Some(json!(null)), vec![]),
    ];
    assert_cases(&v3_document(), cases);
}

#[test]
fn json_header_values_of_2_x_are_checked() {
    let cases: Cases<'_> = vec![
        ("version", Some(json!("2.2.1")), vec![]),
        ("hospital_location", None, vec!["location-missing"]),
        (
            "affirmation/confirm_affirmation",
            Some(json!(false)),
            vec!["attestation-not-confirmed"],
        ),
        (
            "affirmation/affirmation",
            Some(json!("so")),
            vec!["attestation-text-differs"],
        ),
        (
            "last_updated_on",
            Some(json!("2026-04-01")),
            vec!["version-superseded"],
        ),
    ];
    assert_cases(&v2_document(), cases);
}

#[test]
fn a_json_header_field_appears_once() {
    let text = v3_document().to_string();
    let twice = text.replacen('{', "{\"hospital_address\":[\"Main\"],", 1);
    let remarks = super::read_json(twice).facts.remarks;
    assert_eq!(super::words(&remarks), [("field-twice", 1)]);
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let deep = text.replacen("[\"12 Main\",\"23 Ocean\"]", &deep, 1);
    let remarks = super::read_json(deep).facts.remarks;
    let expected = [("address-missing", 1), ("wrong-kind", 1)];
    assert_eq!(super::words(&remarks), expected);
}

#[test]
fn json_modifiers_are_complete() {
    let modifier = json!([{"description": "both sides", "code": "50", "modifier_payer_information": [
        {"payer_name": "A", "plan_name": "P", "description": "150%"}]}]);
    let incomplete = vec!["modifier-information-incomplete"];
    for document in [v3_document(), v2_document()] {
        let document = changed(document, "modifier_information", Some(modifier.clone()));
        assert_json(&document, &[], "sound");
        let at = |pointer: &'static str| match pointer {
            "" => "modifier_information".to_owned(),
            pointer => format!("modifier_information/0/{pointer}"),
        };
        for (pointer, value, expected) in [
            ("description", None, &incomplete),
            ("code", Some(json!(50)), &incomplete),
            ("modifier_payer_information", Some(json!([])), &incomplete),
            (
                "modifier_payer_information/0/plan_name",
                Some(json!(" ")),
                &incomplete,
            ),
            ("setting", Some(json!("both")), &vec![]),
            ("setting", Some(json!("ER")), &vec!["setting-unknown"]),
            ("", Some(json!({})), &vec!["wrong-kind"]),
        ] {
            let changed = changed(document.clone(), &at(pointer), value);
            assert_json(&changed, expected, pointer);
        }
    }
    let none = Some(json!([]));
    let third = changed(v3_document(), "modifier_information", none.clone());
    assert_json(&third, &["value-empty"], "3.0");
    assert_json(
        &changed(v2_document(), "modifier_information", none),
        &[],
        "2.x",
    );
}
