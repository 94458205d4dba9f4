//! The nation is written to a folder and read back as a stranger would read it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

use super::*;
use nearsite_index::scorecard::ScoreCardProfile;

mod scores;

type Row = BTreeMap<String, String>;

/// Reads a file whole, gzipped or not.
fn text(path: &Path) -> String {
    let mut file = BufReader::new(File::open(path).unwrap());
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    } else {
        file.read_to_string(&mut text).unwrap();
    }
    text
}

fn csv_rows(path: &Path) -> Vec<Row> {
    csv::Reader::from_reader(text(path).as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn json_rows(path: &Path) -> Vec<Value> {
    text(path)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The ZIP table that is shipped.
fn zips() -> Vec<SynthZip> {
    let zip = |row: Row| SynthZip {
        zip: row["zip"].clone(),
        lat: row["lat"].parse().unwrap(),
        lon: row["lon"].parse().unwrap(),
        city: row["city"].clone(),
        state: row["state"].clone(),
        population: row["population"].parse().ok(),
    };
    csv_rows(&shipped("zip_centroids.csv.gz"))
        .into_iter()
        .map(zip)
        .collect()
}

/// The codes of the shipped catalog that are in force.
fn codes() -> Vec<SynthCode> {
    let today = SynthOptions::REFERENCE_DATE;
    let in_force = |row: &Row| {
        row["valid_from"].as_str() <= today
            && (row["valid_to"].is_empty() || row["valid_to"].as_str() >= today)
    };
    let code = |row: Row| SynthCode {
        code: row["code"].clone(),
        modality: row["modality"].clone(),
        regions: row["regions"]
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        contrast: SynthContrast::from_word(&row["contrast"]),
        hospital_only: !row["same_as"].is_empty(),
    };
    csv_rows(&shipped("procedures.csv"))
        .into_iter()
        .filter(in_force)
        .map(code)
        .collect()
}

/// Writes a nation from a ZIP table and what else is shipped.
fn write_with(
    options: &SynthOptions,
    zips: &[SynthZip],
    out: &Path,
) -> Result<SynthReport, SynthError> {
    let scorecard = shipped_scorecard();
    let tables = SynthTables {
        zips,
        catalog: &codes(),
        scorecard: &scorecard,
    };
    write(options, &tables, out, &mut |_, _| ())
}

/// The score card that is shipped.
fn shipped_scorecard() -> ScoreCardProfile {
    crate::shipped::scorecard(SynthOptions::REFERENCE_DATE.parse().unwrap()).unwrap()
}

fn written(options: &SynthOptions) -> (tempfile::TempDir, SynthReport) {
    let folder = tempfile::tempdir().unwrap();
    let report = write_with(options, &zips(), folder.path()).unwrap();
    (folder, report)
}

fn sum_of_luhn_digits(npi: &str) -> u32 {
    let digits = format!("80840{npi}");
    let digit = |(place, byte): (usize, u8)| match u32::from(byte - b'0') {
        digit if place % 2 == 0 => digit,
        digit => digit * 2 / 10 + digit * 2 % 10,
    };
    digits.bytes().rev().enumerate().map(digit).sum()
}

#[test]
fn equal_options_give_equal_bytes_and_another_seed_another_nation() {
    for compression in [
        SynthCompression::None,
        SynthCompression::Prices,
        SynthCompression::All,
    ] {
        let options = SynthOptions {
            compression,
            ..SynthOptions::nation(250, 7)
        };
        let ((_one, first), (_two, second)) = (written(&options), written(&options));
        let (_three, third) = written(&SynthOptions { seed: 8, ..options });
        for ((first, second), third) in first.files.iter().zip(&second.files).zip(&third.files) {
            assert_eq!(
                fs::read(first).unwrap(),
                fs::read(second).unwrap(),
                "{}",
                first.display()
            );
            let same_for_all = first.to_string_lossy().contains("networks.csv");
            assert_eq!(
                fs::read(first).unwrap() == fs::read(third).unwrap(),
                same_for_all
            );
        }
        let gzipped = first
            .files
            .iter()
            .filter(|path| path.to_string_lossy().ends_with(".gz"))
            .count();
        assert_eq!(
            gzipped,
            match compression {
                SynthCompression::None => 0,
                SynthCompression::Prices => 1,
                SynthCompression::All => 5,
            }
        );
    }
}

#[test]
fn the_order_of_the_zip_table_does_not_matter() {
    let options = SynthOptions {
        prices_per_site: 5,
        ..SynthOptions::nation(60, 7)
    };
    let (_folder, usual) = written(&options);
    let mut reversed = zips();
    reversed.reverse();
    let folder = tempfile::tempdir().unwrap();
    let other = write_with(&options, &reversed, folder.path()).unwrap();
    for (left, right) in usual.files.iter().zip(&other.files) {
        assert_eq!(fs::read(left).unwrap(), fs::read(right).unwrap());
    }
}

#[test]
fn every_provider_number_passes_the_check_and_every_site_has_its_own() {
    let (_folder, report) = written(&SynthOptions::nation(2000, 1));
    let mut own = BTreeSet::new();
    for site in json_rows(&report.files[0]) {
        let npis: Vec<&str> = site["npi"]
            .as_array()
            .unwrap()
            .iter()
            .map(|npi| npi.as_str().unwrap())
            .collect();
        assert!(
            npis.iter()
                .all(|npi| npi.len() == 10 && sum_of_luhn_digits(npi).is_multiple_of(10)),
            "{npis:?}"
        );
        assert!(own.insert(npis[0].to_owned()));
        assert_eq!(site["organization"]["tin"].as_str().unwrap().len(), 9);
    }
    assert_eq!(own.len(), 2000);
}

#[test]
fn a_nation_reaches_its_far_ends_and_has_the_stated_mix() {
    let (_folder, report) = written(&SynthOptions {
        prices_per_site: 1,
        ..SynthOptions::nation(4000, 3)
    });
    let sites = json_rows(&report.files[0]);
    assert_eq!(sites.len(), 4000);
    let share = |test: &dyn Fn(&Value) -> bool| sites.iter().filter(|site| test(site)).count() / 40;
    assert!((33..=37).contains(&share(&|site| matches!(
        site["place_of_service"].as_str().unwrap(),
        "19" | "22"
    ))));
    assert!((94..=96).contains(&share(&|site| site["status"] == "complete")));
    let in_state = |state: &str| {
        sites
            .iter()
            .filter(|site| site["address"]["state"] == state)
            .collect::<Vec<_>>()
    };
    assert!(
        ["HI", "GU", "PR", "TX", "CA"]
            .iter()
            .all(|state| in_state(state).len() > 1)
    );
    let longitudes: Vec<f64> = in_state("AK")
        .iter()
        .filter_map(|site| site["location"]["lon"].as_f64())
        .collect();
    assert!(
        longitudes.iter().any(|lon| *lon > 170.0) && longitudes.iter().any(|lon| *lon < -176.0)
    );
    assert_eq!(report.networks, 12);
    let liars = sites.iter().filter(|site| {
        site["declared_setting"] == "free_standing" && site["place_of_service"] == "22"
    });
    assert!(liars.count() > 10);
}

#[test]
fn a_nation_without_contradictions_is_the_same_nation() {
    let options = SynthOptions {
        prices_per_site: 5,
        ..SynthOptions::nation(1500, 6)
    };
    let (_usual, usual) = written(&options);
    let (_settled, settled) = written(&SynthOptions {
        contradictions: false,
        ..options
    });
    for (usual, settled) in usual.files.iter().zip(&settled.files).skip(1) {
        assert_eq!(fs::read(usual).unwrap(), fs::read(settled).unwrap());
    }
    let mut changed: BTreeMap<String, usize> = BTreeMap::new();
    let sites = json_rows(&usual.files[0]);
    for (usual, settled) in sites.iter().zip(&json_rows(&settled.files[0])) {
        let fields = usual.as_object().unwrap().keys();
        for field in fields.filter(|field| usual[*field] != settled[*field]) {
            *changed.entry(field.clone()).or_default() += 1;
        }
        let hospital = matches!(settled["place_of_service"].as_str(), Some("19" | "22"));
        assert!(!hospital || settled["declared_setting"] != "free_standing");
    }
    let fields: Vec<&str> = changed.keys().map(String::as_str).collect();
    assert!(
        fields.iter().all(
            |field| ["attestations", "declared_setting", "location", "services"].contains(field)
        ),
        "{changed:?}"
    );
    assert!(
        changed["declared_setting"] > 50 && changed["services"] > 50,
        "{changed:?}"
    );
}

#[test]
fn the_price_table_has_the_asked_size_and_few_placeholders_in_every_network() {
    let (_folder, report) = written(&SynthOptions::nation(1500, 5));
    let rows = csv_rows(&report.files[4]);
    assert_eq!(rows.len() as u64, report.price_rows);
    assert!((140_000..=160_000).contains(&rows.len()), "{}", rows.len());
    let mut networks: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in &rows {
        let counts = networks.entry(row["network"].as_str()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(row["amount"] == "999999999.00");
    }
    assert_eq!(networks.len(), 12);
    assert!(
        networks
            .values()
            .all(|(all, placeholders)| placeholders * 100 <= *all),
        "{networks:?}"
    );
    let placeholders: usize = networks
        .values()
        .map(|(_, placeholders)| placeholders)
        .sum();
    assert_eq!(placeholders as u64, report.placeholder_rows);
    assert!(placeholders > rows.len() / 250);
}

#[test]
fn impossible_options_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let fault = |options: &SynthOptions| write_with(options, &zips(), folder.path()).unwrap_err();
    assert!(matches!(
        fault(&SynthOptions::nation(0, 1)),
        SynthError::Sites { sites: 0 }
    ));
    let at = |place| SynthOptions {
        areas: vec![SynthArea { place, share: 1 }],
        ..SynthOptions::nation(5, 1)
    };
    assert!(matches!(
        fault(&at(SynthPlace::State("ZZ".into()))),
        SynthError::Nowhere { .. }
    ));
    assert!(matches!(
        fault(&at("00000:5".parse().unwrap())),
        SynthError::Nowhere { .. }
    ));
    let unknown = SynthOptions {
        networks: vec!["x".into()],
        ..SynthOptions::nation(5, 1)
    };
    assert!(fault(&unknown).to_string().contains("blue-choice-ppo"));
    for text in ["78701:0", "78701:nan", "7870:5", "TEX", "", "78701"] {
        assert!(text.parse::<SynthPlace>().is_err(), "{text}");
    }
    assert_eq!(
        "mt".parse::<SynthPlace>().unwrap(),
        SynthPlace::State("MT".into())
    );
}

/// The sample: what a person meets first.
mod sample {
    use super::*;

    fn sample() -> (tempfile::TempDir, SynthReport) {
        written(&SynthOptions {
            compression: SynthCompression::None,
            ..SynthOptions::sample()
        })
    }

    #[test]
    fn austin_has_dozens_of_knees_to_choose_from_with_ties() {
        let (_folder, report) = sample();
        let sites = json_rows(&report.files[0]);
        let zips = zips();
        let centre = zips.iter().find(|zip| zip.zip == "78701").unwrap();
        let near = |site: &Value| {
            let (lat, lon) = (
                site["location"]["lat"].as_f64()?,
                site["location"]["lon"].as_f64()?,
            );
            let north = (lat - centre.lat) * 69.0;
            let east = (lon - centre.lon) * 59.7;
            (north * north + east * east < 625.0)
                .then(|| site["registration_id"].as_str().unwrap().to_owned())
        };
        let austin: BTreeSet<String> = sites.iter().filter_map(near).collect();
        let rows = csv_rows(&report.files[4]);
        let knee = |row: &&Row| row["code"] == "73721" && row["network"] == "blue-choice-ppo";
        let priced: BTreeSet<&String> = rows
            .iter()
            .filter(knee)
            .map(|row| &row["registration_id"])
            .filter(|id| austin.contains(*id))
            .collect();
        assert!(priced.len() > 100, "{}", priced.len());
        let mut amounts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows.iter().filter(knee) {
            *amounts.entry(row["amount"].as_str()).or_default() += 1;
        }
        assert!(
            amounts.values().filter(|count| **count > 2).count() > 10,
            "{amounts:?}"
        );
        let networks: BTreeSet<&str> = rows
            .iter()
            .filter(|row| austin.contains(&row["registration_id"]))
            .map(|row| row["network"].as_str())
            .collect();
        assert_eq!(networks.len() as u64, report.networks);
        let states: BTreeSet<&str> = sites
            .iter()
            .map(|site| site["address"]["state"].as_str().unwrap())
            .collect();
        assert!(
            ["AZ", "IL", "MT", "TX"]
                .iter()
                .all(|state| states.contains(state))
        );
    }

    #[test]
    fn the_shipped_sample_is_what_the_generator_writes() {
        let (_folder, report) = sample();
        for path in &report.files {
            let name = path.file_name().unwrap().to_string_lossy();
            // Not compared with assert_eq, which would print megabytes.
            assert!(
                text(path) == text(&shipped(&format!("sample/{name}.gz"))),
                "{name} differs: write the sample again"
            );
        }
    }
}
