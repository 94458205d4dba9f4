//! The lists inside a registration: attestations per plan, and services with their regions,
//! equipment, capabilities and accreditations. Every date is drawn from a few days around the build
//! day, so that windows end and begin on the very days that are asked for.

use super::calendar::{Day, Window};
use super::catalog::MODALITIES;
use super::world::{Accreditation, Attestation, Capabilities, NETWORKS, Service, Site, Unit};
use nearsite_random::SplitMix64;
use serde_json::{Value, json};

const REGIONS: [&str; 11] = [
    "brain",
    "head_neck",
    "spine",
    "chest",
    "breast",
    "heart",
    "abdomen",
    "pelvis",
    "upper_extremity",
    "lower_extremity",
    "whole_body",
];
const BODIES: [&str; 4] = ["ACR", "IAC", "TJC", "RadSite"];
/// From no sedation to general anaesthesia.
pub(crate) const SEDATION: [&str; 5] = ["none", "minimal", "moderate", "deep", "general"];
pub(crate) const FIELD_STRENGTHS_TENTHS: [i64; 5] = [3, 7, 12, 15, 30];
pub(crate) const SLICES: [i64; 4] = [16, 64, 128, 320];
pub(crate) const TABLE_LIMITS: [i64; 4] = [300, 350, 450, 550];

/// The days on which windows of the nation begin or end.
pub(crate) fn turning_days(build_day: Day) -> [Day; 6] {
    [-400, -30, 0, 60, 180, 365].map(|days| build_day.plus(days))
}

/// A window that covers the build day more often than not.
pub(crate) fn invent_window(rng: &mut SplitMix64, build_day: Day) -> Window {
    let days = turning_days(build_day);
    let (from, to) = match rng.weighted_index(&[480, 260, 110, 80, 40, 30]) {
        0 => (None, None),
        1 => (Some(days[rng.below(2)]), Some(days[3 + rng.below(3)])),
        2 => (Some(days[rng.below(3)]), None),
        3 => (None, Some(days[2 + rng.below(4)])),
        4 => (Some(days[3 + rng.below(2)]), None),
        _ => (Some(days[0]), Some(days[1])),
    };
    Window { from, to }
}

/// Attestations: most plans once, some twice with a gap, and now and then a plan that owns no
/// network.
pub(crate) fn invent_attestations(rng: &mut SplitMix64, build_day: Day) -> Vec<Attestation> {
    let mut plans: Vec<&str> = NETWORKS.iter().map(|(_, plan)| *plan).collect();
    plans.sort_unstable();
    plans.dedup();
    plans.push("orphan-plan");
    let mut attestations = Vec::new();
    for plan in plans {
        let times = rng.weighted_index(&[100, 750, 150]);
        let times = if plan == "orphan-plan" && rng.chance(900) {
            0
        } else {
            times
        };
        for _ in 0..times {
            let window = invent_window(rng, build_day);
            attestations.push(Attestation {
                plan: plan.to_owned(),
                window,
            });
        }
    }
    attestations
}

pub(crate) fn attestation_values(site: &Site) -> Vec<Value> {
    site.attestations
        .iter()
        .map(|attestation| {
            json!({
                "plan": attestation.plan,
                "attested_on": attestation.window.from.map(|day| day.to_string()),
                "expires_on": attestation.window.to.map(|day| day.to_string()),
            })
        })
        .collect()
}

/// One to all of the eight modalities.
pub(crate) fn invent_services(rng: &mut SplitMix64, build_day: Day) -> Vec<Service> {
    let density = *rng.pick(&[400, 750, 950]);
    let mut modalities = rng.some_of(&MODALITIES, density);
    rng.shuffle(&mut modalities);
    modalities
        .into_iter()
        .map(|modality| Service {
            modality,
            regions: rng.chance(450).then(|| invent_regions(rng)),
            equipment: invent_equipment(rng, modality),
            capabilities: invent_capabilities(rng),
            accreditations: invent_accreditations(rng, build_day),
        })
        .collect()
}

