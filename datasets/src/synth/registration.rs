//! One line of the registrations file.

use nearsite_domain::Assessment;
use serde::Serialize;

use super::assessments::{AccreditationState, SiteAnswers};
use super::equipment::{self, AccreditationRow, CapabilitiesRow, EquipmentRow};
use super::names;
use super::network_list::SynthNetwork;
use super::random::RandomStream;
use super::site_kinds::{SiteKind, SynthSetting};
use super::sites::SynthSite;

const STREAM: u64 = 4;

/// A registration; absent means not stated.
#[derive(Serialize)]
pub(super) struct RegistrationRow<'a> {
    registration_id: &'a str,
    status: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doing_business_as: Option<String>,
    organization: OrganizationRow<'a>,
    npi: Vec<&'a str>,
    address: AddressRow<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<LocationRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<String>,
    place_of_service: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    declared_setting: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hours: Vec<HoursRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    languages: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wheelchair_accessible: Option<bool>,
    pub(super) attestations: Vec<AttestationRow>,
    #[serde(skip_serializing_if = "Assessment::is_empty")]
    assessment: Assessment,
    pub(super) services: Vec<ServiceRow>,
}

#[derive(Serialize)]
struct OrganizationRow<'a> {
    name: &'a str,
    tin: &'a str,
    owner_type: &'static str,
}

#[derive(Serialize)]
struct AddressRow<'a> {
    line1: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    city: &'a str,
    state: &'a str,
    zip: String,
}

#[derive(Serialize)]
struct LocationRow {
    lat: f64,
    lon: f64,
}

#[derive(Serialize)]
struct HoursRow {
    days: &'static [&'static str],
    opens: &'static str,
    closes: &'static str,
}

#[derive(Serialize)]
pub(super) struct AttestationRow {
    pub(super) plan: &'static str,
    pub(super) attested_on: &'static str,
    pub(super) expires_on: &'static str,
}

#[derive(Serialize)]
pub(super) struct ServiceRow {
    pub(super) modality: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) body_regions: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) equipment: Vec<EquipmentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capabilities: Option<CapabilitiesRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) accreditations: Vec<AccreditationRow>,
    #[serde(skip_serializing_if = "Assessment::is_empty")]
    assessment: Assessment,
}

impl RegistrationRow<'_> {
    /// Returns the accreditation state of each service.
    pub(super) fn accreditation_states(&self) -> Vec<AccreditationState> {
        let accreditation = |service: &ServiceRow| {
            if service.accreditations.iter().any(AccreditationRow::holds) {
                AccreditationState::Accredited
            } else if service.accreditations.is_empty() {
                AccreditationState::None
            } else {
                AccreditationState::Lapsed
            }
        };
        self.services.iter().map(accreditation).collect()
    }

    /// Adds the answers of the site.
    pub(super) fn assess(&mut self, assessed: &SiteAnswers) {
        if let Some(of_site) = &assessed.site {
            self.assessment = of_site.assessment.clone();
        }
        for (service, assessed) in self.services.iter_mut().zip(&assessed.services) {
            if let Some(assessed) = assessed {
                service.assessment = assessed.assessment.clone();
            }
        }
    }
}

/// Makes the registration of a site.
pub(super) fn row<'a>(
    seed: u64,
    site: &'a SynthSite<'_>,
    networks: &[&'static SynthNetwork],
) -> RegistrationRow<'a> {
    let rng = &mut RandomStream::new(seed, STREAM, site.ordinal);
    let organization = &site.organization;
    let group_npi = organization
        .group_npi
        .as_deref()
        .filter(|_| site.bills_for_its_group());
    RegistrationRow {
        registration_id: &site.id,
        status: status(rng),
        name: &site.name,
        doing_business_as: rng
            .chance(80)
            .then(|| format!("{} Scans", organization.stem)),
        organization: OrganizationRow {
            name: &organization.name,
            tin: &organization.tin,
            owner_type: organization.owner_type,
        },
        npi: std::iter::once(site.npi.as_str())
            .chain(group_npi)
            .collect(),
        address: address(rng, site),
        location: site.address.location.map(|point| LocationRow {
            lat: f64::from(point.lat) / 1e5,
            lon: f64::from(point.lon) / 1e5,
        }),
        phone: (!rng.chance(20)).then(|| names::phone(rng, site.address.state, site.address.zip)),
        website: rng.chance(550).then(|| website(organization.stem)),
        place_of_service: site.place_of_service,
        declared_setting: site.declared_setting,
        hours: hours(rng, site.kind),
        languages: languages(rng, site.address.state),
        wheelchair_accessible: rng.weighted(&[(88, Some(true)), (5, Some(false)), (7, None)]),
        attestations: attestations(rng, site.address.state, networks),
        assessment: Assessment::default(),
        services: services(rng, site),
    }
}

