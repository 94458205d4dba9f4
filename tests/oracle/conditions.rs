//! The conditions of a search in their order. Each site is tested alone, and the first failing
//! condition is its reason for absence.
//!
//! Distance is in the middle of the order but depends on the radius, which widening changes. So the
//! conditions before it and the filters after it are two functions, and the caller tests distance
//! between them.

use super::calendar::Window;
use super::catalog::{HIGH_TECH, Procedure};
use super::rank::Oracle;
use super::request::{Request, fixed, texts_of};
use super::service_lists::SEDATION;
use super::text::fold;
use super::world::{NETWORKS, Service, Unit};
use serde_json::Value;

/// The first failing condition before distance.
pub(crate) fn cause_before_distance(
    oracle: &Oracle,
    request: &Request,
    number: usize,
) -> Option<String> {
    let site = &oracle.world.sites[number];
    if !request
        .settings
        .iter()
        .any(|setting| setting == site.setting())
    {
        return cause("setting");
    }
    if site.status != "complete" {
        return cause("registration");
    }
    if !is_attested(oracle, request, number) {
        return cause("attestation");
    }
    if let Some(modality) = &request.modality {
        let Some(service) = site.service(modality) else {
            return cause("modality");
        };
        let procedure = request
            .procedure
            .as_ref()
            .map(|code| &oracle.world.catalog.procedures[code]);
        if procedure.is_some_and(|procedure| !covers_regions(service, procedure)) {
            return cause("body_region");
        }
        if let Some(need) = first_need_not_met(service, &request.needs, procedure) {
            return cause(&format!("need:{need}"));
        }
        let needs_score = HIGH_TECH.contains(&modality.as_str());
        if needs_score && oracle.score_tenths(number, modality).is_none() {
            return cause("score");
        }
    }
    if request
        .network
        .as_ref()
        .is_some_and(|network| !participates(oracle, request, number, network))
    {
        return cause("network");
    }
    None
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a cause is what both functions above and below return"
)]
fn cause(name: &str) -> Option<String> {
    Some(name.to_owned())
}

/// Reading: with no network asked, an attestation for a plan that owns none of the networks counts
/// as well.
fn is_attested(oracle: &Oracle, request: &Request, number: usize) -> bool {
    let plan = request.network.as_ref().map(|network| plan_of(network));
    oracle.world.sites[number]
        .attestations
        .iter()
        .filter(|attestation| plan.is_none_or(|plan| attestation.plan == plan))
        .any(|attestation| attestation.window.covers(request.as_of))
}

/// The plan that owns a network.
pub(crate) fn plan_of(network: &str) -> &'static str {
    NETWORKS
        .iter()
        .find(|(known, _)| *known == network)
        .unwrap()
        .1
}

fn covers_regions(service: &Service, procedure: &Procedure) -> bool {
    let listed = |regions: &Vec<String>| {
        procedure
            .regions
            .iter()
            .all(|region| regions.contains(region))
    };
    service.regions.as_ref().is_none_or(listed)
}

fn participates(oracle: &Oracle, request: &Request, number: usize, network: &str) -> bool {
    let rows: &Vec<(String, Window)> = &oracle.participation[number];
    rows.iter()
        .any(|(known, window)| known == network && window.covers(request.as_of))
}

/// The needs in their order. Those about equipment narrow the units one after another.
fn first_need_not_met(
    service: &Service,
    needs: &Value,
    procedure: Option<&Procedure>,
) -> Option<&'static str> {
    let able = &service.capabilities;
    let mut units: Vec<&Unit> = service.equipment.iter().collect();
    for need in [
        "bore",
        "min_field_strength_t",
        "min_slices",
        "patient_weight_lb",
    ] {
        if !needs[need].is_null() {
            units.retain(|unit| unit_meets(unit, need, &needs[need]));
            if units.is_empty() {
                return Some(need);
            }
        }
    }
    if let Some(level) = needs["sedation"].as_str() {
        let asked = sedation_level(level);
        if able
            .sedation
            .is_none_or(|offered| sedation_level(offered) < asked)
        {
            return Some("sedation");
        }
    }
    let youngest = able.pediatric_min_age.unwrap_or(18);
    if needs["patient_age"]
        .as_i64()
        .is_some_and(|age| age < youngest)
    {
        return Some("patient_age");
    }
    if needs["contrast"] == Value::Bool(true) && able.contrast != Some(true) {
        return Some("contrast");
    }
    if procedure.is_some_and(Procedure::has_contrast) && able.contrast == Some(false) {
        return Some("contrast");
    }
    if needs["contrast_reaction_cover"] == Value::Bool(true)
        && able.contrast_reaction_cover != Some(true)
    {
        return Some("contrast_reaction_cover");
    }
    None
}

