//! Access certificates: the expected bytes of one, and a check of one from its bytes, the input
//! files of the snapshot and the packs.

use super::super::calendar::Day;
use super::evaluate::{Evaluation, Review, Reviewed};
use super::facts::{FACTS, Stated};
use super::json_text::{ObjectText, list_text};
use super::order::{Order, StatedAccess};
use super::pack_digest::digest;
use serde_json::{Map, Value, json};

/// The snapshot and profile that a certificate must name.
#[derive(Debug, Clone)]
pub(crate) struct Served {
    /// Id of the snapshot.
    pub(crate) snapshot: String,
    /// Name and version of the ranking profile.
    pub(crate) profile: (String, String),
}

/// The certificate a reviewed order must get.
pub(crate) fn certificate_text(
    order: &Order,
    evaluation: &Evaluation<'_>,
    served: &Served,
) -> String {
    let (pack, reviewed) = (
        evaluation.pack.unwrap(),
        evaluation.reviewed.as_ref().unwrap(),
    );
    let policy = ObjectText::default()
        .member("id", &pack.id)
        .member("version", &pack.version)
        .member("digest", digest(pack));
    let profile = ObjectText::default()
        .member("name", &served.profile.0)
        .member("version", &served.profile.1);
    let without_digest = ObjectText::default()
        .member("format", 1)
        .member("snapshot", &served.snapshot)
        .member("as_of", order.service_date.to_string())
        .raw("policy", &policy.text())
        .raw("profile", &profile.text())
        .raw("order", &order_text(order, reviewed))
        .raw("origin", &origin_text(order, reviewed))
        .raw("access", &access_text(reviewed))
        .member("radius_metres", reviewed.reach.radius_metres)
        .raw("needs", &needs_text(order, reviewed))
        .raw("alternates", &alternates_text(reviewed))
        .raw("excluded", &excluded_text(reviewed))
        .member("none_exists", reviewed.capable.is_empty())
        .member("outcome", evaluation.outcome)
        .raw("criteria", &criteria_text(reviewed))
        .member("questions", words_of(&reviewed.questions));
    let digest = blake3::hash(without_digest.text().as_bytes());
    without_digest
        .member("digest", digest.to_hex().as_str())
        .text()
}

fn order_text(order: &Order, reviewed: &Reviewed<'_>) -> String {
    let sites = &reviewed.bench.oracle.world.sites;
    let facts = order.facts.iter().fold(
        ObjectText::default(),
        |object, (fact, stated)| match stated {
            Stated::False => object.member(FACTS[*fact], false),
            Stated::True => object.member(FACTS[*fact], true),
            Stated::At(id) => {
                let site = ObjectText::default().member("site", id);
                object.raw(FACTS[*fact], &site.text())
            }
        },
    );
    let access = match order.access {
        None => "null".to_owned(),
        Some(StatedAccess::Miles(miles)) => ObjectText::default()
            .member("miles", two_decimals(miles))
            .text(),
        Some(StatedAccess::FederalLadder) => {
            ObjectText::default().member("ladder", "federal").text()
        }
    };
    ObjectText::default()
        .member("procedures", &order.procedures)
        .member("network", &order.network)
        .member("payer", &order.payer)
        .member("programme", &order.programme)
        .member("line_of_business", &order.line)
        .member("state", &order.state)
        .member("funding", &order.funding)
        .member("service_date", order.service_date.to_string())
        .member("urgency", &order.urgency)
        .member("age", order.age)
        .member("weight_lb", order.weight_lb)
        .member("sedation", &order.sedation)
        .member("site", &sites[order.site].registration_id)
        .member("place_of_service", &order.place_of_service)
        .raw("facts", &facts.text())
        .raw("access", &access)
        .text()
}

fn origin_text(order: &Order, reviewed: &Reviewed<'_>) -> String {
    let source = if order.start.zip.is_some() {
        "zip_centroid"
    } else {
        "coordinates"
    };
    ObjectText::default()
        .member("lat", order.start.point.0)
        .member("lon", order.start.point.1)
        .member("source", source)
        .member("zip", &order.start.zip)
        .member("kind", &order.start.kind)
        .member("county_type", &reviewed.reach.county_type)
        .text()
}

fn access_text(reviewed: &Reviewed<'_>) -> String {
    let reach = &reviewed.reach;
    ObjectText::default()
        .member("metric", reach.metric)
        .member("miles", two_decimals(reach.miles))
        .member("minutes", reach.minutes)
        .member("minutes_measured", false)
        .member("min_alternates", reach.min_alternates)
        .member("source", &reach.source)
        .text()
}

