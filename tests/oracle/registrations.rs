//! Writes sites as the lines of `registrations.ndjson`, with the faults such files have: faulty
//! parts that must be refused alone, and whole lines that must be refused.

use super::service_lists::{attestation_values, service_values};
use super::world::{Organization, Site};
use nearsite_random::SplitMix64;
use serde_json::{Value, json};

/// The line of one site, now and then with a faulty part that must be refused alone. What the site
/// says of its own setting is drawn here and kept in the site.
pub(crate) fn registration_line(rng: &mut SplitMix64, site: &mut Site) -> String {
    let mut npis = site.npis.clone();
    if rng.chance(4) {
        npis.insert(0, "1234567890".to_owned());
    }
    let mut attestations = attestation_values(site);
    if rng.chance(4) {
        attestations
            .push(json!({"plan": "mesquite", "attested_on": "2026-02-30", "expires_on": null}));
    }
    let mut services = service_values(rng, site);
    if rng.chance(4) {
        services.insert(0, json!({"modality": "thermography"}));
    }
    let zip = site.zip.as_ref().map(|zip| {
        if rng.chance(150) {
            format!("{zip}-0001")
        } else {
            zip.clone()
        }
    });
    site.declared_setting =
        Some(*rng.pick(&["free_standing", "hospital_outpatient", "physician_office"]));
    let mut line = json!({
        "registration_id": site.registration_id,
        "status": site.status,
        "name": site.name,
        "doing_business_as": site.doing_business_as,
        "organization": site.organization.as_ref().map(organization_value),
        "npi": npis,
        "address": {"line1": site.line1, "line2": site.line2, "city": site.city, "state": site.state, "zip": zip},
        "phone": site.phone,
        "website": null,
        "place_of_service": site.place_of_service,
        "declared_setting": site.declared_setting,
        "hours": site.open_days.as_ref().map(|days| hours_value(days)),
        "languages": site.languages,
        "wheelchair_accessible": site.wheelchair_accessible,
        "attestations": attestations,
        "services": services,
        "a_field_nobody_knows": rng.between(1, 3),
    });
    if site.precision == "reported" {
        line["location"] = json!({"lat": site.point.0, "lon": site.point.1});
    }
    if rng.chance(500) {
        line.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
    }
    line.to_string()
}

fn organization_value(organization: &Organization) -> Value {
    json!({"name": organization.name, "tin": organization.tin, "owner_type": organization.owner_type})
}

/// Two spans, so that the days of a site are not all in one place.
fn hours_value(days: &[&str]) -> Value {
    let (first, rest) = days.split_at(days.len() / 2);
    let mut spans = vec![json!({"days": rest, "opens": "07:00", "closes": "19:00"})];
    if !first.is_empty() {
        spans.push(json!({"days": first, "opens": "08:30", "closes": "17:00"}));
    }
    json!(spans)
}

/// Lines that must be refused as a whole, and one that says again, byte for byte, what an earlier
/// one said.
pub(crate) fn add_unusable_lines(sites: &[Site], lines: &mut Vec<String>) {
    let point = json!({"lat": 30.27, "lon": -97.74});
    let services = json!([{"modality": "mri"}]);
    lines.push(lines[0].clone());
    lines.push("{\"registration_id\":\"BROKEN-1\",".to_owned());
    lines.push(
        json!({"registration_id": sites[3].registration_id, "status": "complete", "name": "Said twice",
            "place_of_service": "49", "location": point, "services": services})
        .to_string(),
    );
    lines.push(
        json!({"registration_id": "BROKEN-2", "status": "complete", "name": "Other place of service",
            "place_of_service": "24", "location": point, "services": services})
        .to_string(),
    );
    lines.push(
        json!({"registration_id": "BROKEN-3", "status": "complete", "name": "No such ZIP",
            "place_of_service": "49", "address": {"zip": "00000"}, "services": services})
        .to_string(),
    );
    lines.push(
        json!({"registration_id": "BROKEN-4", "status": "perfect", "name": "No such status",
            "place_of_service": "49", "location": point, "services": services})
        .to_string(),
    );
}
