//! The data that comes with the program: ZIP centroids, the procedure catalog, ranking profiles,
//! score cards and policies.
//!
//! Everything is embedded and is read and checked like outside files. A fault in it is an error of
//! the program.

use crate::error::IngestError;
use crate::reading::csv::{CsvColumn, CsvRow, CsvTable};
use crate::reading::reject::{RejectCode, RowFault};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::scorecard::parse_scorecard;
use flate2::bufread::MultiGzDecoder;
use nearsite_domain::{
    BodyRegion, Catalog, Day, LonLat, Procedure, ProcedureCode, RankingProfile, ZipCentroid,
    ZipCode,
};
use nearsite_index::scorecard::ScoreCardProfile;
use nearsite_index::site_of_care::Policies;
use std::fmt::Display;
use std::io::{BufRead, BufReader};
use std::str::FromStr;

const ZIP_CENTROIDS: &[u8] = include_bytes!("../zip_centroids.csv.gz");
const PROCEDURES: &[u8] = include_bytes!("../procedures.csv");
const RANKING_PROFILES: [&str; 1] = [include_str!("../profiles/default.toml")];
const SCORECARDS: [(&str, &str); 1] = [(
    "scorecards/imaging.toml",
    include_str!("../scorecards/imaging.toml"),
)];

const ZIP_COLUMNS: [CsvColumn; 8] = [
    CsvColumn::required("zip"),
    CsvColumn::required("lat"),
    CsvColumn::required("lon"),
    CsvColumn::required("precision"),
    CsvColumn::required("city"),
    CsvColumn::required("state"),
    CsvColumn::required("population"),
    CsvColumn::required("county_type"),
];

const PROCEDURE_COLUMNS: [CsvColumn; 12] = [
    CsvColumn::required("code"),
    CsvColumn::required("modality"),
    CsvColumn::required("name"),
    CsvColumn::required("synonyms"),
    CsvColumn::required("regions"),
    CsvColumn::required("contrast"),
    CsvColumn::required("laterality"),
    CsvColumn::required("group"),
    CsvColumn::required("valid_from"),
    CsvColumn::required("valid_to"),
    CsvColumn::required("successors"),
    CsvColumn::required("same_as"),
];

/// Returns the ZIP table, ordered by ZIP.
///
/// # Errors
/// [`IngestError::Shipped`]. Only a defect of the shipped data causes it.
pub fn zip_centroids() -> Result<Vec<ZipCentroid>, IngestError> {
    let unpacked = BufReader::new(MultiGzDecoder::new(ZIP_CENTROIDS));
    let mut zips = read_all("zip_centroids.csv.gz", unpacked, &ZIP_COLUMNS, read_zip)?;
    zips.sort_by_key(|row| row.zip);
    match zips.windows(2).find(|pair| pair[0].zip == pair[1].zip) {
        Some(pair) => Err(IngestError::Shipped(format!(
            "ZIP {} appears twice",
            pair[0].zip
        ))),
        None => Ok(zips),
    }
}

/// Returns the procedure catalog.
///
/// # Errors
/// [`IngestError::Shipped`]. Only a defect of the shipped data causes it.
pub fn catalog() -> Result<Catalog, IngestError> {
    let procedures = read_all(
        "procedures.csv",
        PROCEDURES,
        &PROCEDURE_COLUMNS,
        read_procedure,
    )?;
    Catalog::new(procedures).map_err(|fault| IngestError::Shipped(fault.to_string()))
}

/// Returns the ranking profiles, one of them named `default`.
///
/// # Errors
/// [`IngestError::Shipped`]. Only a defect of the shipped data causes it.
pub fn ranking_profiles() -> Result<Vec<RankingProfile>, IngestError> {
    let read = |text: &&str| {
        toml::from_str(text).map_err(|fault| IngestError::Shipped(format!("profiles: {fault}")))
    };
    RANKING_PROFILES.iter().map(read).collect()
}

/// Returns the site-of-care policies of several payers.
///
/// # Errors
/// [`IngestError::Shipped`]. Only a defect of the shipped data causes it.
pub fn policies() -> Result<Policies, IngestError> {
    crate::policies::read_shipped().map_err(IngestError::Shipped)
}

/// Returns the score card of a build date: the newest in force, or the first if none is in force
/// yet.
///
/// # Errors
/// [`IngestError::Shipped`]. Only a defect of the shipped data causes it.
pub fn scorecard(as_of: Day) -> Result<ScoreCardProfile, IngestError> {
    let read = |(name, text): (&str, &str)| {
        parse_scorecard(text).map_err(|fault| IngestError::Shipped(format!("{name}: {fault}")))
    };
    let mut cards = SCORECARDS
        .into_iter()
        .map(read)
        .collect::<Result<Vec<ScoreCardProfile>, _>>()?;
    cards.sort_by_key(ScoreCardProfile::effective_from);
    let in_force = cards.partition_point(|card| card.effective_from() <= as_of);
    let position = in_force.saturating_sub(1);
    let none = || IngestError::Shipped("there is no score card".to_owned());
    cards.into_iter().nth(position).ok_or_else(none)
}

