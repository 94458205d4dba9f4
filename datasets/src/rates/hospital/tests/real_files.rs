//! The public files kept beside the project, where they are present: official examples, the validator's fixtures, hospitals.
//!
//! `NEARSITE_SHARED_DATA` names another folder than the one beside the project.

use super::{Outcome, Taken, outcome};
use crate::rates::Wanted;
use crate::rates::hospital::{Detection, HospitalFile, detect};
use crate::source::Source;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

const HEAD_BYTES: u64 = 64 << 10;
const FILE_NAME: &str = "631282722_any_standardcharges";

fn folder() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    std::env::var_os("NEARSITE_SHARED_DATA").map_or(beside, PathBuf::from)
}

/// Every five letters or digits of a file as codes, every ten digits as NPIs: all its rates are wanted.
fn everything_in(text: &[u8]) -> Wanted {
    let text = String::from_utf8_lossy(text).to_uppercase();
    let words = || text.split(|c: char| !c.is_ascii_alphanumeric());
    let codes: Vec<&str> = words().filter(|word| word.len() == 5).collect();
    let npis: Vec<u64> = words()
        .filter(|word| word.len() == 10)
        .filter_map(|word| word.parse().ok())
        .collect();
    Wanted::of(&codes, &npis, &[631_282_722])
}

fn read(path: &Path) -> Result<Outcome, String> {
    let open = || Source::open(path).map_err(|fault| fault.to_string());
    let mut text = Vec::new();
    open()?
        .read_to_end(&mut text)
        .map_err(|fault| fault.to_string())?;
    let format = match detect(&text[..text.len().min(HEAD_BYTES as usize)]) {
        Detection::Hospital(format) => format,
        Detection::Legacy(fault) => return Err(format!("legacy: {fault}")),
        Detection::Other => return Err("other".to_owned()),
    };
    let source = open()?;
    let wanted = everything_in(&text);
    let file = HospitalFile {
        source,
        name: FILE_NAME,
        format,
    };
    outcome(|taken: &mut Taken| {
        file.read(&wanted, taken, &mut |_| ())
            .map(|(facts, _)| facts)
    })
}

#[test]
fn print_all() {
    let mut paths = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().contains("/hpt-") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(folder()).unwrap().display().to_string();
        match read(&path) {
            Ok(o) => {
                let mut by: BTreeMap<String, u64> = BTreeMap::new();
                for r in &o.rejects {
                    *by.entry(r.split(' ').nth(1).unwrap().to_owned())
                        .or_default() += 1;
                }
                println!(
                    "OK\t{name}\t{}\t{}\t{}\t{by:?}\t{:?}\t{:?}\t{:?}\t{:?}",
                    o.facts.records,
                    o.facts.records_wanted,
                    o.rates.len(),
                    o.facts.passed_over,
                    o.facts.schema_version,
                    o.facts.last_updated_on.map(|d| d.to_string()),
                    o.facts.warnings
                );
                if std::env::var_os("DUMP").is_some() {
                    for r in &o.rates {
                        println!("RATE\t{name}\t{r}");
                    }
                    for r in &o.rejects {
                        println!("REJ\t{name}\t{r}");
                    }
                }
            }
            Err(fault) => println!("FAULT\t{name}\t{fault}"),
        }
    }
}
