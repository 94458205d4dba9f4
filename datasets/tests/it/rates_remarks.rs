//! Remarks on hospital files: in reports with and without a check, and in resumed runs.

use crate::rates_support::{RatesWorld, TIN, hospital_file};
use nearsite_datasets::{RateFileReport, RatesReport};

/// A world with two payers' files and a hospital's, in which one setting is unknown.
fn world() -> RatesWorld {
    let world = RatesWorld::with_two_files();
    let hospital = hospital_file(700.0).replace("outpatient", "ER");
    world.write(&format!("{}_hospital.csv", TIN[0]), hospital);
    world
}

fn hospital(report: &RatesReport) -> &RateFileReport {
    let mut files = report.files.iter();
    files
        .find(|file| file.kind == "hospital_file")
        .expect("a hospital's file")
}

fn words(report: &RatesReport) -> Vec<&str> {
    let remarks = hospital(report).remarks.iter();
    remarks.map(|remark| remark.word.as_str()).collect()
}

/// True for each file that an earlier run had read.
fn resumed(report: &RatesReport) -> Vec<bool> {
    report.files.iter().map(|file| file.resumed).collect()
}

#[test]
fn a_check_adds_remarks_and_changes_nothing_else() {
    let mut world = world();
    let plain = world.extracted();
    let table = world.table();
    let of_header = ["attestation-missing", "column-missing"];
    assert_eq!(words(&plain), of_header);
    assert!(!hospital(&plain).checked);
    world.options.check = true;
    let mut checked = world.extracted();
    assert!(world.table() == table);
    assert_eq!(
        words(&checked),
        [
            &of_header[..],
            &["setting-unknown", "minimum-maximum-missing"]
        ]
        .concat()
    );
    assert!(hospital(&checked).checked);
    let is_payer = |file: &&RateFileReport| file.kind == "payer_file";
    let payers: Vec<_> = checked.files.iter().filter(is_payer).collect();
    assert_eq!(payers.len(), 2);
    assert!(
        payers
            .iter()
            .all(|file| !file.checked && file.remarks.is_empty())
    );
    for (file, plain) in checked.files.iter_mut().zip(&plain.files) {
        file.checked = plain.checked;
        file.remarks.clone_from(&plain.remarks);
    }
    assert_eq!(checked, plain);
}

#[test]
fn the_report_shows_remarks_to_people_and_to_machines() {
    let mut world = world();
    world.options.check = true;
    let report = world.extracted();
    let text = report.to_string();
    let position = hospital(&report).remarks[2].position.expect("a position");
    let expected = format!(
        "_hospital.csv: breaks the template of CMS\n{:>14}  attestation-missing (header): the attestation is missing: ",
        1
    );
    assert!(text.contains(&expected), "{text}");
    let expected = format!(
        "setting-unknown (first in record 1 at byte {position}): setting is none of inpatient, outpatient, both\n"
    );
    assert!(text.contains(&expected), "{text}");
    let json = serde_json::to_value(&report).unwrap();
    let files = json["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["checked"] == true).unwrap();
    assert_eq!(
        file["remarks"][2],
        serde_json::json!({"word": "setting-unknown", "count": 1, "record": 1, "position": position,
            "message": "setting is none of inpatient, outpatient, both"})
    );
    assert_eq!(file["remarks"][0]["record"], serde_json::Value::Null);
}

#[test]
fn a_file_done_without_a_check_is_read_again_with_one_and_the_other_way_round() {
    for is_first_checked in [false, true] {
        let mut world = world();
        world.write("cut.json", r#"{"in_network": [{"#);
        world.options.check = is_first_checked;
        world.refusal();
        world.options.check = !is_first_checked;
        world.refusal();
        std::fs::remove_file(world.input("cut.json")).unwrap();
        let report = world.extracted();
        // It was read the second way by the run before; the payers' files by the first of all.
        assert_eq!(resumed(&report), [true, true, true]);
        let has_setting = words(&report).contains(&"setting-unknown");
        assert_eq!(has_setting, !is_first_checked);
        world.write("cut.json", r#"{"in_network": [{"#);
        world.refusal();
        std::fs::remove_file(world.input("cut.json")).unwrap();
        world.options.check = is_first_checked;
        let report = world.extracted();
        assert!(!hospital(&report).resumed);
        assert_eq!(resumed(&report).iter().filter(|done| **done).count(), 2);
    }
}

#[test]
fn a_file_with_rejects_is_not_said_to_follow_the_template() {
    let mut world = world();
    world.options.check = true;
    let mut report = world.extracted();
    for file in &mut report.files {
        file.remarks.clear();
    }
    let praised = "_hospital.csv: follows the template of CMS\n";
    assert!(report.to_string().contains(praised));
    for file in &mut report.files {
        file.rejected = 1;
    }
    let text = report.to_string();
    assert!(!text.contains(praised), "{text}");
    assert!(
        text.contains("apart from what was rejected, it follows the template of CMS"),
        "{text}"
    );
}
