//! The fixtures of the official validator, the official examples and hospitals, where they are present.
//!
//! What is wrong with a fixture is in its name, and follows from what its valid sibling has in the same place. One of the invalid
//! ones is no JSON and is refused: `sample-invalid.json`. The figures of hospitals were counted by an independent program and
//! looked at in the files.

use super::super::public_files::{present, read};
use super::words;

/// Files with the words of their remarks.
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
    // Its first charge has the methodology `other`, and no notes.
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
    // Its fourth charge is a percentage without estimate.
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
    // Its unit is a number, which 2.x has as a text.
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
    // Thirteen rows of one service without any code.
    (
        "hpt-hospitals/233044421_rockford_standardcharges.csv",
        &[("code-missing", 13)],
    ),
    // It calls itself 1.0.0, four of its five payers have no plan, and the methodology of the fifth is misspelled in every row.
    (
        "hpt-hospitals/631282722_lake-martin-community-hospital_standardcharges.csv",
        &[
            ("version-unexpected", 1),
            ("amount-not-positive", 1),
            ("plan-name-missing", 4),
            ("methodology-unknown", 2860),
        ],
    ),
    // Amounts such as `$800` and texts in place of percentages; four plans with a bar in their names.
    (
        "hpt-hospitals/sun-behavioral-delaware_standardcharges.csv",
        &[("amount-not-numeric", 23), ("plan-name-with-bar", 4)],
    ),
];

#[test]
fn public_files_are_remarked_as_the_official_validator_judges_them() {
    let mut differences = Vec::new();
    for (name, path, expected) in present(REMARKS) {
        let outcome = read(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let remarks = &outcome.facts.remarks;
        if words(remarks) != **expected {
            differences.push(format!("{name}: {remarks:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
