//! Scores that are older than the assessments they should be based on: the assessment of the site,
//! and that of the service.
//!
//! The build computes scores from the assessments, so only scores given by a source can be older.

use super::audited_site::AuditedSite;
use super::{AuditFinding, FindingKind};
use nearsite_domain::{Day, Modality};

pub(super) fn check(audited: &AuditedSite<'_>, findings: &mut Vec<AuditFinding>) {
    let site = audited.site;
    let given = site.scores.iter().filter(|score| !score.computed);
    let given: Vec<(Modality, Day)> = given
        .filter_map(|score| Some((score.modality, score.scored_on?)))
        .collect();
    let mut check = |place: String, assessed_on: Option<Day>, scores: &[(Modality, Day)]| {
        let older = |assessed_on: Day| {
            let older = scores.iter().filter(|(_, day)| *day < assessed_on);
            let words: Vec<String> = older
                .map(|(modality, day)| format!("{modality} scored on {day}"))
                .collect();
            (!words.is_empty()).then(|| words.join(", "))
        };
        let Some((assessed_on, older)) = assessed_on.and_then(|day| Some((day, older(day)?)))
        else {
            return;
        };
        let what = format!("{older}, before the assessment of {assessed_on}");
        let kind = FindingKind::ScoreOlderThanAssessment;
        findings.push(AuditFinding::new(kind, &site.registration_id, place, what));
    };
    check(
        "assessment, scores".into(),
        site.assessment.assessed_on,
        &given,
    );
    for service in &site.services {
        let modality = service.modality;
        let scores = given.iter().find(|score| score.0 == modality);
        check(
            format!("services[{modality}].assessment, scores"),
            service.assessment.assessed_on,
            scores.map_or(&[], std::slice::from_ref),
        );
    }
}
