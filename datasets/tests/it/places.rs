//! The place search over the shipped ZIP table and catalog.

use crate::support::World;
use nearsite_index::places::{Place, PlaceMatches};
use nearsite_index::snapshot::{Snapshot, Verify};

/// Text, rest, and the first place with its state.
const CASES: &[(&str, &str, Option<&str>)] = &[
    ("knee MRI Austin", "knee MRI", Some("Austin, TX")),
    ("Austin knee mri", "knee mri", Some("Austin, TX")),
    ("knee mri in Austin, TX", "knee mri", Some("Austin, TX")),
    ("Austin TX", "", Some("Austin, TX")),
    ("mri san antonio texas", "mri", Some("San Antonio, TX")),
    ("ct chest st. louis", "ct chest", Some("Saint Louis, MO")),
    ("73721 ft worth tx", "73721", Some("Fort Worth, TX")),
    (
        "Springfield, IL brain mri",
        "brain mri",
        Some("Springfield, IL"),
    ),
    ("knee mri new york city", "knee mri", Some("New York, NY")),
    (
        "mammogram Coeur d'Alene",
        "mammogram",
        Some("Coeur d'Alene, ID"),
    ),
    ("10001 head ct", "head ct", Some("New York, NY")),
    ("77065 knee mri", "knee mri", Some("Houston, TX")),
    ("78701 73721", "73721", Some("Austin, TX")),
    // Words of exams that are towns too.
    ("mri achilles", "mri achilles", None),
    ("baker cyst ultrasound", "baker cyst ultrasound", None),
    ("ct colon", "ct colon", None),
    ("kidney stone ct", "kidney stone ct", None),
    ("mra circle of willis", "mra circle of willis", None),
    ("echo", "echo", None),
    ("finger x-ray", "finger x-ray", None),
    ("mri, brain", "mri, brain", None),
    // Names of sites.
    ("Austin Imaging", "Austin Imaging", None),
    ("Imaging Center", "Imaging Center", None),
];

fn snapshot() -> (World, Snapshot) {
    let world = World::new();
    world.built();
    let snapshot = Snapshot::open(&world.options.out, Verify::Full).unwrap();
    (world, snapshot)
}

fn name(place: &Place) -> String {
    format!("{}, {}", place.city, place.state)
}

#[test]
fn towns_are_read_and_words_of_exams_are_not() {
    let (_world, snapshot) = snapshot();
    for (text, rest, place) in CASES {
        let PlaceMatches { rest: read, places } = snapshot.find_places(text);
        let first = places.first().map(name);
        assert_eq!((read.as_str(), first.as_deref()), (*rest, *place), "{text}");
    }
}

#[test]
fn the_most_populous_town_is_first_and_at_most_eight_are_offered() {
    let (_world, snapshot) = snapshot();
    let places = snapshot.find_places("knee mri Springfield").places;
    let names: Vec<String> = places.iter().map(name).collect();
    assert_eq!(names.len(), 8, "{names:?}");
    assert!(
        names[..3].contains(&"Springfield, MO".to_owned()),
        "{names:?}"
    );
    let portland = snapshot.find_places("Portland").places;
    assert_eq!(name(&portland[0]), "Portland, OR");
    assert_eq!(name(&portland[1]), "Portland, ME");
}

#[test]
fn a_zip_code_of_the_town_is_in_its_middle() {
    let (_world, snapshot) = snapshot();
    for (text, zip) in [
        ("Austin, TX", "787"),
        ("Houston, TX", "770"),
        ("Chicago, IL", "606"),
    ] {
        let place = snapshot.find_places(text).places.remove(0);
        assert!(place.zip.to_string().starts_with(zip), "{place:?}");
        let population = snapshot.zip(place.zip).unwrap().population;
        assert!(
            population.is_some_and(|residents| residents > 0),
            "{place:?}"
        );
    }
}
