//! Machines, capabilities and accreditations of each service, as registrations state them.
//!
//! Ranges are those of real machines: closed bores of 60 cm and wide ones of 70, open magnets up to
//! 1.2 T, 16 to 320 slices.

use serde::Serialize;

use super::options::SynthOptions;
use super::random::RandomStream;
use super::site_kinds::{SiteKind, SynthModality, SynthSetting};

/// One machine. Absent means not stated.
#[derive(Serialize, Default)]
pub(super) struct EquipmentRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) field_strength_t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bore: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bore_cm: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) slices: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_limit_lb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pet_ct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spect_ct: Option<bool>,
}

/// The capabilities of a service. Absent means not stated.
#[derive(Serialize, Default)]
pub(super) struct CapabilitiesRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    sedation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pediatric_min_age: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contrast: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contrast_reaction_cover: Option<bool>,
}

/// Expiration of lapsed accreditations, before some of the scores were given.
pub(super) const LAPSED: &str = "2026-03-31";

/// One accreditation of a service.
#[derive(Serialize)]
pub(super) struct AccreditationRow {
    body: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires_on: Option<&'static str>,
}

impl AccreditationRow {
    /// True if it has not expired on the reference date.
    pub(super) fn holds(&self) -> bool {
        self.expires_on
            .is_none_or(|day| day >= SynthOptions::REFERENCE_DATE)
    }
}

/// Draws the machines of one service; none if the site does not state them.
pub(super) fn machines(
    rng: &mut RandomStream,
    kind: SiteKind,
    modality: SynthModality,
) -> Vec<EquipmentRow> {
    if rng.chance(60) {
        return Vec::new();
    }
    match modality {
        SynthModality::Mri => (0..units(rng, kind)).map(|_| magnet(rng, kind)).collect(),
        SynthModality::Ct => (0..units(rng, kind)).map(|_| ct_scanner(rng)).collect(),
        SynthModality::Pet => {
            let pet_ct = Some(rng.chance(930));
            let table_limit_lb = Some(rng.pick(&[400, 440, 500]));
            vec![EquipmentRow {
                table_limit_lb,
                pet_ct,
                ..EquipmentRow::default()
            }]
        }
        SynthModality::NuclearCardiology => {
            vec![EquipmentRow {
                spect_ct: Some(rng.chance(450)),
                ..EquipmentRow::default()
            }]
        }
        _ => Vec::new(),
    }
}

fn units(rng: &mut RandomStream, kind: SiteKind) -> u32 {
    if kind == SiteKind::Hospital {
        rng.weighted(&[(40, 1), (35, 2), (25, 3)])
    } else {
        rng.weighted(&[(72, 1), (22, 2), (6, 3)])
    }
}

fn magnet(rng: &mut RandomStream, kind: SiteKind) -> EquipmentRow {
    let (open, wide) = if kind == SiteKind::MriCenter {
        (55, 25)
    } else {
        (8, 45)
    };
    let (bore, bore_cm, field_strength_t, table_limit_lb) = match rng.weighted(&[
        (open, "open"),
        (wide, "wide"),
        (100 - open - wide, "closed"),
    ]) {
        "open" => (
            "open",
            None,
            rng.pick(&[0.3, 0.3, 0.35, 0.7, 1.0, 1.2]),
            rng.pick(&[400, 450, 500, 660]),
        ),
        "wide" => (
            "wide",
            Some(70),
            rng.pick(&[1.5, 1.5, 1.5, 3.0]),
            rng.pick(&[500, 500, 550, 550]),
        ),
        _ => (
            "closed",
            Some(60),
            rng.pick(&[1.0, 1.5, 1.5, 1.5, 3.0]),
            rng.pick(&[350, 350, 400, 450]),
        ),
    };
    EquipmentRow {
        field_strength_t: Some(field_strength_t),
        bore: Some(bore),
        bore_cm,
        table_limit_lb: (!rng.chance(70)).then_some(table_limit_lb),
        ..EquipmentRow::default()
    }
}

