//! Public files outside the repository: official examples, the fixtures of the official validator,
//! hospitals.
//!
//! The figures were counted by an independent program, rate by rate. `NEARSITE_SHARED_DATA` names
//! the folder of the files. Files that are not there are reported as not run: `fixture_files` has
//! small files of the same shapes that are always there.

use super::fixture_files::read_everything;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files that are read: records, records with a code of five letters or digits, and their rates.
const READ: [(&str, [u64; 3]); 35] = [
    (
        "hpt-cms-guide/archive/documentation/CSV/templates/V2.0.0_Tall_CSV_Format_Template.csv",
        [0, 0, 0],
    ),
    (
        "hpt-cms-guide/archive/documentation/CSV/templates/V2.0.0_Wide_CSV_Format_Template.csv",
        [0, 0, 0],
    ),
    (
        "hpt-cms-guide/archive/examples/CSV/Tall_Format_Examples/V2.0.0_Tall_CSV_Format_Example.csv",
        [31, 10, 10],
    ),
    (
        "hpt-cms-guide/archive/examples/CSV/Wide_Format_Examples/V2.0.0_Wide_CSV_Format_Example.csv",
        [20, 7, 10],
    ),
    (
        "hpt-cms-guide/archive/examples/JSON/V2.0.0_JSON_Format_Example.json",
        [11, 4, 10],
    ),
    (
        "hpt-cms-guide/documentation/CSV/templates/V3.0.0_Tall_CSV_Format_Template.csv",
        [0, 0, 0],
    ),
    (
        "hpt-cms-guide/documentation/CSV/templates/V3.0.0_Wide_CSV_Format_Template.csv",
        [0, 0, 0],
    ),
    (
        "hpt-cms-guide/examples/CSV/Tall_Format_Examples/V3.0.0_Tall_CSV_Format_Example.csv",
        [45, 18, 48],
    ),
    (
        "hpt-cms-guide/examples/CSV/Wide_Format_Examples/V3.0.0_Wide_CSV_Format_Example.csv",
        [26, 11, 48],
    ),
    (
        "hpt-cms-guide/examples/JSON/v3_json_format_example.json",
        [22, 11, 48],
    ),
    (
        "hpt-hospitals/233044421_rockford_standardcharges.csv",
        [1094, 0, 0],
    ),
    (
        "hpt-hospitals/631282722_lake-martin-community-hospital_standardcharges.csv",
        [2860, 2860, 12987],
    ),
    (
        "hpt-hospitals/sun-behavioral-delaware_standardcharges.csv",
        [7, 0, 0],
    ),
    (
        "hpt-validator-fixtures/3.0/alerts-with-errors.json",
        [1, 0, 0],
    ),
    (
        "hpt-validator-fixtures/3.0/allowed-amounts-nine-9s.json",
        [4, 2, 12],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-empty-address.json",
        [4, 2, 12],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-empty-generic-notes.json",
        [4, 2, 12],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-missing-10th.json",
        [4, 2, 12],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-missing-median.json",
        [4, 2, 12],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-payer-no-charge.json",
        [4, 2, 10],
    ),
    (
        "hpt-validator-fixtures/3.0/sample-valid-drug-info.json",
        [1, 0, 0],
    ),
    ("hpt-validator-fixtures/3.0/sample-valid.json", [4, 2, 12]),
    (
        "hpt-validator-fixtures/3.0/unexpected-version.json",
        [4, 2, 12],
    ),
    ("hpt-validator-fixtures/false-confirmation.json", [4, 2, 6]),
    ("hpt-validator-fixtures/sample-bad-header.csv", [13, 6, 6]),
    (
        "hpt-validator-fixtures/sample-lots-of-errors.csv",
        [13, 6, 6],
    ),
    (
        "hpt-validator-fixtures/sample-missing-estimate.json",
        [4, 2, 6],
    ),
    ("hpt-validator-fixtures/sample-nine-nines.json", [4, 2, 6]),
    ("hpt-validator-fixtures/sample-no-min-max.json", [4, 2, 6]),
    (
        "hpt-validator-fixtures/sample-other-no-notes.json",
        [4, 2, 6],
    ),
    ("hpt-validator-fixtures/sample-tall-valid.csv", [13, 6, 6]),
    (
        "hpt-validator-fixtures/sample-valid-modifier.json",
        [4, 2, 6],
    ),
    ("hpt-validator-fixtures/sample-valid.json", [4, 2, 6]),
    ("hpt-validator-fixtures/sample-wide-valid.csv", [10, 5, 6]),
    (
        "hpt-validator-fixtures/sample-wrong-drug-info.json",
        [5, 2, 6],
    ),
];

