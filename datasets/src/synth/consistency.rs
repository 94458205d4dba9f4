//! Removes the contradictions of a nation after everything was drawn.
//!
//! A consistent nation has the same sites, names, prices and scores as one with contradictions. It
//! differs only in the fields that contradict others.

use nearsite_domain::Day;

use super::assessments::SiteAnswers;
use super::equipment::{EquipmentRow, LAPSED};
use super::network_list::SynthNetwork;
use super::registration::{AttestationRow, RegistrationRow, ServiceRow};
use super::site_kinds::SynthSetting;
use super::sites::SynthSite;
use super::target_scores::TargetScores;

/// Expiration of accreditations that lapse: after the last score was given, before the reference
/// date.
const LAPSED_AFTER_SCORES: &str = "2026-09-30";

/// Sets the declared setting to the billed one, or to none if a hospital owns a site that bills
/// otherwise.
pub(super) fn make_site_consistent(site: &mut SynthSite<'_>) {
    let of_hospital = matches!(site.organization.owner_type, "hospital" | "health_system");
    site.declared_setting = match (site.setting, site.declared_setting) {
        (SynthSetting::HospitalOutpatient, "free_standing") => "hospital_outpatient",
        (SynthSetting::FreeStanding | SynthSetting::PhysicianOffice, "free_standing")
            if of_hospital =>
        {
            ""
        }
        (_, declared) => declared,
    };
}

/// Gives every site an attestation and machines that can do the listed services. No accreditation
/// lapses before the score.
pub(super) fn make_row_consistent(
    row: &mut RegistrationRow<'_>,
    site: &SynthSite<'_>,
    networks: &[&'static SynthNetwork],
) {
    let is_in_force =
        |row: &AttestationRow| row.expires_on > super::options::SynthOptions::REFERENCE_DATE;
    if !row.attestations.iter().any(is_in_force) {
        let sold = networks
            .iter()
            .find(|network| network.covers(site.address.state));
        row.attestations = sold.map_or_else(Vec::new, |network| {
            vec![AttestationRow {
                plan: network.plan,
                attested_on: "2026-01-15",
                expires_on: "2040-12-31",
            }]
        });
    }
    for service in &mut row.services {
        make_service_consistent(service);
    }
}

/// Dates the assessment of a site before the first score of its services, in every nation, because
/// the scores are computed from it.
pub(super) fn make_answers_consistent(assessed: &mut SiteAnswers, target: &TargetScores) {
    let scored = target.services.iter().flatten();
    let scored = scored.filter(|target| !target.is_missing);
    let first: Option<Day> = scored
        .filter_map(|target| target.scored_on.parse().ok())
        .min();
    if let (Some(of_site), Some(first)) = (&mut assessed.site, first) {
        let day = &mut of_site.assessment.assessed_on;
        *day = day.map(|day| day.min(first));
    }
}

fn make_service_consistent(service: &mut ServiceRow) {
    for accreditation in &mut service.accreditations {
        if accreditation.expires_on == Some(LAPSED) {
            accreditation.expires_on = Some(LAPSED_AFTER_SCORES);
        }
    }
    let lists = |region: &str| service.body_regions.contains(&region);
    let is_slow = |unit: &EquipmentRow| unit.slices.is_some_and(|slices| slices < 64);
    let is_weak = |unit: &EquipmentRow| {
        unit.bore == Some("open") && unit.field_strength_t.is_some_and(|tesla| tesla < 1.0)
    };
    let (slow, weak) = (
        service.modality == "ct" && lists("heart") && service.equipment.iter().all(is_slow),
        service.modality == "mri"
            && (lists("heart") || lists("breast"))
            && service.equipment.iter().all(is_weak),
    );
    if let Some(first) = service.equipment.first_mut() {
        if slow {
            first.slices = Some(64);
        }
        if weak {
            first.field_strength_t = Some(1.2);
        }
    }
}
