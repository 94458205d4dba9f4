#![expect(clippy::unwrap_used, reason = "tests")]

use super::read::PlaceReader;
use crate::snapshot::Towns;
use nearsite_domain::{LonLat, Precision, ZipCentroid, ZipCode};

/// ZIP code, city, state and population.
#[rustfmt::skip]
const TOWNS: [(&str, &str, &str, u32); 19] = [
    ("78701", "Austin", "TX", 900), ("55912", "Austin", "MN", 20), ("78205", "San Antonio", "TX", 1500),
    ("79901", "Antonio", "TX", 1), ("97201", "Portland", "OR", 800), ("04101", "Portland", "ME", 60),
    ("63101", "Saint Louis", "MO", 300), ("76102", "Fort Worth", "TX", 700), ("64101", "Kansas City", "MO", 500),
    ("66101", "Kansas City", "KS", 150), ("10001", "New York", "NY", 1600), ("20001", "Washington", "DC", 600),
    ("63366", "O Fallon", "MO", 90), ("33431", "Chest", "FL", 9), ("75935", "Center", "TX", 9),
    ("14062", "Florida", "NY", 5), ("25301", "Charleston", "WV", 50), ("00680", "Mayagüez", "PR", 70),
    ("77065", "Houston", "TX", 2000),
];
const EXAM_WORDS: [&str; 10] = [
    "knee", "mri", "head", "ct", "chest", "brain", "73721", "77065", "77067", "imaging",
];

fn rows() -> Vec<ZipCentroid> {
    let row = |&(zip, city, state, population): &(&str, &str, &str, u32)| ZipCentroid {
        zip: ZipCode::new(zip).unwrap(),
        place: LonLat::new(-90.0, 30.0).unwrap(),
        precision: Precision::Zip,
        city: city.to_owned(),
        state: state.to_owned(),
        population: Some(population),
        county_type: None,
    };
    TOWNS.iter().map(row).collect()
}

/// The rest of the text, and each place as "city state zip".
fn read(text: &str) -> (String, Vec<String>) {
    let rows = rows();
    let towns = Towns::new(rows.iter().cloned());
    let is_exam = |words: &str| {
        let mut words = words.split_whitespace().map(str::to_lowercase);
        words.all(|word| EXAM_WORDS.contains(&word.as_str()))
    };
    let reader = PlaceReader {
        towns: &towns,
        is_exam,
        is_exam_word: is_exam,
        is_code: |number: &str| ["73721", "77065", "77067"].contains(&number),
        zip: |zip: ZipCode| rows.iter().find(|row| row.zip == zip).cloned(),
    };
    let found = reader.read(text);
    let place = |place: &super::Place| format!("{} {} {}", place.city, place.state, place.zip);
    (found.rest, found.places.iter().map(place).collect())
}

const AUSTIN: &str = "Austin TX 78701";

