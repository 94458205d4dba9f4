//! Item rules of JSON files.

use super::assert_json;
use super::sample_files::{changed, v2_document, v3_document};
use serde_json::{Value, json};

const ITEM: &str = "standard_charge_information/0";
const CHARGE: &str = "standard_charge_information/0/standard_charges/0";
/// Payer with a charge in dollars.
const DOLLARS: &str = "standard_charge_information/0/standard_charges/0/payers_information/0";
/// Payer with a charge as a percentage.
const PERCENT: &str = "standard_charge_information/0/standard_charges/0/payers_information/1";

/// Changes below a pointer, each with the expected remark words.
type Cases<'a> = Vec<(&'a str, Option<Value>, Vec<&'a str>)>;

fn assert_cases(document: &Value, at: &str, cases: Cases<'_>) {
    for (pointer, value, expected) in cases {
        let pointer = format!("{at}/{pointer}");
        let why = format!("{pointer}: {value:?}");
        let changed = changed(document.clone(), &pointer, value);
        assert_json(&changed, &expected, &why);
    }
}

#[test]
fn valid_documents_get_no_remark() {
    assert_json(&v3_document(), &[], "3.0");
    assert_json(&v2_document(), &[], "2.x");
}

#[test]
fn an_item_has_a_description_and_codes() {
    for document in [v3_document(), v2_document()] {
        let cases: Cases<'_> = vec![
            ("description", None, vec!["description-missing"]),
            ("description", Some(json!("")), vec!["description-missing"]),
            ("description", Some(json!(5)), vec!["wrong-kind"]),
            ("code_information", None, vec!["code-missing"]),
            ("code_information", Some(json!([])), vec!["code-missing"]),
            (
                "code_information/0/code",
                Some(json!("")),
                vec!["code-missing"],
            ),
            (
                "code_information/0/code",
                Some(json!(70551)),
                vec!["wrong-kind"],
            ),
            ("code_information/0/type", None, vec!["code-type-missing"]),
            (
                "code_information/0/type",
                Some(json!("cpt")),
                vec!["code-type-unknown"],
            ),
            (
                "code_information/0",
                Some(json!("70551")),
                vec!["wrong-kind"],
            ),
            ("standard_charges/0/setting", None, vec!["setting-missing"]),
            (
                "standard_charges/0/setting",
                Some(json!("Both")),
                vec!["setting-unknown"],
            ),
            (
                "standard_charges/0",
                Some(json!([])),
                vec!["payer-charges-missing", "wrong-kind"],
            ),
            (
                "standard_charges",
                Some(json!([])),
                vec!["payer-charges-missing", "charge-missing"],
            ),
            (
                "standard_charges",
                Some(json!({})),
                vec!["payer-charges-missing", "wrong-kind", "charge-missing"],
            ),
        ];
        assert_cases(&document, ITEM, cases);
    }
    let at = format!("{ITEM}/code_information/1/type");
    let third = changed(v3_document(), &at, Some(json!("MS-LTC-DRG")));
    assert_json(&third, &[], "3.0");
    let second = changed(v2_document(), &at, Some(json!("CMG")));
    assert_json(&second, &["code-type-unknown"], "2.x");
}

#[test]
fn the_drug_unit_is_a_string_in_2_x_and_a_number_in_3_0() {
    let drug = |unit: Value| Some(json!({"unit": unit, "type": "UN"}));
    let invalid = vec!["drug-unit-invalid"];
    let cases: Cases<'_> = vec![
        ("drug_information", drug(json!(0.5)), vec![]),
        ("drug_information", drug(json!("1")), invalid.clone()),
        ("drug_information", drug(json!(0)), invalid.clone()),
    ];
    assert_cases(&v3_document(), ITEM, cases);
    let cases: Cases<'_> = vec![
        ("drug_information", drug(json!("1")), vec![]),
        ("drug_information", drug(json!("1 vial")), vec![]),
        ("drug_information", drug(json!(1)), invalid),
    ];
    assert_cases(&v2_document(), ITEM, cases);
    for (document, unit) in [(v3_document(), json!(1)), (v2_document(), json!("1"))] {
        let cases: Cases<'_> = vec![
            (
                "drug_information",
                Some(json!({"unit": unit})),
                vec!["drug-information-incomplete"],
            ),
            (
                "drug_information",
                Some(json!({})),
                vec!["drug-information-incomplete"],
            ),
            ("drug_information", Some(json!([])), vec!["wrong-kind"]),
            ("drug_information", Some(json!(null)), vec!["value-null"]),
            (
                "drug_information",
                Some(json!({"unit": unit, "type": "un"})),
                vec!["drug-type-unknown"],
            ),
            (
                "code_information/1/type",
                Some(json!("NDC")),
                vec!["drug-information-missing"],
            ),
        ];
        assert_cases(&document, ITEM, cases);
    }
}

