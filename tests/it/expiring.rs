//! `nearsite registrations expiring`: what lapses when, plan by plan, to the day.

use crate::registry::{AS_OF, Built, Registry, registrations, stderr, stdout};
use serde_json::{Value, json};

/// A site that attests to plans by windows, and of which nothing else lapses.
fn attests(registry: &mut Registry, name: &str, windows: &[(&str, Option<&str>, Option<&str>)]) {
    let rows: Vec<Value> = windows
        .iter()
        .map(|(plan, from, to)| json!({"plan": plan, "attested_on": from, "expires_on": to}))
        .collect();
    registry.plant(|site| {
        site["name"] = json!(name);
        site["attestations"] = json!(rows);
        site["services"] = json!([{"modality": "mri"}, {"modality": "ct"}]);
    });
}

/// Every boundary once; 60 days after the day is 2027-01-21.
fn registry() -> Registry {
    let mut registry = Registry::default();
    let mut one = |name, plan, to| attests(&mut registry, name, &[(plan, Some("2026-01-01"), to)]);
    one("Today", "plan-a", Some("2026-11-22"));
    one("Day 60", "plan-a", Some("2027-01-21"));
    one("Day 61", "plan-a", Some("2027-01-22"));
    one("Lapsed", "plan-a", Some("2026-11-21"));
    one("Open", "plan-a", None);
    attests(
        &mut registry,
        "Renewed",
        &[
            ("plan-a", Some("2026-06-01"), Some("2028-06-01")),
            ("plan-a", Some("2025-06-01"), Some("2026-06-01")),
            ("plan-b", None, Some("2026-10-01")),
        ],
    );
    attests(
        &mut registry,
        "Shortened",
        &[
            ("plan-b", Some("2026-06-01"), Some("2026-12-01")),
            ("plan-b", Some("2026-01-01"), Some("2030-01-01")),
        ],
    );
    attests(
        &mut registry,
        "Both",
        &[("plan-a", None, None), ("plan-b", None, None)],
    );
    registry.score("mri", "2023-12-01");
    registry.score("ct", "");
    registry.plant(|site| {
        site["name"] = json!("Accredited");
        site["attestations"] = json!([{"plan": "plan-b"}]);
        site["services"][0]["accreditations"] = json!([
            {"body": "ACR", "expires_on": "2025-01-01"}, {"body": "ACR", "expires_on": "2026-12-24"},
            {"body": "IAC", "expires_on": "2024-01-01"}, {"body": "IAC"}, {"body": "TJC", "expires_on": "2026-02-28"}
        ]);
    });
    registry.plant(|site| {
        site["name"] = json!("Withdrawn");
        site["status"] = json!("withdrawn");
        site["attestations"] = json!([{"plan": "plan-a", "expires_on": "2026-11-30"}]);
    });
    registry
}

fn report(built: &Built, extra: &[&str]) -> Value {
    let mut args = vec!["--json"];
    args.extend(extra);
    let output = built.run("expiring", &args);
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Registration, what, and last day of every item of a plan.
fn items(report: &Value, plan: &str) -> Vec<(String, String, String)> {
    let plans = report["plans"].as_array().unwrap();
    let of_plan = plans.iter().find(|one| one["plan"] == plan).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = of_plan["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                text(&item["registration_id"]),
                text(&item["what"]),
                text(&item["ends_on"]),
            )
        })
        .collect()
}

#[test]
fn the_list_is_exact_to_the_day_and_the_same_from_files() {
    let built = registry().build();
    let item = |id: &str,
                name: &str,
                what: &str,
                modality: Value,
                body: Value,
                ends_on: &str,
                days: i32| {
        json!({"registration_id": id, "name": name, "what": what, "modality": modality, "body": body,
               "ends_on": ends_on, "days_left": days, "lapsed": days < 0})
    };
    let attestation = |id: &str, name: &str, ends_on: &str, days: i32| {
        item(
            id,
            name,
            "attestation",
            Value::Null,
            Value::Null,
            ends_on,
            days,
        )
    };
    let score = item(
        "R-0008",
        "Both",
        "score",
        json!("mri"),
        Value::Null,
        "2026-11-30",
        8,
    );
    let expected = json!({
        "as_of": "2026-11-22", "within_days": 60, "score_valid_days": 1095,
        "plans": [
            {"plan": "plan-a", "lapsing": 3, "lapsed": 1, "items": [
                attestation("R-0004", "Lapsed", "2026-11-21", -1),
                attestation("R-0001", "Today", "2026-11-22", 0),
                score,
                attestation("R-0002", "Day 60", "2027-01-21", 60),
            ]},
            {"plan": "plan-b", "lapsing": 3, "lapsed": 2, "items": [
                item("R-0009", "Accredited", "accreditation", json!("mri"), json!("TJC"), "2026-02-28", -267),
                attestation("R-0006", "Renewed", "2026-10-01", -52),
                score,
                attestation("R-0007", "Shortened", "2026-12-01", 9),
                item("R-0009", "Accredited", "accreditation", json!("mri"), json!("ACR"), "2026-12-24", 32),
            ]},
            {"plan": "plan-c", "lapsing": 0, "lapsed": 0, "items": []},
        ]
    });
    assert_eq!(report(&built, &["--within", "60d"]), expected);
    assert_eq!(report(&built, &[]), expected);

    let from_files = crate::process::nearsite()
        .args([
            "registrations",
            "expiring",
            "--as-of",
            AS_OF,
            "--json",
            "--registrations",
        ])
        .arg(built.input("registrations.ndjson"))
        .arg("--networks")
        .arg(built.input("networks.csv"))
        .arg("--scores")
        .arg(built.input("modality_scores.csv"))
        .output()
        .unwrap();
    assert!(from_files.status.success(), "{}", stderr(&from_files));
    let from_files: Value = serde_json::from_slice(&from_files.stdout).unwrap();
    assert_eq!(from_files, expected);
}

