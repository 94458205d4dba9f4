//! The parts and sections of a score card.

use nearsite_domain::vocabulary;

/// The two parts of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScorePart {
    /// The site score, the same for every modality; a third of the total.
    Site,
    /// The modality-specific score; two thirds of the total.
    Modality,
}

impl ScorePart {
    /// Weight of a point of this part in three times the total.
    pub(super) const fn share(self) -> u32 {
        match self {
            Self::Site => 1,
            Self::Modality => 2,
        }
    }
}

vocabulary!(
    /// Section of a score card \[VDOC].
    Section, "section",
    "access quality_assurance staffing physician_certification technologist_certification modality_accreditation equipment_quality" {
        /// Access of patients: waiting times and ease.
        Access = "access",
        /// Quality assurance of the site.
        QualityAssurance = "quality_assurance",
        /// Staff of the site.
        Staffing = "staffing",
        /// Certification of the physicians who read the images.
        PhysicianCertification = "physician_certification",
        /// Certification of the technologists who take the images.
        TechnologistCertification = "technologist_certification",
        /// Subjects of an accreditation.
        ModalityAccreditation = "modality_accreditation",
        /// Equipment that takes the images.
        EquipmentQuality = "equipment_quality",
    }
);

impl Section {
    /// The part it belongs to.
    pub const fn part(self) -> ScorePart {
        match self {
            Self::Access | Self::QualityAssurance | Self::Staffing => ScorePart::Site,
            Self::PhysicianCertification
            | Self::TechnologistCertification
            | Self::ModalityAccreditation
            | Self::EquipmentQuality => ScorePart::Modality,
        }
    }

    /// True if a current accreditation makes its measures count as met.
    pub const fn is_met_by_accreditation(self) -> bool {
        matches!(
            self,
            Self::PhysicianCertification | Self::TechnologistCertification
        )
    }
}
