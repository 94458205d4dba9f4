//! Score cards as files: what a card must hold, and what the shipped one asks.

use nearsite_datasets::{parse_scorecard, shipped};
use nearsite_domain::Modality;
use nearsite_index::scorecard::{ScoreCardProfile, Section};
use std::collections::BTreeSet;

const SHIPPED: &str = include_str!("../../scorecards/imaging.toml");

const YES_NO: &str = "points = { yes = 100, no = 0 }";
const FIRST_BANDS: &str =
    "    { at_least = 0, points = 100 },\n    { at_least = 3, points = 80 },\n";
const SECOND_BAND: &str = "at_least = 3, points = 80";
const MRI: &str = "modalities = [\"mri\"]";

/// Text of the shipped card to replace (its first occurrence), its replacement, and words of the
/// refusal.
#[rustfmt::skip]
const BAD_CARDS: &[(&str, &str, &str)] = &[
    ("weight = 120", "weight = 121", "site: the weights add up to 1001, they must add up to 1000"),
    ("weight = 140", "weight = 139", "modality ct: the weights add up to 999, they must add up to 1000"),
    (MRI, "modalities = [\"mri\", \"ct\"]", "modality ct: the weights add up to 1050"),
    ("\"urgent_slots\"", "\"days_to_appointment\"", "site measure `days_to_appointment`: an earlier measure has this id"),
    ("\"readers_certified\"", "\"urgent_slots\"", "modality measure `urgent_slots`: an earlier measure has this id"),
    ("yes = 100", "yes = 101", "line 35: points must be a whole number from 0 to 100"),
    ("yes = 100", "yes = -1", "line 35: points must be a whole number from 0 to 100"),
    ("yes = 100", "yes = 99.5", "line 35: "),
    (YES_NO, "points = { yes = 0, no = 0 }", "site measure 2 (`urgent_slots`): some answer must be worth more than 0"),
    (YES_NO, "points = { yes = 100 }", "site measure 2 (`urgent_slots`): must have 2 to 20 answers, has 1"),
    (YES_NO, "points = { accredited = 100, no = 0 }", "line 35: not a valid answer"),
    (YES_NO, "points = { Yes = 100, no = 0 }", "line 35: not a valid answer"),
    (YES_NO, "points = { yes = 100, no = 0 }\nat_most = 3", "(`urgent_slots`): at_most is for bands"),
    (YES_NO, "", "(`urgent_slots`): must have either points by word or bands of a number"),
    (FIRST_BANDS, "    { at_least = 1, points = 100 },\n", "(`days_to_appointment`): the first band must begin at 0"),
    (SECOND_BAND, "at_least = 6, points = 80", "bands must begin in ascending order: 6 follows 6"),
    (SECOND_BAND, "at_least = -3, points = 80", "line 24: must be a plain number from 0"),
    (SECOND_BAND, "at_least = 3, points = 80, worth = 1", "line 24: unknown field `worth`"),
    ("at_most = 365", "", "at_most, the largest number believed, must be given and be at least 11"),
    ("at_most = 365", "at_most = 10", "at_most, the largest number believed, must be given and be at least 11"),
    ("section = \"access\"", "section = \"parking\"", "line 19: unknown section: use one of access "),
    ("section = \"access\"", "section = \"equipment_quality\"",
        "site measure 1 (`days_to_appointment`): section must be one of access, quality_assurance, staffing"),
    ("section = \"physician_certification\"", "section = \"staffing\"",
        "modality measure 1 (`readers_certified`): section must be one of physician_certification, "),
    ("weight = 120", "weigth = 120", "line 21: unknown field `weigth`"),
    ("weight = 120", "weight = 0", "site measure 1 (`days_to_appointment`): weight must be from 1 to 1000"),
    ("weight = 120", "weight = 1001", "line 21: a weight must be a whole number from 0 to 1000"),
    ("weight = 120", "weight = -1", "line 21: "),
    ("weight = 120", "weight = 120\nmodalities = [\"ct\"]", "modalities are for modality measures alone"),
    (MRI, "modalities = [\"mri\", \"mri\"]", "(`magnet_access`): mri appears twice; remove one"),
    (MRI, "modalities = [\"mri\", \"mammography\"]", "(`magnet_access`): mammography is never scored"),
    (MRI, "modalities = [\"mrt\"]", "unknown modality: use one of ct mri"),
    ("\"urgent_slots\"", "\"Urgent slots\"", "line 31: not a valid measure id: must be 1 to 64 of a-z 0-9 _"),
    ("\"urgent_slots\"", "\"assessed_on\"", "line 31: not a valid measure id"),
    ("text = \"Working days", "text = \"\"\n# ", "(`days_to_appointment`): text: must be 1 to 300 characters"),
    ("name = \"imaging\"", "name = \"imaging\"\ncolour = 1", "line 12: unknown field `colour`"),
    ("name = \"imaging\"", "", "missing field `name`"),
    ("name = \"imaging\"", "name = \" \"", "name: must be 1 to 64 characters"),
    ("2024-01-01", "2024-02-30", "line 13: not a date that exists"),
    ("id = \"urgent_slots\"", "id = \"urgent_slots\"\nid = \"x\"", "line 32: duplicate key"),
    ("[[site]]", "[[site]", "line 17: "),
];

#[test]
fn a_card_that_does_not_hold_is_refused_with_its_place() {
    let altered = BAD_CARDS.iter().map(|(from, to, expected)| {
        assert!(SHIPPED.contains(from), "{from}");
        (SHIPPED.replacen(from, to, 1), *expected)
    });
    let bare = "name = \"x\"\nversion = \"1\"\neffective_from = \"2026-01-01\"\n";
    let short = [
        (bare.to_owned(), "site: must have 1 to 50 measures, has 0"),
        (String::new(), "missing field `name`"),
    ];
    for (text, expected) in altered.chain(short) {
        let message = parse_scorecard(&text).expect_err(expected).to_string();
        assert!(
            message.contains(expected),
            "{expected} is not in: {message}"
        );
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn the_shipped_card_asks_every_scored_modality_something_of_each_section() {
    let card: ScoreCardProfile = shipped::scorecard("2026-06-01".parse().unwrap()).unwrap();
    assert_eq!((card.name(), card.version()), ("imaging", "1"));
    assert!(card.site_measures().count() >= 9);
    for modality in Modality::ALL {
        let sections: BTreeSet<Section> = card
            .modality_measures(*modality)
            .map(|measure| measure.section)
            .collect();
        assert_eq!(
            sections.len(),
            if modality.is_scored() { 4 } else { 0 },
            "{modality}"
        );
    }
    // The best answers are worth everything.
    assert!(
        card.measures()
            .iter()
            .all(|measure| measure.full_points().get() == 100)
    );
    // Before the first card is in force there is no other.
    assert_eq!(
        shipped::scorecard("2000-01-01".parse().unwrap()).unwrap(),
        card
    );
}
