//! Moves the points of ZIP codes without residents into their towns.
//!
//! A ZIP code of post-office boxes or of one institution has no area, and the point published for it
//! is often the middle of its county. Such a point is kept if it is in the town, near a point of a
//! ZIP code with residents in the same city and state. A point that several such ZIP codes share is
//! of none of them, so it must be near the center of the town. Any other point is replaced by that
//! center. `REFERENCE_DATA.md` has the rule.
//!
//! ```text
//! cargo run --package nearsite-datasets --example town_points -- US.txt OUT_FOLDER
//! ```
//!
//! Reads the shipped table and the postal codes of `GeoNames`, gzipped or not. Writes
//! `zip_centroids.csv` and `zip_point_exceptions.csv`. A row that has the point of its town keeps it,
//! so running it again changes nothing.

use flate2::read::MultiGzDecoder;
use nearsite_domain::{LonLat, Meters, MilesHundredths};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;

const TABLE: &[u8] = include_bytes!("../zip_centroids.csv.gz");
const HEADER: &str = "zip,lat,lon,precision,city,state,population,county_type";

/// ZIP codes that are places of their own, though a town at a distance lends them its name.
const OWN_PLACES: [&str; 4] = [
    "21240", // Baltimore/Washington airport
    "29486", // Nexton, settled since the count of 2010
    "32815", // Kennedy Space Center
    "32899", // Kennedy Space Center
];
/// ZIP codes whose point in `GeoNames` is wrong.
const WRONG_POSTAL_POINTS: [&str; 3] = ["80840", "99505", "99506"];

/// Row of the table.
struct ZipRow {
    cells: Vec<String>,
    place: LonLat,
    residents: u32,
}

/// Point of a ZIP code in `GeoNames`.
struct PostalPoint {
    county: String,
    place: LonLat,
}

type Failure = Box<dyn Error>;

/// ZIP codes with residents by city and state, and the points of `GeoNames`.
struct Towns<'a> {
    rows: BTreeMap<(&'a str, &'a str), Vec<&'a ZipRow>>,
    postal: &'a HashMap<String, PostalPoint>,
    /// Number of ZIP codes without residents by the point that is published for them.
    uses: HashMap<(u64, u64), usize>,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(postal), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("name the postal codes of GeoNames and a folder to write to".into());
    };
    let postal = read_postal(&unpacked(&fs::read(postal)?)?)?;
    let rows = read_table(&unpacked(TABLE)?)?;
    let towns = Towns::new(&rows, &postal);
    let mut table = format!("{HEADER}\n");
    let mut exceptions = "zip,reason\n".to_owned();
    for row in &rows {
        let (place, precision) = towns.point_of(row);
        let mut cells = row.cells.clone();
        if precision == "town" {
            cells[1] = format!("{:.4}", place.lat());
            cells[2] = format!("{:.4}", place.lon());
        }
        precision.clone_into(&mut cells[3]);
        table.push_str(&cells.join(","));
        table.push('\n');
        if let Some(reason) =
            towns.exception(row, LonLat::new(cells[2].parse()?, cells[1].parse()?)?)
        {
            writeln!(exceptions, "{},{reason}", row.zip())?;
        }
    }
    fs::write(Path::new(&folder).join("zip_centroids.csv"), table)?;
    fs::write(
        Path::new(&folder).join("zip_point_exceptions.csv"),
        exceptions,
    )?;
    Ok(())
}

impl ZipRow {
    fn zip(&self) -> &str {
        &self.cells[0]
    }

    fn town(&self) -> (&str, &str) {
        (&self.cells[4], &self.cells[5])
    }
}

impl<'a> Towns<'a> {
    fn new(rows: &'a [ZipRow], postal: &'a HashMap<String, PostalPoint>) -> Self {
        let mut towns = Self {
            rows: BTreeMap::new(),
            postal,
            uses: HashMap::new(),
        };
        for row in rows {
            if row.residents > 0 {
                towns.rows.entry(row.town()).or_default().push(row);
            } else if let Some(place) = published(row, postal) {
                *towns.uses.entry(key(place)).or_default() += 1;
            }
        }
        towns
    }

    /// Returns the point of a ZIP code and its precision.
    fn point_of(&self, row: &ZipRow) -> (LonLat, &'static str) {
        let town = self.rows.get(&row.town()).filter(|_| row.residents == 0);
        let Some(town) = town else {
            return (row.place, "zip");
        };
        let center = self.center(row, town);
        let is_sound = |&source: &LonLat| {
            let is_shared = self.uses.get(&key(source)).is_some_and(|&uses| uses > 1);
            let away = if is_shared {
                source.meters_to(center)
            } else {
                self.meters_to_town(source, town)
            };
            away <= near() || OWN_PLACES.contains(&row.zip())
        };
        let judged = Some(row.place).filter(|_| row.cells[3] != "town");
        let sound = judged.filter(is_sound);
        sound.map_or((center, "town"), |source| (source, "zip"))
    }

