//! The procedure finder over the shipped catalog: orders as they are written, and what they mean.

use crate::support::World;
use nearsite_index::finder::ProcedureMatches;
use nearsite_index::snapshot::{Snapshot, Verify};
use nearsite_index::text::ExamQuery;

/// Fewest phrases of the table, so that none is lost unnoticed.
const FEWEST_PHRASES: usize = 120;

fn snapshot() -> (World, Snapshot) {
    let world = World::new();
    world.built();
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    (world, snapshot)
}

fn find(snapshot: &Snapshot, text: &str) -> ProcedureMatches {
    snapshot.find_procedures(&ExamQuery::parse(text).unwrap())
}

fn codes(snapshot: &Snapshot, found: &ProcedureMatches) -> Vec<String> {
    let code = |number| snapshot.catalog().get(number).code.to_string();
    found.matches.iter().copied().map(code).collect()
}

fn outcome(found: &ProcedureMatches) -> &'static str {
    match (&found.needs_choice, found.matches.len()) {
        (Some(choice), _) => choice.about.as_str(),
        (None, 0) => "nothing",
        (None, _) => "settled",
    }
}

#[test]
fn orders_are_settled_or_asked_about_as_written() {
    let (_world, snapshot) = snapshot();
    let rows = include_str!("order_phrases.tsv").lines();
    let mut phrases = 0;
    let mut wrong = Vec::new();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let mut fields = row.split('\t');
        let (phrase, expected) = (fields.next().unwrap(), fields.next().unwrap());
        let wanted: Vec<&str> = fields.next().unwrap_or("").split_whitespace().collect();
        let found = find(&snapshot, phrase);
        let codes = codes(&snapshot, &found);
        let has_all = wanted
            .iter()
            .all(|code| codes.iter().any(|one| one == code));
        if outcome(&found) != expected || !has_all {
            wrong.push(format!("{phrase}: {} {codes:?}", outcome(&found)));
        }
        phrases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(phrases >= FEWEST_PHRASES, "{phrases} phrases");
}

#[test]
fn each_typed_word_is_named_as_used_or_not() {
    let (_world, snapshot) = snapshot();
    let cases: [(&str, &[&str], &[&str]); 9] = [
        ("knee mri", &["knee", "mri"], &[]),
        ("MRI knee 3T", &["MRI", "knee"], &["3T"]),
        ("MRI (rodilla), xyzzy", &["MRI", "rodilla"], &["xyzzy"]),
        (
            "my doctor wants a ct head w/o",
            &["ct", "head", "w/o"],
            &["my", "doctor", "wants", "a"],
        ),
        ("cpt 73721-26 m25.561", &["73721-26"], &["cpt", "m25.561"]),
        (
            "left chest xray 2 views",
            &["chest", "xray", "2", "views"],
            &["left"],
        ),
        (
            "x-ray chest with contrast",
            &["x-ray", "chest"],
            &["with", "contrast"],
        ),
        (
            "pe ct without contrast",
            &["pe", "ct", "without", "contrast"],
            &[],
        ),
        ("zebra & test", &[], &["zebra", "&", "test"]),
    ];
    for (phrase, used, unused) in cases {
        let found = find(&snapshot, phrase);
        assert_eq!(found.used_words, used, "{phrase}");
        assert_eq!(found.unused_words, unused, "{phrase}");
    }
}

#[test]
fn a_word_that_contradicts_the_exam_offers_both_readings() {
    let (_world, snapshot) = snapshot();
    for (phrase, about, offered) in [
        (
            "pe protocol ct without contrast",
            "contrast",
            ["71275", "71250"],
        ),
        ("cta head without contrast", "contrast", ["70496", "70450"]),
        (
            "lung cancer screening ct with contrast",
            "contrast",
            ["71271", "71260"],
        ),
        ("73721 with contrast", "contrast", ["73721", "73722"]),
        ("73721 ct head", "modality", ["73721", "70450"]),
        ("screening mammogram left", "side", ["77067", "77065"]),
    ] {
        let found = find(&snapshot, phrase);
        let codes = codes(&snapshot, &found);
        assert_eq!(outcome(&found), about, "{phrase}");
        for code in offered {
            assert!(codes.iter().any(|one| one == code), "{phrase}: {codes:?}");
        }
    }
    let found = find(&snapshot, "thyroid ultrasound with contrast");
    assert_eq!(outcome(&found), "nothing");
}
