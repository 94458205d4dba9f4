//! The score table: one row per site and scored modality, with the total, its two parts, or all
//! three.
//!
//! Target scores are drawn first. If a site answers the score card, its scores are computed from
//! the answers.

use nearsite_domain::{ScoreTenths, ScoreThousandths};

use super::assessments::{AnsweredScore, SiteAnswers};
use super::site_kinds::SynthModality;
use super::sites::SynthSite;
use super::target_scores::TargetScores;

/// One row of the score table.
pub(super) struct SynthScoreRow<'a> {
    pub(super) registration_id: &'a str,
    pub(super) modality: SynthModality,
    pub(super) site_score: Option<ScoreThousandths>,
    pub(super) modality_specific: Option<ScoreThousandths>,
    pub(super) total: Option<ScoreTenths>,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
}

/// Returns the rows of a site: the computed scores, or the targets if it has no answers.
pub(super) fn rows<'a>(
    site: &'a SynthSite<'_>,
    target: &TargetScores,
    assessed: &SiteAnswers,
) -> Vec<SynthScoreRow<'a>> {
    let score_of = |assessed: Option<&AnsweredScore>, target: i64| {
        assessed.map_or_else(|| as_score(target), |assessed| assessed.score)
    };
    let site_score = score_of(assessed.site.as_ref(), target.site);
    let row = |(position, service): (usize, &super::sites::SynthService)| {
        let target = target.services.get(position)?.as_ref()?;
        let assessed = assessed.services.get(position).and_then(Option::as_ref);
        let modality_specific = score_of(assessed, target.modality_specific);
        let total = ScoreTenths::of_parts(site_score, modality_specific);
        (!target.is_missing).then_some(SynthScoreRow {
            registration_id: &site.id,
            modality: service.modality,
            site_score: target.with_parts.then_some(site_score),
            modality_specific: target.with_parts.then_some(modality_specific),
            total: target.with_total.then_some(total),
            scored_on: target.scored_on,
        })
    };
    site.services.iter().enumerate().filter_map(row).collect()
}

fn as_score(thousandths: i64) -> ScoreThousandths {
    u32::try_from(thousandths)
        .ok()
        .and_then(|score| ScoreThousandths::new(score).ok())
        .unwrap_or(ScoreThousandths::MAX)
}
