//! Scores computed from assessments where none is given, and given ones held against what would be computed.
//!
//! A given score stands whatever the card says; where the two are further apart than rounding explains, the report says so.

use nearsite_domain::{Day, Modality, RegistrationId, ScoreTenths, ServiceScore, Site};
use nearsite_index::scorecard::{Card, Profile};
use serde::{Serialize, Serializer};

/// Tenths of a point a given score may differ from the computed one without a word.
const TOLERATED_TENTHS: u16 = 1;

/// A score that was given and is not what its card comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreDifference {
    /// The site.
    pub registration_id: RegistrationId,
    /// The modality.
    pub modality: Modality,
    /// The score given; it stands.
    #[serde(serialize_with = "as_points")]
    pub given: ScoreTenths,
    /// The score computed.
    #[serde(serialize_with = "as_points")]
    pub computed: ScoreTenths,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
fn as_points<S: Serializer>(score: &ScoreTenths, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(score.points())
}

/// What score cards came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ScoreReport {
    /// Scores computed because none was given.
    pub computed: u64,
    /// Scores given for which a card could be computed too.
    pub compared: u64,
    /// Those further apart than 0.1 points.
    pub differing: u64,
    /// The first of them, in the order of the snapshot.
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

/// Notes at every site the computed scores of modalities nobody gave one for; accreditations count as they hold on the build
/// date.
pub(crate) fn note_computed(profile: &Profile, sites: &mut [Site], as_of: Day) -> ScoreReport {
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
    profile: &Profile,
    site: &Site,
    as_of: Day,
    report: &mut ScoreReport,
) -> Vec<ServiceScore> {
    let mut computed = Vec::new();
    for service in &site.services {
        let Some(card) = Card::of(profile, site, service, as_of) else {
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
