//! A request body as the oracle understands it: every default filled in, decimals as whole numbers
//! of their last place. Only valid bodies are read; anything else stops the test.

use super::arithmetic::metres_of;
use super::calendar::Day;
use super::catalog::{Catalog, HIGH_TECH};
use super::cost_sharing::Design;
use serde_json::Value;

/// The origin of distances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Origin {
    pub(crate) point: (f64, f64),
    pub(crate) source: &'static str,
}

/// Everything a request asks for.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) audience: String,
    pub(crate) origin: Option<Origin>,
    pub(crate) procedure: Option<String>,
    /// The procedure's modality, or the one asked for; none with text alone.
    pub(crate) modality: Option<String>,
    pub(crate) network: Option<String>,
    pub(crate) radius_metres: i64,
    pub(crate) min_results: usize,
    pub(crate) max_radius_metres: i64,
    pub(crate) settings: Vec<String>,
    pub(crate) needs: Value,
    pub(crate) filters: Value,
    pub(crate) text: Option<String>,
    pub(crate) sort: String,
    /// Score, cost, distance.
    pub(crate) weights: [i64; 3],
    pub(crate) profile_name: String,
    pub(crate) as_of: Day,
    pub(crate) limit: usize,
    pub(crate) explain: bool,
    pub(crate) compare_to: Option<String>,
    pub(crate) why_not: Vec<String>,
    /// Plan design of the member.
    pub(crate) design: Option<Design>,
}

impl Request {
    /// Reads a valid body; `today` is the service date where none is given.
    pub(crate) fn read(body: &Value, catalog: &Catalog, today: Day) -> Self {
        let procedure = text_of(&body["procedure"]);
        let modality = match &procedure {
            Some(code) => Some(catalog.procedures[code].modality.clone()),
            None => text_of(&body["modality"]),
        };
        let origin = read_origin(&body["origin"], catalog);
        let radius = fixed(&body["radius_miles"], 2).unwrap_or(2_500);
        let max_radius = fixed(&body["max_radius_miles"], 2).unwrap_or(10_000);
        let default_sort = if origin.is_some() {
            "best"
        } else {
            "relevance"
        };
        let profile = text_of(&body["profile"]).unwrap_or_else(|| "default".to_owned());
        let weights_given = body["weights"]
            .as_object()
            .is_some_and(|weights| !weights.is_empty());
        Self {
            audience: text_of(&body["audience"]).unwrap(),
            origin,
            procedure,
            modality,
            network: text_of(&body["network"]),
            radius_metres: metres_of(radius),
            min_results: count_of(&body["min_results"]).unwrap_or(0),
            max_radius_metres: metres_of(max_radius),
            settings: texts_of(&body["settings"])
                .unwrap_or_else(|| vec!["free_standing".to_owned(), "physician_office".to_owned()]),
            needs: body["needs"].clone(),
            filters: body["filters"].clone(),
            text: text_of(&body["text"]),
            sort: text_of(&body["sort"]).unwrap_or_else(|| default_sort.to_owned()),
            weights: ["score", "cost", "distance"].map(|term| weight(body, term)),
            profile_name: if weights_given {
                "custom".to_owned()
            } else {
                profile
            },
            as_of: text_of(&body["as_of"]).map_or(today, |text| Day::parse(&text).unwrap()),
            limit: count_of(&body["limit"]).unwrap_or(20),
            explain: body["explain"].as_bool().unwrap_or(false),
            compare_to: text_of(&body["compare_to"]),
            why_not: texts_of(&body["why_not"]).unwrap_or_default(),
            design: body["benefits"]
                .is_object()
                .then(|| Design::read(&body["benefits"])),
        }
    }

    /// True if scores rank, as they do for high-tech modalities and every audience. Reading: a
    /// request with text only has no modality, so no score.
    pub(crate) fn score_in_play(&self) -> bool {
        self.modality
            .as_deref()
            .is_some_and(|modality| HIGH_TECH.contains(&modality))
    }

    /// True if prices rank: with a procedure and a network.
    pub(crate) fn cost_in_play(&self) -> bool {
        self.procedure.is_some() && self.network.is_some()
    }

    /// True if distances rank: with an origin.
    pub(crate) fn distance_in_play(&self) -> bool {
        self.origin.is_some()
    }

    /// True if the audience is a reviewer.
    pub(crate) fn is_reviewer(&self) -> bool {
        self.audience == "reviewer"
    }
}

/// The weight given for a term, or the default profile's.
fn weight(body: &Value, term: &str) -> i64 {
    let of_profile = match term {
        "score" => 400,
        "cost" => 350,
        _ => 250,
    };
    body["weights"][term].as_i64().unwrap_or(of_profile)
}

fn read_origin(origin: &Value, catalog: &Catalog) -> Option<Origin> {
    if let Some(zip) = origin["zip"].as_str() {
        return Some(Origin {
            point: catalog.zips[&zip[..5]],
            source: "zip_centroid",
        });
    }
    let point = (origin["lat"].as_f64()?, origin["lon"].as_f64()?);
    Some(Origin {
        point,
        source: "coordinates",
    })
}

pub(crate) fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(crate) fn texts_of(value: &Value) -> Option<Vec<String>> {
    let list = value.as_array()?;
    Some(
        list.iter()
            .map(|entry| entry.as_str().unwrap().to_owned())
            .collect(),
    )
}

fn count_of(value: &Value) -> Option<usize> {
    value.as_u64().map(|count| usize::try_from(count).unwrap())
}

/// A JSON number as a whole number of its last decimal place; `None` for anything that is not
/// exactly one.
pub(crate) fn fixed(value: &Value, places: i32) -> Option<i64> {
    let scaled = value.as_f64()? * 10_f64.powi(places);
    ((scaled - scaled.round()).abs() < 1e-5).then(|| scaled.round() as i64)
}
