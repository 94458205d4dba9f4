//! The score table: one row per site and scored modality, with the total, its two parts, or all three.
//!
//! First it is drawn what the scores are meant to be; where a site answers the score card, its answers decide what they are.

use nearsite_domain::{ScoreTenths, ScoreThousandths};

use super::assessments::{AnsweredScore, SiteAnswers};
use super::random::RandomStream;
use super::sites::{SynthModality, SynthSetting, SynthSite};

const STREAM: u64 = 5;

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

/// What the scores of a site are meant to be, in thousandths of a point.
pub(super) struct TargetScores {
    pub(super) site: i64,
    /// By offer; none for mammography, which has no score.
    pub(super) services: Vec<Option<TargetScore>>,
}

/// What the score of one service is meant to be, and how the table states it.
pub(super) struct TargetScore {
    pub(super) modality_specific: i64,
    with_parts: bool,
    with_total: bool,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
    /// Whether the table has no row.
    pub(super) is_missing: bool,
}

/// Draws what the scores of a site are meant to be. One in twenty is missing.
pub(super) fn draw(seed: u64, site: &SynthSite<'_>) -> TargetScores {
    let rng = &mut RandomStream::new(seed, STREAM, site.ordinal);
    let bonus = if site.setting == SynthSetting::HospitalOutpatient {
        20
    } else {
        0
    };
    let site_score = thousandths(rng, 850 + bonus, 75.0);
    let target = |modality| {
        if modality == SynthModality::Mammography {
            return None;
        }
        let modality_specific = thousandths(rng, 825 + bonus, 85.0);
        let (with_parts, with_total) =
            rng.weighted(&[(40, (false, true)), (30, (true, false)), (30, (true, true))]);
        let scored_on = rng.pick(&[
            "2025-10-01",
            "2026-01-15",
            "2026-04-01",
            "2026-07-01",
            "2026-09-15",
            "",
        ]);
        Some(TargetScore {
            modality_specific,
            with_parts,
            with_total,
            scored_on,
            is_missing: rng.chance(50),
        })
    };
    TargetScores {
        site: site_score,
        services: site
            .services
            .iter()
            .map(|service| service.modality)
            .map(target)
            .collect(),
    }
}

/// The rows of a site: what its answers come to, and where it has none what was meant.
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

/// A normal number of tenths from 30 points up, in thousandths.
fn thousandths(rng: &mut RandomStream, mean: i64, deviation: f64) -> i64 {
    (mean + (deviation * rng.normal()).round() as i64).clamp(300, 1000) * 100
}

fn as_score(thousandths: i64) -> ScoreThousandths {
    u32::try_from(thousandths)
        .ok()
        .and_then(|score| ScoreThousandths::new(score).ok())
        .unwrap_or(ScoreThousandths::MAX)
}
