//! Invented files give the same rows in the program and in the slow readers.

use super::conservation::lost;
use super::extraction::{Extraction, plain};
use super::pack::pack;
use super::random_payer::Invented;
use super::row::{PlainFile, Row};
use super::wanted::Wanted;
use super::{random_hospital, random_payer, random_table, slow_hospital, slow_payer, slow_table};
use nearsite_random::SplitMix64;
use std::collections::BTreeSet;

/// Files of each kind: on two cores all of them take well under a minute.
const FILES: u64 = 150;

type Invent = fn(&mut SplitMix64) -> Invented;

/// A slow reader.
pub(super) type Slow = fn(&PlainFile, &Wanted) -> Option<BTreeSet<Row>>;

/// Some providers of a file, and some others.
fn register(invented: &Invented, rng: &mut SplitMix64) -> Wanted {
    let some = |people: &[String], rng: &mut SplitMix64| -> Vec<String> {
        let share = 1 + rng.below(4);
        people
            .iter()
            .filter(|_| !rng.once_in(share))
            .cloned()
            .collect()
    };
    let mut npis = some(&invented.npis, rng);
    npis.push("1234567893".to_owned());
    let mut tins = some(&invented.tins, rng);
    tins.push("123456789".to_owned());
    Wanted::new(npis, tins)
}

/// A short description of the differing rows.
pub(super) fn differences(fast: &BTreeSet<Row>, slow: &BTreeSet<Row>) -> String {
    let shown = |rows: Vec<&Row>| format!("{} rows, such as {:#?}", rows.len(), rows.first());
    format!(
        "only the program: {}\nonly the slow reader: {}",
        shown(fast.difference(slow).collect()),
        shown(slow.difference(fast).collect())
    )
}

/// Compares one invented file; returns its number of rows, or the differences.
fn compare(seed: u64, invent: Invent, slow: Slow) -> Result<usize, String> {
    let mut rng = SplitMix64::for_case(seed);
    let invented = invent(&mut rng);
    let wanted = register(&invented, &mut rng);
    let mut extraction = Extraction::new(&wanted);
    for (name, contents) in &invented.reference_files {
        extraction.write(name, contents.as_bytes());
    }
    let (name, packed) = pack(&invented.name, &invented.contents, &mut rng);
    let path = extraction.write(&name, &packed);
    let file = plain(&path, invented.contents);
    let expected = slow(&file, &wanted).unwrap();
    match extraction.run(vec![path]) {
        Err(fault) => Err(format!(
            "seed {seed}, {name}: {fault}; the slow reader has {} rows",
            expected.len()
        )),
        Ok(report) if extraction.rows() == expected => match lost(&report, &file, &wanted) {
            Some(lost) => Err(format!("seed {seed}, {name}: {lost}")),
            None => Ok(expected.len()),
        },
        Ok(_) => Err(format!(
            "seed {seed}, {name}\n{}",
            differences(&extraction.rows(), &expected)
        )),
    }
}

/// Compares many files, which together must have enough rows to mean something.
fn compare_all(first_seed: u64, invent: Invent, slow: Slow) {
    let (mut rows, mut faults) = (0, Vec::new());
    for seed in first_seed..first_seed + FILES {
        match compare(seed, invent, slow) {
            Ok(more) => rows += more as u64,
            Err(fault) => faults.push(fault),
        }
    }
    assert!(
        faults.is_empty(),
        "{} files differ:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(rows > 4 * FILES, "{rows} rows in all");
}

#[test]
fn payer_files_give_the_rows_of_the_slow_reader() {
    compare_all(1_000, random_payer::invent, slow_payer::rows);
}

#[test]
fn hospital_json_gives_the_rows_of_the_slow_reader() {
    compare_all(2_000, random_hospital::invent, slow_hospital::rows);
}

#[test]
fn hospital_tables_give_the_rows_of_the_slow_reader() {
    compare_all(3_000, random_table::invent, slow_table::rows);
}

#[test]
fn a_folder_of_files_gives_the_rows_of_all_of_them() {
    let kinds: [(Invent, Slow); 3] = [
        (random_payer::invent, slow_payer::rows),
        (random_hospital::invent, slow_hospital::rows),
        (random_table::invent, slow_table::rows),
    ];
    let mut rng = SplitMix64::for_case(4_000);
    let invented: Vec<(Invented, Slow)> = (0..30)
        .map(|number| {
            (
                kinds[number % kinds.len()].0(&mut rng),
                kinds[number % kinds.len()].1,
            )
        })
        .filter(|(invented, _)| invented.reference_files.is_empty())
        .collect();
    let some = invented
        .iter()
        .map(|(invented, _)| register(invented, &mut rng));
    let wanted = some.reduce(Wanted::and).unwrap();
    let mut extraction = Extraction::new(&wanted);
    extraction.options.workers = 2;
    let mut expected = BTreeSet::new();
    for (number, (invented, slow)) in invented.into_iter().enumerate() {
        let (name, packed) = pack(&invented.name, &invented.contents, &mut rng);
        let path = extraction.write(&format!("{number}/{name}"), &packed);
        expected.extend(slow(&plain(&path, invented.contents), &wanted).unwrap());
    }
    let folder = extraction.folder().join("files");
    extraction
        .run(vec![folder])
        .unwrap_or_else(|fault| panic!("{fault}"));
    let found = extraction.rows();
    assert!(found == expected, "{}", differences(&found, &expected));
}