fn invent_regions(rng: &mut SplitMix64) -> Vec<String> {
    let listed = rng.some_of(&REGIONS, 800);
    listed.into_iter().map(str::to_owned).collect()
}

fn invent_equipment(rng: &mut SplitMix64, modality: &str) -> Vec<Unit> {
    (0..rng.weighted_index(&[150, 450, 250, 150]))
        .map(|_| {
            let mut unit = Unit {
                table_limit_lb: rng.chance(800).then(|| *rng.pick(&TABLE_LIMITS)),
                ..Unit::default()
            };
            if modality == "mri" {
                unit.field_strength_tenths_t =
                    rng.chance(850).then(|| *rng.pick(&FIELD_STRENGTHS_TENTHS));
                unit.bore = rng
                    .chance(850)
                    .then(|| *rng.pick(&["closed", "wide", "open"]));
            }
            if modality == "ct" {
                unit.slices = rng.chance(850).then(|| *rng.pick(&SLICES));
            }
            unit
        })
        .collect()
}

fn invent_capabilities(rng: &mut SplitMix64) -> Capabilities {
    let mut yes_no = || [Some(true), Some(false), None][rng.weighted_index(&[550, 200, 250])];
    let (contrast, contrast_reaction_cover) = (yes_no(), yes_no());
    Capabilities {
        sedation: rng.chance(700).then(|| *rng.pick(&SEDATION)),
        pediatric_min_age: rng.chance(600).then(|| *rng.pick(&[0, 3, 6, 12, 18, 21])),
        contrast,
        contrast_reaction_cover,
    }
}

fn invent_accreditations(rng: &mut SplitMix64, build_day: Day) -> Vec<Accreditation> {
    let bodies = if rng.chance(650) {
        rng.some_of(&BODIES, 350)
    } else {
        Vec::new()
    };
    bodies
        .into_iter()
        .map(|body| Accreditation {
            body,
            expires_on: rng.chance(650).then(|| *rng.pick(&turning_days(build_day))),
        })
        .collect()
}

/// The services as written, now and then with a second one of a modality and a faulty
/// accreditation: the first is used, and only the faulty part is rejected.
pub(crate) fn service_values(rng: &mut SplitMix64, site: &Site) -> Vec<Value> {
    let mut values: Vec<Value> = site
        .services
        .iter()
        .map(|service| service_value(rng, service))
        .collect();
    if rng.chance(4) {
        values.push(
            json!({"modality": site.services[0].modality, "capabilities": {"contrast": true}}),
        );
    }
    values
}

fn service_value(rng: &mut SplitMix64, service: &Service) -> Value {
    let mut accreditations: Vec<Value> = service
        .accreditations
        .iter()
        .map(|held| json!({"body": held.body, "expires_on": held.expires_on.map(|day| day.to_string())}))
        .collect();
    if rng.chance(1) {
        accreditations.push(json!({"body": "Nobody", "expires_on": "2040-01-01"}));
    }
    let able = &service.capabilities;
    let mut value = json!({
        "modality": service.modality,
        "body_regions": service.regions,
        "equipment": service.equipment.iter().map(unit_value).collect::<Vec<_>>(),
        "capabilities": {
            "sedation": able.sedation,
            "pediatric_min_age": able.pediatric_min_age,
            "contrast": able.contrast,
            "contrast_reaction_cover": able.contrast_reaction_cover,
        },
        "accreditations": accreditations,
    });
    value
        .as_object_mut()
        .unwrap()
        .retain(|_, part| !part.is_null() && *part != json!([]));
    value
}

fn unit_value(unit: &Unit) -> Value {
    let mut value = json!({
        "field_strength_t": unit.field_strength_tenths_t.map(|tenths| tenths as f64 / 10.0),
        "bore": unit.bore,
        "bore_cm": unit.bore.map(|bore| if bore == "wide" { 70 } else { 60 }),
        "table_limit_lb": unit.table_limit_lb,
        "slices": unit.slices,
    });
    value
        .as_object_mut()
        .unwrap()
        .retain(|_, part| !part.is_null());
    value
}
