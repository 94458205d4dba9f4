//! Contradictions between the setting that a site states, its billing and its owner.
//!
//! The setting of a site is the one it bills as. The stated setting decides nothing, but a
//! difference is a question for the site.

use super::audited_site::AuditedSite;
use super::finding::quote;
use super::{AuditFinding, FindingKind};
use crate::text::{fold, tokens};
use nearsite_domain::{OwnerType, Setting};

pub(super) fn check(audited: &AuditedSite<'_>, findings: &mut Vec<AuditFinding>) {
    let site = audited.site;
    let Some((words, declared)) = site
        .declared_setting
        .as_deref()
        .and_then(|words| Some((words, declared_setting(words)?)))
    else {
        return;
    };
    let owner = site
        .organization
        .as_ref()
        .and_then(|owner| owner.owner_type);
    let of_hospital =
        owner.filter(|owner| matches!(owner, OwnerType::Hospital | OwnerType::HealthSystem));
    let billed = site.setting();
    let (says_hospital, bills_hospital) = (
        declared == Setting::HospitalOutpatient,
        billed == Setting::HospitalOutpatient,
    );
    let bills = format!(
        "says {}, bills as {billed} (place of service {})",
        quote(words),
        site.place_of_service
    );
    let (kind, place, what) = match (says_hospital, bills_hospital, of_hospital) {
        (false, true, _) => (
            FindingKind::DeclaredFreeStandingBillsHospital,
            "declared_setting, place_of_service",
            bills,
        ),
        (true, false, _) => (
            FindingKind::DeclaredHospitalBillsFreeStanding,
            "declared_setting, place_of_service",
            bills,
        ),
        (false, false, Some(owner)) if declared == Setting::FreeStanding => (
            FindingKind::HospitalOwnedFreeStanding,
            "declared_setting, organization.owner_type",
            format!("{bills}, owned by {owner}"),
        ),
        _ => return,
    };
    findings.push(AuditFinding::new(kind, &site.registration_id, place, what));
}

/// Returns the setting that a site's own words name, or `None` if they are unclear.
fn declared_setting(words: &str) -> Option<Setting> {
    let folded = fold(words);
    let words: Vec<&str> = tokens(&folded).collect();
    match words.join(" ").as_str() {
        "free standing"
        | "freestanding"
        | "free standing imaging center"
        | "freestanding imaging center"
        | "idtf"
        | "independent diagnostic testing facility" => Some(Setting::FreeStanding),
        "physician office" | "physicians office" | "physician s office" | "office"
        | "doctor s office" | "medical office" => Some(Setting::PhysicianOffice),
        "hospital"
        | "hospital outpatient"
        | "hospital outpatient department"
        | "hopd"
        | "outpatient hospital" => Some(Setting::HospitalOutpatient),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_in_the_words_people_use() {
        for (words, expected) in [
            ("free_standing", Some(Setting::FreeStanding)),
            ("Free-Standing", Some(Setting::FreeStanding)),
            ("Physician's office", Some(Setting::PhysicianOffice)),
            ("office", Some(Setting::PhysicianOffice)),
            ("hospital_outpatient", Some(Setting::HospitalOutpatient)),
            ("Hospital", Some(Setting::HospitalOutpatient)),
            ("not a hospital", None),
            ("", None),
        ] {
            assert_eq!(declared_setting(words), expected, "{words}");
        }
    }
}
