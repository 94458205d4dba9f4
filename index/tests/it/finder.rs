//! The procedure finder: it asks back when a text is ambiguous.

use crate::world::*;
use nearsite_domain::Audience;
use nearsite_index::finder::{QuestionSubject, SuggestQuery};
use nearsite_index::search::Origin;
use nearsite_index::snapshot::Snapshot;
use nearsite_index::text::{ExamQuery, TextQuery};

fn open() -> (tempfile::TempDir, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let sites = vec![site("A-1", -97.74, 30.27)];
    let snapshot = publish_into(folder.path(), contents(sites, &[]), "2026-06-01T00:00:00Z");
    (folder, snapshot)
}

/// The codes found and what is asked back.
fn find(snapshot: &Snapshot, text: &str) -> (Vec<String>, Option<QuestionSubject>) {
    let finding = snapshot.find_procedures(&ExamQuery::parse(text).unwrap());
    let codes = finding
        .matches
        .iter()
        .map(|&number| snapshot.catalog().get(number).code.to_string());
    (
        codes.collect(),
        finding.needs_choice.map(|choice| choice.about),
    )
}

#[test]
fn contrast_is_asked_for_and_never_guessed() {
    let (_folder, snapshot) = open();
    assert_eq!(
        find(&snapshot, "knee mri"),
        (
            vec!["73721".into(), "73722".into()],
            Some(QuestionSubject::Contrast)
        )
    );
    assert_eq!(
        find(&snapshot, "mri knee with contrast"),
        (vec!["73722".into()], None)
    );
    assert_eq!(
        find(&snapshot, "knee mri w/o contrast"),
        (vec!["73721".into()], None)
    );
}

#[test]
fn the_side_is_asked_for_where_it_changes_the_code() {
    let (_folder, snapshot) = open();
    assert_eq!(
        find(&snapshot, "diagnostic mammogram").1,
        Some(QuestionSubject::Side)
    );
    assert_eq!(
        find(&snapshot, "diagnostic mammogram both"),
        (vec!["77066".into()], None)
    );
}

#[test]
fn examinations_that_must_not_be_mixed_up_are_asked_for() {
    let (_folder, snapshot) = open();
    let (codes, asked) = find(&snapshot, "mammogram");
    assert_eq!((codes.len(), asked), (3, Some(QuestionSubject::Region)));
    assert_eq!(
        find(&snapshot, "screening mammogram"),
        (vec!["77067".into()], None)
    );
}

#[test]
fn retired_codes_are_found_by_code_alone() {
    let (_folder, snapshot) = open();
    assert_eq!(find(&snapshot, "77057"), (vec!["77057".into()], None));
    assert!(!find(&snapshot, "mammogram").0.contains(&"77057".to_owned()));
    assert_eq!(find(&snapshot, "zebra"), (Vec::new(), None));
}

#[test]
fn suggestions_forgive_a_slip_in_what_is_still_being_typed() {
    let (_folder, snapshot) = open();
    let suggest = |text: &str| {
        let query = SuggestQuery {
            text: TextQuery::parse(text).unwrap(),
            audience: Audience::Member,
            origin: None,
            limit: 5,
        };
        let found = snapshot.suggest(&query).unwrap();
        let codes: Vec<String> = found
            .procedures
            .iter()
            .map(|&n| snapshot.catalog().get(n).code.to_string())
            .collect();
        (found.sites.len(), codes)
    };
    assert_eq!(suggest("kne"), (0, vec!["73721".into(), "73722".into()]));
    assert_eq!(suggest("mamogr").1, ["77065", "77066", "77067"]);
    assert_eq!(suggest("7372").1, ["73721", "73722"]);
    assert_eq!(suggest("site a").0, 1);
}

#[test]
fn of_equal_matches_the_nearer_site_is_suggested_first() {
    let folder = tempfile::tempdir().unwrap();
    let far = site("A-1", -97.74, 31.27);
    let near = site("A-2", -97.74, 30.28);
    let mut other = site("A-3", -97.74, 30.27);
    other.name = "Sitex".into();
    let snapshot = publish_into(
        folder.path(),
        contents(vec![far, near, other], &[]),
        "2026-06-01T00:00:00Z",
    );
    let suggest = |origin: Option<Origin>| {
        let query = SuggestQuery {
            text: TextQuery::parse("site").unwrap(),
            audience: Audience::Member,
            origin,
            limit: 5,
        };
        let id = |number| snapshot.site(number).unwrap().registration_id.to_string();
        let found = snapshot.suggest(&query).unwrap();
        found.sites.into_iter().map(id).collect::<Vec<_>>()
    };
    // A whole word is a better match than the beginning of one, at any distance.
    assert_eq!(suggest(None), ["A-1", "A-2", "A-3"]);
    let here = Origin::Place(lonlat(-97.74, 30.27));
    assert_eq!(suggest(Some(here)), ["A-2", "A-1", "A-3"]);
}
