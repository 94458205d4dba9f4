//! A score against the assessments it should rest on.
//!
//! Scores computed by the build are made from the assessments and cannot be older; only given ones can.

use super::{Finding, FindingKind, Subject};
use crate::domain::{Day, ServiceScore, Site};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let site = subject.site;
    for score in site.scores.iter().filter(|score| !score.computed) {
        let Some((scored_on, assessed_on, place)) = newer_assessment(site, score) else {
            continue;
        };
        let what = format!(
            "{} was scored on {scored_on}, and the assessment it should rest on was made on {assessed_on}",
            score.modality
        );
        let kind = FindingKind::ScoreOlderThanAssessment;
        findings.push(Finding::new(kind, &site.registration_id, place, what));
    }
}

/// When a service was scored, and the newest assessment after that, with its field: the site's, or that of the service.
fn newer_assessment(site: &Site, score: &ServiceScore) -> Option<(Day, Day, String)> {
    let scored_on = score.scored_on?;
    let service = site
        .services
        .iter()
        .find(|service| service.modality == score.modality);
    let of_service = service.and_then(|service| service.assessment.assessed_on);
    let of_site = site.assessment.assessed_on;
    let newest = of_site.max(of_service).filter(|day| *day > scored_on)?;
    let place = if of_service == Some(newest) {
        format!("services[{}].assessment, scores", score.modality)
    } else {
        "assessment, scores".to_owned()
    };
    Some((scored_on, newest, place))
}
