//! Options that cannot be meant, and disks that do not take what is written.

use crate::rates_support::{RatesWorld, sound_file};
use nearsite_datasets::{IngestError, RatesError};
use serde_json::json;

#[test]
fn a_table_never_replaces_an_input() {
    let mut world = RatesWorld::with_two_files();
    let north = world.input("north.json");
    let before = std::fs::read(&north).unwrap();
    world.options.inputs = vec![north.clone()];
    for out in [
        north.clone(),
        world.input("../inputs/./north.json"),
        world.options.registrations.clone(),
    ] {
        world.options.out = out;
        let message = world.refusal();
        assert!(message.contains("is an input"), "{message}");
    }
    assert!(std::fs::read(&north).unwrap() == before);
}

#[test]
fn a_rejects_file_never_replaces_an_input_or_the_table() {
    let mut world = RatesWorld::with_two_files();
    world.options.inputs = vec![world.input("north.json")];
    for (rejects, words) in [
        (world.input("north.json"), "is an input"),
        (world.options.registrations.clone(), "is an input"),
        (world.options.out.clone(), "are the same file"),
        (world.folder().to_owned(), "is not a regular file"),
    ] {
        world.options.rejects = Some(rejects);
        let message = world.refusal();
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn the_table_needs_a_folder_that_exists_and_a_name_that_is_free() {
    let mut world = RatesWorld::with_two_files();
    for (out, words) in [
        (
            world.folder().join("nowhere/rates.parquet"),
            "does not exist",
        ),
        (world.folder().join("out"), "is a folder"),
        ("/dev/full".into(), "not a regular file"),
        (world.folder().join("out/.."), "is not the name of a file"),
    ] {
        world.options.out = out;
        let message = world.refusal();
        assert!(message.contains(words), "{message}");
    }
    assert!(!world.folder().join("nowhere").exists());
}

#[test]
fn inputs_and_workers_must_be_given() {
    let mut world = RatesWorld::with_two_files();
    world.options.workers = 0;
    assert!(world.refusal().contains("--workers"));
    world.options.workers = 1;
    world.options.inputs.clear();
    assert!(world.refusal().contains("no price file"));
}

#[test]
fn a_folder_that_takes_no_files_is_the_machine_s_fault() {
    let mut world = RatesWorld::with_two_files();
    world.options.out = "/proc/rates.parquet".into();
    let error = world.extract().expect_err("a folder that is not writable");
    assert!(
        !error.is_bad_input() && error.to_string().contains("/proc/rates.parquet.parts"),
        "{error}"
    );
}

#[test]
fn something_else_in_the_place_of_the_work_folder_is_left_alone() {
    let world = RatesWorld::with_two_files();
    let path = world.folder().join("out/rates.parquet.parts");
    std::fs::write(&path, "mine").unwrap();
    let error = world.extract().expect_err("a name that is taken");
    assert!(
        !error.is_bad_input() && error.to_string().contains("move it away"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn a_full_disk_is_the_machine_s_fault_and_the_table_stays() {
    let mut world = RatesWorld::with_two_files();
    world.extracted();
    let table = world.table();
    let mut bad = sound_file("North", 400.0);
    bad["in_network"][0]["negotiated_rates"][0]["negotiated_prices"][0]["negotiated_rate"] =
        json!("none");
    world.write("bad.json", bad.to_string());
    world.options.rejects = Some("/dev/full".into());
    let error = world.extract().expect_err("a full disk");
    assert!(
        matches!(&error, RatesError::Ingest(IngestError::Write { path, .. }) if path.ends_with("full")),
        "{error}"
    );
    assert!(world.table() == table);
    world.options.rejects = None;
    assert_eq!(
        world
            .extracted()
            .files
            .iter()
            .filter(|file| file.resumed)
            .count(),
        3
    );
}

#[test]
fn registrations_that_cannot_be_read_stop_everything() {
    let mut world = RatesWorld::with_two_files();
    world.options.registrations = world.folder().join("nobody.ndjson");
    let message = world.refusal();
    assert!(message.contains("nobody.ndjson"), "{message}");
    assert!(world.out_names().is_empty());
}

#[test]
fn rejected_registrations_are_a_warning() {
    let world = RatesWorld::with_two_files();
    let path = &world.options.registrations;
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::write(path, format!("{text}{{\"registration_id\": \"B-1\"}}\n")).unwrap();
    let report = world.extracted();
    let is_told = |warning: &String| warning.contains("1 of 3 registrations");
    assert!(report.warnings.iter().any(is_told), "{:?}", report.warnings);
}
