//! The shipped tables that the oracle reads: procedures (modality, regions, contrast, validity) and
//! ZIP centroids.

use super::calendar::{Day, Window};
use super::table::read_table;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const HIGH_TECH: [&str; 4] = ["ct", "mri", "pet", "nuclear_cardiology"];
pub(crate) const LOW_TECH: [&str; 3] = ["xray", "ultrasound", "echo"];
pub(crate) const MODALITIES: [&str; 8] = [
    "ct",
    "mri",
    "pet",
    "nuclear_cardiology",
    "xray",
    "ultrasound",
    "echo",
    "mammography",
];

/// Codes that the nation prices and requests. Codes that the catalog does not have are ignored.
const WANTED: [&str; 24] = [
    "70450", "70460", "71250", "71260", "71275", "74176", "74177", "74178", "70551", "70553",
    "72148", "73721", "72158", "78815", "78816", "78452", "71046", "76700", "93306", "77067",
    "77065", "C8900", "70472", "76014",
];

/// One catalog code.
#[derive(Debug, Clone)]
pub(crate) struct Procedure {
    pub(crate) code: String,
    pub(crate) modality: String,
    pub(crate) regions: Vec<String>,
    pub(crate) contrast: String,
    pub(crate) valid: Window,
}

impl Procedure {
    /// True if contrast is given. Such a code takes a contrast row and requires contrast of sites.
    pub(crate) fn has_contrast(&self) -> bool {
        ["with", "without_then_with", "angiography"].contains(&self.contrast.as_str())
    }
}

/// The shipped tables: all procedures, and by ZIP the centroids (latitude, longitude) and the types
/// of county where known.
#[derive(Debug, Clone)]
pub(crate) struct Catalog {
    pub(crate) procedures: BTreeMap<String, Procedure>,
    pub(crate) zips: BTreeMap<String, (f64, f64)>,
    /// ZIPs whose point is that of their town.
    pub(crate) town_zips: BTreeSet<String>,
    pub(crate) county_types: BTreeMap<String, String>,
}

impl Catalog {
    /// Reads `procedures.csv` and the decoded text of `zip_centroids.csv`.
    pub(crate) fn read(procedures: &str, zip_centroids: &str) -> Self {
        let mut catalog = Self {
            procedures: BTreeMap::new(),
            zips: BTreeMap::new(),
            town_zips: BTreeSet::new(),
            county_types: BTreeMap::new(),
        };
        for row in read_table(procedures) {
            let procedure = Procedure {
                code: row["code"].clone(),
                modality: row["modality"].clone(),
                regions: row["regions"]
                    .split([' ', ';', '|', ','])
                    .filter(|region| !region.is_empty())
                    .map(str::to_owned)
                    .collect(),
                contrast: row["contrast"].replace('-', "_"),
                valid: Window {
                    from: Day::parse(&row["valid_from"]),
                    to: Day::parse(&row["valid_to"]),
                },
            };
            catalog.procedures.insert(procedure.code.clone(), procedure);
        }
        for row in read_table(zip_centroids) {
            let point = (row["lat"].parse().unwrap(), row["lon"].parse().unwrap());
            catalog.zips.insert(row["zip"].clone(), point);
            if row.get("precision").is_some_and(|word| word == "town") {
                catalog.town_zips.insert(row["zip"].clone());
            }
            let county_type = row.get("county_type").filter(|known| !known.is_empty());
            if let Some(county_type) = county_type {
                catalog
                    .county_types
                    .insert(row["zip"].clone(), county_type.clone());
            }
        }
        catalog
    }

    /// Returns the codes in play: the wanted ones of the catalog, and one whose validity ends.
    pub(crate) fn codes_in_play(&self) -> Vec<&Procedure> {
        let mut chosen: Vec<&Procedure> = WANTED
            .iter()
            .filter_map(|code| self.procedures.get(*code))
            .collect();
        let ending = |procedure: &&Procedure| {
            procedure.valid.to.is_some() && !WANTED.contains(&procedure.code.as_str())
        };
        // The one that ends last is the most likely to be valid on a requested day.
        chosen.extend(
            self.procedures
                .values()
                .filter(ending)
                .max_by_key(|p| p.valid.to),
        );
        chosen
    }
}
