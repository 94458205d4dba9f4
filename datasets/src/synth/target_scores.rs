//! The scores that each site is drawn to have.

use super::random::RandomStream;
use super::site_kinds::{SynthModality, SynthSetting};
use super::sites::SynthSite;

const STREAM: u64 = 5;

/// The target scores of a site, in thousandths of a point.
pub(super) struct TargetScores {
    pub(super) site: i64,
    /// Scores by service; none for mammography, which has no score.
    pub(super) services: Vec<Option<TargetScore>>,
}

/// The target score of one service, and its form in the table.
pub(super) struct TargetScore {
    pub(super) modality_specific: i64,
    pub(super) with_parts: bool,
    pub(super) with_total: bool,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
    /// True if the table has no row.
    pub(super) is_missing: bool,
}

/// Draws the target scores of a site. One in twenty is missing.
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

/// A normal number of tenths from 30 points up, in thousandths.
fn thousandths(rng: &mut RandomStream, mean: i64, deviation: f64) -> i64 {
    (mean + (deviation * rng.normal()).round() as i64).clamp(300, 1000) * 100
}
