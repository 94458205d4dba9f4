//! Row rules of tall tables.

use super::assert_csv;
use super::sample_files::{Changes, Sheet};

/// Changes to a valid row, each with the expected remark words.
type Cases<'a> = &'a [(Changes<'a>, &'a [&'a str])];

fn assert_cases(sheet: &Sheet, cases: Cases<'_>) {
    for (changes, expected) in cases {
        assert_csv(
            &sheet.with(changes).text(),
            expected,
            &format!("{changes:?}"),
        );
    }
}

/// Checks cases that apply to both versions.
fn assert_both(cases: Cases<'_>) {
    assert_cases(&Sheet::v3(), cases);
    assert_cases(&Sheet::v2(), cases);
}

#[test]
fn valid_rows_get_no_remark() {
    assert_both(&[(&[], &[])]);
    assert_cases(&Sheet::v3_with_percentage(), &[(&[], &[])]);
}

#[test]
fn an_item_has_a_description_and_codes_with_their_types() {
    assert_both(&[
        (&[("description", " ")], &["description-missing"]),
        (&[("code|1", "")], &["code-missing"]),
        (&[("code|1|type", "")], &["code-type-missing"]),
        (&[("code|1", ""), ("code|1|type", "")], &["code-missing"]),
        (
            &[
                ("code|1", ""),
                ("code|1|type", ""),
                ("code|2", "450"),
                ("code|2|type", "rc"),
            ],
            &[],
        ),
        (&[("code|2", "450")], &["code-type-missing"]),
        (&[("code|2|type", "RC")], &["code-missing"]),
        (&[("code|1|type", " cpt ")], &[]),
        (&[("code|1|type", "TRIS-DRG")], &[]),
        (&[("code|1|type", "MS-DRG A")], &["code-type-unknown"]),
        (&[("code|1|type", "CPT4")], &["code-type-unknown"]),
    ]);
    for code_type in ["CMG", "ms-ltc-drg"] {
        let changes = [("code|1|type", code_type)];
        let third = Sheet::v3().with(&changes);
        assert_csv(&third.text(), &[], code_type);
        let second = Sheet::v2().with(&changes);
        assert_csv(&second.text(), &["code-type-unknown"], code_type);
    }
}

#[test]
fn a_drug_has_a_unit_and_a_type() {
    const UNIT: &str = "drug_unit_of_measurement";
    const TYPE: &str = "drug_type_of_measurement";
    assert_both(&[
        (
            &[("code|2", "1"), ("code|2|type", "ndc")],
            &["drug-information-missing"],
        ),
        (
            &[
                ("code|2", "1"),
                ("code|2|type", "NDC"),
                (UNIT, "0.5"),
                (TYPE, "un"),
            ],
            &[],
        ),
        (
            &[("code|2", "1"), ("code|2|type", "NDC"), (UNIT, "1")],
            &["drug-information-incomplete"],
        ),
        (&[(TYPE, "ML")], &["drug-information-incomplete"]),
        (&[(UNIT, "1"), (TYPE, "GM")], &[]),
        (&[(UNIT, "0"), (TYPE, "GM")], &["drug-unit-invalid"]),
        (&[(UNIT, "1 vial"), (TYPE, "GM")], &["drug-unit-invalid"]),
        (&[(UNIT, "1"), (TYPE, "TABLET")], &["drug-type-unknown"]),
    ]);
}

#[test]
fn a_setting_is_one_of_three() {
    assert_both(&[
        (&[("setting", "")], &["setting-missing"]),
        (&[("setting", " Both ")], &[]),
        (&[("setting", "ER")], &["setting-unknown"]),
    ]);
}

#[test]
fn amounts_are_plain_numbers_above_zero() {
    assert_both(&[
        (
            &[("standard_charge|gross", "$1200")],
            &["amount-not-numeric"],
        ),
        (&[("standard_charge|gross", "N/A")], &["amount-not-numeric"]),
        (&[("standard_charge|gross", "0")], &["amount-not-positive"]),
        (
            &[("standard_charge|discounted_cash", "-1")],
            &["amount-not-positive"],
        ),
        (&[("standard_charge|discounted_cash", "0.01")], &[]),
        (&[("standard_charge|min", "1,000")], &["amount-not-numeric"]),
        (
            &[("standard_charge|negotiated_dollar", "999999999")],
            &["nine-nines-amount"],
        ),
        (&[("standard_charge|negotiated_dollar", "99999999")], &[]),
        (
            &[("standard_charge|max", "999999999.00")],
            &["nine-nines-amount"],
        ),
    ]);
    let percent = Sheet::v3_with_percentage();
    assert_cases(
        &percent,
        &[
            (
                &[("standard_charge|negotiated_percentage", "60%")],
                &["amount-not-numeric"],
            ),
            (
                &[("standard_charge|negotiated_percentage", "999999999")],
                &[],
            ),
            (&[("median_amount", "0")], &["amount-not-positive"]),
            (&[("10th_percentile", "999999999")], &["nine-nines-amount"]),
            (&[("90th_percentile", "n/a")], &["amount-not-numeric"]),
        ],
    );
}

#[test]
fn an_item_has_a_charge_and_dollars_come_with_minimum_and_maximum() {
    const NO_PAYER: Changes<'_> = &[
        ("payer_name", ""),
        ("plan_name", ""),
        ("standard_charge|negotiated_dollar", ""),
        ("standard_charge|methodology", ""),
    ];
    let with = |more: Changes<'static>| [NO_PAYER, more].concat();
    // The file has no other payer charge, which is reported as well.
    for sheet in [Sheet::v3(), Sheet::v2()] {
        for (changes, expected) in [
            (with(&[]), vec!["payer-charges-missing"]),
            (
                with(&[
                    ("standard_charge|gross", ""),
                    ("standard_charge|discounted_cash", "5"),
                ]),
                vec!["payer-charges-missing"],
            ),
            (
                with(&[("standard_charge|gross", "")]),
                vec!["payer-charges-missing", "charge-missing"],
            ),
        ] {
            assert_csv(
                &sheet.with(&changes).text(),
                &expected,
                &format!("{changes:?}"),
            );
        }
    }
    assert_both(&[
        (&[("standard_charge|gross", "")], &[]),
        (&[("standard_charge|min", "")], &["minimum-maximum-missing"]),
        (&[("standard_charge|max", "")], &["minimum-maximum-missing"]),
        (
            &[("standard_charge|min", ""), ("standard_charge|max", "")],
            &["minimum-maximum-missing"],
        ),
    ]);
}

#[test]
fn a_payers_charge_has_a_payer_plan_and_methodology() {
    assert_both(&[
        (&[("payer_name", "")], &["payer-name-missing"]),
        (&[("plan_name", "")], &["plan-name-missing"]),
        (
            &[("standard_charge|methodology", "")],
            &["methodology-missing"],
        ),
        (&[("standard_charge|methodology", "Per Diem")], &[]),
        (
            &[(
                "standard_charge|methodology",
                "percentage of total billed charges",
            )],
            &["methodology-unknown"],
        ),
        (
            &[("standard_charge|methodology", "Other")],
            &["methodology-other-without-notes"],
        ),
        (
            &[
                ("standard_charge|methodology", "Other"),
                ("additional_generic_notes", "so"),
            ],
            &[],
        ),
    ]);
}

#[test]
fn a_named_payer_has_a_charge_in_3_0() {
    let without = [("standard_charge|negotiated_dollar", "")];
    let third = Sheet::v3().with(&without);
    let missing = ["payer-charges-missing", "payer-without-charge"];
    assert_csv(&third.text(), &missing, "payer and plan");
    let third = third.with(&[("payer_name", "")]);
    assert_csv(&third.text(), &missing, "plan alone");
    let second = Sheet::v2().with(&without);
    assert_csv(&second.text(), &["payer-charges-missing"], "2.x");
}

#[test]
fn percentages_and_algorithms_need_an_estimate_in_2_x() {
    let rule = |more: Changes<'static>| {
        let base = [
            ("standard_charge|negotiated_dollar", ""),
            ("standard_charge|negotiated_algorithm", "cost plus"),
        ];
        Sheet::v2().with(&[&base[..], more].concat()).text()
    };
    assert_csv(&rule(&[]), &["estimate-missing"], "an algorithm alone");
    assert_csv(
        &rule(&[("estimated_amount", "700")]),
        &[],
        "with its estimate",
    );
    let nines = rule(&[("estimated_amount", "999999999")]);
    assert_csv(&nines, &["nine-nines-amount"], "with a placeholder");
    let dollars = rule(&[("standard_charge|negotiated_dollar", "5")]);
    assert_csv(&dollars, &[], "with dollars");
}

#[test]
fn percentages_and_algorithms_need_allowed_amounts_in_3_0() {
    const NONE: Changes<'_> = &[
        ("median_amount", ""),
        ("10th_percentile", ""),
        ("90th_percentile", ""),
    ];
    let zero = |notes| [NONE, &[("count", "0"), ("additional_generic_notes", notes)]].concat();
    let (explained, unexplained) = (zero("no claims"), zero(""));
    let all_missing: &[&str] = &[
        "median-missing",
        "tenth-percentile-missing",
        "ninetieth-percentile-missing",
    ];
    let percent = Sheet::v3_with_percentage();
    assert_cases(
        &percent,
        &[
            (&[("count", "")], &["count-missing"]),
            (&[("count", "10")], &["count-invalid"]),
            (&[("count", "11")], &[]),
            (&[("count", "1 THROUGH 10")], &[]),
            (&[("count", "2,025")], &["count-invalid"]),
            (&[("count", "999999999")], &["nine-nines-amount"]),
            (&[("median_amount", "")], &["median-missing"]),
            (&[("10th_percentile", "")], &["tenth-percentile-missing"]),
            (
                &[("90th_percentile", "")],
                &["ninetieth-percentile-missing"],
            ),
            (NONE, all_missing),
            (&explained, &[]),
            (&unexplained, &["count-zero-without-notes"]),
            // In 3.0, a dollar amount does not replace them.
            (
                &[
                    ("standard_charge|negotiated_dollar", "5"),
                    ("standard_charge|min", "5"),
                    ("standard_charge|max", "5"),
                    ("median_amount", ""),
                ],
                &["median-missing"],
            ),
        ],
    );
    assert_csv(&Sheet::v3().with(NONE).text(), &[], "dollars alone");
}

