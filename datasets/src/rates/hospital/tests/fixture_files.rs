//! Small files with the shapes of real hospital files, in `fixtures/`. Their names and amounts are
//! invented.
//!
//! The figures were counted by an independent program, rate by rate.

use super::template_check::words;
use super::{EIN, FILE_NAME, Outcome, outcome};
use crate::rates::hospital::{Detection, HospitalFile, detect};
use crate::rates::rate_filter::RateFilter;
use crate::reading::source::Source;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes passed to the detection.
const HEAD_BYTES: usize = 64 << 10;

/// Expected result of a file that is read.
struct Expected {
    file: &'static str,
    /// Records, records with a code of five letters or digits, and their rates.
    counts: [u64; 3],
    rejects: usize,
    remarks: &'static [(&'static str, u64)],
}

const fn valid(file: &'static str, counts: [u64; 3]) -> Expected {
    Expected {
        file,
        counts,
        rejects: 0,
        remarks: &[],
    }
}

const READ: [Expected; 9] = [
    valid("tall-2.x.csv", [6, 5, 4]),
    valid("tall-3.0.csv", [6, 5, 8]),
    valid("wide-2.x.csv", [4, 3, 5]),
    valid("wide-3.0.csv", [4, 3, 10]),
    valid("valid-2.x.json", [4, 3, 4]),
    valid("valid-3.0.json", [4, 3, 8]),
    Expected {
        file: "tall-without-codes.csv",
        counts: [3, 0, 0],
        rejects: 0,
        remarks: &[("code-missing", 2)],
    },
    // Amounts such as `$400`, and a plan with a bar in its name.
    Expected {
        file: "wide-text-amounts.csv",
        counts: [2, 1, 0],
        rejects: 1,
        remarks: &[("amount-not-numeric", 4), ("plan-name-with-bar", 1)],
    },
    // The version is wrong, a payer has no plan, and a methodology is misspelled in every row.
    Expected {
        file: "wide-version-1.0.0.csv",
        counts: [4, 4, 8],
        rejects: 0,
        remarks: &[
            ("version-unexpected", 1),
            ("amount-not-positive", 1),
            ("plan-name-missing", 1),
            ("methodology-unknown", 4),
        ],
    },
];

/// Files that are refused, with the start of the reason.
const REFUSED: [(&str, &str); 7] = [
    ("legacy-items.ndjson", LEGACY),
    ("legacy-payer-columns.csv", LEGACY),
    ("legacy-price-list.csv", LEGACY),
    ("legacy-title-rows.csv", LEGACY),
    (
        "missing-comma.json",
        "line 5: a comma or closing brace is missing after a field",
    ),
    ("redirect-page.csv", "is an HTML or XML page"),
    ("template-schema.json", "other"),
];
const LEGACY: &str = "is a hospital price list in a layout older than the template of CMS";

fn fixture(file: &str) -> PathBuf {
    let folder = "src/rates/hospital/tests/fixtures";
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(file)
}

/// Returns all words of five characters as codes and all words of ten digits as NPIs, so that every
/// rate is wanted.
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

/// Reads every rate of a file, and checks every record against the template.
pub(super) fn read_everything(path: &Path) -> Result<Outcome, String> {
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
    outcome(|collected| {
        file.read(&wanted, collected, &mut |_| ())
            .map(|(facts, _)| facts)
    })
}

#[test]
fn fixtures_give_the_counted_rates_and_the_expected_remarks() {
    for expected in &READ {
        let file = expected.file;
        let outcome =
            read_everything(&fixture(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"));
        let facts = &outcome.facts;
        let rates = outcome.rates.len() as u64;
        let counts = [facts.records, facts.records_wanted, rates];
        assert_eq!(
            (counts, outcome.rejects.len()),
            (expected.counts, expected.rejects),
            "{file}: {:?}",
            outcome.rejects
        );
        assert_eq!(
            words(&facts.remarks),
            expected.remarks,
            "{file}: {:#?}",
            facts.remarks
        );
    }
}

#[test]
fn fixtures_in_other_layouts_are_refused_with_the_reason() {
    for (file, expected) in REFUSED {
        let fault = read_everything(&fixture(file)).expect_err(file);
        assert!(fault.starts_with(expected), "{file}: {fault}");
    }
}
