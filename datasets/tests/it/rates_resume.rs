//! An interrupted extraction is resumed.

use crate::rates_support::{RatesWorld, sound_file};
use crate::support::{NPI, lines, site_with};
use nearsite_datasets::{IngestError, RatesError, RatesReport};
use serde_json::json;

/// A world whose first run failed over one file, so that its other files are read already.
fn half_done() -> RatesWorld {
    let world = RatesWorld::with_two_files();
    world.write("cut.json", r#"{"in_network": [{"#);
    assert!(world.refusal().contains("cut.json"));
    world
}

fn resumed(report: &RatesReport) -> Vec<(&str, bool)> {
    let files = report.files.iter();
    files
        .map(|file| (file.name.as_str(), file.resumed))
        .collect()
}

#[test]
fn what_was_read_is_not_read_again_and_the_table_is_the_same() {
    let world = half_done();
    world.write("cut.json", sound_file("East", 1.5).to_string());
    let report = world.extracted();
    assert_eq!(
        resumed(&report),
        [
            ("cut.json", false),
            ("north.json", true),
            ("south.json", true)
        ]
    );
    let fresh = RatesWorld::with_two_files();
    fresh.write("cut.json", sound_file("East", 1.5).to_string());
    let fresh_report = fresh.extracted();
    assert!(world.table() == fresh.table());
    assert_eq!(report.totals, fresh_report.totals);
    assert_eq!(report.networks, fresh_report.networks);
    assert_eq!(world.out_names(), ["rates.parquet"]);
}

#[test]
fn a_file_that_changed_is_read_again() {
    let world = half_done();
    world.write("cut.json", sound_file("East", 1.5).to_string());
    // Of the same length, so that only the time or the inode differs.
    let path = world.input("north.json");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(path, sound_file("North", 900.0).to_string()).unwrap();
    let report = world.extracted();
    assert_eq!(
        resumed(&report)[1..],
        [("north.json", false), ("south.json", true)]
    );
    assert!(world.column("rate").contains(&"900.0000".to_owned()));
}

#[test]
fn other_registrations_make_everything_be_read_again() {
    let world = half_done();
    std::fs::remove_file(world.input("cut.json")).unwrap();
    let site = site_with("A-9", |site| site["npi"] = json!([NPI[0]]));
    std::fs::write(&world.options.registrations, lines(&[site])).unwrap();
    let report = world.extracted();
    assert_eq!(
        resumed(&report),
        [("north.json", false), ("south.json", false)]
    );
    assert!(world.column("npi").iter().all(|npi| npi == NPI[0]));
}

#[test]
fn parts_that_are_damaged_are_read_again_and_litter_is_swept() {
    let damages: [fn(&mut Vec<u8>); 3] = [
        Vec::clear,
        |bytes| bytes.truncate(10),
        |bytes| bytes[12] ^= 1,
    ];
    let fresh = RatesWorld::with_two_files();
    fresh.extracted();
    for damage in damages {
        let world = half_done();
        std::fs::remove_file(world.input("cut.json")).unwrap();
        let parts = world.folder().join("out/rates.parquet.parts");
        for entry in std::fs::read_dir(&parts).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "rows") {
                let mut bytes = std::fs::read(&path).unwrap();
                damage(&mut bytes);
                std::fs::write(&path, bytes).unwrap();
            }
        }
        std::fs::write(parts.join("dead.rows.tmp"), "litter").unwrap();
        let report = world.extracted();
        assert_eq!(
            resumed(&report),
            [("north.json", false), ("south.json", false)]
        );
        assert!(world.table() == fresh.table());
        assert_eq!(world.out_names(), ["rates.parquet"]);
    }
}

#[test]
fn two_extractions_of_one_table_do_not_mix() {
    let world = half_done();
    let parts = world.folder().join("out/rates.parquet.parts");
    let lock = std::fs::File::open(parts.join(".lock")).unwrap();
    lock.lock().unwrap();
    let error = world.extract().expect_err("a table that is being written");
    assert!(
        matches!(error, RatesError::Ingest(IngestError::Locked(_))),
        "{error}"
    );
    assert!(error.to_string().contains("another extraction"), "{error}");
    drop(lock);
    std::fs::remove_file(world.input("cut.json")).unwrap();
    assert_eq!(
        resumed(&world.extracted()),
        [("north.json", true), ("south.json", true)]
    );
}

#[test]
fn extractions_at_the_same_time_leave_one_whole_table() {
    let world = RatesWorld::with_two_files();
    world.extracted();
    let table = world.table();
    std::thread::scope(|scope| {
        let extract = || (0..10).map(|_| world.extract()).collect::<Vec<_>>();
        let runs: Vec<_> = (0..3).map(|_| scope.spawn(extract)).collect();
        for run in runs {
            for result in run.join().unwrap() {
                if let Err(error) = result {
                    assert!(
                        matches!(error, RatesError::Ingest(IngestError::Locked(_))),
                        "{error}"
                    );
                }
            }
        }
    });
    assert!(world.table() == table);
    assert_eq!(world.out_names(), ["rates.parquet"]);
}
