//! Random sound benefits: every limit stated or not, at both ends and near them, every way of
//! sharing.

use nearsite_random::SplitMix64;
use serde_json::{Map, Value, json};

const SETTINGS: [&str; 3] = ["free_standing", "physician_office", "hospital_outpatient"];

/// Draws benefits whose limits are around `most` cents.
pub(crate) fn invent_benefits(rng: &mut SplitMix64, most: i64) -> Value {
    let mut benefits = Map::new();
    let deductible = invent_limits(rng, most);
    let has_family = deductible.get("family").is_some_and(Value::is_object);
    if rng.chance(850) {
        benefits.insert("deductible".to_owned(), deductible);
    }
    if rng.chance(850) {
        benefits.insert("out_of_pocket".to_owned(), invent_limits(rng, most));
    }
    let may_aggregate = has_family && benefits.contains_key("deductible");
    if may_aggregate && rng.chance(500) {
        benefits.insert("family_rule".to_owned(), json!("aggregate"));
    } else if rng.chance(300) {
        benefits.insert("family_rule".to_owned(), json!("embedded"));
    }
    benefits.insert("coinsurance_percent".to_owned(), invent_per_cent(rng));
    if rng.chance(600) {
        benefits.insert("tiers".to_owned(), invent_tiers(rng, most));
    }
    Value::Object(benefits)
}

fn invent_limits(rng: &mut SplitMix64, most: i64) -> Value {
    let mut limits = Map::new();
    if rng.chance(750) {
        limits.insert("individual".to_owned(), invent_figure(rng, most));
    }
    match rng.below(3) {
        0 => {}
        1 => drop(limits.insert("family".to_owned(), Value::Null)),
        _ => drop(limits.insert("family".to_owned(), invent_figure(rng, most))),
    }
    Value::Object(limits)
}

/// Draws the remaining amount, which decides the result: nothing, a cent, little, or much.
fn invent_figure(rng: &mut SplitMix64, most: i64) -> Value {
    let left = match rng.below(5) {
        0 => 0,
        1 => rng.between(0, 1),
        2 => rng.between(0, most / 10),
        _ => rng.between(0, most),
    };
    if rng.chance(250) {
        return json!({"limit": dollars(left)});
    }
    let met = rng.between(0, most);
    json!({"limit": dollars(left + met), "met": dollars(met)})
}

fn invent_per_cent(rng: &mut SplitMix64) -> Value {
    match rng.below(3) {
        0 => json!(rng.pick(&[0, 10, 20, 30, 50, 100])),
        1 => json!(rng.pick(&[17.5, 33.33, 0.01, 99.99])),
        _ => dollars(rng.between(0, 10_000)),
    }
}

/// Each setting in one tier at most; some tiers name two.
fn invent_tiers(rng: &mut SplitMix64, most: i64) -> Value {
    let mut settings = SETTINGS.to_vec();
    rng.shuffle(&mut settings);
    let mut tiers = Vec::new();
    while !settings.is_empty() && rng.chance(700) {
        let taken = rng.below(settings.len().min(2)) + 1;
        let named: Vec<&str> = settings.drain(..taken).collect();
        let deductible = *rng.pick(&["applies", "waived"]);
        tiers.push(if rng.chance(600) {
            let copay = dollars(rng.between(0, most / 4));
            json!({"settings": named, "copay": copay, "deductible": deductible})
        } else {
            json!({"settings": named, "coinsurance_percent": invent_per_cent(rng), "deductible": deductible})
        });
    }
    json!(tiers)
}

/// Hundredths as a decimal number.
fn dollars(cents: i64) -> Value {
    json!(cents as f64 / 100.0)
}
