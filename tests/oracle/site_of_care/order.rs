//! An order as the oracle understands it, read from a valid request body; anything else stops the
//! test.

use super::super::calendar::Day;
use super::super::rank::Oracle;
use super::super::request::{fixed, text_of, texts_of};
use super::facts::{FACTS, SEDATION_NEED, Stated, TrueFacts, fact_of};
use serde_json::Value;
use std::collections::BTreeMap;

/// A distance standard stated with the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatedAccess {
    /// Hundredths of a mile.
    Miles(i64),
    FederalLadder,
}

/// The starting point of the patient.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Start {
    pub(crate) point: (f64, f64),
    /// Five digits, where a ZIP was asked with.
    pub(crate) zip: Option<String>,
    pub(crate) kind: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) audience: String,
    pub(crate) payer: String,
    pub(crate) programme: String,
    pub(crate) procedures: Vec<String>,
    pub(crate) network: String,
    pub(crate) line: String,
    pub(crate) state: String,
    pub(crate) funding: String,
    pub(crate) service_date: Day,
    pub(crate) urgency: String,
    /// As the order states it.
    pub(crate) place_of_service: Option<String>,
    pub(crate) age: i64,
    pub(crate) weight_lb: Option<i64>,
    pub(crate) sedation: Option<String>,
    pub(crate) start: Start,
    /// Number of the site asked for.
    pub(crate) site: usize,
    pub(crate) facts: BTreeMap<usize, Stated>,
    pub(crate) access: Option<StatedAccess>,
    pub(crate) limit: usize,
}

impl Order {
    /// Reads a valid body; `today` is the service date where none is given.
    pub(crate) fn read(body: &Value, oracle: &Oracle, today: Day) -> Self {
        let (order, member) = (&body["order"], &body["member"]);
        let day = |value: &Value| value.as_str().map(|text| Day::parse(text).unwrap());
        let or =
            |value: &Value, default: &str| text_of(value).unwrap_or_else(|| default.to_owned());
        let service_date = day(&order["service_date"]).unwrap_or(today);
        let age = match day(&member["birth_date"]) {
            Some(born) => whole_years(born, service_date),
            None => member["age"].as_i64().unwrap(),
        };
        Self {
            audience: text_of(&body["audience"]).unwrap(),
            payer: text_of(&body["payer"]).unwrap(),
            programme: or(&body["programme"], "imaging-site-of-care"),
            procedures: texts_of(&order["procedures"]).unwrap(),
            network: text_of(&order["network"]).unwrap(),
            line: text_of(&order["line_of_business"]).unwrap(),
            state: text_of(&order["state"]).unwrap(),
            funding: text_of(&order["funding"]).unwrap(),
            service_date,
            urgency: or(&order["urgency"], "routine"),
            place_of_service: text_of(&order["place_of_service"]),
            age,
            weight_lb: member["weight_lb"].as_i64(),
            sedation: text_of(&body["sedation"]),
            start: read_start(&body["origin"], oracle),
            site: read_site(&body["site"], oracle),
            facts: read_facts(&body["facts"]),
            access: read_access(&body["access"]),
            limit: body["limit"].as_u64().map_or(10, |limit| limit as usize),
        }
    }

    /// The stated facts that are true. Unstated facts are not among them.
    pub(crate) fn true_facts(&self) -> TrueFacts {
        let stated = self.facts.iter();
        stated
            .filter(|(_, stated)| **stated != Stated::False)
            .fold(TrueFacts::default(), |set, (fact, _)| set.with(*fact))
    }

    /// The facts nothing was stated of, in order.
    pub(crate) fn unstated(&self) -> impl Iterator<Item = usize> {
        (0..FACTS.len()).filter(|fact| !self.facts.contains_key(fact))
    }

    /// True if the order states neither the need for sedation nor its depth.
    pub(crate) fn depth_is_open(&self) -> bool {
        self.sedation.is_none() && !self.facts.contains_key(&SEDATION_NEED)
    }

    /// The depth of sedation that a need for it means: moderate if only the need is stated, the
    /// deepest if neither is stated.
    pub(crate) fn sedation_depth(&self) -> &str {
        let unsaid = if self.depth_is_open() {
            "general"
        } else {
            "moderate"
        };
        self.sedation.as_deref().unwrap_or(unsaid)
    }

    /// True if any of the exams is an MRI.
    pub(crate) fn has_mri(&self, oracle: &Oracle) -> bool {
        let procedures = &oracle.world.catalog.procedures;
        self.procedures
            .iter()
            .any(|code| procedures[code].modality == "mri")
    }
}

/// Age in whole years. Reading: a person born on 29 February is a year older on 1 March of other
/// years.
pub(crate) fn whole_years(born: Day, on: Day) -> i64 {
    let (birth_year, birth_month, birth_day) = born.civil();
    let (year, month, day) = on.civil();
    year - birth_year - i64::from((month, day) < (birth_month, birth_day))
}

fn read_start(origin: &Value, oracle: &Oracle) -> Start {
    let zip = origin["zip"].as_str().map(|zip| zip[..5].to_owned());
    let point = match &zip {
        Some(zip) => oracle.world.catalog.zips[zip],
        None => (
            origin["lat"].as_f64().unwrap(),
            origin["lon"].as_f64().unwrap(),
        ),
    };
    Start {
        point,
        zip,
        kind: text_of(&origin["kind"]).unwrap_or_else(|| "home".to_owned()),
    }
}

/// By registration, or by an NPI that one site lists.
fn read_site(site: &Value, oracle: &Oracle) -> usize {
    let sites = &oracle.world.sites;
    let found: Vec<usize> = match (site["registration_id"].as_str(), site["npi"].as_str()) {
        (Some(id), None) => (0..sites.len())
            .filter(|&number| sites[number].registration_id == id)
            .collect(),
        (None, Some(npi)) => (0..sites.len())
            .filter(|&number| sites[number].npis.iter().any(|listed| listed == npi))
            .collect(),
        _ => panic!("a site is asked for by one name: {site}"),
    };
    assert_eq!(found.len(), 1, "{site}");
    found[0]
}

fn read_facts(facts: &Value) -> BTreeMap<usize, Stated> {
    let Some(facts) = facts.as_object() else {
        return BTreeMap::new();
    };
    let read = |(word, value): (&String, &Value)| {
        let stated = match value {
            Value::Null => return None,
            Value::Bool(true) => Stated::True,
            Value::Bool(false) => Stated::False,
            other => Stated::At(text_of(&other["site"]).unwrap()),
        };
        Some((fact_of(word), stated))
    };
    facts.iter().filter_map(read).collect()
}

fn read_access(access: &Value) -> Option<StatedAccess> {
    if access["ladder"] == "federal" {
        return Some(StatedAccess::FederalLadder);
    }
    fixed(&access["miles"], 2).map(StatedAccess::Miles)
}
