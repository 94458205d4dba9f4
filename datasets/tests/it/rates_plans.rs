//! Payer files of schema 1.x keep their plans apart, an empty table is announced, and files of
//! operating systems are skipped.

use crate::rates_support::{Rate, RatesWorld, payer_file};
use crate::support::NPI;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};
use std::io::Write;

/// A payer's file of schema 1.x about one plan.
fn plan_file(payer: &str, plan: Option<&str>, id: Option<&str>, dollars: f64) -> Value {
    let mut file = payer_file(payer, &[Rate("70551", dollars, &[NPI[0]], &[])]);
    file["version"] = json!("1.3.1");
    file["plan_name"] = json!(plan);
    file["plan_id"] = json!(id);
    file
}

#[test]
fn plans_of_the_first_schema_are_networks_for_any_order_of_files_and_workers() {
    let files = [
        ("a", plan_file("Acme", Some("Acme PPO"), Some("1"), 600.0)),
        ("b", plan_file("Acme", Some("Acme HMO"), Some("1"), 300.0)),
        ("c", plan_file("Birch", Some("PPO"), Some("7"), 310.0)),
        ("d", plan_file("Birch", Some("ppo"), Some("8"), 320.0)),
        ("e", plan_file("Birch", None, Some("9"), 330.0)),
        ("f", plan_file("Cedar", Some("PPO"), Some("7"), 340.0)),
    ];
    let expected = [
        "Acme PPO",
        "Acme HMO",
        "PPO (plan id 7)",
        "ppo (plan id 8)",
        "null",
        "PPO",
    ];
    let mut tables = Vec::new();
    for (is_reversed, workers) in [(false, 1), (false, 2), (true, 2)] {
        let mut world = RatesWorld::new();
        world.options.workers = workers;
        let paths = files
            .iter()
            .map(|(name, file)| world.write(&format!("{name}.json"), file.to_string()));
        let mut paths: Vec<_> = paths.collect();
        if is_reversed {
            paths.reverse();
        }
        world.options.inputs = paths;
        let report = world.extracted();
        assert_eq!(world.column("network_name"), expected);
        let is_told = |warning: &String| warning.contains("2 plans of one payer are named `PPO`");
        assert_eq!(report.warnings.iter().filter(|w| is_told(w)).count(), 1);
        let names: Vec<_> = report
            .networks
            .iter()
            .map(|n| n.network_name.as_deref())
            .collect();
        assert_eq!(names.len(), 6);
        assert!(names.contains(&Some("PPO (plan id 7)")), "{names:?}");
        tables.push(world.table());
    }
    assert!(tables.iter().all(|table| *table == tables[0]));
}

#[test]
fn a_file_of_the_second_schema_keeps_its_networks() {
    let world = RatesWorld::new();
    let mut file = payer_file("Acme", &[Rate("70551", 1.0, &[NPI[0]], &["North"])]);
    file["plan_name"] = json!("PPO");
    world.write("a.json", file.to_string());
    let mut unnamed = payer_file("Acme", &[Rate("70551", 1.0, &[NPI[0]], &[])]);
    unnamed["plan_name"] = json!("PPO");
    world.write("b.json", unnamed.to_string());
    world.extracted();
    assert_eq!(world.column("network_name"), ["North", "null"]);
}

#[test]
fn an_empty_table_is_announced_with_what_was_looked_for() {
    let world = RatesWorld::new();
    let rates = [
        Rate("70551", 1.0, &["1999999992"], &[]),
        Rate("99213", 1.0, &[NPI[0]], &[]),
    ];
    let file = payer_file("Acme", &rates).to_string();
    world.write("a.json", file.replace("742345678", "111111111"));
    let report = world.extracted();
    assert_eq!(report.written.as_ref().map(|table| table.rows), Some(0));
    let warning = report.empty_table_warning().expect("a warning");
    assert!(report.warnings.contains(&warning));
    let looked_for = report.looked_for;
    assert_eq!((looked_for.npis, looked_for.tins), (2, 2));
    for words in [
        "2 records of 1 files were read, 1 of them name",
        "2 NPIs and 2 TINs",
        &format!("{} codes", looked_for.codes),
        "check that the registrations have the NPIs and TINs",
    ] {
        assert!(warning.contains(words), "{warning}");
    }
    let outcomes = &report.files[0].outcomes;
    assert_eq!(outcomes.get("provider_not_registered"), Some(&1));
    assert_eq!(outcomes.get("other_code"), Some(&1));
    let full = RatesWorld::with_two_files().extracted();
    assert_eq!(full.empty_table_warning(), None);
}

/// One deflated member of a zip archive.
fn member(name: &str, text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    let packed = encoder.finish().unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(text);
    let mut bytes = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0".to_vec();
    bytes.extend(crc.sum().to_le_bytes());
    bytes.extend((packed.len() as u32).to_le_bytes());
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes.extend([0; 2]);
    bytes.extend(name.as_bytes());
    bytes.extend(packed);
    bytes
}

#[test]
fn a_zip_with_folders_and_files_of_a_mac_is_read_as_its_one_file() {
    let world = RatesWorld::new();
    let file = payer_file("Acme", &[Rate("70551", 1.0, &[NPI[0]], &["North"])]).to_string();
    let one = [
        member("prices/", b""),
        member("prices/.DS_Store", b"x"),
        member("prices/rates.json", file.as_bytes()),
        member("__MACOSX/prices/._rates.json", b"fork"),
        b"PK\x01\x02".to_vec(),
    ];
    world.write("one.zip", one.concat());
    let two = [
        member("a.json", file.as_bytes()),
        member("b.json", file.as_bytes()),
        b"PK\x01\x02".to_vec(),
    ];
    world.write("two.zip", two.concat());
    for folder in ["x", "y"] {
        world.write(&format!("{folder}/.DS_Store"), b"x");
        world.write(&format!("{folder}/._one.json"), b"x");
    }
    let report = world.extracted();
    assert_eq!((report.files.len(), report.totals.rates), (1, 1));
    let about = |words: &str| report.warnings.iter().filter(|w| w.contains(words)).count();
    assert_eq!(about("two.zip is a zip archive of several files"), 1);
    assert_eq!(about("2 files named .DS_Store"), 1);
    assert_eq!(about("2 files named ._*"), 1);
    assert_eq!((report.warnings.len(), report.passed_over.len()), (3, 5));
}