/// Reads a table in which every row must be sound.
fn read_all<T>(
    name: &str,
    text: impl BufRead,
    columns: &'static [CsvColumn],
    read_row: impl Fn(&CsvRow<'_>) -> Result<T, RowFault>,
) -> Result<Vec<T>, IngestError> {
    let broken = |what: String| IngestError::Shipped(format!("{name}: {what}"));
    let mut rejects = RejectsWriter::unwritten();
    let mut tally = RowCounter::new(name, 0, &mut rejects);
    let mut table = CsvTable::new(text, columns).map_err(|fault| broken(fault.to_string()))?;
    let mut rows = Vec::new();
    while let Some(row) = table
        .next_row(&mut tally)
        .map_err(|fault| broken(fault.to_string()))?
    {
        rows.push(
            read_row(&row)
                .map_err(|fault| broken(format!("row {}: {}", row.at().record, fault.message)))?,
        );
    }
    let (counts, _) = tally.finish();
    if counts.rejected + counts.repeated > 0 {
        return Err(broken(format!(
            "{} rows cannot be read",
            counts.rejected + counts.repeated
        )));
    }
    Ok(rows)
}

fn read_zip(row: &CsvRow<'_>) -> Result<ZipCentroid, RowFault> {
    let zip: ZipCode = required(row, 0)?;
    let (lat, lon) = (required(row, 1)?, required(row, 2)?);
    let place = LonLat::new(lon, lat)
        .map_err(|fault| RowFault::row(RejectCode::InvalidLocation, fault.to_string()))?;
    let text = |column| row.get(column).to_owned();
    Ok(ZipCentroid {
        zip,
        place,
        precision: required(row, 3)?,
        city: text(4),
        state: text(5),
        population: row.parse(6, RejectCode::InvalidValue)?,
        county_type: row.parse(7, RejectCode::InvalidValue)?,
    })
}

fn read_procedure(row: &CsvRow<'_>) -> Result<Procedure, RowFault> {
    let window = row.window(8, 9)?;
    Ok(Procedure {
        code: required(row, 0)?,
        modality: required(row, 1)?,
        name: row.required(2)?.to_owned(),
        synonyms: row
            .get(3)
            .split('|')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        regions: words::<BodyRegion>(row, 4)?,
        contrast: required(row, 5)?,
        laterality: required(row, 6)?,
        group: row.required(7)?.to_owned(),
        valid_from: window.from,
        valid_to: window.to,
        successors: words::<ProcedureCode>(row, 10)?,
        same_as: row.parse(11, RejectCode::InvalidValue)?,
    })
}

fn required<T: FromStr<Err: Display>>(row: &CsvRow<'_>, column: usize) -> Result<T, RowFault> {
    row.parse(column, RejectCode::InvalidValue)?
        .ok_or_else(|| RowFault::missing(row.name(column)))
}

fn words<T: FromStr<Err: Display>>(row: &CsvRow<'_>, column: usize) -> Result<Vec<T>, RowFault> {
    let parse = |word: &str| {
        word.parse().map_err(|fault: T::Err| {
            RowFault::field(
                RejectCode::InvalidValue,
                row.name(column),
                fault.to_string(),
            )
        })
    };
    row.get(column).split_whitespace().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use nearsite_domain::CountyType;
    use rustc_hash::FxHashSet;

    #[test]
    fn the_zip_table_covers_the_country() {
        let zips = zip_centroids().expect("the shipped table");
        assert!(zips.len() > 33_000);
        let austin = zips
            .iter()
            .find(|row| row.zip.to_string() == "78701")
            .expect("Austin");
        assert_eq!(
            (austin.city.as_str(), austin.state.as_str()),
            ("Austin", "TX")
        );
    }

    #[test]
    fn county_types_are_what_one_would_expect_of_well_known_places() {
        let zips = zip_centroids().expect("the shipped table");
        let county_type = |zip: &str| {
            let of_this_code = |row: &&ZipCentroid| row.zip.to_string() == zip;
            zips.iter()
                .find(of_this_code)
                .and_then(|row| row.county_type)
        };
        for (zip, expected) in [
            ("10001", CountyType::LargeMetro), // Manhattan
            ("60601", CountyType::LargeMetro), // the Loop in Chicago
            ("78701", CountyType::LargeMetro), // Austin: Travis county, 1.02 million at 1,030 a square mile
            ("06103", CountyType::Metro),      // Hartford
            ("00901", CountyType::LargeMetro), // San Juan
            ("82001", CountyType::Micro),      // Cheyenne
            ("59337", CountyType::Ceac),       // Jordan, Montana
        ] {
            assert_eq!(county_type(zip), Some(expected), "{zip}");
        }
        assert_eq!(county_type("96910"), None, "no census count for Guam");
        let known = zips.iter().filter(|row| row.county_type.is_some()).count();
        assert_eq!((zips.len(), known), (41_211, 41_170));
    }

    #[test]
    fn the_catalog_is_closed_under_its_references() {
        let catalog = catalog().expect("the shipped catalog");
        for procedure in catalog.procedures() {
            for code in procedure.successors.iter().chain(&procedure.same_as) {
                assert!(
                    catalog.find(code.as_str()).is_some(),
                    "{} names {code}",
                    procedure.code
                );
            }
        }
    }

    #[test]
    fn there_is_a_default_profile_and_names_are_distinct() {
        let profiles = ranking_profiles().expect("the shipped profiles");
        assert!(profiles.iter().any(|profile| profile.name == "default"));
        let names: FxHashSet<&str> = profiles
            .iter()
            .map(|profile| profile.name.as_str())
            .collect();
        assert_eq!(names.len(), profiles.len());
    }
}