fn ct_scanner(rng: &mut RandomStream) -> EquipmentRow {
    let slices = rng.weighted(&[
        (16, 16),
        (9, 32),
        (6, 40),
        (38, 64),
        (18, 128),
        (7, 256),
        (6, 320),
    ]);
    let table_limit_lb = rng.pick(&[450, 450, 500, 500, 675]);
    EquipmentRow {
        slices: Some(slices),
        table_limit_lb: (!rng.chance(80)).then_some(table_limit_lb),
        ..EquipmentRow::default()
    }
}

/// Draws the capabilities of one service. Low-tech services state none.
pub(super) fn capabilities(
    rng: &mut RandomStream,
    setting: SynthSetting,
    modality: SynthModality,
) -> Option<CapabilitiesRow> {
    if !matches!(
        modality,
        SynthModality::Ct
            | SynthModality::Mri
            | SynthModality::Pet
            | SynthModality::NuclearCardiology
    ) {
        return None;
    }
    let hospital = setting == SynthSetting::HospitalOutpatient;
    let sedation = if hospital {
        rng.weighted(&[
            (5, None),
            (10, Some("none")),
            (15, Some("minimal")),
            (30, Some("moderate")),
            (20, Some("deep")),
            (20, Some("general")),
        ])
    } else {
        rng.weighted(&[
            (12, None),
            (48, Some("none")),
            (22, Some("minimal")),
            (14, Some("moderate")),
            (3, Some("deep")),
            (1, Some("general")),
        ])
    };
    let pediatric_min_age = if hospital {
        rng.pick(&[Some(0), Some(0), Some(0), Some(2), Some(6), None])
    } else {
        rng.pick(&[
            None,
            None,
            None,
            Some(3),
            Some(6),
            Some(8),
            Some(12),
            Some(16),
            Some(18),
        ])
    };
    let contrast = rng.weighted(&[
        (86, Some(true)),
        (if hospital { 2 } else { 10 }, Some(false)),
        (4, None),
    ]);
    let covered = if hospital { 950 } else { 780 };
    let contrast_reaction_cover = match contrast {
        Some(true) => Some(rng.chance(covered)),
        _ => None,
    };
    Some(CapabilitiesRow {
        sedation,
        pediatric_min_age,
        contrast,
        contrast_reaction_cover,
    })
}

/// Draws the accreditations of one service. Most last until 2040; a few have lapsed or never
/// expire.
pub(super) fn accreditations(
    rng: &mut RandomStream,
    setting: SynthSetting,
    modality: SynthModality,
) -> Vec<AccreditationRow> {
    let expected = match (setting, modality) {
        (SynthSetting::HospitalOutpatient, _) => 700,
        (_, SynthModality::Xray) => 150,
        (_, SynthModality::Ultrasound | SynthModality::Echo) => 600,
        _ => 930,
    };
    let mut rows = Vec::new();
    if rng.chance(expected) {
        rows.push(accreditation(rng, setting, modality));
        if rng.chance(80) {
            rows.push(accreditation(rng, setting, modality));
        }
    }
    rows
}

fn accreditation(
    rng: &mut RandomStream,
    setting: SynthSetting,
    modality: SynthModality,
) -> AccreditationRow {
    let body = match (setting, modality) {
        (SynthSetting::HospitalOutpatient, _) => {
            rng.weighted(&[(55, "TJC"), (38, "ACR"), (7, "IAC")])
        }
        (_, SynthModality::Echo | SynthModality::NuclearCardiology) => {
            rng.weighted(&[(75, "IAC"), (20, "ACR"), (5, "TJC")])
        }
        (_, SynthModality::Mammography) => "ACR",
        _ => rng.weighted(&[(64, "ACR"), (16, "IAC"), (8, "TJC"), (12, "RadSite")]),
    };
    let expires_on = rng.weighted(&[
        (50, Some("2040-12-31")),
        (20, Some("2040-06-30")),
        (20, Some("2041-03-31")),
        (5, Some(LAPSED)),
        (5, None),
    ]);
    AccreditationRow { body, expires_on }
}
