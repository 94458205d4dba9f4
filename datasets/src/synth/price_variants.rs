//! The random choices for one price: its evidence, its split into rows, the naming of components,
//! and its defects.

use super::price_rows::{RowAmount, SynthPriceRow};
use super::random::RandomStream;

/// The split of an amount into rows.
#[derive(Clone, Copy)]
pub(super) enum RowSplit {
    Global,
    FacilityAndReader,
    FacilityAlone,
    TechnicalAndReader,
    TechnicalAlone,
    ReaderAlone,
    GlobalAndParts,
}

/// The defect of a price, or none.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum PriceDefect {
    None,
    /// All nines.
    Placeholder,
    /// One cent.
    Penny,
    /// Two rows of equal precedence with different amounts.
    Ambiguous,
    /// More than a year old.
    Stale,
    /// An older row next to the newer one.
    Superseded,
    /// No longer in effect.
    Expired,
    /// A further row with a modifier that does not count.
    Modified,
}

impl RowSplit {
    /// Draws the split of a hospital.
    pub(super) fn hospital(rng: &mut RandomStream) -> Self {
        rng.weighted(&[
            (76, Self::FacilityAndReader),
            (13, Self::Global),
            (7, Self::FacilityAlone),
            (2, Self::ReaderAlone),
            (1, Self::TechnicalAndReader),
            (1, Self::GlobalAndParts),
        ])
    }

    /// Draws the split of a free-standing site or office.
    pub(super) fn other(rng: &mut RandomStream) -> Self {
        rng.weighted(&[
            (79, Self::Global),
            (13, Self::TechnicalAndReader),
            (3, Self::TechnicalAlone),
            (3, Self::ReaderAlone),
            (2, Self::GlobalAndParts),
        ])
    }
}

impl PriceDefect {
    /// Draws the defect of a price.
    pub(super) fn draw(rng: &mut RandomStream) -> Self {
        rng.weighted(&[
            (903, Self::None),
            (9, Self::Placeholder),
            (1, Self::Penny),
            (20, Self::Ambiguous),
            (34, Self::Stale),
            (22, Self::Superseded),
            (6, Self::Expired),
            (5, Self::Modified),
        ])
    }
}

/// Returns the row of an all-in amount. Exams of joints may name a side, which does not change the
/// price.
pub(super) fn global<'r>(rng: &mut RandomStream, base: SynthPriceRow<'r>) -> SynthPriceRow<'r> {
    let joint = matches!(
        base.code,
        "73221" | "73222" | "73223" | "73721" | "73722" | "73723"
    );
    let modifier = if joint && rng.chance(60) {
        rng.pick(&["LT", "RT"])
    } else {
        ""
    };
    SynthPriceRow {
        modifier,
        component: rng.weighted(&[(80, "global"), (20, "")]),
        ..base
    }
}

/// Returns the technical row, named by modifier, component or both.
pub(super) fn technical<'r>(rng: &mut RandomStream, base: SynthPriceRow<'r>) -> SynthPriceRow<'r> {
    let (modifier, component) = rng.weighted(&[
        (50, ("TC", "technical")),
        (30, ("TC", "")),
        (20, ("", "technical")),
    ]);
    SynthPriceRow {
        modifier,
        component,
        ..base
    }
}

/// Returns the professional row, named by modifier, component or both.
pub(super) fn reader<'r>(rng: &mut RandomStream, base: SynthPriceRow<'r>) -> SynthPriceRow<'r> {
    let (modifier, component) = rng.weighted(&[
        (50, ("26", "professional")),
        (30, ("26", "")),
        (20, ("", "professional")),
    ]);
    SynthPriceRow {
        modifier,
        component,
        ..base
    }
}

/// Draws the evidence of a price.
pub(super) fn evidence(rng: &mut RandomStream) -> &'static str {
    rng.weighted(&[
        (48, "claims"),
        (24, "site_rate"),
        (13, "fee_schedule"),
        (8, "group_rate"),
        (7, "estimate"),
    ])
}

/// Draws the form of an amount. Most are one amount, some have a lowest and a highest as well, a
/// few are only a range.
pub(super) fn amount(rng: &mut RandomStream, cents: i64) -> RowAmount {
    let low = cents * rng.between(700, 950) / 1000;
    let high = cents * rng.between(1050, 1500) / 1000;
    match rng.below(100) {
        0..10 => RowAmount::AmountWithin(cents, low.max(1), high),
        10..13 => RowAmount::Range(low.max(1), high),
        _ => RowAmount::Amount(cents),
    }
}
