//! The access standard of the pack or of the order, and its radius in meters.

use super::super::arithmetic::{metres_between, metres_of};
use super::super::catalog::Catalog;
use super::order::{Order, Start, StatedAccess};
use super::pack::Pack;

/// County type, minutes, hundredths of a mile.
const FEDERAL_LADDER: [(&str, i64, i64); 5] = [
    ("large_metro", 20, 1_000),
    ("metro", 45, 3_000),
    ("micro", 80, 6_000),
    ("rural", 75, 6_000),
    ("ceac", 110, 10_000),
];

/// The standard in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) metric: &'static str,
    /// Hundredths of a mile.
    pub(crate) miles: i64,
    pub(crate) minutes: Option<i64>,
    /// Only with a ladder.
    pub(crate) county_type: Option<String>,
    pub(crate) min_alternates: i64,
    pub(crate) source: String,
    pub(crate) radius_metres: i64,
}

/// The standard an order is held to.
pub(crate) fn reach(order: &Order, pack: &Pack, catalog: &Catalog) -> Reach {
    let source = &pack.access.source;
    let ladder = |steps: &[(&str, Option<i64>, i64)], source: &str| {
        let county_type = county_type(&order.start, catalog).unwrap();
        let (_, minutes, miles) = steps
            .iter()
            .find(|(county, _, _)| *county == county_type)
            .unwrap();
        standard(pack, *miles, *minutes, Some(county_type), source)
    };
    match (pack.access.metric.as_str(), order.access) {
        ("straight_line_miles", None) => {
            standard(pack, pack.access.miles.unwrap(), None, None, source)
        }
        ("county_ladder", None) => {
            let steps: Vec<_> = pack
                .access
                .steps
                .iter()
                .map(|step| (step.county.as_str(), step.minutes, step.miles))
                .collect();
            ladder(&steps, source)
        }
        ("left_open", Some(StatedAccess::Miles(miles))) => {
            standard(pack, miles, None, None, "order")
        }
        ("left_open", Some(StatedAccess::FederalLadder)) => {
            let steps =
                FEDERAL_LADDER.map(|(county, minutes, miles)| (county, Some(minutes), miles));
            ladder(&steps, "order")
        }
        other => panic!("no standard: {other:?}"),
    }
}

fn standard(
    pack: &Pack,
    miles: i64,
    minutes: Option<i64>,
    county_type: Option<String>,
    source: &str,
) -> Reach {
    let metric = if county_type.is_some() {
        "county_ladder"
    } else {
        "straight_line_miles"
    };
    Reach {
        metric,
        miles,
        minutes,
        county_type,
        min_alternates: pack.access.min_alternates,
        source: source.to_owned(),
        radius_metres: metres_of(miles),
    }
}

/// The type of the county of the ZIP asked with, or of the one whose centroid is nearest to the
/// coordinates by whole metres, the lowest ZIP among equals.
pub(crate) fn county_type(start: &Start, catalog: &Catalog) -> Option<String> {
    let metres = |centroid: &(f64, f64)| metres_between(start.point, *centroid);
    let zip = start.zip.as_ref().unwrap_or_else(|| {
        let by_distance = |(_, centroid): &(&String, &(f64, f64))| metres(centroid);
        catalog.zips.iter().min_by_key(by_distance).unwrap().0
    });
    catalog.county_types.get(zip).cloned()
}
