//! Several packs together: the pack in force, and days with two packs or none.

use super::{SOUND, changed, day, faults, read_folder};
use nearsite_datasets::shipped;
use nearsite_index::site_of_care::Found;

#[test]
fn a_set_returns_the_packs_in_force() {
    let policies = shipped::policies().unwrap();
    let find = |payer, programme, on| policies.find(payer, programme, day(on));
    let programme = "imaging-site-of-care";
    assert_eq!(find("cigna", "surgery", "2026-01-01"), Found::Unknown);
    assert_eq!(find("nobody", programme, "2026-01-01"), Found::Unknown);
    let early = Found::NotInForce {
        first: day("2020-08-01"),
        last: None,
    };
    assert_eq!(find("cigna", programme, "2020-07-31"), early);
    let policies = read_folder(&[("a.toml", SOUND)]).1.unwrap();
    let late = Found::NotInForce {
        first: day("2026-01-01"),
        last: Some(day("2026-12-31")),
    };
    assert_eq!(policies.find("plan", programme, day("2027-01-01")), late);
}

/// The sound policy with another id and other days.
fn version(id: &str, from: &str, to: Option<&str>) -> String {
    let to = to.map_or_else(String::new, |to| format!("effective_to = \"{to}\""));
    SOUND
        .replacen("plan-2026", id, 1)
        .replacen(
            "effective_from = \"2026-01-01\"",
            &format!("effective_from = \"{from}\""),
            1,
        )
        .replacen("effective_to = \"2026-12-31\"", &to, 1)
}

#[test]
fn policies_of_one_programme_neither_overlap_nor_leave_a_day_out() {
    let first = version("first", "2025-01-01", Some("2025-12-31"));
    let next = version("next", "2026-01-01", None);
    assert!(
        read_folder(&[("b.toml", &first), ("a.toml", &next)])
            .1
            .is_ok()
    );
    for (second, words) in [
        (
            version("next", "2025-12-31", None),
            "b.toml: policy next: effective_from: `first` is still in force on 2025-12-31",
        ),
        (
            version("next", "2025-01-01", None),
            "effective_from: `first` is still in force on 2025-01-01",
        ),
        (
            version("next", "2024-01-01", None),
            "a.toml: policy first: effective_from: `next` is still in force on 2025-01-01",
        ),
        (
            version("next", "2026-01-02", None),
            "effective_from: no pack of the programme is in force from 2026-01-01 to 2026-01-01, after `first`",
        ),
        (
            version("first", "2026-01-01", None),
            "b.toml: policy first: id: another pack has this id",
        ),
    ] {
        let messages = faults(&[("a.toml", &first), ("b.toml", &second)]);
        assert_eq!(messages.len(), 1, "{messages:#?}");
        assert!(
            messages[0].contains(words),
            "{words} not in: {}",
            messages[0]
        );
    }
    // Another payer, or another programme, has days of its own.
    for (from, to) in [
        ("\"plan\"", "\"plan-b\""),
        ("imaging-site-of-care", "other"),
    ] {
        let apart = version("apart", "2020-01-01", None).replacen(from, to, 1);
        assert!(
            read_folder(&[("a.toml", &first), ("b.toml", &apart)])
                .1
                .is_ok(),
            "{to}"
        );
    }
    // A long one is compared with all that begin before it ends.
    let long = version("long", "2025-01-01", Some("2027-12-31"));
    let (short, late) = (
        version("short", "2026-01-01", Some("2026-01-31")),
        version("late", "2028-01-01", None),
    );
    let messages = faults(&[("a.toml", &long), ("b.toml", &short), ("c.toml", &late)]);
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert!(messages[0].contains("policy short: effective_from: `long` is still in force"));
}

#[test]
fn all_faults_are_reported_at_once() {
    let many = changed("\"TX\"", "\"XX\"").replacen("years = 10", "years = 200", 1);
    let messages = faults(&[
        ("a.toml", "id = 7"),
        ("b.toml", &many),
        ("c.toml", "\u{feff}x"),
    ]);
    assert_eq!(messages.len(), 4, "{messages:#?}");
    // A gap may be filled by a file that could not be read, so it is not reported next to such a
    // file.
    let (first, third) = (
        version("first", "2025-01-01", Some("2025-12-31")),
        version("third", "2027-01-01", None),
    );
    let messages = faults(&[("a.toml", &first), ("b.toml", "broken"), ("c.toml", &third)]);
    assert_eq!(messages.len(), 1, "{messages:#?}");
}
