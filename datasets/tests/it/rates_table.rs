//! From price files to the table and the report.

use crate::rates_support::{Rate, RatesWorld, payer_file, sound_file};
use crate::support::NPI;
use nearsite_datasets::{Progress, RejectCode, extract_rates};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

#[test]
fn the_table_holds_a_row_for_each_rate_provider_and_network() {
    let world = RatesWorld::with_two_files();
    let report = world.extracted();
    // In each file: two NPIs in two networks, and one NPI in one; the visit is no imaging.
    assert_eq!(
        (
            report.totals.rates,
            report.totals.files,
            report.totals.records
        ),
        (10, 2, 6)
    );
    assert_eq!(report.written.as_ref().unwrap().rows, 10);
    assert_eq!(world.column("file")[..5], ["north.json"; 5]);
    assert_eq!(
        world.column("code")[..5],
        ["70551", "70551", "70551", "70551", "73721"]
    );
    assert_eq!(
        world.column("npi")[..5],
        [NPI[0], NPI[0], NPI[1], NPI[1], NPI[1]]
    );
    assert_eq!(
        world.column("network_name")[..2],
        ["North One", "North Two"]
    );
    assert_eq!(world.column("rate")[5..7], ["500.2500", "500.2500"]);
    assert_eq!(world.column("entity")[5], "South");
    assert_eq!(world.out_names(), ["rates.parquet"]);
}

#[test]
fn the_report_counts_files_networks_and_all() {
    let world = RatesWorld::with_two_files();
    let report = world.extracted();
    let north = &report.files[0];
    assert_eq!(
        (north.name.as_str(), north.kind.as_str()),
        ("north.json", "payer_file")
    );
    assert_eq!(
        (north.records, north.records_wanted, north.rates),
        (3, 2, 5)
    );
    assert_eq!((north.sites, north.codes, north.resumed), (2, 2, false));
    let bytes = std::fs::read(world.input("north.json")).unwrap();
    assert_eq!(north.bytes, bytes.len() as u64);
    assert_eq!(north.blake3, blake3::hash(&bytes).to_hex().to_string());
    let networks: Vec<_> = report
        .networks
        .iter()
        .map(|network| {
            (
                network.network_name.as_deref().unwrap(),
                network.rates,
                network.providers,
                network.codes,
            )
        })
        .collect();
    assert_eq!(networks, [("North One", 6, 2, 2), ("North Two", 4, 2, 1)]);
    assert_eq!((report.totals.sites, report.totals.codes), (2, 2));
    let text = report.to_string();
    assert!(
        text.contains("10 rates for 2 codes at 2 sites, from 2 files"),
        "{text}"
    );
    assert!(text.contains("rates.parquet holds 10 rows"), "{text}");
}

#[test]
fn workers_order_and_place_do_not_change_a_byte() {
    let world = RatesWorld::with_two_files();
    for number in 0..6 {
        world.write(
            &format!("more/{number}.json"),
            sound_file("More", f64::from(number)).to_string(),
        );
    }
    world.extracted();
    let table = world.table();
    let paths = ["more", "south.json", "north.json"].map(|name| world.input(name));
    for workers in [1, 2, 4] {
        let mut other = RatesWorld::new();
        other.options.workers = workers;
        other.options.inputs = paths.to_vec();
        other.extracted();
        assert!(other.table() == table, "{workers} workers");
    }
}

#[test]
fn a_file_that_is_in_the_inputs_twice_counts_once() {
    let world = RatesWorld::with_two_files();
    world.extracted();
    let table = world.table();
    world.write("again/north.json", sound_file("North", 400.0).to_string());
    let report = world.extracted();
    assert!(world.table() == table);
    assert_eq!((report.files.len(), report.passed_over.len()), (2, 1));
    let reason = &report.passed_over[0].reason;
    assert!(
        reason.contains("has the name and the contents of"),
        "{reason}"
    );
    world.write("again/north.json", sound_file("North", 401.0).to_string());
    assert_eq!(world.extracted().files.len(), 3);
}

#[test]
fn an_input_named_twice_and_found_again_is_read_once() {
    let mut world = RatesWorld::with_two_files();
    let north = world.input("north.json");
    let inputs = [north.clone(), world.input("../inputs/north.json"), north];
    world.options.inputs.extend(inputs);
    assert_eq!(world.extracted().files.len(), 2);
}

