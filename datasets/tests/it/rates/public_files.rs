//! Price files with the shapes of published ones: the program and the slow readers must agree on
//! every row.
//!
//! `shapes/` contains small invented files, one for each shape that is published. The public files
//! themselves are outside the repository. Where they are missing, the test says that it did not
//! run.

use super::agreement::differences;
use super::conservation::lost;
use super::extraction::{Extraction, plain};
use super::pairs::Json;
use super::wanted::Wanted;
use super::{slow_hospital, slow_payer, slow_table};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folder in the package, or outside it.
fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Payer and hospital files in a folder and below, in order.
fn files_in(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        for path in entries.map(|entry| entry.unwrap().path()) {
            let text = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if text.contains("/tic-") || text.contains("/hpt-") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn unpacked(path: &Path) -> Vec<u8> {
    let stored = std::fs::read(path).unwrap();
    if !stored.starts_with(&[0x1f, 0x8b]) {
        return stored;
    }
    let mut contents = Vec::new();
    MultiGzDecoder::new(&stored[..])
        .read_to_end(&mut contents)
        .unwrap();
    contents
}

/// Returns the slow reader for a file, or none if it is not a price file.
fn slow_reader(contents: &[u8]) -> Option<super::agreement::Slow> {
    if let Some(root) = Json::parse(contents) {
        return if root.get("in_network").is_some() {
            Some(slow_payer::rows)
        } else {
            root.get("standard_charge_information")
                .map(|_| slow_hospital::rows as super::agreement::Slow)
        };
    }
    let text = String::from_utf8_lossy(contents);
    let mut lines = text.lines();
    let is_template = lines
        .next()?
        .trim_start_matches('\u{feff}')
        .starts_with("hospital_name");
    let has_charges = lines
        .nth(1)
        .is_some_and(|line| line.contains("standard_charge"));
    (is_template && has_charges).then_some(slow_table::rows)
}

/// Registers every n-th number in a file that could be an NPI or a TIN.
fn register(contents: &[u8], name: &str, every: usize) -> Wanted {
    let text = String::from_utf8_lossy(contents);
    let is_number = |word: &&str| word.len() == 9 || word.len() == 10;
    let words = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(is_number);
    let words: BTreeSet<String> = words
        .map(str::to_owned)
        .chain(name.get(..9).map(str::to_owned))
        .collect();
    let some: Vec<String> = words.into_iter().step_by(every).collect();
    Wanted::new(some.clone(), some)
}

/// Files that are not price files, by a part of the path, with words of the message. The first
/// match counts.
const REFUSED: [(&str, &str); 14] = [
    (".xml", "XML"),
    ("schemas/", "is a JSON schema"),
    ("sampleSchema", "is a JSON schema"),
    ("legacy_", "layout older than the template"),
    ("notdata_html", "HTML"),
    (
        "sample-invalid.json",
        "line 5: a comma or closing brace is missing",
    ),
    ("allowed-amounts", "holds allowed amounts"),
    ("multiplan-empty", "holds allowed amounts"),
    ("provider-reference", "is a provider-reference file"),
    ("table-of-contents", "is a table of contents"),
    ("dataWith", "is JSON without in_network"),
    ("moreData", "is JSON without in_network"),
    ("simpleData", "is JSON without in_network"),
    ("simpleZip", "is a zip archive of several files"),
];

/// Larger files are only read for a third of their NPIs, to save time.
const LARGE_BYTES: usize = 4 << 20;

/// Returns the difference between the program and the slow reader, or none if they agree.
fn check(path: &Path) -> Option<String> {
    let contents = unpacked(path);
    let Some(slow) = slow_reader(&contents) else {
        return check_refused(path);
    };
    let name = path.file_name().unwrap().to_str().unwrap();
    let shares: &[usize] = if contents.len() > LARGE_BYTES {
        &[3]
    } else {
        &[1, 3]
    };
    for &every in shares {
        let wanted = register(&contents, name, every);
        let mut extraction = Extraction::new(&wanted);
        let expected = slow(&plain(path, contents.clone()), &wanted).unwrap();
        let report = match extraction.run(vec![path.to_owned()]) {
            Ok(report) => report,
            Err(fault) => return Some(fault.to_string()),
        };
        if let Some(lost) = lost(&report, &plain(path, contents.clone()), &wanted) {
            return Some(format!("{}, every {every}: {lost}", path.display()));
        }
        let found = extraction.rows();
        if found != expected {
            return Some(format!(
                "{}, every {every}\n{}",
                path.display(),
                differences(&found, &expected)
            ));
        }
    }
    None
}

fn check_refused(path: &Path) -> Option<String> {
    let mut extraction = Extraction::new(&Wanted::new([], []));
    let message = match extraction.run(vec![path.to_owned()]) {
        Ok(report) => format!("{}: is read: {:?}", path.display(), report.passed_over),
        Err(fault) => fault.to_string(),
    };
    let shown = path.to_string_lossy();
    let words = REFUSED
        .iter()
        .find(|(part, _)| shown.contains(part))
        .map(|(_, words)| *words);
    let is_refused = words.is_some_and(|words| message.contains(words));
    (!is_refused).then(|| format!("must be refused with {words:?}: {message}"))
}

/// Number of committed files that give rows, and of those that are refused.
const SHAPES: (usize, usize) = (6, 9);

#[test]
fn every_published_shape_gives_the_rows_of_the_slow_reader() {
    let files = files_in(folder("tests/it/rates/shapes"));
    let (readable, refused): (Vec<_>, Vec<_>) = files
        .iter()
        .partition(|path| slow_reader(&unpacked(path)).is_some());
    assert_eq!((readable.len(), refused.len()), SHAPES);
    for path in readable {
        let contents = unpacked(path);
        let name = path.file_name().unwrap().to_str().unwrap();
        let wanted = register(&contents, name, 1);
        let slow = slow_reader(&contents).unwrap();
        let rows = slow(&plain(path, contents), &wanted).unwrap();
        assert!(rows.len() >= 2, "{}: {} rows", path.display(), rows.len());
    }
    let faults: Vec<String> = files.iter().filter_map(|path| check(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that does not run must say so")]
fn public_files_give_the_rows_of_the_slow_reader() {
    let data = std::env::var_os("NEARSITE_SHARED_DATA")
        .map_or_else(|| folder("../../shared/data"), PathBuf::from);
    let files = files_in(data.clone());
    if files.is_empty() {
        eprintln!(
            "NOT RUN: there are no public price files in {}",
            data.display()
        );
        return;
    }
    let faults: Vec<String> = files.iter().filter_map(|path| check(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
