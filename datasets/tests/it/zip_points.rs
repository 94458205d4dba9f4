//! Points of the shipped ZIP table: those of ZIP codes without residents are in their towns.

use nearsite_datasets::shipped::zip_centroids;
use nearsite_domain::{LonLat, Meters, MilesHundredths, Precision, ZipCentroid, ZipCode};
use std::collections::{BTreeMap, BTreeSet};

/// ZIP codes far from every center of a ZIP code with residents in their town.
const EXCEPTIONS: &str = include_str!("../../zip_point_exceptions.csv");

fn point(zips: &[ZipCentroid], zip: &str) -> ZipCentroid {
    let zip = ZipCode::new(zip).unwrap();
    zips.iter().find(|row| row.zip == zip).unwrap().clone()
}

fn miles(miles: i64) -> Meters {
    MilesHundredths(miles * 100).meters()
}

fn has_residents(row: &ZipCentroid) -> bool {
    row.population.is_some_and(|residents| residents > 0)
}

#[test]
fn zip_codes_of_boxes_and_institutions_are_near_where_they_are() {
    let zips = zip_centroids().unwrap();
    for (zip, lat, lon, within, precision) in [
        ("44195", 41.503, -81.621, 5, Precision::Town), // Cleveland, a clinic
        ("01655", 42.277, -71.762, 5, Precision::Town), // Worcester, a hospital
        ("27710", 36.007, -78.937, 5, Precision::Town), // Durham, a hospital
        ("27157", 36.090, -80.270, 5, Precision::Town), // Winston-Salem, a hospital
        ("92143", 32.552, -117.043, 8, Precision::Town), // San Ysidro
        ("93116", 34.436, -119.828, 8, Precision::Zip), // Goleta
        ("93199", 34.436, -119.828, 8, Precision::Town), // Goleta
        ("80044", 39.695, -104.830, 10, Precision::Town), // Aurora, Colorado
        ("32815", 28.524, -80.682, 20, Precision::Zip), // Kennedy Space Center
        ("90295", 33.980, -118.451, 8, Precision::Town), // Marina del Rey
        ("86340", 34.870, -111.761, 10, Precision::Town), // Sedona
        ("60011", 42.154, -88.136, 10, Precision::Town), // Barrington
        ("85644", 32.253, -109.832, 10, Precision::Town), // Willcox
        ("48908", 42.733, -84.555, 10, Precision::Town), // Lansing
        ("78847", 29.363, -100.897, 10, Precision::Town), // Del Rio
    ] {
        let row = point(&zips, zip);
        let away = row.place.meters_to(LonLat::new(lon, lat).unwrap());
        assert!(away <= miles(within), "{zip} is {away:?} away");
        assert_eq!(row.precision, precision, "{zip}");
    }
}

#[test]
fn points_far_from_residents_of_the_town_are_the_listed_ones() {
    let zips = zip_centroids().unwrap();
    let mut towns: BTreeMap<(&str, &str), Vec<LonLat>> = BTreeMap::new();
    for row in zips.iter().filter(|row| has_residents(row)) {
        towns
            .entry((&row.city, &row.state))
            .or_default()
            .push(row.place);
    }
    let is_far = |row: &&ZipCentroid| {
        let town = towns.get(&(row.city.as_str(), row.state.as_str()));
        town.is_some_and(|town| {
            town.iter()
                .all(|place| place.meters_to(row.place) > miles(3))
        })
    };
    let far: BTreeSet<String> = zips
        .iter()
        .filter(|row| !has_residents(row))
        .filter(is_far)
        .map(|row| row.zip.to_string())
        .collect();
    let (mut listed, mut own_places) = (BTreeSet::new(), Vec::new());
    for line in EXCEPTIONS.lines().skip(1) {
        let (zip, reason) = line.split_once(',').unwrap();
        assert!(["large_zip", "own_place"].contains(&reason), "{line}");
        listed.insert(zip.to_owned());
        own_places.extend((reason == "own_place").then_some(zip));
    }
    assert_eq!(far, listed);
    assert_eq!(own_places, ["21240", "29486", "32815", "32899"]);
}

#[test]
fn only_zip_codes_without_residents_have_the_point_of_their_town() {
    let zips = zip_centroids().unwrap();
    let by_town = |row: &&ZipCentroid| row.precision == Precision::Town;
    assert!(zips.iter().filter(by_town).all(|row| !has_residents(row)));
    assert!(zips.iter().all(|row| row.precision != Precision::Reported));
    assert_eq!(zips.iter().filter(by_town).count(), 2_394);
}
