//! Plausible amounts for an exam. Amounts outside are placeholders, percentages read as dollars, or
//! typing errors.
//!
//! The bands are wide. The low end is under half of what Medicare pays for the cheapest exam of the
//! modality. The high end is well above the most expensive negotiated amounts seen \[HPH]
//! \[FIERCE]. They apply to every rate, of price tables as well as of published price files.

use nearsite_domain::{Cents, Component, Modality};

/// Least and largest amount for a whole exam, in dollars.
const fn band(modality: Modality) -> (i64, i64) {
    match modality {
        Modality::Ct | Modality::Echo => (50, 15_000),
        Modality::Mri => (100, 20_000),
        Modality::Pet => (300, 40_000),
        Modality::NuclearCardiology => (100, 30_000),
        Modality::Xray => (6, 4_000),
        Modality::Ultrasound => (25, 8_000),
        Modality::Mammography => (30, 5_000),
    }
}

/// True if the amount is plausible for an exam of the modality or for a component of one.
pub(super) fn is_plausible(modality: Modality, component: Component, amount: Cents) -> bool {
    let (least, largest) = band(modality);
    // Of a whole exam the technical or facility part is more than half, the reading a fifth to a
    // third.
    let divisor = match component {
        Component::Global => 1,
        Component::Technical | Component::Facility => 2,
        Component::Professional => 5,
        Component::Contrast => return amount.0 > 0,
    };
    (least * 100 / divisor..=largest * 100).contains(&amount.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Least cents of a whole exam, of its technical part or facility amount, and of its reading, and
    /// the most of each.
    #[rustfmt::skip]
    const BANDS: &[(Modality, i64, i64, i64, i64)] = &[
        (Modality::Ct,                 5_000,  2_500, 1_000, 1_500_000),
        (Modality::Echo,               5_000,  2_500, 1_000, 1_500_000),
        (Modality::Mri,               10_000,  5_000, 2_000, 2_000_000),
        (Modality::Pet,               30_000, 15_000, 6_000, 4_000_000),
        (Modality::NuclearCardiology, 10_000,  5_000, 2_000, 3_000_000),
        (Modality::Xray,                 600,    300,   120,   400_000),
        (Modality::Ultrasound,         2_500,  1_250,   500,   800_000),
        (Modality::Mammography,        3_000,  1_500,   600,   500_000),
    ];

    #[test]
    fn both_ends_of_each_band_are_plausible_and_a_cent_beyond_is_not() {
        assert_eq!(BANDS.len(), Modality::ALL.len());
        for &(modality, whole, half, fifth, most) in BANDS {
            for (component, least) in [
                (Component::Global, whole),
                (Component::Technical, half),
                (Component::Facility, half),
                (Component::Professional, fifth),
            ] {
                for (cents, expected) in [
                    (least - 1, false),
                    (least, true),
                    (most, true),
                    (most + 1, false),
                ] {
                    let found = is_plausible(modality, component, Cents(cents));
                    assert_eq!(found, expected, "{modality} {component} {cents}");
                }
            }
            for (cents, expected) in [(0, false), (1, true), (1_000_000_000, true)] {
                let found = is_plausible(modality, Component::Contrast, Cents(cents));
                assert_eq!(found, expected, "{modality} contrast {cents}");
            }
        }
    }
}
