//! Computes the scores that no file states, and compares given scores with computed ones.
//!
//! A given score is always used. The report names the scores that differ by more than rounding
//! explains.

use nearsite_domain::{Day, Modality, RegistrationId, ScoreTenths, ServiceScore, Site};
use nearsite_index::scorecard::{ScoreCard, ScoreCardProfile};
use serde::{Serialize, Serializer};

/// Difference between a given and a computed score that is not reported, in tenths of a point.
const TOLERATED_TENTHS: u16 = 1;

/// Given score that differs from the score of its card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreDifference {
    /// The site.
    pub registration_id: RegistrationId,
    /// The modality.
    pub modality: Modality,
    /// Given score. It is the one that is used.
    #[serde(serialize_with = "as_points")]
    pub given: ScoreTenths,
    /// Computed score.
    #[serde(serialize_with = "as_points")]
    pub computed: ScoreTenths,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
fn as_points<S: Serializer>(score: &ScoreTenths, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(score.points())
}

/// Result of computing and comparing scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ScoreReport {
    /// Number of computed scores.
    pub computed: u64,
    /// Number of given scores that could be compared with a computed one.
    pub compared: u64,
    /// Number of given scores that differ by more than 0.1 points.
    pub differing: u64,
    /// First of these differences, in the order of the snapshot.
    pub first_differing: Vec<ScoreDifference>,
}

impl ScoreReport {
    const SHOWN: usize = 50;

    fn compare(&mut self, difference: ScoreDifference) {
        self.compared += 1;
        let (given, computed) = (difference.given, difference.computed);
        if given.tenths().abs_diff(computed.tenths()) <= TOLERATED_TENTHS {
            return;
        }
        self.differing += 1;
        if self.first_differing.len() < Self::SHOWN {
            self.first_differing.push(difference);
        }
    }
}

/// Adds the computed scores to every site for modalities without a given score. Accreditations
/// count if they are valid on the build date.
pub(crate) fn note_computed(
    profile: &ScoreCardProfile,
    sites: &mut [Site],
    as_of: Day,
) -> ScoreReport {
    let mut report = ScoreReport::default();
    for site in sites {
        let computed = compute(profile, site, as_of, &mut report);
        report.computed += computed.len() as u64;
        site.scores.extend(computed);
        site.scores.sort_by_key(|score| score.modality);
    }
    report
}

fn compute(
    profile: &ScoreCardProfile,
    site: &Site,
    as_of: Day,
    report: &mut ScoreReport,
) -> Vec<ServiceScore> {
    let mut computed = Vec::new();
    for service in &site.services {
        let Some(card) = ScoreCard::of(profile, site, service, as_of) else {
            continue;
        };
        let (modality, total) = (card.modality(), card.total());
        match site.scores.iter().find(|score| score.modality == modality) {
            Some(given) => report.compare(ScoreDifference {
                registration_id: site.registration_id.clone(),
                modality,
                given: given.total,
                computed: total,
            }),
            None => computed.push(ServiceScore {
                modality,
                total,
                scored_on: site
                    .assessment
                    .assessed_on
                    .max(service.assessment.assessed_on),
                computed: true,
            }),
        }
    }
    computed
}
