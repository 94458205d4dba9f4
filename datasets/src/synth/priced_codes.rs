//! The procedures that can be priced, with their price levels.

use super::levels::{class_cents, facility_cents};
use super::options::{SynthCode, SynthContrast};
use super::site_kinds::{SynthModality, SynthSetting};
use super::sites::SynthSite;

/// One procedure with its level.
pub(super) struct PricedCode {
    pub(super) number: String,
    modality: SynthModality,
    regions: Vec<String>,
    pub(super) takes_contrast: bool,
    hospital_only: bool,
    /// All-in hospital level in cents, of the code and of its class.
    pub(super) level: i64,
    pub(super) class_level: i64,
}

impl PricedCode {
    pub(super) fn new(code: &SynthCode) -> Option<Self> {
        let modality = SynthModality::ALL
            .into_iter()
            .find(|modality| modality.word() == code.modality)?;
        // The reader's fee is a quarter of the hospital's own part.
        let all_in = |facility: i64| facility * 5 / 4;
        Some(Self {
            number: code.code.clone(),
            modality,
            regions: code.regions.clone(),
            takes_contrast: !matches!(
                code.contrast,
                SynthContrast::Without | SynthContrast::Varies
            ),
            hospital_only: code.hospital_only,
            level: all_in(facility_cents(&code.code, modality, code.contrast)),
            class_level: all_in(class_cents(modality, code.contrast)),
        })
    }

    pub(super) fn is_billed_by(&self, site: &SynthSite<'_>) -> bool {
        if self.hospital_only && site.setting != SynthSetting::HospitalOutpatient {
            return false;
        }
        let Some(service) = site
            .services
            .iter()
            .find(|service| service.modality == self.modality)
        else {
            return false;
        };
        service.regions.is_empty()
            || self
                .regions
                .iter()
                .all(|region| service.regions.contains(&region.as_str()))
    }
}
