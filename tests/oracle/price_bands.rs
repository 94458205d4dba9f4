//! The amounts that a row may have: dollars of a whole exam by modality, least and most. A part may
//! be less, a contrast agent anything.

/// Least and most dollars of a whole exam.
pub(crate) fn dollars(modality: &str) -> [i64; 2] {
    match modality {
        "ct" | "echo" => [50, 15_000],
        "mri" => [100, 20_000],
        "pet" => [300, 40_000],
        "nuclear_cardiology" => [100, 30_000],
        "xray" => [6, 4_000],
        "ultrasound" => [25, 8_000],
        "mammography" => [30, 5_000],
        other => panic!("{other}"),
    }
}

/// Least cents of a component.
pub(crate) fn least_cents(modality: &str, component: &str) -> i64 {
    let [least, _] = dollars(modality);
    match component {
        "global" => least * 100,
        "technical" | "facility" => least * 50,
        "professional" => least * 20,
        _ => 1,
    }
}

/// True if an amount in cents is in the band of its component.
pub(crate) fn is_in_band(modality: &str, component: &str, cents: i64) -> bool {
    let [_, most] = dollars(modality);
    cents >= least_cents(modality, component) && (component == "contrast" || cents <= most * 100)
}