#[test]
fn rates_that_repeat_are_one_row_with_the_first_position() {
    let world = RatesWorld::new();
    let rate = || Rate("70551", 400.0, &[NPI[0], NPI[0]], &["One", "One"]);
    world.write("a.json", payer_file("North", &[rate(), rate()]).to_string());
    let first = world.extracted();
    assert_eq!(first.totals.rates, 1);
    let position = world.column("position");
    world.write("a.json", payer_file("North", &[rate()]).to_string());
    world.extracted();
    let once: u64 = world.column("position")[0].parse().unwrap();
    let twice: u64 = position[0].parse().unwrap();
    assert!(once <= twice && world.column("rate") == ["400.0000"]);
}

#[test]
fn no_hit_is_an_empty_table_with_every_column() {
    let world = RatesWorld::new();
    let strangers = [Rate("70551", 400.0, &["1992999999"], &["One"])];
    let mut file = payer_file("North", &strangers);
    file["provider_references"][0]["provider_groups"][0]["tin"]["value"] = json!("123456789");
    world.write("a.json", file.to_string());
    let report = world.extracted();
    assert_eq!((report.totals.rates, report.written.unwrap().rows), (0, 0));
    assert_eq!((world.frame().height(), world.frame().width()), (0, 23));
}

#[test]
fn a_folder_without_price_files_is_an_empty_table_and_a_warning() {
    let world = RatesWorld::new();
    let report = world.extracted();
    assert_eq!(report.warnings[0], "there is no price file in the inputs");
    assert_eq!(
        report.warnings.get(1),
        report.empty_table_warning().as_ref()
    );
    assert_eq!(world.frame().height(), 0);
}

#[test]
fn a_dry_run_reports_the_same_and_leaves_nothing() {
    let mut world = RatesWorld::with_two_files();
    world.options.dry_run = true;
    let mut dry = world.extracted();
    assert!(world.out_names().is_empty(), "{:?}", world.out_names());
    assert_eq!(dry.written.take(), None);
    world.options.dry_run = false;
    let mut real = world.extracted();
    real.written = None;
    assert_eq!(dry, real);
}

#[test]
fn rejects_go_next_to_the_table_and_only_if_there_are_any() {
    let world = RatesWorld::with_two_files();
    let mut bad = sound_file("North", 400.0);
    bad["in_network"][0]["negotiated_rates"][0]["negotiated_prices"][0]["negotiated_rate"] =
        json!("call us");
    world.write("bad.json", bad.to_string());
    let report = world.extracted();
    let path = world.folder().join("out/rates.parquet.rejects.ndjson");
    let text = std::fs::read_to_string(&path).unwrap();
    let reject: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
    let fields: Vec<&String> = reject.as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        ["code", "field", "file", "line", "message", "record"]
    );
    assert_eq!(
        (&reject["file"], &reject["code"]),
        (&json!("bad.json"), &json!("invalid_amount"))
    );
    assert!(!text.contains("call us"));
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        report.files[0]
            .rejected_by_code
            .get(RejectCode::InvalidAmount),
        1
    );
    assert_eq!((report.first_rejects.len(), report.totals.rejected), (1, 1));
    world.write("bad.json", sound_file("North", 400.0).to_string());
    world.extracted();
    assert_eq!(world.out_names(), ["rates.parquet"]);
}

#[test]
fn a_rejects_file_that_is_named_is_always_made_even_by_a_dry_run() {
    let mut world = RatesWorld::with_two_files();
    let named = world.folder().join("my rejects");
    world.options.rejects = Some(named.clone());
    world.options.dry_run = true;
    world.extracted();
    assert_eq!(std::fs::read(&named).unwrap(), b"");
    assert!(world.out_names().is_empty());
}

#[test]
fn progress_covers_every_byte_and_every_row() {
    let world = RatesWorld::with_two_files();
    let mut signs = Vec::new();
    extract_rates(&world.options, &mut |sign| signs.push(sign)).unwrap();
    let is_read = |sign: &Progress| {
        matches!(sign, Progress::ReadingFiles { files_read: 2, files_total: 2, bytes_read, bytes_total }
            if bytes_read == bytes_total && *bytes_total > 0)
    };
    assert!(signs.iter().any(is_read), "{signs:?}");
    let is_written = |sign: &Progress| {
        *sign
            == Progress::WritingTable {
                rows_written: 10,
                rows_total: 10,
            }
    };
    assert!(signs.iter().any(is_written), "{signs:?}");
}
