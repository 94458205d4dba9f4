//! Attestations and accreditations that should be in force on the day of the audit and are not.

use super::audited_site::AuditedSite;
use super::{AuditFinding, FindingKind};
use nearsite_domain::{Day, Service, Site, Status};

pub(super) fn check(audited: &AuditedSite<'_>, findings: &mut Vec<AuditFinding>) {
    let AuditedSite { site, as_of, .. } = *audited;
    if let Some(what) = unattested(site, as_of) {
        let kind = FindingKind::NoAttestationInForce;
        findings.push(AuditFinding::new(
            kind,
            &site.registration_id,
            "attestations",
            what,
        ));
    }
    for service in &site.services {
        if let Some(what) = scored_after_lapse(site, service, as_of) {
            let kind = FindingKind::ExpiredAccreditationScored;
            let place = format!("services[{}].accreditations, scores", service.modality);
            findings.push(AuditFinding::new(kind, &site.registration_id, place, what));
        }
    }
}

/// Returns the reason why a complete site cannot be offered to any plan.
fn unattested(site: &Site, as_of: Day) -> Option<String> {
    let all = &site.attestations;
    let in_force = all
        .iter()
        .any(|attestation| attestation.window().covers(as_of));
    if site.status != Status::Complete || in_force {
        return None;
    }
    // One that is not in force has ended or has not begun.
    let past = |day: &Day| *day < as_of;
    let last = all
        .iter()
        .filter_map(|one| one.expires_on.filter(past))
        .max();
    let next = all
        .iter()
        .filter_map(|one| one.attested_on.filter(|day| *day > as_of))
        .min();
    Some(match (last, next) {
        (_, Some(next)) => format!("complete, and the next attestation begins on {next}"),
        (Some(last), None) => format!("complete, and the last attestation ended on {last}"),
        (None, None) => "complete, and attested to no plan".to_owned(),
    })
}

/// Returns a score that was given after the last accreditation of the modality had expired. An
/// accreditation without an end date never expires. A score computed by the build is not checked,
/// because it counts only accreditations in force.
fn scored_after_lapse(site: &Site, service: &Service, as_of: Day) -> Option<String> {
    let ends: Option<Vec<Day>> = service
        .accreditations
        .iter()
        .map(|accreditation| accreditation.expires_on)
        .collect();
    let last = ends?.into_iter().max().filter(|last| *last < as_of)?;
    let mut scores = site.scores.iter();
    let score = scores.find(|score| score.modality == service.modality && !score.computed)?;
    let scored_on = score.scored_on.filter(|scored_on| *scored_on > last)?;
    Some(format!(
        "{} was scored on {scored_on}, and its last accreditation lapsed on {last}",
        service.modality
    ))
}
