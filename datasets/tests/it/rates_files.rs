//! Files that are read, skipped or refused, in folders and by name.

use crate::rates_support::{RatesWorld, TIN, hospital_file, names_in, sound_file};
use nearsite_datasets::{RateFiles, RatesError};
use serde_json::json;
use std::os::unix::fs::symlink;

/// Files that are no price files: name, contents, words of the reason.
const NO_PRICE_FILES: [(&str, &str, &str); 9] = [
    (
        "page.json",
        "<!DOCTYPE html><html></html>",
        "an HTML or XML page",
    ),
    (
        "rates.xml",
        "<?xml version=\"1.0\"?><root/>",
        "an HTML or XML page",
    ),
    (
        "schema.json",
        r#"{"$schema": "https://json-schema.org/x", "properties": {"in_network": {}}}"#,
        "is a JSON schema",
    ),
    (
        "allowed.json",
        r#"{"reporting_entity_name": "N", "out_of_network": []}"#,
        "allowed amounts",
    ),
    (
        "providers.json",
        r#"{"version": "1.0", "provider_groups": []}"#,
        "provider-reference file",
    ),
    (
        "legacy.csv",
        "code,description,gross charge\n70551,MRI,900\n",
        "older than the template",
    ),
    (
        "legacy.ndjson",
        "{\"code\": \"70551\", \"gross charge\": \"900\"}\n",
        "older than the template",
    ),
    ("README.md", "# Prices\n", "hospital template"),
    ("empty.json", "", "is empty"),
];

#[test]
fn in_a_folder_a_file_without_prices_is_skipped_with_its_reason() {
    let world = RatesWorld::with_two_files();
    for (name, contents, _) in NO_PRICE_FILES {
        world.write(&format!("others/{name}"), contents);
    }
    let report = world.extracted();
    assert_eq!((report.files.len(), report.totals.rates), (2, 10));
    for (name, _, words) in NO_PRICE_FILES {
        let file = report
            .passed_over
            .iter()
            .find(|file| file.name.ends_with(name))
            .unwrap();
        assert!(file.reason.contains(words), "{name}: {}", file.reason);
        let is_warned = report
            .warnings
            .iter()
            .any(|warning| warning.contains(name) && warning.contains(words));
        assert!(is_warned, "{name}");
    }
    assert_eq!(report.passed_over.len(), NO_PRICE_FILES.len());
}

#[test]
fn a_named_file_that_is_no_price_file_is_refused_and_the_others_are_kept() {
    for (name, contents, words) in NO_PRICE_FILES {
        let mut world = RatesWorld::with_two_files();
        let path = world.write(&format!("others/{name}"), contents);
        world.options.inputs.push(path);
        let message = world.refusal();
        assert!(
            message.contains(name) && message.contains(words),
            "{message}"
        );
        assert_eq!(world.out_names(), ["rates.parquet.parts"], "{name}");
    }
}

#[test]
fn a_damaged_price_file_in_any_folder_is_refused_and_the_table_stays() {
    let json = sound_file("North", 400.0).to_string();
    let packed = zstd::encode_all(json.as_bytes(), 1).unwrap();
    let damaged: [(&str, &[u8]); 3] = [
        ("cut.json", &json.as_bytes()[..json.len() - 20]),
        ("cut.json.zst", &packed[..packed.len() - 8]),
        ("head.json.gz", &[0x1f, 0x8b, 8, 0, 0]),
    ];
    for (name, bytes) in damaged {
        let world = RatesWorld::with_two_files();
        world.extracted();
        let table = world.table();
        world.write(&format!("in/here/{name}"), bytes);
        let error = world.extract().expect_err("a refused extraction");
        assert!(
            error.is_bad_input() && error.to_string().contains(name),
            "{error}"
        );
        let RatesError::RateFiles(refusal) = error else {
            panic!("{error}");
        };
        assert_eq!(
            (refusal.report.files.len(), refusal.report.failed.len()),
            (2, 1)
        );
        assert_eq!(refusal.report.written, None);
        assert!(world.table() == table, "{name}");
    }
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let mut world = RatesWorld::with_two_files();
    world.options.inputs.push(world.input("nowhere.json"));
    let message = world.refusal();
    assert!(
        message.contains("nowhere.json: cannot be read"),
        "{message}"
    );
}

