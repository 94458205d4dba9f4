//! The policies that are shipped: sound, complete, and true to what was read.

use super::day;
use nearsite_datasets::{read_policies, shipped};
use nearsite_domain::Day;
use nearsite_index::site_of_care::{AccessMetric, AgeOperator, Condition, Found, Pack, Policies};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn the_shipped_policies_are_sound_and_follow_each_other() {
    let policies = shipped::policies().unwrap();
    let mut last: BTreeMap<&str, Option<Day>> = BTreeMap::new();
    for held in policies.iter() {
        let pack = held.pack();
        if let Some(before) = last.insert(&pack.payer, pack.effective_to) {
            let days = pack.effective_from.days_since_epoch();
            assert_eq!(
                before.map(|day| day.days_since_epoch() + 1),
                Some(days),
                "{}",
                pack.id
            );
        }
        assert_eq!(pack.programme, "imaging-site-of-care");
        assert!(
            !pack.left_open.is_empty(),
            "{}: everything is known?",
            pack.id
        );
    }
    let payers: Vec<&str> = last.keys().copied().collect();
    assert_eq!(
        payers,
        ["aetna", "anthem", "bcbstx", "cigna", "premera", "uhc"]
    );
    assert!(
        last.values().all(Option::is_none),
        "the last pack of a payer is open"
    );
}

#[test]
fn every_file_of_the_shipped_folder_is_embedded_under_its_id() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let from_folder = read_policies(std::slice::from_ref(&folder)).unwrap();
    assert_eq!(from_folder, shipped::policies().unwrap());
    for held in from_folder.iter() {
        assert!(
            folder.join(format!("{}.toml", held.pack().id)).is_file(),
            "{}",
            held.pack().id
        );
    }
}

#[test]
fn every_source_of_a_shipped_policy_is_listed_with_its_address() {
    let listed = include_str!("../../../../SOURCES.md");
    let policies = shipped::policies().unwrap();
    let keys: BTreeSet<&String> = policies
        .iter()
        .flat_map(|held| &held.pack().sources)
        .collect();
    for key in keys {
        assert!(
            listed.contains(&format!("| {key} |")),
            "{key} is not in SOURCES.md"
        );
    }
}

/// Thresholds, by the first day of their policy.
#[test]
fn ages_are_as_published() {
    let policies = shipped::policies().unwrap();
    let age = |payer: &str, on: &str| {
        let Found::Pack(held) = policies.find(payer, "imaging-site-of-care", day(on)) else {
            panic!("nothing in force for {payer} on {on}");
        };
        let conditions = held
            .pack()
            .criteria
            .iter()
            .flat_map(|criterion| &criterion.all);
        conditions
            .into_iter()
            .find_map(|condition| match condition {
                Condition::Age { op, years } => Some((*op, *years)),
                _ => None,
            })
    };
    let (below, at_most) = (AgeOperator::Below, AgeOperator::AtMost);
    for (payer, on, expected) in [
        ("anthem", "2017-07-01", None),
        ("anthem", "2017-11-08", None),
        ("anthem", "2017-11-09", Some((below, 10))),
        ("anthem", "2020-08-20", Some((below, 10))),
        ("anthem", "2021-08-19", Some((below, 19))),
        ("anthem", "2023-12-29", Some((below, 19))),
        ("anthem", "2023-12-30", None),
        ("cigna", "2025-09-25", Some((below, 10))),
        ("cigna", "2025-09-26", Some((at_most, 18))),
        ("aetna", "2021-12-01", Some((below, 18))),
        ("uhc", "2019-07-01", None),
    ] {
        assert_eq!(age(payer, on), expected, "{payer} on {on}");
    }
}

fn shipped_pack(policies: &Policies, id: &str) -> Pack {
    policies
        .by_id(id)
        .unwrap_or_else(|| panic!("no {id}"))
        .pack()
        .clone()
}

#[test]
fn what_is_not_published_is_left_out() {
    let policies = shipped::policies().unwrap();
    for held in policies.iter() {
        let access = &held.pack().access;
        let has_number = access.metric != AccessMetric::LeftOpen;
        assert_eq!(has_number, held.pack().payer == "uhc", "{}", held.pack().id);
    }
    let keys = |id: &str| {
        let pack = shipped_pack(&policies, id);
        pack.criteria
            .into_iter()
            .map(|criterion| criterion.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys("anthem-2023-12"), ["emergency"]);
    assert_eq!(keys("uhc-2019-07"), ["no_alternate", "delay_or_harm"]);
    assert!(
        !keys("cigna-2025-09").contains(&"no_alternate".to_owned()),
        "its items stand alone"
    );
    assert!(
        !keys("anthem-2023-09").contains(&"contrast_allergy".to_owned()),
        "unreadable"
    );
}