fn status(rng: &mut RandomStream) -> &'static str {
    rng.weighted(&[
        (950, "complete"),
        (10, "draft"),
        (12, "submitted"),
        (10, "needs_information"),
        (10, "expired"),
        (8, "withdrawn"),
    ])
}

fn address<'a>(rng: &mut RandomStream, site: &'a SynthSite<'_>) -> AddressRow<'a> {
    let address = &site.address;
    let line2 = rng
        .chance(350)
        .then(|| format!("Suite {}", rng.between(1, 48) * 10));
    let plus_four = rng
        .chance(50)
        .then(|| format!("{}-{:04}", address.zip, rng.between(1, 9999)));
    AddressRow {
        line1: names::street(rng),
        line2,
        city: address.city,
        state: address.state,
        zip: plus_four.unwrap_or_else(|| address.zip.to_owned()),
    }
}

/// A name under the top-level domain reserved for examples.
fn website(stem: &str) -> String {
    format!("https://{}.example", stem.to_lowercase().replace(' ', "-"))
}

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri"];
const WEEK: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn hours(rng: &mut RandomStream, kind: SiteKind) -> Vec<HoursRow> {
    if rng.chance(50) {
        return Vec::new();
    }
    let open = |days, opens, closes| HoursRow {
        days,
        opens,
        closes,
    };
    if kind == SiteKind::Hospital && rng.chance(400) {
        return vec![open(WEEK, "06:00", "22:00")];
    }
    let opens = rng.pick(&["06:30", "07:00", "07:00", "07:30", "08:00"]);
    let closes = rng.pick(&["17:00", "17:00", "18:00", "19:00", "20:00"]);
    let mut hours = vec![open(WEEKDAYS, opens, closes)];
    if !kind.is_office() && rng.chance(420) {
        hours.push(open(
            &["sat"],
            "08:00",
            rng.pick(&["12:00", "14:00", "16:00"]),
        ));
    }
    if kind == SiteKind::Hospital && rng.chance(200) {
        hours.push(open(&["sun"], "09:00", "13:00"));
    }
    hours
}

fn languages(rng: &mut RandomStream, state: &str) -> Vec<&'static str> {
    let spanish = match state {
        "PR" => 1000,
        "TX" | "AZ" | "NM" | "CA" | "FL" | "NV" => 620,
        _ => 260,
    };
    let mut languages = vec!["en"];
    for (language, per_mille) in [
        ("es", spanish),
        ("zh", 60),
        ("vi", 55),
        ("pl", 20),
        ("ar", 20),
        ("ko", 20),
        ("tl", 25),
    ] {
        if rng.chance(per_mille) {
            languages.push(language);
        }
    }
    if rng.chance(30) {
        Vec::new()
    } else {
        languages
    }
}

/// Draws one attestation for nearly every plan sold in the state. Most last until 2040, a few have
/// lapsed.
fn attestations(
    rng: &mut RandomStream,
    state: &str,
    networks: &[&'static SynthNetwork],
) -> Vec<AttestationRow> {
    let mut rows: Vec<AttestationRow> = Vec::new();
    for network in networks.iter().filter(|network| network.covers(state)) {
        if rows.iter().any(|row| row.plan == network.plan) || rng.chance(20) {
            continue;
        }
        let attested_on = rng.pick(&[
            "2025-03-01",
            "2025-09-15",
            "2026-01-15",
            "2026-03-01",
            "2026-06-01",
        ]);
        let expires_on = rng.pick(&[
            "2040-03-01",
            "2040-06-30",
            "2040-12-31",
            "2040-12-31",
            "2041-06-30",
        ]);
        let (attested_on, expires_on) = if rng.chance(30) {
            ("2024-03-01", "2025-03-01")
        } else {
            (attested_on, expires_on)
        };
        rows.push(AttestationRow {
            plan: network.plan,
            attested_on,
            expires_on,
        });
    }
    rows
}

fn services(rng: &mut RandomStream, site: &SynthSite<'_>) -> Vec<ServiceRow> {
    let service = |service: &super::sites::SynthService| ServiceRow {
        modality: service.modality.word(),
        body_regions: service.regions,
        equipment: equipment::machines(rng, site.kind, service.modality),
        capabilities: equipment::capabilities(rng, site.setting, service.modality),
        accreditations: equipment::accreditations(rng, site.setting, service.modality),
        assessment: Assessment::default(),
    };
    site.services.iter().map(service).collect()
}

impl SynthSite<'_> {
    /// True if the site also bills under its group's number. Hospitals bill under their own number
    /// only, so that a group's rates do not apply to their departments.
    pub(super) fn bills_for_its_group(&self) -> bool {
        self.setting != SynthSetting::HospitalOutpatient && self.organization.group_npi.is_some()
    }
}
