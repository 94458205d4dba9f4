//! The public files kept beside the project, where they are present: official examples, the validator's fixtures, hospitals.
//!
//! The figures were counted by an independent program, rate by rate. `NEARSITE_SHARED_DATA` names another folder than the one
//! beside the project.

use super::{EIN, FILE_NAME, Outcome, outcome};
use crate::rates::hospital::{Detection, HospitalFile, detect};
use crate::rates::rate_filter::RateFilter;
use crate::reading::source::Source;
use std::io::Read;
use std::path::{Path, PathBuf};

/// As much of a file as is shown to the detection.
const HEAD_BYTES: usize = 64 << 10;

/// Files that are read: records, records with a code of five letters or digits, rates of those.
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

/// Files that are refused, with how the reason begins.
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
        "line 5: a comma or closing brace is missing behind a field",
    ),
];
const LEGACY: &str = "is a hospital price list in a layout older than the template of CMS";

fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    std::env::var_os("NEARSITE_SHARED_DATA").map_or(beside, PathBuf::from)
}

/// The files of a list that are present.
pub(super) fn present<'a, T>(
    files: &'a [(&'static str, T)],
) -> impl Iterator<Item = (&'static str, PathBuf, &'a T)> {
    let folder = folder();
    files.iter().filter_map(move |(name, expected)| {
        let path = folder.join(name);
        path.is_file().then_some((*name, path, expected))
    })
}

/// Every five letters or digits of a file as codes, every ten digits as NPIs: all its rates are wanted.
fn everything_in(text: &[u8]) -> RateFilter {
    let text = String::from_utf8_lossy(text).to_uppercase();
    let words = |length: usize| {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(move |word| word.len() == length)
    };
    let codes: Vec<&str> = words(5).collect();
    let npis: Vec<u64> = words(10).filter_map(|word| word.parse().ok()).collect();
    RateFilter::of(&codes, &npis, &[EIN])
}

/// Reads a file for everything in it, and looks at every record.
pub(super) fn read(path: &Path) -> Result<Outcome, String> {
    let open = || Source::open(path).map_err(|fault| fault.to_string());
    let mut text = Vec::new();
    open()?
        .read_to_end(&mut text)
        .map_err(|fault| fault.to_string())?;
    let format = match detect(&text[..text.len().min(HEAD_BYTES)]) {
        Detection::Hospital(format) => format,
        Detection::Legacy(fault) => return Err(fault.to_string()),
        Detection::Other => return Err("other".to_owned()),
    };
    let source = open()?;
    let wanted = everything_in(&text);
    let file = HospitalFile {
        source,
        name: FILE_NAME,
        format,
        scratch: &std::env::temp_dir(),
        check: true,
    };
    outcome(|taken| {
        file.read(&wanted, taken, &mut |_| ())
            .map(|(facts, _)| facts)
    })
}

#[test]
fn public_files_give_the_rates_an_independent_reader_finds_in_them() {
    for (name, path, expected) in present(&READ) {
        let outcome = read(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"));
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
fn public_files_in_other_layouts_are_refused_by_name() {
    for (name, path, expected) in present(&REFUSED) {
        let fault = read(&path).expect_err(name);
        assert!(fault.starts_with(expected), "{name}: {fault}");
    }
}
