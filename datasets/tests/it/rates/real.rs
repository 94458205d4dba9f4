//! Every real price file at hand, by the program and by the slow readers; where there are none, nothing is compared.

use super::agreement::differences;
use super::extraction::{Extraction, plain};
use super::pairs::Json;
use super::wanted::Wanted;
use super::{slow_hospital, slow_payer, slow_table};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files of real publishers and of official examples, outside the repository.
fn files() -> Vec<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let mut found = Vec::new();
    let mut folders = vec![data];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        for path in entries.map(|entry| entry.unwrap().path()) {
            let text = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if text.contains("/data/tic-") || text.contains("/data/hpt-") {
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

/// The reader for what a file holds; none when it is no price file.
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

/// Everything in a file that could be an NPI or a TIN, of which every third is registered, or all.
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

/// What is no price file, by a part of its path, and words of the message that must say so; the first that fits holds.
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

/// Files larger than this are read for a third of their NPIs alone, to save time.
const LARGE_BYTES: usize = 4 << 20;

/// What a real file comes to instead of what it must come to.
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
        if let Err(fault) = extraction.run(vec![path.to_owned()]) {
            return Some(fault.to_string());
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

#[test]
fn real_files_give_the_rows_of_the_slow_reader() {
    let faults: Vec<String> = files().iter().filter_map(|path| check(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
