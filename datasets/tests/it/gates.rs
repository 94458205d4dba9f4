//! Rules a build must pass before anything is published, and the options around them.

use crate::support::{World, file, site, site_with};
use nearsite_datasets::BuildError;
use nearsite_index::snapshot::Current;
use serde_json::json;

/// Sites, ... of which the first few are rejected.
fn world_with(sites: usize, bad: usize) -> World {
    let records: Vec<_> = (0..sites)
        .map(|number| {
            site_with(&format!("A-{number}"), |site| {
                if number < bad {
                    site["status"] = json!("bad");
                }
            })
        })
        .collect();
    let mut world = World::with_sites(&records);
    let rows: String = (0..sites)
        .map(|number| format!("A-{number},n1\n"))
        .collect();
    world.write(
        "participation.csv",
        format!("registration_id,network\n{rows}"),
    );
    world.options.max_reject_ratio = 0.05;
    world
}

#[test]
fn rejects_up_to_the_ratio_pass_and_beyond_it_do_not() {
    assert_eq!(
        file(&world_with(100, 5).built(), "registrations")
            .counts
            .rejected,
        5
    );
    let world = world_with(100, 6);
    let message = world.refusal();
    assert!(
        message.contains("registrations.ndjson: 6 of 100 rows were rejected, more than 5 %"),
        "{message}"
    );
    assert!(message.contains("--max-reject-ratio"));
    assert!(
        Current::read(&world.options.out).is_err(),
        "nothing is published"
    );
    assert_eq!(
        world.rejects().len(),
        6,
        "the rejects of a refused build are there to be looked at"
    );
}

#[test]
fn one_bad_network_is_found_among_good_ones() {
    let world = world_with(100, 0);
    world.write("networks.csv", "network,plan\nn1,bcbstx\nn2,bcbstx\n");
    let mut rows: String = (0..100).map(|number| format!("A-{number},n1,\n")).collect();
    rows.extend((0..5).map(|number| format!("A-{number},n2,never{number}\n")));
    world.write(
        "participation.csv",
        format!("registration_id,network,effective_to\n{rows}"),
    );
    let message = world.refusal();
    assert_eq!(message.matches("were rejected").count(), 1, "{message}");
    assert!(message.contains("network n2: 5 of 5 rows"), "{message}");
}

#[test]
fn a_file_without_a_usable_row_is_refused() {
    let world = World::new();
    world.write("participation.csv", "registration_id,network\n");
    assert!(
        world
            .refusal()
            .contains("participation.csv: it has no rows: check that this is the right file")
    );
    world.write("participation.csv", "registration_id,network\n_,n1\n");
    assert!(world.refusal().contains("all 1 rows were rejected"));
    world.write("participation.csv", "registration_id,network\nZ-9,n1\n");
    let report = world.built();
    assert_eq!(file(&report, "participation").counts.skipped, 1);
    assert!(
        report
            .warnings
            .iter()
            .any(|warning| warning == "no site takes part in network n1")
    );
}

#[test]
fn parts_rejected_alone_warn_but_do_not_stop_the_build() {
    let mut world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["npi"] = json!(["1"])),
    ]);
    world.options.max_reject_ratio = 0.0;
    let report = world.built();
    assert!(
        report.warnings[0]
            .contains("1 parts of 2 rows were rejected and the rest of their rows used"),
        "{:?}",
        report.warnings
    );
}

#[test]
fn a_refused_build_carries_its_report() {
    let error = world_with(10, 9).build().expect_err("too many rejects");
    assert_eq!(
        error
            .report()
            .map(|report| file(report, "registrations").counts.rejected),
        Some(9)
    );
    assert!(matches!(error, BuildError::Refused(_)));
}

#[test]
fn options_that_make_no_sense_are_refused_before_anything_is_touched() {
    let mut world = World::new();
    for ratio in [-0.1, 1.1, f64::NAN] {
        world.options.max_reject_ratio = ratio;
        assert!(
            world
                .refusal()
                .contains("--max-reject-ratio must be from 0 to 1")
        );
    }
    world.options.max_reject_ratio = 1.0;
    world.options.rejects = Some(
        world
            .folder()
            .join("../")
            .join(world.folder().file_name().unwrap())
            .join("networks.csv"),
    );
    assert!(world.refusal().contains("is an input file"));
    assert!(
        world
            .folder()
            .join("networks.csv")
            .metadata()
            .unwrap()
            .len()
            > 0
    );
    world.options.rejects = None;
    world.options.inputs.prices = vec![
        world.folder().join("prices.csv"),
        world.folder().join("./prices.csv"),
    ];
    world.write("prices.csv", "network,code,evidence\n");
    assert!(world.refusal().contains("is given twice"));
    assert!(!world.options.out.exists());
}

#[test]
fn inputs_with_one_name_are_labeled_by_path() {
    let mut world = World::new();
    let other = world.folder().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::rename(
        world.folder().join("registrations.ndjson"),
        other.join("networks.csv"),
    )
    .unwrap();
    world.options.inputs.registrations = other.join("networks.csv");
    let report = world.built();
    assert!(
        file(&report, "registrations")
            .name
            .ends_with("other/networks.csv")
    );
}

#[test]
fn the_report_reads_well_and_adds_up() {
    let world = World::with_sites(&[
        site("A-1"),
        site_with("A-2", |site| site["status"] = json!("x")),
        site("A-1"),
    ]);
    let report = world.built();
    let text = report.to_string();
    let row = format!(
        "registrations.ndjson  {:>10}  {:>10}  {:>10}  {:>10}  {:>10}\n",
        3, 1, 0, 1, 1
    );
    assert!(text.contains(&row), "{text}");
    assert!(text.contains("         1  invalid_value"), "{text}");
    assert!(
        text.contains("registrations.ndjson line 2: invalid_value status: unknown status"),
        "{text}"
    );
    let json = serde_json::to_value(&report).unwrap();
    for file in json["files"].as_array().unwrap() {
        let count = |name: &str| file[name].as_u64().unwrap();
        assert_eq!(
            count("read"),
            count("accepted") + count("skipped") + count("repeated") + count("rejected")
        );
        assert_eq!(file["blake3"].as_str().unwrap().len(), 64);
    }
    assert_eq!(json["files"][1]["rejected_by_code"]["invalid_value"], 1);
}