fn unit_meets(unit: &Unit, need: &str, asked: &Value) -> bool {
    match need {
        "bore" => unit
            .bore
            .is_some_and(|bore| bore == "open" || (bore == "wide" && asked == "wide")),
        "min_field_strength_t" => unit.field_strength_tenths_t >= Some(fixed(asked, 1).unwrap()),
        "min_slices" => unit.slices >= Some(asked.as_i64().unwrap()),
        _ => unit.table_limit_lb >= Some(asked.as_i64().unwrap()),
    }
}

/// Reading: a request for `none` also needs a statement, because a need is not met if the site
/// states nothing.
fn sedation_level(name: &str) -> usize {
    SEDATION.iter().position(|known| *known == name).unwrap()
}

/// The first failing filter, text last.
pub(crate) fn failing_filter(oracle: &Oracle, request: &Request, number: usize) -> Option<String> {
    let site = &oracle.world.sites[number];
    let filters = &request.filters;
    let failing = |name: &str| Some(format!("filter:{name}"));
    if fixed(&filters["min_score"], 1)
        .is_some_and(|least| scores_less(oracle, request, number, least))
    {
        return failing("min_score");
    }
    if fixed(&filters["max_amount"], 2)
        .is_some_and(|most| costs_more(oracle, request, number, most))
    {
        return failing("max_amount");
    }
    if texts_of(&filters["accredited_by"])
        .is_some_and(|bodies| !is_accredited(oracle, request, number, &bodies))
    {
        return failing("accredited_by");
    }
    if !contains_all(site.languages.as_ref(), &filters["languages"]) {
        return failing("languages");
    }
    if !contains_all(site.open_days.as_ref(), &filters["open_on"]) {
        return failing("open_on");
    }
    if filters["wheelchair_accessible"] == Value::Bool(true)
        && site.wheelchair_accessible != Some(true)
    {
        return failing("wheelchair_accessible");
    }
    if let Some(asked) = filters["organization"].as_str() {
        let name = site
            .organization
            .as_ref()
            .map(|organization| fold(&organization.name));
        if name != Some(fold(asked)) {
            return failing("organization");
        }
    }
    if texts_of(&filters["exclude"])
        .is_some_and(|excluded| excluded.contains(&site.registration_id))
    {
        return failing("exclude");
    }
    let text = request.text.as_ref();
    if text.is_some_and(|text| !oracle.wordings[number].matches(text, request.is_reviewer())) {
        return failing("text");
    }
    None
}

fn scores_less(oracle: &Oracle, request: &Request, number: usize, least: i64) -> bool {
    let total = oracle.score_tenths(number, request.modality.as_ref().unwrap());
    total.is_none_or(|total| total < least)
}

/// Compares prices. A missing price costs more than any amount.
fn costs_more(oracle: &Oracle, request: &Request, number: usize, most: i64) -> bool {
    oracle
        .price(request, number)
        .is_none_or(|price| price.amount > most)
}

/// Reading: with text alone there is no modality, and the accreditation of any of the site's
/// services counts.
fn is_accredited(oracle: &Oracle, request: &Request, number: usize, bodies: &[String]) -> bool {
    oracle.world.sites[number]
        .services
        .iter()
        .filter(|service| {
            request
                .modality
                .as_deref()
                .is_none_or(|modality| service.modality == modality)
        })
        .flat_map(|service| &service.accreditations)
        .any(|held| {
            let named = bodies.iter().any(|body| body == held.body);
            named
                && held
                    .expires_on
                    .is_none_or(|last_day| request.as_of <= last_day)
        })
}

fn contains_all(stated: Option<&Vec<&'static str>>, asked: &Value) -> bool {
    let Some(asked) = texts_of(asked) else {
        return true;
    };
    stated.is_some_and(|stated| asked.iter().all(|entry| stated.contains(&entry.as_str())))
}
