//! Findings of the audit and the closed list of their kinds.

use nearsite_domain::{RegistrationId, vocabulary};
use serde::Serialize;

vocabulary!(
    /// Kind of contradiction. The words are stable.
    FindingKind, "finding",
    "declared_free_standing_bills_hospital declared_hospital_bills_free_standing hospital_owned_free_standing po_box_address mailing_address_shared location_far_from_zip registered_twice npi_on_many_sites duplicate_phone_across_organizations equipment_cannot_do_region equipment_of_another_modality score_older_than_assessment expired_accreditation_scored no_attestation_in_force" {
        /// The site declares itself free-standing or an office and bills as a hospital outpatient
        /// department.
        DeclaredFreeStandingBillsHospital = "declared_free_standing_bills_hospital",
        /// The site declares itself a hospital department and bills as free-standing or an office.
        DeclaredHospitalBillsFreeStanding = "declared_hospital_bills_free_standing",
        /// The site declares itself free-standing and bills as free-standing or an office, but a
        /// hospital or health system owns it.
        HospitalOwnedFreeStanding = "hospital_owned_free_standing",
        /// The practice address is a post-office box.
        PoBoxAddress = "po_box_address",
        /// The practice address is a mail drop, or that of many unrelated organizations.
        MailingAddressShared = "mailing_address_shared",
        /// The reported point is far from the ZIP code.
        LocationFarFromZip = "location_far_from_zip",
        /// One site under two registration ids.
        RegisteredTwice = "registered_twice",
        /// An NPI has many addresses of different organizations.
        NpiOnManySites = "npi_on_many_sites",
        /// Many unrelated organizations state one phone number.
        DuplicatePhoneAcrossOrganizations = "duplicate_phone_across_organizations",
        /// A service lists a region that its modality or none of its units can image.
        EquipmentCannotDoRegion = "equipment_cannot_do_region",
        /// A unit has features that only machines of another modality have.
        EquipmentOfAnotherModality = "equipment_of_another_modality",
        /// A score is dated before the assessment it should be based on.
        ScoreOlderThanAssessment = "score_older_than_assessment",
        /// A service was scored after every accreditation of its modality had expired.
        ExpiredAccreditationScored = "expired_accreditation_scored",
        /// The registration is complete, but no attestation to any plan is in force.
        NoAttestationInForce = "no_attestation_in_force",
    }
);

impl FindingKind {
    /// Returns what the owner of the registration should do.
    pub const fn to_do(self) -> &'static str {
        match self {
            Self::DeclaredFreeStandingBillsHospital | Self::DeclaredHospitalBillsFreeStanding => {
                "ask the site which of the two is right, and correct declared_setting or place_of_service"
            }
            Self::HospitalOwnedFreeStanding => {
                "ask whether the hospital bills for it, and correct owner_type, declared_setting or place_of_service"
            }
            Self::PoBoxAddress => "ask for the street address where patients are seen",
            Self::MailingAddressShared => {
                "ask for the address where patients are seen, with its suite"
            }
            Self::LocationFarFromZip => "check the coordinates and the ZIP code",
            Self::RegisteredTwice => "keep one registration and withdraw the others",
            Self::NpiOnManySites => "check whose NPI it is, and remove it from the other sites",
            Self::DuplicatePhoneAcrossOrganizations => "ask each site for a phone of its own",
            Self::EquipmentCannotDoRegion => "correct body_regions or equipment of the service",
            Self::EquipmentOfAnotherModality => {
                "correct the unit, or move it to the service of its modality"
            }
            Self::ScoreOlderThanAssessment => "score the service again from its newest assessment",
            Self::ExpiredAccreditationScored => {
                "ask for the renewed accreditation, or score the service again without it"
            }
            Self::NoAttestationInForce => {
                "ask the site to attest again, or set the status to expired"
            }
        }
    }
}

/// One contradiction. Findings are ordered by kind, then by registration id, then by place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AuditFinding {
    /// Its kind.
    pub kind: FindingKind,
    /// The registration. For a contradiction between several, the first by id.
    pub registration_id: RegistrationId,
    /// The other registrations involved, by id.
    pub others: Vec<RegistrationId>,
    /// Description of the contradiction.
    pub what: String,
    /// The fields of the registration it was found in.
    #[serde(rename = "where")]
    pub place: String,
    /// Recommended action.
    #[serde(rename = "do")]
    pub to_do: &'static str,
}

impl AuditFinding {
    /// Creates a finding about one registration.
    pub(super) fn new(
        kind: FindingKind,
        registration_id: &RegistrationId,
        place: impl Into<String>,
        what: String,
    ) -> Self {
        Self {
            kind,
            registration_id: registration_id.clone(),
            others: Vec::new(),
            what,
            place: place.into(),
            to_do: kind.to_do(),
        }
    }
}

/// Most characters of a site's own text that a finding quotes.
const LONGEST_QUOTE: usize = 80;

/// Returns a site's own text, cut to [`LONGEST_QUOTE`] characters.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