/// Files that are refused, with the start of the reason.
const REFUSED: [(&str, &str); 11] = [
    (
        "hpt-cms-guide/archive/documentation/JSON/schemas/V2.0.0_Hospital_price_transparency_schema.json",
        "other",
    ),
    (
        "hpt-cms-guide/documentation/JSON/schemas/V3.0.0_Hospital_price_transparency_schema.json",
        "other",
    ),
    (
        "hpt-hospitals/legacy_cedar-park-regional-tx_2021_imaging.csv.gz",
        LEGACY,
    ),
    (
        "hpt-hospitals/legacy_community-hospital-al_2020_standardcharges.csv",
        LEGACY,
    ),
    ("hpt-hospitals/legacy_crmc_standardcharges.csv", LEGACY),
    (
        "hpt-hospitals/legacy_encompass-dothan_shoppableservices.csv",
        LEGACY,
    ),
    (
        "hpt-hospitals/legacy_resolute-health-tx_2021_standardcharges.ndjson.gz",
        LEGACY,
    ),
    (
        "hpt-hospitals/notdata_html-redirect_chargemaster.csv",
        "is an HTML or XML page",
    ),
    ("hpt-validator-fixtures/alert-schemas/v2.2.0.json", "other"),
    ("hpt-validator-fixtures/alert-schemas/v3.0.0.json", "other"),
    (
        "hpt-validator-fixtures/sample-invalid.json",
        "line 5: a comma or closing brace is missing after a field",
    ),
];
const LEGACY: &str = "is a hospital price list in a layout older than the template of CMS";

/// Folder of the public files.
fn folder() -> PathBuf {
    let next_to_project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    std::env::var_os("NEARSITE_SHARED_DATA").map_or(next_to_project, PathBuf::from)
}

/// Returns the files of a list that are present, and reports how many are not.
pub(super) fn present<'a, T>(
    files: &'a [(&'static str, T)],
) -> Vec<(&'static str, PathBuf, &'a T)> {
    let folder = folder();
    let present: Vec<_> = files
        .iter()
        .map(|(name, expected)| (*name, folder.join(name), expected))
        .filter(|(_, path, _)| path.is_file())
        .collect();
    let missing = files.len() - present.len();
    if missing > 0 {
        let (all, folder) = (files.len(), folder.display());
        // Written directly, because the test harness hides what passing tests print.
        let _ = writeln!(
            io::stderr(),
            "NOT RUN: {missing} of {all} public hospital files are not in {folder}; set NEARSITE_SHARED_DATA to their folder"
        );
    }
    present
}

#[test]
fn public_files_give_the_rates_an_independent_reader_finds_in_them() {
    for (name, path, expected) in present(&READ) {
        let outcome = read_everything(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let counted = [
            outcome.facts.records,
            outcome.facts.records_wanted,
            outcome.rates.len() as u64,
        ];
        assert_eq!(
            (&counted, outcome.rejects),
            (expected, Vec::new()),
            "{name}"
        );
    }
}

#[test]
fn public_files_in_other_layouts_are_refused_with_the_reason() {
    for (name, path, expected) in present(&REFUSED) {
        let fault = read_everything(&path).expect_err(name);
        assert!(fault.starts_with(expected), "{name}: {fault}");
    }
}
