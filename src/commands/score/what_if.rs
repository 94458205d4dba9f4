//! `--what-if MEASURE=ANSWER`: checked against the score card, and applied to a copy of the site.

use super::answers::ScoredSite;
use crate::commands::Failure;
use crate::commands::table::plain;
use nearsite_domain::{Answer, MeasureId, Modality, Site};
use nearsite_index::scorecard::{Measure, ScoreCardProfile, ScorePart};

/// One answer in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WhatIf {
    pub(super) measure: MeasureId,
    pub(super) answer: Answer,
}

impl WhatIf {
    /// Reads all changes. Measures must be of the site or of one of the modalities.
    pub(super) fn read_all(
        typed: &[String],
        profile: &ScoreCardProfile,
        modalities: &[Modality],
    ) -> Result<Vec<Self>, Failure> {
        let asked: Vec<&Measure> = profile
            .measures()
            .iter()
            .filter(|measure| is_asked(measure, modalities))
            .collect();
        let mut changes: Vec<Self> = Vec::new();
        for text in typed {
            let change = Self::read(text, &asked)?;
            if changes.iter().any(|other| other.measure == change.measure) {
                let measure = change.measure;
                return Err(fault(text, &format!("{measure} is answered twice")));
            }
            changes.push(change);
        }
        Ok(changes)
    }

    fn read(text: &str, asked: &[&Measure]) -> Result<Self, Failure> {
        let (id, answer) = text
            .split_once('=')
            .ok_or_else(|| fault(text, "must be MEASURE=ANSWER"))?;
        let measure = asked
            .iter()
            .find(|measure| measure.id.as_str() == id.trim());
        let Some(measure) = measure else {
            let ids: Vec<&str> = asked.iter().map(|measure| measure.id.as_str()).collect();
            let ids = ids.join(", ");
            return Err(fault(text, &format!("the measure must be one of {ids}")));
        };
        let answer = measure
            .read(answer.trim())
            .map_err(|invalid| fault(text, &format!("the answer {invalid}")))?;
        Ok(Self {
            measure: measure.id.clone(),
            answer,
        })
    }
}

fn fault(text: &str, message: &str) -> Failure {
    Failure::bad_input(format!("--what-if {}: {message}", plain(text)))
}

fn is_asked(measure: &Measure, modalities: &[Modality]) -> bool {
    measure.part() == ScorePart::Site
        || modalities
            .iter()
            .any(|&modality| measure.is_asked_of(modality))
}

/// Returns the site with the changed answers, at the modalities that are shown.
pub(super) fn apply(scored: &ScoredSite, changes: &[WhatIf], modalities: &[Modality]) -> Site {
    let mut site = scored.site.clone();
    for WhatIf { measure, answer } in changes {
        let Some(asked) = scored.profile.find(measure.as_str()) else {
            continue;
        };
        if asked.part() == ScorePart::Site {
            site.assessment.set(measure.clone(), answer.clone());
            continue;
        }
        let shown = site.services.iter_mut().filter(|service| {
            modalities.contains(&service.modality) && asked.is_asked_of(service.modality)
        });
        for service in shown {
            service.assessment.set(measure.clone(), answer.clone());
        }
    }
    site
}
