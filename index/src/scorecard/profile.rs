//! Score card profile: the measures, in the order in which a card shows them.

use super::measure::Measure;
use super::section::ScorePart;
use nearsite_domain::{Day, MeasureId, Modality};

/// Named, versioned list of measures. The weights add up to 1000 for the site and to 1000 for every
/// scored modality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreCardProfile {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) effective_from: Day,
    /// Site measures, then modality measures.
    pub(super) measures: Vec<Measure>,
}

impl ScoreCardProfile {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// First day on which it applies.
    pub const fn effective_from(&self) -> Day {
        self.effective_from
    }

    /// All measures: those of the site, then those of modalities.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measures of the site.
    pub fn site_measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures
            .iter()
            .filter(|measure| measure.part() == ScorePart::Site)
    }

    /// Measures of a modality. Empty if the modality is never scored.
    pub fn modality_measures(&self, modality: Modality) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| {
            measure.part() == ScorePart::Modality && measure.is_asked_of(modality)
        })
    }

    /// Finds a measure by its id.
    pub fn find(&self, id: &str) -> Option<&Measure> {
        self.measures
            .iter()
            .find(|measure| measure.id.as_str() == id)
    }

    /// Ids of all measures, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &MeasureId> {
        self.measures.iter().map(|measure| &measure.id)
    }
}
