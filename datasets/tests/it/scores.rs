//! `modality_scores.csv`: the score that is kept of several, and the rows that are rejected.

use crate::support::{World, code, file};

const HEADER: &str = "registration_id,modality,site_score,modality_specific,total,scored_on";

fn scores(rows: &[&str]) -> World {
    World::with_scores(&format!("{HEADER}\n{}\n", rows.join("\n")))
}

/// The total of A-1's MRI.
fn total(world: &World) -> String {
    world.site("A-1").unwrap().scores[0].total.to_string()
}

#[test]
fn the_total_is_read_or_computed_from_its_parts() {
    for (row, expected) in [
        ("A-1,mri,,,87.65,", "87.7"),
        ("A-1,mri,90,86.2,,", "87.5"),
        ("A-1,mri,87.95,87.95,,", "88.0"),
        ("A-1,mri,0,0,91,", "91.0"),
        ("A-1,mri,,,0,", "0.0"),
    ] {
        let world = scores(&[row]);
        world.built();
        assert_eq!(total(&world), expected, "{row}");
    }
}

#[test]
fn scores_that_are_none_are_rejected() {
    let world = scores(&[
        "A-2,mri,,,50,",
        "A-1,mri,,,100.05,",
        "A-1,mri,,,-1,",
        "A-1,mri,,,NaN,",
        "A-1,mri,101,5,50,",
        "A-1,mri,90,,,",
        "A-1,mri,,,,",
        "A-1,mammography,,,90,",
        "A-1,,,,90,",
        ",mri,,,90,",
        "A-1,mrt,,,90,",
        "A-1,mri,,,90,2026-02-30",
    ]);
    world.built();
    assert_eq!(
        world.reject_codes(),
        [
            code("invalid_score", "total"),
            code("invalid_score", "total"),
            code("invalid_score", "total"),
            code("invalid_score", "site_score"),
            code("missing_field", "total"),
            code("missing_field", "total"),
            code("not_scored", "modality"),
            code("missing_field", "modality"),
            code("missing_field", "registration_id"),
            code("invalid_value", "modality"),
            code("invalid_date", "scored_on"),
        ]
    );
    assert!(world.site("A-1").unwrap().scores.is_empty());
}

#[test]
fn unknown_sites_and_modalities_not_registered_are_skipped() {
    let world = scores(&["A-1,mri,,,90,", "Z-9,mri,,,90,", "A-1,ct,,,90,"]);
    let report = world.built();
    let counts = &file(&report, "scores").counts;
    assert_eq!(
        (counts.accepted, counts.skipped, counts.rejected),
        (1, 2, 0)
    );
}

#[test]
fn the_newest_score_is_kept_and_the_first_of_equally_new_ones() {
    let cases: [(&[&str], &str, &[u64]); 5] = [
        (
            &["A-1,mri,,,10,2026-01-01", "A-1,mri,,,20,2026-01-02"],
            "20.0",
            &[2],
        ),
        (
            &["A-1,mri,,,10,2026-01-02", "A-1,mri,,,20,2026-01-01"],
            "10.0",
            &[3],
        ),
        (&["A-1,mri,,,10,", "A-1,mri,,,20,0001-01-01"], "20.0", &[2]),
        (
            &[
                "A-1,mri,,,10,2026-01-01",
                "A-1,mri,,,20,2026-01-01",
                "A-1,mri,,,30,",
            ],
            "10.0",
            &[3, 4],
        ),
        (&["A-1,mri,,,10,", "A-1,mri,,,20,"], "10.0", &[3]),
    ];
    for (rows, expected, rejected_lines) in cases {
        let world = scores(rows);
        let report = world.built();
        assert_eq!(total(&world), expected, "{rows:?}");
        let lines: Vec<u64> = world
            .rejects()
            .iter()
            .map(|reject| reject["line"].as_u64().unwrap())
            .collect();
        assert_eq!(lines, rejected_lines, "{rows:?}");
        assert!(
            world
                .reject_codes()
                .iter()
                .all(|(code, _)| code == "duplicate")
        );
        let counts = &file(&report, "scores").counts;
        assert_eq!(
            (counts.accepted, counts.rejected),
            (1, rejected_lines.len() as u64)
        );
        assert_eq!(counts.read, rows.len() as u64);
    }
}
