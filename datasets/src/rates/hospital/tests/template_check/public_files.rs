//! Remarks on public files outside the repository: validator fixtures, official examples,
//! hospitals.
//!
//! The name of a validator fixture says what is wrong with it. `sample-invalid.json` is not JSON
//! and is refused. The figures of hospitals were counted by an independent program and checked by
//! hand.

use super::super::fixture_files::read_everything;
use super::super::public_files::present;
use super::words;

/// Files with their remark words and counts.
const REMARKS: &[(&str, &[(&str, u64)])] = &[
    (
        "hpt-validator-fixtures/3.0/alerts-with-errors.json",
        &[("nine-nines-amount", 3), ("count-invalid", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/allowed-amounts-nine-9s.json",
        &[("nine-nines-amount", 4)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-empty-address.json",
        &[("address-missing", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-empty-generic-notes.json",
        &[("notes-empty", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-missing-10th.json",
        &[("tenth-percentile-missing", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-missing-median.json",
        &[("median-missing", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-payer-no-charge.json",
        &[("payer-without-charge", 1)],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-valid-drug-info.json",
        &[],
    ),
    ("hpt-validator-fixtures/3.0/sample-valid.json", &[]),
    (
        "hpt-validator-fixtures/3.0/unexpected-version.json",
        &[("version-unexpected", 1)],
    ),
    // Its first charge also has the methodology `other` without notes.
    (
        "hpt-validator-fixtures/false-confirmation.json",
        &[
            ("attestation-not-confirmed", 1),
            ("methodology-other-without-notes", 1),
        ],
    ),
    (
        "hpt-validator-fixtures/sample-bad-header.csv",
        &[("last-updated-invalid", 1), ("methodology-missing", 1)],
    ),
    (
        "hpt-validator-fixtures/sample-lots-of-errors.csv",
        &[("amount-not-positive", 18), ("code-type-unknown", 4)],
    ),
    (
        "hpt-validator-fixtures/sample-missing-estimate.json",
        &[("nine-nines-amount", 4), ("estimate-missing", 1)],
    ),
    (
        "hpt-validator-fixtures/sample-nine-nines.json",
        &[("nine-nines-amount", 1)],
    ),
    (
        "hpt-validator-fixtures/sample-no-min-max.json",
        &[("minimum-maximum-missing", 1)],
    ),
    // Its fourth charge is also a percentage without an estimate.
    (
        "hpt-validator-fixtures/sample-other-no-notes.json",
        &[
            ("methodology-other-without-notes", 1),
            ("estimate-missing", 1),
        ],
    ),
    ("hpt-validator-fixtures/sample-tall-valid.csv", &[]),
    ("hpt-validator-fixtures/sample-valid-modifier.json", &[]),
    ("hpt-validator-fixtures/sample-valid.json", &[]),
    ("hpt-validator-fixtures/sample-wide-valid.csv", &[]),
    // Its drug unit is a number. In 2.x it must be a string.
    (
        "hpt-validator-fixtures/sample-wrong-drug-info.json",
        &[("drug-unit-invalid", 1)],
    ),
    (
        "hpt-cms-guide/archive/examples/CSV/Tall_Format_Examples/V2.0.0_Tall_CSV_Format_Example.csv",
        &[],
    ),
    (
        "hpt-cms-guide/archive/examples/CSV/Wide_Format_Examples/V2.0.0_Wide_CSV_Format_Example.csv",
        &[],
    ),
    (
        "hpt-cms-guide/archive/examples/JSON/V2.0.0_JSON_Format_Example.json",
        &[],
    ),
    (
        "hpt-cms-guide/examples/CSV/Tall_Format_Examples/V3.0.0_Tall_CSV_Format_Example.csv",
        &[],
    ),
    (
        "hpt-cms-guide/examples/CSV/Wide_Format_Examples/V3.0.0_Wide_CSV_Format_Example.csv",
        &[],
    ),
    (
        "hpt-cms-guide/examples/JSON/v3_json_format_example.json",
        &[],
    ),
    // Thirteen rows of one service have no code.
    (
        "hpt-hospitals/233044421_rockford_standardcharges.csv",
        &[("code-missing", 13)],
    ),
    // Its version is 1.0.0, four of its five payers have no plan, and the methodology of the fifth
    // is misspelled in every row.
    (
        "hpt-hospitals/631282722_lake-martin-community-hospital_standardcharges.csv",
        &[
            ("version-unexpected", 1),
            ("amount-not-positive", 1),
            ("plan-name-missing", 4),
            ("methodology-unknown", 2860),
        ],
    ),
    // Amounts such as `$800`, texts instead of percentages, and four plan names with a bar.
    (
        "hpt-hospitals/sun-behavioral-delaware_standardcharges.csv",
        &[("amount-not-numeric", 23), ("plan-name-with-bar", 4)],
    ),
];

#[test]
fn public_files_get_the_remarks_of_the_official_validator() {
    let mut differences = Vec::new();
    for (name, path, expected) in present(REMARKS) {
        let outcome = read_everything(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let remarks = &outcome.facts.remarks;
        if words(remarks) != **expected {
            differences.push(format!("{name}: {remarks:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