#[test]
fn charges_are_required_and_have_minimum_and_maximum() {
    for document in [v3_document(), v2_document()] {
        let cases: Cases<'_> = vec![
            ("minimum", None, vec!["minimum-maximum-missing"]),
            (
                "maximum",
                Some(json!(null)),
                vec!["value-null", "minimum-maximum-missing"],
            ),
            ("gross_charge", None, vec![]),
            (
                "gross_charge",
                Some(json!("1200")),
                vec!["amount-not-numeric"],
            ),
            ("gross_charge", Some(json!(0)), vec!["amount-not-positive"]),
            ("discounted_cash", Some(json!(1e2)), vec![]),
            ("payers_information", None, vec!["payer-charges-missing"]),
            (
                "payers_information",
                Some(json!([])),
                vec!["payer-charges-missing", "value-empty"],
            ),
            (
                "payers_information",
                Some(json!(null)),
                vec!["payer-charges-missing", "value-null"],
            ),
            ("additional_generic_notes", Some(json!("so")), vec![]),
            (
                "additional_generic_notes",
                Some(json!(5)),
                vec!["wrong-kind"],
            ),
        ];
        assert_cases(&document, CHARGE, cases);
        let cash = changed(document, &format!("{CHARGE}/gross_charge"), None);
        let cases: Cases<'_> = vec![
            (
                "payers_information",
                None,
                vec!["payer-charges-missing", "charge-missing"],
            ),
            ("discounted_cash", Some(json!(5)), vec![]),
        ];
        assert_cases(&cash, CHARGE, cases);
    }
    let notes = format!("{CHARGE}/additional_generic_notes");
    let third = changed(v3_document(), &notes, Some(json!("")));
    assert_json(&third, &["notes-empty"], "3.0");
    assert_json(&changed(v2_document(), &notes, Some(json!(""))), &[], "2.x");
}

#[test]
fn modifiers_of_a_charge_are_a_list_of_strings_in_3_0() {
    let cases: Cases<'_> = vec![
        ("modifier_code", Some(json!(["50", "62"])), vec![]),
        ("modifier_code", Some(json!("50")), vec!["wrong-kind"]),
        ("modifier_code", Some(json!([50])), vec!["wrong-kind"]),
        ("modifier_code", Some(json!([])), vec!["value-empty"]),
        ("modifier_code", Some(json!([""])), vec!["value-empty"]),
        ("modifier_code", Some(json!(null)), vec!["value-null"]),
    ];
    assert_cases(&v3_document(), CHARGE, cases);
    let second = changed(
        v2_document(),
        &format!("{CHARGE}/modifier_code"),
        Some(json!([])),
    );
    assert_json(&second, &[], "2.x does not know the field");
}

#[test]
fn a_payer_has_a_name_plan_methodology_and_charge() {
    for document in [v3_document(), v2_document()] {
        let cases: Cases<'_> = vec![
            ("payer_name", None, vec!["payer-name-missing"]),
            ("payer_name", Some(json!("")), vec!["payer-name-missing"]),
            ("plan_name", None, vec!["plan-name-missing"]),
            ("plan_name", Some(json!(7)), vec!["wrong-kind"]),
            ("methodology", None, vec!["methodology-missing"]),
            (
                "methodology",
                Some(json!("Fee Schedule")),
                vec!["methodology-unknown"],
            ),
            (
                "methodology",
                Some(json!("other")),
                vec!["methodology-other-without-notes"],
            ),
            (
                "standard_charge_dollar",
                Some(json!("$400")),
                vec!["amount-not-numeric"],
            ),
            (
                "standard_charge_dollar",
                Some(json!(-4)),
                vec!["amount-not-positive"],
            ),
            (
                "standard_charge_dollar",
                Some(json!(999_999_999)),
                vec!["nine-nines-amount"],
            ),
        ];
        assert_cases(&document, DOLLARS, cases);
        let other = changed(
            document,
            &format!("{DOLLARS}/methodology"),
            Some(json!("other")),
        );
        let noted = changed(
            other,
            &format!("{DOLLARS}/additional_payer_notes"),
            Some(json!("so")),
        );
        assert_json(&noted, &[], "with notes");
    }
    let third = changed(
        v3_document(),
        &format!("{DOLLARS}/standard_charge_dollar"),
        None,
    );
    assert_json(&third, &["payer-without-charge"], "3.0");
    let second = changed(
        v2_document(),
        &format!("{DOLLARS}/standard_charge_dollar"),
        None,
    );
    assert_json(&second, &[], "2.x, with a gross charge");
    let alone = changed(second, &format!("{CHARGE}/gross_charge"), None);
    assert_json(&alone, &["payer-without-charge"], "2.x, without any other");
    let strange = changed(v3_document(), DOLLARS, Some(json!("A")));
    assert_json(&strange, &["wrong-kind"], "a text for a payer");
}

