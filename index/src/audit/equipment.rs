//! Contradictions between the regions that a service lists, its modality and its machines.
//!
//! A contradiction is reported only if every unit states the feature in question, because a unit
//! that states nothing may be capable. The limits are general knowledge without a citable source:
//! an open magnet under 1 T cannot image the heart or the breast, and a heart CT needs 64 slices.
//! Open magnets start at about 0.3 T \[GE-BORE].

use super::audited_site::AuditedSite;
use super::{AuditFinding, FindingKind};
use nearsite_domain::{BodyRegion, Bore, Equipment, Modality, Service};

/// Lowest field strength, in tesla, at which an open magnet can image the heart and the breast.
const STRONG_ENOUGH_TESLA: f64 = 1.0;
/// Fewest slices with which a CT can image a beating heart.
const FAST_ENOUGH_SLICES: u32 = 64;

pub(super) fn check(audited: &AuditedSite<'_>, findings: &mut Vec<AuditFinding>) {
    for service in &audited.site.services {
        let modality = service.modality;
        let mut find = |kind, field: &str, what| {
            let place = format!("services[{modality}].{field}");
            let id = &audited.site.registration_id;
            findings.push(AuditFinding::new(kind, id, place, what));
        };
        if let Some(what) = impossible_region(service) {
            find(FindingKind::EquipmentCannotDoRegion, "body_regions", what);
        }
        let foreign = service.equipment.iter().zip(1..);
        for (what, number) in
            foreign.filter_map(|(unit, number)| Some((foreign_feature(modality, unit)?, number)))
        {
            let what = format!("unit {number} of {modality} states {what}");
            find(FindingKind::EquipmentOfAnotherModality, "equipment", what);
        }
    }
}

/// Returns the region that the service lists and cannot image. A service that lists no region
/// offers everything its machines can do.
fn impossible_region(service: &Service) -> Option<String> {
    let listed = service
        .body_regions
        .as_deref()
        .filter(|all| !all.is_empty())?;
    let among = |wanted: &[BodyRegion]| -> Option<String> {
        let found = listed.iter().filter(|region| wanted.contains(region));
        let words: Vec<&str> = found.map(|region| region.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" and "))
    };
    let every_unit = |cannot: fn(&Equipment) -> bool| {
        !service.equipment.is_empty() && service.equipment.iter().all(cannot)
    };
    match service.modality {
        Modality::Mri if every_unit(is_weak_open_magnet) => {
            let regions = among(&[BodyRegion::Breast, BodyRegion::Heart])?;
            Some(format!(
                "mri lists {regions}, and every magnet is open and under {STRONG_ENOUGH_TESLA:.1} T"
            ))
        }
        Modality::Ct if every_unit(is_slow_scanner) => {
            let regions = among(&[BodyRegion::Heart])?;
            Some(format!(
                "ct lists {regions}, and every scanner has under {FAST_ENOUGH_SLICES} slices"
            ))
        }
        Modality::NuclearCardiology if !listed.contains(&BodyRegion::Heart) => {
            Some("nuclear_cardiology lists regions without heart".to_owned())
        }
        Modality::Mammography => {
            let others: Vec<&str> = listed
                .iter()
                .filter(|&&region| region != BodyRegion::Breast)
                .map(|region| region.as_str())
                .collect();
            (!others.is_empty()).then(|| format!("mammography lists {}", others.join(" and ")))
        }
        _ => None,
    }
}

fn is_weak_open_magnet(unit: &Equipment) -> bool {
    unit.bore == Some(Bore::Open)
        && unit
            .field_strength_t
            .is_some_and(|tesla| tesla < STRONG_ENOUGH_TESLA)
}

fn is_slow_scanner(unit: &Equipment) -> bool {
    unit.slices
        .is_some_and(|slices| slices < FAST_ENOUGH_SLICES)
}

/// Returns a feature that no machine of this modality has. Combined machines exist (PET with a
/// magnet, SPECT and PET with a CT), so only a feature that no such machine explains is reported.
fn foreign_feature(modality: Modality, unit: &Equipment) -> Option<String> {
    let has_magnet = matches!(modality, Modality::Mri | Modality::Pet);
    let has_tube = matches!(
        modality,
        Modality::Ct
            | Modality::Pet
            | Modality::NuclearCardiology
            | Modality::Xray
            | Modality::Mammography
    );
    let counts_photons = matches!(
        modality,
        Modality::Ct | Modality::Pet | Modality::NuclearCardiology
    );
    if let Some(tesla) = unit.field_strength_t.filter(|_| !has_magnet) {
        return Some(format!(
            "a field strength of {tesla} T, which only magnets have"
        ));
    }
    if let Some(slices) = unit.slices.filter(|_| !has_tube) {
        return Some(format!(
            "{slices} slices, which only scanners with a tube have"
        ));
    }
    let combined = [("pet_ct", unit.pet_ct), ("spect_ct", unit.spect_ct)];
    let combined = combined.into_iter().find(|(_, with)| *with == Some(true));
    combined
        .filter(|_| !counts_photons)
        .map(|(name, _)| format!("{name}, which is another machine"))
}
