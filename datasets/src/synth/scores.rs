//! The score table: one row per site and scored modality, with the total, its two parts, or all three.
//!
//! First it is drawn what the scores are meant to be; where a site answers the score card, its answers decide what they are.

use nearsite_domain::{ScoreTenths, ScoreThousandths};

use super::assessments::{Assessed, SiteAssessed};
use super::rng::Rng;
use super::sites::{Modality, Setting, Site};

const STREAM: u64 = 5;

/// One row of the score table.
pub(super) struct ScoreRow<'a> {
    pub(super) registration_id: &'a str,
    pub(super) modality: Modality,
    pub(super) site_score: Option<ScoreThousandths>,
    pub(super) modality_specific: Option<ScoreThousandths>,
    pub(super) total: Option<ScoreTenths>,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
}

/// What the scores of a site are meant to be, in thousandths of a point.
pub(super) struct MeantScores {
    pub(super) site: i64,
    /// By offer; none for mammography, which has no score.
    pub(super) services: Vec<Option<Meant>>,
}

/// What the score of one service is meant to be, and how the table states it.
pub(super) struct Meant {
    pub(super) modality_specific: i64,
    with_parts: bool,
    with_total: bool,
    /// Empty: not stated.
    pub(super) scored_on: &'static str,
    /// Whether the table has no row.
    pub(super) is_missing: bool,
}

/// Draws what the scores of a site are meant to be. One in twenty is missing.
pub(super) fn draw(seed: u64, site: &Site<'_>) -> MeantScores {
    let rng = &mut Rng::new(seed, STREAM, site.ordinal);
    let bonus = if site.setting == Setting::HospitalOutpatient {
        20
    } else {
        0
    };
    let site_score = thousandths(rng, 850 + bonus, 75.0);
    let meant = |modality| {
        if modality == Modality::Mammography {
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
        Some(Meant {
            modality_specific,
            with_parts,
            with_total,
            scored_on,
            is_missing: rng.chance(50),
        })
    };
    MeantScores {
        site: site_score,
        services: site
            .offers
            .iter()
            .map(|offer| offer.modality)
            .map(meant)
            .collect(),
    }
}

/// The rows of a site: what its answers come to, and where it has none what was meant.
pub(super) fn rows<'a>(
    site: &'a Site<'_>,
    meant: &MeantScores,
    assessed: &SiteAssessed,
) -> Vec<ScoreRow<'a>> {
    let score_of = |assessed: Option<&Assessed>, meant: i64| {
        assessed.map_or_else(|| as_score(meant), |assessed| assessed.score)
    };
    let site_score = score_of(assessed.site.as_ref(), meant.site);
    let row = |(position, offer): (usize, &super::sites::Offer)| {
        let meant = meant.services.get(position)?.as_ref()?;
        let assessed = assessed.services.get(position).and_then(Option::as_ref);
        let modality_specific = score_of(assessed, meant.modality_specific);
        let total = ScoreTenths::of_parts(site_score, modality_specific);
        (!meant.is_missing).then_some(ScoreRow {
            registration_id: &site.id,
            modality: offer.modality,
            site_score: meant.with_parts.then_some(site_score),
            modality_specific: meant.with_parts.then_some(modality_specific),
            total: meant.with_total.then_some(total),
            scored_on: meant.scored_on,
        })
    };
    site.offers.iter().enumerate().filter_map(row).collect()
}

/// A normal number of tenths from 30 points up, in thousandths.
fn thousandths(rng: &mut Rng, mean: i64, deviation: f64) -> i64 {
    (mean + (deviation * rng.normal()).round() as i64).clamp(300, 1000) * 100
}

fn as_score(thousandths: i64) -> ScoreThousandths {
    u32::try_from(thousandths)
        .ok()
        .and_then(|score| ScoreThousandths::new(score).ok())
        .unwrap_or(ScoreThousandths::MAX)
}
