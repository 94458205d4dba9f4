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

    #[test]
    fn a_dollar_is_no_price_of_any_exam_or_part_of_one() {
        for &modality in Modality::ALL {
            for component in [
                Component::Global,
                Component::Technical,
                Component::Professional,
            ] {
                assert!(
                    !is_plausible(modality, component, Cents(100)),
                    "{modality} {component}"
                );
            }
        }
    }

    #[test]
    fn usual_amounts_are_plausible() {
        assert!(is_plausible(
            Modality::Mri,
            Component::Global,
            Cents(22_000)
        ));
        assert!(is_plausible(
            Modality::Mri,
            Component::Professional,
            Cents(7_500)
        ));
        assert!(is_plausible(
            Modality::Ct,
            Component::Facility,
            Cents(10_400)
        ));
        assert!(!is_plausible(
            Modality::Mri,
            Component::Global,
            Cents(8_500)
        ));
    }
}
