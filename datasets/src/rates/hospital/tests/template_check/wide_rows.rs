//! Row and column rules of wide tables.

use super::assert_csv;
use super::sample_files::{Changes, Sheet};

#[test]
fn each_plan_is_checked_separately() {
    const OF_B: Changes<'_> = &[
        ("standard_charge|B|P|negotiated_percentage", "60"),
        ("standard_charge|B|P|methodology", "other"),
        ("additional_payer_notes|B|P", "so"),
    ];
    const AMOUNTS: Changes<'_> = &[
        ("median_amount|B|P", "700"),
        ("10th_percentile|B|P", "650"),
        ("90th_percentile|B|P", "900"),
        ("count|B|P", "12"),
    ];
    let with = |more: Changes<'static>| [OF_B, AMOUNTS, more].concat();
    let sheet = Sheet::wide_v3();
    assert_csv(&sheet.text(), &[], "A alone");
    for (changes, expected) in [
        (with(&[]), vec![]),
        (with(&[("count|B|P", "")]), vec!["count-missing"]),
        (with(&[("median_amount|B|P", "")]), vec!["median-missing"]),
        // Notes of the item do not explain the plan.
        (
            with(&[
                ("additional_payer_notes|B|P", ""),
                ("additional_generic_notes", "so"),
            ]),
            vec!["methodology-other-without-notes"],
        ),
        (
            with(&[("standard_charge|B|P|methodology", "")]),
            vec!["methodology-missing"],
        ),
        // A methodology without a charge is ignored.
        (
            vec![("standard_charge|B|P|methodology", "fee schedule")],
            vec![],
        ),
        (
            with(&[("standard_charge|min", "")]),
            vec!["minimum-maximum-missing"],
        ),
    ] {
        let text = sheet.with(&changes).text();
        assert_csv(&text, &expected, &format!("{changes:?}"));
    }
    let second = Sheet::wide_v2();
    assert_csv(&second.with(OF_B).text(), &["estimate-missing"], "2.x");
    let estimated = second.with(&[OF_B, &[("estimated_amount|B|P", "7")]].concat());
    assert_csv(&estimated.text(), &[], "2.x with an estimate");
}

#[test]
fn every_plan_has_all_its_columns() {
    let sheet = Sheet::wide_v3();
    for column in [
        "standard_charge|B|P|negotiated_algorithm",
        "additional_payer_notes|B|P",
        "median_amount|B|P",
        "standard_charge|min",
        "drug_type_of_measurement",
        "modifiers",
    ] {
        let text = sheet.with_column(column, None).text();
        let expected: &[&str] = match column {
            "standard_charge|min" => &["column-missing", "minimum-maximum-missing"],
            _ => &["column-missing"],
        };
        assert_csv(&text, expected, column);
    }
    let renamed = sheet.with_column("count|A|P", Some(" Count | a | p "));
    assert_csv(&renamed.text(), &[], "letter case and spaces");
    let own = sheet.with_more("count").with_more("our own");
    assert_csv(&own.text(), &[], "a column of the hospital's own");
}

#[test]
fn payer_and_plan_are_in_the_column_names() {
    let rename = |to: &str| {
        let sheet = Sheet::wide_v3();
        let columns = sheet.columns.clone();
        columns.iter().fold(sheet, |sheet, column| {
            let renamed = column.replace("|B|P", to);
            sheet.with_column(column, Some(&renamed))
        })
    };
    for (to, expected) in [
        ("|B|Q", vec![]),
        ("|B", vec!["plan-name-missing"]),
        ("|B|", vec!["plan-name-missing"]),
        ("||P", vec!["payer-name-missing"]),
        ("|B|P|Q", vec!["plan-name-with-bar"]),
    ] {
        assert_csv(&rename(to).text(), &expected, to);
    }
}

#[test]
fn column_names_are_unique_and_spelled_as_in_the_template() {
    let sheet = Sheet::v3();
    let blank = sheet.with_column("standard_charge|gross", Some("Standard Charge|gross"));
    assert_csv(&blank.text(), &["column-misspelled"], "a blank");
    let bars = sheet.with_column("standard_charge|gross", Some(" STANDARD_CHARGE | Gross "));
    assert_csv(&bars.text(), &[], "letter case and spaces around bars");
    let twice = sheet.with_more("Description ");
    assert_csv(&twice.text(), &["field-twice"], "twice");
    let left = sheet.with_more("code|[i]");
    let expected = ["placeholder-left", "column-missing"];
    let remarks = super::read_csv(left.text()).facts.remarks;
    assert_eq!(super::words(&remarks), [(expected[0], 1), (expected[1], 2)]);
    let gap = sheet
        .with_column("code|2", Some("code|3"))
        .with_column("code|2|type", Some("code|3|type"));
    let remarks = super::read_csv(gap.text()).facts.remarks;
    assert_eq!(super::words(&remarks), [("column-missing", 2)]);
}

#[test]
fn a_table_is_tall_or_wide_and_3_0_has_no_estimates() {
    let sheet = Sheet::v3().with_more("standard_charge|A|P|negotiated_dollar");
    let remarks = super::read_csv(sheet.text()).facts.remarks;
    let words: Vec<&str> = remarks.iter().map(|remark| remark.word.as_str()).collect();
    assert_eq!(words, ["column-missing", "layout-mixed"]);
    let tall = Sheet::v3().with_more("count|days");
    assert_csv(&tall.text(), &[], "a column of the hospital's own");
    let sheet = Sheet::v3().with_more("estimated_amount");
    assert_csv(&sheet.text(), &["estimate-withdrawn"], "an estimate");
}