/// Text, rest, and places with `|` between them.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    // A town first or last, with or without a state.
    ("knee MRI Austin, TX", "knee MRI", AUSTIN),
    ("knee mri in Austin, TX", "knee mri", AUSTIN),
    ("Austin, TX knee mri", "knee mri", AUSTIN),
    ("Austin TX", "", AUSTIN),
    ("austin, texas", "", AUSTIN),
    ("73721 Austin Tx.", "73721", AUSTIN),
    ("mri san antonio texas", "mri", "San Antonio TX 78205"),
    ("mri charleston west virginia", "mri", "Charleston WV 25301"),
    ("knee MRI Austin", "knee MRI", "Austin TX 78701|Austin MN 55912"),
    ("Austin knee mri", "knee mri", "Austin TX 78701|Austin MN 55912"),
    ("near Austin knee mri", "knee mri", "Austin TX 78701|Austin MN 55912"),
    ("mri cerca de Austin TX", "mri", AUSTIN),
    ("Portland", "", "Portland OR 97201|Portland ME 04101"),
    ("knee mri portland or", "knee mri", "Portland OR 97201"),
    ("knee mri Portland Maine", "knee mri", "Portland ME 04101"),
    ("mri kansas city", "mri", "Kansas City MO 64101|Kansas City KS 66101"),
    ("mri kansas city, kansas", "mri", "Kansas City KS 66101"),
    // Spellings.
    ("knee mri ST. LOUIS", "knee mri", "Saint Louis MO 63101"),
    ("knee mri Ft Worth", "knee mri", "Fort Worth TX 76102"),
    ("knee mri O'Fallon", "knee mri", "O Fallon MO 63366"),
    ("knee mri mayaguez", "knee mri", "Mayagüez PR 00680"),
    ("knee mri nyc", "knee mri", "New York NY 10001"),
    ("knee mri Washington D.C.", "knee mri", "Washington DC 20001"),
    ("knee mri - Houston", "knee mri", "Houston TX 77065"),
    // Words the exam needs, plain words, and states alone.
    ("Chest", "Chest", ""),
    ("CT, chest", "CT, chest", ""),
    ("ct chest", "ct chest", ""),
    ("ct Chest FL", "ct", "Chest FL 33431"),
    ("MRI Center", "MRI Center", ""),
    ("MRI Center TX", "MRI", "Center TX 75935"),
    ("knee mri Florida", "knee mri Florida", ""),
    ("knee mri Nowhere", "knee mri Nowhere", ""),
    ("knee mri Austin CA", "knee mri Austin CA", ""),
    ("near me", "near me", ""),
    // Names of sites: set apart, the town is read; inside the name it is not.
    ("Austin Radiology", "Austin Radiology", ""),
    ("Austin Imaging", "Austin Imaging", ""),
    ("Austin Imaging Center", "Austin Imaging Center", ""),
    ("Lone Star Imaging, Austin TX", "Lone Star Imaging", AUSTIN),
    ("Lone Star Imaging in Houston", "Lone Star Imaging", "Houston TX 77065"),
    ("Austin Imaging, Houston", "Austin Imaging", "Houston TX 77065"),
    // ZIP codes. They decide over a town, which is cut from the rest.
    ("knee mri 78701", "knee mri", AUSTIN),
    ("78701 knee mri", "knee mri", AUSTIN),
    ("knee mri 78701-1234", "knee mri", AUSTIN),
    ("78701", "", AUSTIN),
    ("99999", "99999", ""),
    ("knee mri, 99999", "knee mri, 99999", ""),
    ("73721 78701", "73721", AUSTIN),
    ("78701 73721", "73721", AUSTIN),
    ("77065 knee mri", "knee mri", "Houston TX 77065"),
    ("78701 77065", "77065", AUSTIN),
    ("77067 77065", "77067", "Houston TX 77065"),
    ("knee mri Portland 78701", "knee mri", AUSTIN),
    ("Austin, 78701", "Austin", AUSTIN),
    // Nothing to read.
    ("", "", ""),
    (" , ", ",", ""),
    ("膝 MRI", "膝 MRI", ""),
];

#[test]
fn a_text_is_read_as_the_table_says() {
    for (text, rest, places) in CASES {
        let places: Vec<&str> = places
            .split('|')
            .filter(|place| !place.is_empty())
            .collect();
        let (read_rest, read_places) = read(text);
        assert_eq!(
            (read_rest.as_str(), read_places),
            (*rest, places.iter().map(ToString::to_string).collect()),
            "{text:?}"
        );
    }
}

#[test]
fn any_text_is_read_without_harm() {
    for text in [
        "İin",
        "ẞ, 78701",
        "\u{0}\u{202e} Austin",
        "－－－",
        "in in in",
        "Austin in",
        "é".repeat(300).as_str(),
    ] {
        let (rest, _) = read(text);
        assert!(rest.len() <= text.len());
    }
}
