//! The score table: one row per site and scored modality, with the total, its two parts, or all three.

use super::rng::Rng;
use super::sites::{Modality, Setting, Site};

const STREAM: u64 = 5;

/// One row of the score table; scores in tenths of a point.
pub(super) struct ScoreRow<'a> {
    pub(super) registration_id: &'a str,
    pub(super) modality: Modality,
    pub(super) site_score: Option<i64>,
    pub(super) modality_specific: Option<i64>,
    pub(super) total: Option<i64>,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
}

/// Draws the scores of a site. One in twenty is missing; mammography has none.
pub(super) fn rows<'a>(seed: u64, site: &'a Site<'_>) -> Vec<ScoreRow<'a>> {
    let rng = &mut Rng::new(seed, STREAM, site.ordinal);
    let bonus = if site.setting == Setting::HospitalOutpatient {
        20
    } else {
        0
    };
    let site_score = tenths(rng, 850 + bonus, 75.0);
    let mut rows = Vec::new();
    for offer in site
        .offers
        .iter()
        .filter(|offer| offer.modality != Modality::Mammography)
    {
        let modality_specific = tenths(rng, 825 + bonus, 85.0);
        let total = total(site_score, modality_specific);
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
        if !rng.chance(50) {
            rows.push(ScoreRow {
                registration_id: &site.id,
                modality: offer.modality,
                site_score: with_parts.then_some(site_score),
                modality_specific: with_parts.then_some(modality_specific),
                total: with_total.then_some(total),
                scored_on,
            });
        }
    }
    rows
}

fn tenths(rng: &mut Rng, mean: i64, deviation: f64) -> i64 {
    (mean + (deviation * rng.normal()).round() as i64).clamp(300, 1000)
}

/// One third of the site's score and two thirds of the modality's, half-up to a tenth.
fn total(site_score: i64, modality_specific: i64) -> i64 {
    (2 * (site_score + 2 * modality_specific) + 3) / 6
}