#[test]
fn the_horizon_includes_its_last_day_and_what_has_lapsed() {
    let built = registry().build();
    let ids = |extra: &[&str]| -> Vec<String> {
        let items = items(&report(&built, extra), "plan-a");
        items.into_iter().map(|(id, _, _)| id).collect()
    };
    assert_eq!(ids(&["--within", "0d"]), ["R-0004", "R-0001"]);
    assert_eq!(ids(&["--within", "59"]), ["R-0004", "R-0001", "R-0008"]);
    assert_eq!(
        ids(&["--within", "61d"]),
        ["R-0004", "R-0001", "R-0008", "R-0002", "R-0003"]
    );
    let with_scores_of_a_year = items(&report(&built, &["--score-valid-for", "365d"]), "plan-a");
    let score = (
        "R-0008".to_owned(),
        "score".to_owned(),
        "2024-11-30".to_owned(),
    );
    assert_eq!(with_scores_of_a_year[0], score);
    assert!(!ids(&["--score-valid-for", "2000d"]).contains(&"R-0008".to_owned()));
}

#[test]
fn one_plan_can_be_asked_for_and_must_be_known() {
    let built = registry().build();
    let only = report(&built, &["--plan", "plan-b"]);
    assert_eq!(only["plans"].as_array().unwrap().len(), 1);
    assert_eq!(items(&only, "plan-b").len(), 5);
    assert_eq!(items(&report(&built, &["--plan", "plan-c"]), "plan-c"), []);
    let output = built.run("expiring", &["--plan", "plan-d"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("plan-d: known are plan-a, plan-b, plan-c"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_table_is_grouped_by_plan() {
    let mut registry = registry();
    registry.plant(|site| {
        site["name"] = json!(format!("\u{1b}[31m{}", "Red ".repeat(50)));
        site["attestations"] = json!([{"plan": "plan-b", "expires_on": "2026-11-23"}]);
        site["services"] = json!([]);
    });
    let built = registry.build();
    let printed = stdout(&built.run("expiring", &["--plan", "plan-b"]));
    let lines: Vec<String> = printed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let red = format!("?[31m{}", "Red ".repeat(50));
    let red = red[..60].trim();
    assert_eq!(
        lines,
        [
            "what lapses within 60 days of 2026-11-22; scores are good for 1095 days",
            "",
            "plan-b: 4 lapse, 2 have lapsed",
            "last day left site what",
            "2026-02-28 lapsed Accredited (R-0009) accreditation of mri by TJC",
            "2026-10-01 lapsed Renewed (R-0006) attestation",
            &format!("2026-11-23 1 day {red} (R-0011) attestation"),
            "2026-11-30 8 days Both (R-0008) score of mri",
            "2026-12-01 9 days Shortened (R-0007) attestation",
            "2026-12-24 32 days Accredited (R-0009) accreditation of mri by ACR",
        ]
    );
    let all = stdout(&built.run("expiring", &[]));
    assert!(
        all.contains("\nplan-a: 3 lapse, 1 have lapsed\n") && all.contains("today"),
        "{all}"
    );
    assert!(!all.contains("plan-c"), "{all}");
    let nothing = stdout(&built.run("expiring", &["--plan", "plan-c"]));
    assert!(nothing.ends_with("\nnothing\n"), "{nothing}");
}

#[test]
fn unusable_records_are_counted_and_a_file_of_only_such_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("registrations.ndjson");
    let sound = json!({"registration_id": "A-1", "status": "complete", "name": "One", "place_of_service": "49",
        "address": {"zip": "78701"}, "attestations": [{"plan": "p", "expires_on": "2026-12-01"}, {"plan": ""}]});
    let listed = |text: String| {
        std::fs::write(&file, text).unwrap();
        crate::process::nearsite()
            .args([
                "registrations",
                "expiring",
                "--as-of",
                AS_OF,
                "--registrations",
            ])
            .arg(&file)
            .output()
            .unwrap()
    };
    let output = listed(format!("{sound}\nbroken\n"));
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("One (A-1)"));
    assert!(
        stderr(&output).contains("1 of 2 records and 1 parts of others cannot be used"),
        "{}",
        stderr(&output)
    );
    let output = listed("broken\n".to_owned());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("no registration can be used"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_first_and_last_days_of_the_calendar_are_accepted() {
    let built = registry().build();
    let index = built.index();
    let output = registrations(
        "expiring",
        index,
        "9999-12-31",
        &["--within", "36500d", "--json"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let output = registrations("doctor", index, "9999-12-31", &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let output = registrations("doctor", index, "0001-01-01", &[]);
    assert!(output.status.success(), "{}", stderr(&output));
}
