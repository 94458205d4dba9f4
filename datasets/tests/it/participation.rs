//! `participation.csv`: who takes part where, by site or by NPI.

use crate::support::{NPI, World, code, file, site, site_with};
use nearsite_domain::Day;
use serde_json::json;

const HEADER: &str = "registration_id,npi,network,tier,effective_from,effective_to";

fn participation(rows: &[&str]) -> World {
    let world = World::with_sites(&[
        site("A-1"),
        site("A-2"),
        site_with("B-1", |site| site["npi"] = json!([NPI[1], NPI[0]])),
        site_with("B-2", |site| site["npi"] = json!([])),
    ]);
    world.write(
        "participation.csv",
        format!("{HEADER}\n{}\n", rows.join("\n")),
    );
    world
}

/// Networks and windows of a site, as text.
fn windows(world: &World, id: &str) -> Vec<String> {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let site = world.site(id).unwrap();
    site.participation
        .iter()
        .map(|p| format!("{} {}..{}", p.network, day(p.window.from), day(p.window.to)))
        .collect()
}

#[test]
fn a_row_by_npi_counts_for_every_site_that_lists_it() {
    let world = participation(&[&format!(",{},n1,,,", NPI[0])]);
    let report = world.built();
    assert_eq!(file(&report, "participation").counts.accepted, 1);
    for id in ["A-1", "A-2", "B-1"] {
        assert_eq!(windows(&world, id), ["n1 .."], "{id}");
    }
    assert!(windows(&world, "B-2").is_empty());
}

#[test]
fn both_given_the_npi_must_be_the_sites() {
    let world = participation(&[
        &format!("B-1,{},n1,,,", NPI[0]),
        &format!("A-1,{},n1,,,", NPI[1]),
        &format!("A-1,{},n1,,,", NPI[2]),
        &format!("B-2,{},n1,,,", NPI[0]),
    ]);
    world.built();
    assert_eq!(world.reject_codes(), vec![code("npi_mismatch", "npi"); 3]);
    assert!(
        windows(&world, "A-2").is_empty(),
        "a row with both is a row by id"
    );
    assert_eq!(windows(&world, "B-1").len(), 1);
}

#[test]
fn rows_about_what_we_do_not_hold_are_skipped() {
    let world = participation(&[
        "Z-9,,n1,,,",
        "A-1,,n9,,,",
        &format!(",{},n1,,,", NPI[2]),
        &format!("Z-9,{},n1,,,", NPI[0]),
        "A-1,,n1,,,",
    ]);
    let report = world.built();
    let counts = &file(&report, "participation").counts;
    assert_eq!(
        (
            counts.read,
            counts.accepted,
            counts.skipped,
            counts.rejected
        ),
        (5, 1, 4, 0)
    );
    let network = &report.networks["n1"];
    assert_eq!((network.read, network.accepted, network.skipped), (4, 1, 3));
}

#[test]
fn a_row_that_is_not_sound_is_rejected_even_about_strangers() {
    let world = participation(&[
        "A-1,,n1,,,",
        ",,n1,,,",
        "A-1,,,,,",
        "A_1,,n1,,,",
        "Z-9,1234567890,n1,,,",
        "Z-9,,n1,,2027-02-29,",
        "A-1,,n9,,2026-02-01,2026-01-31",
        "A-1,,n1,,20260101,",
    ]);
    let report = world.built();
    assert_eq!(
        world.reject_codes(),
        [
            code("missing_field", "registration_id"),
            code("missing_field", "network"),
            code("invalid_value", "registration_id"),
            code("invalid_npi", "npi"),
            code("invalid_date", "effective_from"),
            code("invalid_window", "effective_to"),
            code("invalid_date", "effective_from"),
        ]
    );
    assert_eq!(report.networks["n1"].rejected, 5);
}

#[test]
fn windows_of_one_network_add_up() {
    let world = participation(&[
        "A-1,,n1,,2026-03-01,9999-12-31",
        "A-1,,n1,,0001-01-01,2026-01-31",
        "A-1,,n1,,2026-01-15,2026-01-15",
        &format!(",{},n1,,2026-01-15,2026-01-15", NPI[0]),
        "A-1,,n1,gold,2026-01-15,2026-01-15",
    ]);
    world.built();
    assert_eq!(
        windows(&world, "A-1"),
        [
            "n1 0001-01-01..2026-01-31",
            "n1 2026-01-15..2026-01-15",
            "n1 2026-01-15..2026-01-15",
            "n1 2026-03-01..9999-12-31"
        ]
    );
    assert_eq!(windows(&world, "A-2").len(), 1);
}