#[test]
fn every_file_at_fault_is_named() {
    let mut world = RatesWorld::with_two_files();
    world.options.inputs.push(world.input("nowhere.json"));
    world.write("cut.json", r#"{"in_network": [{"#);
    let message = world.refusal();
    assert!(
        message.contains("nowhere.json") && message.contains("cut.json"),
        "{message}"
    );
}

#[test]
fn kinds_that_are_not_asked_for_are_skipped_even_when_named() {
    let mut world = RatesWorld::with_two_files();
    let hospital = world.write(&format!("{}_county.csv", TIN[0]), hospital_file(300.0));
    assert_eq!(world.extracted().files.len(), 3);
    world.options.files = RateFiles::HospitalOnly;
    world.options.inputs = vec![
        world.input("north.json"),
        world.input("south.json"),
        hospital,
    ];
    let report = world.extracted();
    assert_eq!((report.files.len(), report.passed_over.len()), (1, 2));
    assert_eq!(world.column("source"), ["hospital_file"]);
    assert_eq!(
        (world.column("tin"), world.column("payer")),
        (vec![TIN[0].to_owned()], vec!["Blue".to_owned()])
    );
    assert!(
        report.passed_over[0]
            .reason
            .contains("only those of hospitals")
    );
    world.options.files = RateFiles::InNetworkOnly;
    assert_eq!(world.extracted().files.len(), 2);
}

#[test]
fn a_table_of_contents_is_listed_and_nothing_is_fetched() {
    let world = RatesWorld::with_two_files();
    let file = |name: &str| json!({"description": "in-network", "location": format!("https://x.test/a/{name}?sig=1")});
    let plan = |name: &str| json!({"plan_name": name, "plan_id_type": "hios", "plan_id": "12345"});
    let contents = json!({"reporting_entity_name": "North", "reporting_structure": [
        {"reporting_plans": [plan("Gold"), plan("Silver")], "in_network_files": [file("north.json"), file("west.json")]},
        {"reporting_plans": [plan("Bronze")], "in_network_files": null},
        "no structure",
    ]});
    world.write("index.json", contents.to_string());
    let report = world.extracted();
    let listed = &report.tables_of_contents[0];
    let entries: Vec<_> = listed
        .entries
        .iter()
        .map(|entry| (entry.plan.as_str(), entry.file.as_str(), entry.is_here))
        .collect();
    let expected = [
        ("Gold hios 12345", "north.json", true),
        ("Gold hios 12345", "west.json", false),
        ("Silver hios 12345", "north.json", true),
        ("Silver hios 12345", "west.json", false),
    ];
    assert_eq!(entries, expected);
    assert_eq!(
        (listed.structures_unreadable, listed.is_cut_off),
        (1, false)
    );
    assert!(report.to_string().contains("not here  west.json"));
    assert!(report.passed_over[0].reason.contains("table of contents"));
}

#[test]
fn links_are_not_followed_and_what_we_write_is_no_input() {
    let mut world = RatesWorld::with_two_files();
    world.extracted();
    let table = world.table();
    symlink(world.input("north.json"), world.input("link.json")).unwrap();
    symlink(world.folder(), world.input("loop")).unwrap();
    world.options.out = world.input("rates.parquet");
    world.extracted();
    // The table of the first run is in the folder now, and so is the registration file.
    std::fs::copy(
        world.folder().join("registrations.ndjson"),
        world.input("registrations.ndjson"),
    )
    .unwrap();
    world.options.registrations = world.input("registrations.ndjson");
    let report = world.extracted();
    assert!(world.table() == table);
    let names: Vec<&str> = report
        .passed_over
        .iter()
        .map(|file| file.reason.as_str())
        .collect();
    assert_eq!(names, ["is a link: name what it points to"; 2]);
    assert!(!names_in(&world.input("")).contains(&"rates.parquet.parts".to_owned()));
}

#[test]
fn identifying_keys_may_follow_any_unknown_value() {
    let world = RatesWorld::new();
    let sound = sound_file("North", 400.0);
    let late = format!(
        r#"{{"x": [{}"]}}"], "provider_references": {}, "in_network": {}, "reporting_entity_name": "North"}}"#,
        r#""]","#.repeat(100_000),
        sound["provider_references"],
        sound["in_network"],
    );
    world.write("late.json", late);
    assert_eq!(world.extracted().totals.rates, 5);
}
