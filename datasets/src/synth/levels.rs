//! All-in cost of a scan at an average hospital: the published median, or else the level of its
//! class.
//!
//! Levels are whole dollars of the hospital's own part, without the reader's fee. They follow
//! medians over files that large hospitals published in 2026. Use them for synthetic prices only.

use super::options::SynthContrast;
use super::random::hash;
use super::site_kinds::SynthModality;

/// Most requested codes, most frequent first, with the hospital's part in dollars.
pub(super) const POPULAR: [(&str, i64); 40] = [
    ("73721", 1116),
    ("70551", 1072),
    ("74177", 1306),
    ("72148", 1117),
    ("71260", 814),
    ("77067", 337),
    ("71046", 241),
    ("76700", 344),
    ("70553", 1725),
    ("93306", 1151),
    ("78815", 7077),
    ("78452", 3750),
    ("73221", 1111),
    ("70450", 622),
    ("74176", 907),
    ("71250", 659),
    ("72141", 1085),
    ("72158", 1646),
    ("74183", 1613),
    ("77066", 380),
    ("76856", 318),
    ("71271", 352),
    ("75574", 1226),
    ("74178", 1480),
    ("71275", 1090),
    ("73718", 1090),
    ("72156", 1655),
    ("77065", 312),
    ("73722", 1390),
    ("73723", 1660),
    ("72146", 1094),
    ("76705", 262),
    ("72100", 210),
    ("73030", 168),
    ("73560", 165),
    ("70544", 1180),
    ("70486", 640),
    ("78816", 7210),
    ("78451", 2630),
    ("93350", 1420),
];

/// Returns the rank of a code among the most requested, from 0.
pub(super) fn popularity(code: &str) -> Option<usize> {
    POPULAR.iter().position(|(known, _)| *known == code)
}

/// Returns the average cost of the hospital's part in cents: the published median, or the level of
/// the class with a small shift by code.
pub(super) fn facility_cents(code: &str, modality: SynthModality, contrast: SynthContrast) -> i64 {
    POPULAR
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(
            || {
                class_cents(modality, contrast) * (850 + (hash(&["level", code]) % 301) as i64)
                    / 1000
            },
            |(_, dollars)| dollars * 100,
        )
}

/// Returns the level of a class of scans, in cents. Contracts that pay by class give many codes the
/// same price.
pub(super) fn class_cents(modality: SynthModality, contrast: SynthContrast) -> i64 {
    let dollars = match (modality, contrast) {
        (SynthModality::Ct, SynthContrast::Without) => 680,
        (SynthModality::Ct, SynthContrast::With) => 930,
        (SynthModality::Ct, SynthContrast::Both) => 1180,
        (SynthModality::Ct, SynthContrast::Angiography) => 1220,
        (SynthModality::Ct, SynthContrast::Varies) => 560,
        (SynthModality::Mri, SynthContrast::Without) => 1100,
        (SynthModality::Mri, SynthContrast::With) => 1380,
        (SynthModality::Mri, SynthContrast::Both) => 1660,
        (SynthModality::Mri, SynthContrast::Angiography) => 1300,
        (SynthModality::Mri, SynthContrast::Varies) => 1200,
        (SynthModality::Pet, _) => 6800,
        (SynthModality::NuclearCardiology, _) => 2600,
        (SynthModality::Echo, _) => 980,
        (SynthModality::Ultrasound, _) => 320,
        (SynthModality::Mammography, _) => 330,
        (SynthModality::Xray, _) => 180,
    };
    dollars * 100
}

/// Rounds an amount to the nearest step of a price ladder, as fee schedules do. So equal prices are
/// common.
pub(super) fn step(cents: i64) -> i64 {
    let rung = match cents {
        ..10_000 => 500,
        10_000..30_000 => 1000,
        30_000..100_000 => 2500,
        100_000..300_000 => 5000,
        _ => 25_000,
    };
    ((cents + rung / 2) / rung * rung).max(rung)
}