#[test]
fn a_row_for_a_modifier_alone_has_a_charge_or_notes() {
    const MODIFIER: Changes<'_> = &[
        ("code|1", ""),
        ("code|1|type", ""),
        ("modifiers", "50|62"),
        ("setting", ""),
        ("standard_charge|gross", ""),
        ("standard_charge|negotiated_dollar", ""),
        ("standard_charge|methodology", ""),
        ("standard_charge|min", ""),
        ("standard_charge|max", ""),
    ];
    let with = |more: Changes<'static>| [MODIFIER, more].concat();
    for sheet in [Sheet::v3(), Sheet::v2()] {
        for (changes, expected) in [
            (
                with(&[("standard_charge|negotiated_percentage", "150")]),
                vec![],
            ),
            (
                with(&[("additional_generic_notes", "150%")]),
                vec!["payer-charges-missing"],
            ),
            (
                with(&[]),
                vec!["payer-charges-missing", "modifier-unexplained"],
            ),
            (
                with(&[
                    ("description", ""),
                    ("standard_charge|negotiated_dollar", "5"),
                ]),
                vec!["description-missing"],
            ),
        ] {
            assert_csv(
                &sheet.with(&changes).text(),
                &expected,
                &format!("{changes:?}"),
            );
        }
    }
}

#[test]
fn rows_of_blank_cells_are_ignored() {
    let sheet = Sheet::v3();
    let blank = ",".repeat(sheet.columns.len() - 1);
    assert_csv(&format!("{}{blank}\n\n", sheet.text()), &[], "blank");
}

#[test]
fn a_file_has_items() {
    let sheet = Sheet::v3();
    let [names, _] = sheet.table();
    let text = format!("{}{names}", sheet.top().concat());
    assert_csv(&text, &["items-missing"], "no rows");
}
