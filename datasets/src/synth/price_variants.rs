//! What chance decides of one price: its evidence, how it is split over rows, how the rows name their part, and its faults.

use super::price_rows::{RowAmount, SynthPriceRow};
use super::random::RandomStream;

/// The way an amount is split over rows.
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

/// What goes wrong with a price, or nothing.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum PriceDefect {
    None,
    /// All nines.
    Placeholder,
    /// One cent.
    Penny,
    /// Two rows of equal standing with different amounts.
    Ambiguous,
    /// More than a year old.
    Stale,
    /// An older row beside the newer one.
    Superseded,
    /// No longer in effect.
    Expired,
    /// A further row with a modifier that does not count.
    Modified,
}

impl RowSplit {
    /// How hospitals split.
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

    /// How free-standing sites and offices split.
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
    /// Draws what is wrong with a price.
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

/// The row of an all-in amount; joints may name their side, which changes nothing.
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

/// The row of the machine's part: named by modifier, component or both.
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

/// The row of the reader's part, likewise.
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

/// What a price rests on.
pub(super) fn evidence(rng: &mut RandomStream) -> &'static str {
    rng.weighted(&[
        (48, "claims"),
        (24, "site_rate"),
        (13, "fee_schedule"),
        (8, "group_rate"),
        (7, "estimate"),
    ])
}

/// Most amounts stand alone; some have their lowest and highest beside them, a few are only a range.
pub(super) fn amount(rng: &mut RandomStream, cents: i64) -> RowAmount {
    let low = cents * rng.between(700, 950) / 1000;
    let high = cents * rng.between(1050, 1500) / 1000;
    match rng.below(100) {
        0..10 => RowAmount::AmountWithin(cents, low.max(1), high),
        10..13 => RowAmount::Range(low.max(1), high),
        _ => RowAmount::Amount(cents),
    }
}
