//! Reads a small nation from existing input files. It reads sound rows only, and only the columns
//! that the oracle uses.

use super::calendar::{Day, Window};
use super::catalog::Catalog;
use super::table::read_table;
use super::world::{
    Accreditation, Attestation, Capabilities, InputFiles, Organization, ParticipationRow, PriceRow,
    ScoreRow, Service, Site, Unit, World,
};
use serde_json::Value;
use std::collections::HashMap;

type Row = HashMap<String, String>;

impl World {
    /// Reads sound files; anything else stops the test.
    pub(crate) fn read(files: InputFiles, catalog: Catalog, build_day: Day) -> Self {
        let lines = files.registrations.lines();
        Self {
            sites: lines.map(|line| read_site(line, &catalog)).collect(),
            participation: rows(&files.participation, participation_of),
            scores: rows(&files.scores, score_of),
            prices: rows(&files.prices, price_of),
            catalog,
            build_day,
            files,
        }
    }
}

fn rows<T>(text: &str, read: fn(&Row) -> T) -> Vec<T> {
    read_table(text).iter().map(read).collect()
}

/// Test files are few, so their texts are kept until the test ends.
fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn word(value: &Value) -> Option<&'static str> {
    value.as_str().map(kept)
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn read_site(line: &str, catalog: &Catalog) -> Site {
    let site: Value = serde_json::from_str(line).unwrap();
    let address = &site["address"];
    let zip = owned(&address["zip"]);
    let location = &site["location"];
    let stated = location["lat"].as_f64().zip(location["lon"].as_f64());
    Site {
        registration_id: owned(&site["registration_id"]).unwrap(),
        status: word(&site["status"]).unwrap(),
        name: owned(&site["name"]).unwrap(),
        doing_business_as: owned(&site["doing_business_as"]),
        organization: site["organization"].is_object().then(|| Organization {
            name: owned(&site["organization"]["name"]).unwrap(),
            tin: owned(&site["organization"]["tin"]),
            owner_type: word(&site["organization"]["owner_type"]).unwrap_or(""),
            npis: Vec::new(),
        }),
        npis: list(&site["npi"]).iter().filter_map(owned).collect(),
        line1: owned(&address["line1"]).unwrap_or_default(),
        line2: owned(&address["line2"]),
        city: owned(&address["city"]).unwrap_or_default(),
        state: word(&address["state"]).unwrap_or(""),
        point: stated.unwrap_or_else(|| catalog.zips[zip.as_deref().unwrap()]),
        precision: match &zip {
            _ if stated.is_some() => "reported",
            Some(zip) if catalog.town_zips.contains(zip) => "town",
            _ => "zip",
        },
        zip,
        phone: owned(&site["phone"]),
        place_of_service: word(&site["place_of_service"]).unwrap(),
        declared_setting: word(&site["declared_setting"]),
        open_days: None,
        languages: None,
        wheelchair_accessible: site["wheelchair_accessible"].as_bool(),
        attestations: list(&site["attestations"])
            .iter()
            .map(attestation_of)
            .collect(),
        services: list(&site["services"]).iter().map(service_of).collect(),
    }
}

fn attestation_of(value: &Value) -> Attestation {
    let day = |key: &str| value[key].as_str().and_then(Day::parse);
    Attestation {
        plan: owned(&value["plan"]).unwrap(),
        window: Window {
            from: day("attested_on"),
            to: day("expires_on"),
        },
    }
}

fn service_of(value: &Value) -> Service {
    let able = &value["capabilities"];
    let unit_of = |unit: &Value| Unit {
        field_strength_tenths_t: unit["field_strength_t"]
            .as_f64()
            .map(|tesla| (tesla * 10.0).round() as i64),
        bore: word(&unit["bore"]),
        table_limit_lb: unit["table_limit_lb"].as_i64(),
        slices: unit["slices"].as_i64(),
    };
    let held_of = |held: &Value| Accreditation {
        body: word(&held["body"]).unwrap(),
        expires_on: held["expires_on"].as_str().and_then(Day::parse),
    };
    Service {
        modality: word(&value["modality"]).unwrap(),
        regions: value["body_regions"]
            .as_array()
            .map(|regions| regions.iter().filter_map(owned).collect()),
        equipment: list(&value["equipment"]).iter().map(unit_of).collect(),
        capabilities: Capabilities {
            sedation: word(&able["sedation"]),
            pediatric_min_age: able["pediatric_min_age"].as_i64(),
            contrast: able["contrast"].as_bool(),
            contrast_reaction_cover: able["contrast_reaction_cover"].as_bool(),
        },
        accreditations: list(&value["accreditations"]).iter().map(held_of).collect(),
    }
}

fn filled(row: &Row, column: &str) -> Option<String> {
    row.get(column).filter(|text| !text.is_empty()).cloned()
}

/// A plain decimal as a whole number of its last place.
fn scaled(row: &Row, column: &str, places: i32) -> Option<i64> {
    let number: f64 = filled(row, column)?.parse().unwrap();
    Some((number * 10_f64.powi(places)).round() as i64)
}

fn day(row: &Row, column: &str) -> Option<Day> {
    filled(row, column).map(|text| Day::parse(&text).unwrap())
}

fn participation_of(row: &Row) -> ParticipationRow {
    ParticipationRow {
        registration_id: filled(row, "registration_id"),
        npi: filled(row, "npi"),
        network: row["network"].clone(),
        window: Window {
            from: day(row, "effective_from"),
            to: day(row, "effective_to"),
        },
    }
}

fn score_of(row: &Row) -> ScoreRow {
    ScoreRow {
        registration_id: row["registration_id"].clone(),
        modality: row["modality"].clone(),
        site_score: scaled(row, "site_score", 2),
        modality_specific: scaled(row, "modality_specific", 2),
        total: scaled(row, "total", 2),
        scored_on: day(row, "scored_on"),
    }
}

fn price_of(row: &Row) -> PriceRow {
    let text = |column: &str| row[column].clone();
    PriceRow {
        registration_id: filled(row, "registration_id"),
        npi: filled(row, "npi"),
        network: text("network"),
        code: text("code"),
        modifier: text("modifier"),
        component: text("component"),
        amount: scaled(row, "amount", 3),
        low: scaled(row, "low", 3),
        high: scaled(row, "high", 3),
        n_cases: scaled(row, "n_cases", 0),
        evidence: text("evidence"),
        from: day(row, "effective_from"),
        to: day(row, "effective_to"),
        as_of: day(row, "as_of"),
        source: text("source"),
    }
}