/// The needs that are there, in the order of a search request. A bore is listed where any procedure
/// is done in a magnet.
fn needs_text(order: &Order, reviewed: &Reviewed<'_>) -> String {
    let wants = reviewed.wants;
    let mut needs = ObjectText::default();
    if let Some(bore) = wants.bore.filter(|_| order.has_mri(reviewed.bench.oracle)) {
        needs = needs.member("bore", bore);
    }
    if let Some(weight_lb) = wants.weight_lb {
        needs = needs.member("patient_weight_lb", weight_lb);
    }
    if wants.sedation {
        needs = needs.member("sedation", order.sedation_depth());
    }
    needs = needs.member("patient_age", order.age);
    if wants.contrast {
        needs = needs.member("contrast", true);
    }
    needs.text()
}

fn alternates_text(reviewed: &Reviewed<'_>) -> String {
    let sites = &reviewed.bench.oracle.world.sites;
    list_text(&reviewed.capable, |(metres, number)| {
        ObjectText::default()
            .member("registration_id", &sites[*number].registration_id)
            .member("metres", metres)
            .text()
    })
}

fn excluded_text(reviewed: &Reviewed<'_>) -> String {
    let sites = &reviewed.bench.oracle.world.sites;
    list_text(&reviewed.excluded, |(metres, number, cause)| {
        ObjectText::default()
            .member("registration_id", &sites[*number].registration_id)
            .member("metres", metres)
            .member("cause", cause)
            .text()
    })
}

fn criteria_text(reviewed: &Reviewed<'_>) -> String {
    list_text(&reviewed.criteria, |criterion| {
        ObjectText::default()
            .member("key", &criterion.key)
            .member("status", criterion.status)
            .text()
    })
}

fn words_of(facts: &[usize]) -> Vec<&'static str> {
    facts.iter().map(|fact| FACTS[*fact]).collect()
}

fn two_decimals(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Checks a certificate: its own digest, then every byte against what the order inside it must get.
///
/// # Errors
/// What differs first.
pub(crate) fn check(bytes: &[u8], review: &Review<'_>, served: &Served) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let certificate: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    check_digest(text, &certificate)?;
    let order = Order::read(&request_of(&certificate), review.oracle, Day(0));
    let evaluation = review.evaluate(&order);
    if evaluation.reviewed.is_none() {
        return Err(format!("no review takes place: {:?}", evaluation.basis));
    }
    let expected = certificate_text(&order, &evaluation, served);
    same_text(&expected, text)
}

/// The digest is that of the object without its last member.
fn check_digest(text: &str, certificate: &Value) -> Result<(), String> {
    let stated = certificate["digest"].as_str().ok_or("no digest")?;
    let tail = format!(",\"digest\":\"{stated}\"}}");
    let head = text.strip_suffix(&tail).ok_or("the digest is not last")?;
    let digest = blake3::hash(format!("{head}}}").as_bytes());
    if digest.to_hex().as_str() == stated {
        Ok(())
    } else {
        Err("the digest is another".to_owned())
    }
}

fn same_text(expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let same = expected
        .bytes()
        .zip(actual.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let around = |text: &str| {
        let bytes = text.as_bytes();
        let window = &bytes[same.saturating_sub(60)..bytes.len().min(same + 60)];
        String::from_utf8_lossy(window).into_owned()
    };
    Err(format!(
        "certificate at byte {same}: expected ..{}.., got ..{}..",
        around(expected),
        around(actual)
    ))
}

/// The request a certificate answers, from its own words.
pub(crate) fn request_of(certificate: &Value) -> Value {
    let (order, origin) = (&certificate["order"], &certificate["origin"]);
    let mut asked: Map<String, Value> = Map::new();
    for member in [
        "procedures",
        "network",
        "line_of_business",
        "state",
        "funding",
        "service_date",
        "urgency",
        "place_of_service",
    ] {
        asked.insert(member.to_owned(), order[member].clone());
    }
    let mut start = match origin["zip"].as_str() {
        Some(zip) => json!({"zip": zip}),
        None => json!({"lat": origin["lat"], "lon": origin["lon"]}),
    };
    start["kind"] = origin["kind"].clone();
    let mut access = order["access"].clone();
    if let Some(miles) = access["miles"].as_str() {
        access = json!({"miles": miles.parse::<f64>().unwrap_or(0.0)});
    }
    json!({
        "audience": "reviewer",
        "payer": order["payer"],
        "programme": order["programme"],
        "order": asked,
        "member": {"age": order["age"], "weight_lb": order["weight_lb"]},
        "origin": start,
        "site": {"registration_id": order["site"]},
        "facts": order["facts"],
        "sedation": order["sedation"],
        "access": access,
    })
}