#[test]
fn percentages_come_with_the_amounts_of_their_version() {
    let cases: Cases<'_> = vec![
        ("median_amount", None, vec!["median-missing"]),
        (
            "median_amount",
            Some(json!(null)),
            vec!["value-null", "median-missing"],
        ),
        ("10th_percentile", None, vec!["tenth-percentile-missing"]),
        (
            "90th_percentile",
            None,
            vec!["ninetieth-percentile-missing"],
        ),
        (
            "90th_percentile",
            Some(json!(999_999_999)),
            vec!["nine-nines-amount"],
        ),
        ("count", None, vec!["count-missing"]),
        ("count", Some(json!(234)), vec!["count-invalid"]),
        ("count", Some(json!("10")), vec!["count-invalid"]),
        ("count", Some(json!("1 through 10")), vec![]),
        ("count", Some(json!("1 Through 10")), vec!["count-invalid"]),
        ("count", Some(json!("999999999")), vec!["nine-nines-amount"]),
        ("count", Some(json!("0")), vec!["count-zero-without-notes"]),
        (
            "estimated_amount",
            Some(json!(5)),
            vec!["estimate-withdrawn"],
        ),
        (
            "standard_charge_algorithm",
            Some(json!("")),
            vec!["value-empty"],
        ),
        (
            "additional_payer_notes",
            Some(json!("")),
            vec!["notes-empty"],
        ),
    ];
    assert_cases(&v3_document(), PERCENT, cases);
    let zero = json!({"payer_name": "B", "plan_name": "P", "standard_charge_algorithm": "cost plus",
        "count": "0", "additional_payer_notes": "no claims", "methodology": "case rate"});
    assert_json(
        &changed(v3_document(), PERCENT, Some(zero)),
        &[],
        "no claims",
    );
    let cases: Cases<'_> = vec![
        ("estimated_amount", None, vec!["estimate-missing"]),
        (
            "estimated_amount",
            Some(json!(999_999_999)),
            vec!["nine-nines-amount"],
        ),
        ("median_amount", Some(json!("n/a")), vec![]),
        ("count", Some(json!(5)), vec![]),
        ("additional_payer_notes", Some(json!("")), vec![]),
        ("standard_charge_algorithm", Some(json!("")), vec![]),
    ];
    assert_cases(&v2_document(), PERCENT, cases);
    let dollars = json!({"payer_name": "B", "plan_name": "P", "standard_charge_dollar": 300,
        "standard_charge_percentage": 60, "methodology": "case rate"});
    assert_json(
        &changed(v2_document(), PERCENT, Some(dollars)),
        &[],
        "with dollars",
    );
}

#[test]
fn items_are_checked_before_the_file_states_its_version() {
    let fields = v3_document();
    let mut fields = fields.as_object().expect("an object").clone();
    let items = fields.remove("standard_charge_information").expect("items");
    let late = |items: &Value, header: &str| {
        let text = format!("{{\"standard_charge_information\":{items},{}", &header[1..]);
        super::read_json(text).facts.remarks
    };
    let header = Value::Object(fields).to_string();
    assert_eq!(super::words(&late(&items, &header)), []);
    let second = v2_document()["standard_charge_information"].clone();
    let remarks = late(&second, &header);
    let words: Vec<&str> = remarks.iter().map(|remark| remark.word.as_str()).collect();
    assert_eq!(
        words,
        [
            "estimate-withdrawn",
            "count-missing",
            "median-missing",
            "tenth-percentile-missing",
            "ninetieth-percentile-missing",
        ]
    );
}
