//! A score card as data: its measures, in the order a card shows them.

use super::check::ProfileText;
use super::measure::Measure;
use nearsite_domain::{Day, MeasureId, Modality, vocabulary};
use serde::{Deserialize, Serialize};

/// The two parts of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The site score, the same for every modality; a third of the total.
    Site,
    /// The modality-specific score; two thirds of the total.
    Modality,
}

impl Part {
    /// Returns how often a point of this part counts in three times the total.
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
    pub const fn part(self) -> Part {
        match self {
            Self::Access | Self::QualityAssurance | Self::Staffing => Part::Site,
            Self::PhysicianCertification
            | Self::TechnologistCertification
            | Self::ModalityAccreditation
            | Self::EquipmentQuality => Part::Modality,
        }
    }

    /// True if an accreditation that has not expired makes its measures count as met.
    pub const fn is_met_by_accreditation(self) -> bool {
        matches!(
            self,
            Self::PhysicianCertification | Self::TechnologistCertification
        )
    }
}

/// A named, versioned score card whose weights add up: 1000 for the site and 1000 for every scored
/// modality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ProfileText", into = "ProfileText")]
pub struct Profile {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) effective_from: Day,
    /// Site measures, then modality measures.
    pub(super) measures: Vec<Measure>,
}

impl Profile {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The first day it is meant for.
    pub const fn effective_from(&self) -> Day {
        self.effective_from
    }

    /// Every measure: those of the site, then those of modalities.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measures of the site.
    pub fn site_measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures
            .iter()
            .filter(|measure| measure.part() == Part::Site)
    }

    /// The measures of a modality; none where the modality is never scored.
    pub fn modality_measures(&self, modality: Modality) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| {
            measure.part() == Part::Modality && measure.is_asked_of(modality)
        })
    }

    /// The measure of an id.
    pub fn find(&self, id: &str) -> Option<&Measure> {
        self.measures
            .iter()
            .find(|measure| measure.id.as_str() == id)
    }

    /// The ids of all measures, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &MeasureId> {
        self.measures.iter().map(|measure| &measure.id)
    }
}