    /// Returns the center of a town: the mean of its ZIP codes by residents, those of the same
    /// county if there are any. If the mean is outside the town, it is the largest ZIP code.
    fn center(&self, row: &ZipRow, town: &[&ZipRow]) -> LonLat {
        let county = |row: &ZipRow| self.postal.get(row.zip()).map(|point| &point.county);
        let mut near_rows: Vec<&ZipRow> = town.to_vec();
        near_rows.retain(|other| county(other) == county(row));
        if near_rows.is_empty() {
            near_rows = town.to_vec();
        }
        let residents: f64 = near_rows.iter().map(|row| f64::from(row.residents)).sum();
        let mean = |coordinate: fn(LonLat) -> f64| {
            let weigh =
                |row: &&ZipRow| coordinate(self.settled_point(row)) * f64::from(row.residents);
            near_rows.iter().map(weigh).sum::<f64>() / residents
        };
        let mean = LonLat::new(mean(LonLat::lon), mean(LonLat::lat)).ok();
        let mean = mean.filter(|&mean| self.meters_to_town(mean, town) <= near());
        let largest = near_rows.iter().max_by_key(|row| row.residents);
        let largest = largest.map_or(row.place, |row| self.settled_point(row));
        mean.unwrap_or(largest)
    }

    /// Returns the point of a ZIP code with residents near which most of them live. `GeoNames` has
    /// the town, the census the middle of the area.
    fn settled_point(&self, row: &ZipRow) -> LonLat {
        let postal = self.postal.get(row.zip());
        let trusted = postal.filter(|_| !WRONG_POSTAL_POINTS.contains(&row.zip()));
        trusted.map_or(row.place, |point| point.place)
    }

    fn meters_to_town(&self, place: LonLat, town: &[&ZipRow]) -> Meters {
        let both = |row: &&ZipRow| [row.place, self.settled_point(row)];
        nearest(place, town.iter().flat_map(both))
    }

    /// Returns the reason why a ZIP code without residents is far from every center of a ZIP code
    /// with residents in its town. None if it is near one, or if there are none.
    fn exception(&self, row: &ZipRow, place: LonLat) -> Option<&'static str> {
        let town = self.rows.get(&row.town()).filter(|_| row.residents == 0)?;
        let is_far = nearest(place, town.iter().map(|row| row.place)) > near();
        let reason = if OWN_PLACES.contains(&row.zip()) {
            "own_place"
        } else {
            "large_zip"
        };
        is_far.then_some(reason)
    }
}

/// Returns the point published for a ZIP code. The table has it, unless it was replaced by that of
/// the town.
fn published(row: &ZipRow, postal: &HashMap<String, PostalPoint>) -> Option<LonLat> {
    if row.cells[3] == "town" {
        postal.get(row.zip()).map(|point| point.place)
    } else {
        Some(row.place)
    }
}

fn key(place: LonLat) -> (u64, u64) {
    (place.lon().to_bits(), place.lat().to_bits())
}

/// Three miles.
fn near() -> Meters {
    MilesHundredths(300).meters()
}

fn nearest(place: LonLat, points: impl Iterator<Item = LonLat>) -> Meters {
    let meters = points.map(|point| point.meters_to(place));
    meters.min().unwrap_or(Meters(i64::MAX))
}

fn unpacked(bytes: &[u8]) -> Result<String, Failure> {
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        MultiGzDecoder::new(bytes).read_to_string(&mut text)?;
    } else {
        text.push_str(std::str::from_utf8(bytes)?);
    }
    Ok(text)
}

fn read_table(text: &str) -> Result<Vec<ZipRow>, Failure> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(format!("the table must have the columns {HEADER}").into());
    }
    let read = |line: &str| {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if cells.len() != HEADER.split(',').count() {
            return Err(format!("not a row of the table: {line}").into());
        }
        Ok(ZipRow {
            place: LonLat::new(cells[2].parse()?, cells[1].parse()?)?,
            residents: if cells[6].is_empty() {
                0
            } else {
                cells[6].parse()?
            },
            cells,
        })
    };
    lines.map(read).collect()
}

/// Reads ZIP code, county and point of every row in a state. The first row of a ZIP code counts.
fn read_postal(text: &str) -> Result<HashMap<String, PostalPoint>, Failure> {
    let mut postal = HashMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, zip, _, _, state, county, _, _, _, lat, lon, ..] = cells[..] else {
            return Err(format!("not a row of GeoNames: {line}").into());
        };
        if !state.is_empty() {
            let point = PostalPoint {
                county: county.to_owned(),
                place: LonLat::new(lon.parse()?, lat.parse()?)?,
            };
            postal.entry(zip.to_owned()).or_insert(point);
        }
    }
    Ok(postal)
}
