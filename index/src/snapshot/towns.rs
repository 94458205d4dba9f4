//! Towns of the ZIP table by name, with the ZIP code that is most central by population.

use crate::text::{fold, tokens};
use nearsite_domain::{LonLat, ZipCentroid, ZipCode};
use std::collections::{BTreeMap, HashMap};

/// Words of names that have a short and a long spelling.
const SPELLINGS: [(&str, &str); 8] = [
    ("e", "east"),
    ("fort", "ft"),
    ("mount", "mt"),
    ("n", "north"),
    ("s", "south"),
    ("saint", "st"),
    ("sainte", "ste"),
    ("w", "west"),
];

/// One town: every ZIP code of the table with this city and state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Town {
    pub(crate) city: String,
    pub(crate) state: String,
    /// ZIP code nearest to the center of the population.
    pub(crate) zip: ZipCode,
    /// Sum over its ZIP codes.
    pub(crate) population: u64,
}

/// Every town by the key of its name.
#[derive(Debug)]
pub(crate) struct Towns {
    by_key: HashMap<String, Vec<Town>>,
}

/// Key under which a name is found: equal for spellings that differ in case, accents, marks, spaces
/// or short forms such as "St." for "Saint".
pub(crate) fn town_key(name: &str) -> String {
    let folded: String = fold(name)
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '\u{2019}'))
        .collect();
    let short = |token| {
        let known = SPELLINGS.iter().find(|(long, _)| *long == token);
        known.map_or(token, |(_, short)| *short)
    };
    tokens(&folded).map(short).collect()
}

impl Towns {
    /// Groups the rows of the ZIP table, which are in the order of their codes.
    pub(crate) fn new(rows: impl Iterator<Item = ZipCentroid>) -> Self {
        let mut groups: BTreeMap<(String, String), Vec<ZipCentroid>> = BTreeMap::new();
        for row in rows.filter(|row| !row.city.is_empty()) {
            let key = (town_key(&row.city), row.state.clone());
            groups.entry(key).or_default().push(row);
        }
        let mut by_key: HashMap<String, Vec<Town>> = HashMap::new();
        for ((key, _), rows) in groups {
            by_key.entry(key).or_default().extend(town_of(&rows));
        }
        for towns in by_key.values_mut() {
            // The sort is stable: equally populous towns stay in the order of their states.
            towns.sort_by_key(|town| std::cmp::Reverse(town.population));
        }
        Self { by_key }
    }

    /// Returns the towns of this name, most populous first.
    pub(crate) fn named(&self, key: &str) -> &[Town] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Number of residents of a row, 0 if unknown.
fn residents(row: &ZipCentroid) -> u32 {
    row.population.unwrap_or(0)
}

/// Joins the rows of one town. Nothing without rows.
fn town_of(rows: &[ZipCentroid]) -> Option<Town> {
    let largest = rows
        .iter()
        .min_by_key(|row| (std::cmp::Reverse(residents(row)), row.zip))?;
    let is_populated = residents(largest) > 0;
    let weight = |row: &ZipCentroid| {
        if is_populated {
            f64::from(residents(row))
        } else {
            1.0
        }
    };
    let mut center = [0.0; 3];
    for row in rows {
        for (sum, axis) in center.iter_mut().zip(row.place.unit_sphere()) {
            *sum += weight(row) * axis;
        }
    }
    let total: f64 = rows.iter().map(weight).sum();
    let center = center.map(|sum| sum / total);
    let central = rows
        .iter()
        .filter(|row| weight(row) > 0.0)
        .min_by(|a, b| square(a.place, center).total_cmp(&square(b.place, center)))?;
    Some(Town {
        city: largest.city.clone(),
        state: largest.state.clone(),
        zip: central.zip,
        population: rows.iter().map(|row| u64::from(residents(row))).sum(),
    })
}

/// Square of the straight distance between a place and a point in the unit sphere.
fn square(place: LonLat, point: [f64; 3]) -> f64 {
    let axes = place.unit_sphere().into_iter().zip(point);
    axes.map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use nearsite_domain::Precision;

    fn row(zip: &str, lon: f64, city: &str, state: &str, population: Option<u32>) -> ZipCentroid {
        ZipCentroid {
            zip: ZipCode::new(zip).unwrap(),
            place: LonLat::new(lon, 30.0).unwrap(),
            precision: Precision::Zip,
            city: city.to_owned(),
            state: state.to_owned(),
            population,
            county_type: None,
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("Saint Louis", "st. louis"),
            ("Fort Worth", "FT WORTH"),
            ("Mount Vernon", "Mt. Vernon"),
            ("O'Fallon", "ofallon"),
            ("Coeur d'Alene", "coeur d\u{2019}alene"),
            ("La Grange", "LaGrange"),
            ("Winston Salem", "Winston-Salem"),
            ("Mayagüez", "mayaguez"),
            ("North Las Vegas", "N. Las Vegas"),
        ] {
            assert_eq!(town_key(one), town_key(other), "{one}");
        }
        assert_ne!(town_key("Austin"), town_key("Austinville"));
    }

    #[test]
    fn the_zip_code_of_a_town_is_the_one_nearest_to_the_center_of_its_population() {
        let towns = Towns::new(
            [
                row("10001", 0.0, "Alpha", "TX", Some(10)),
                row("10002", 1.0, "Alpha", "TX", Some(100)),
                row("10003", 0.98, "Alpha", "TX", None),
                row("10004", 1.2, "ALPHA", "TX", Some(90)),
                row("20001", 5.0, "Alpha", "ME", Some(500)),
                row("30001", 5.0, "Beta", "ME", None),
                row("30002", 5.1, "Beta", "ME", None),
                row("30003", 5.2, "Beta", "ME", None),
            ]
            .into_iter(),
        );
        let of = |key| -> Vec<(&str, &str, String, u64)> {
            let towns: &[Town] = towns.named(key);
            towns
                .iter()
                .map(|town| {
                    let zip = town.zip.to_string();
                    (&*town.city, &*town.state, zip, town.population)
                })
                .collect()
        };
        assert_eq!(
            of("alpha"),
            [
                ("Alpha", "ME", "20001".to_owned(), 500),
                ("Alpha", "TX", "10002".to_owned(), 200)
            ]
        );
        assert_eq!(of("beta"), [("Beta", "ME", "30002".to_owned(), 0)]);
        assert!(of("gamma").is_empty());
    }
}
