//! A score card as data: its measures, in the order a card shows them.

use super::measure::Measure;
use super::section::ScorePart;
use nearsite_domain::{Day, MeasureId, Modality};

/// A named, versioned score card whose weights add up: 1000 for the site and 1000 for every scored
/// modality.
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
            .filter(|measure| measure.part() == ScorePart::Site)
    }

    /// The measures of a modality; none where the modality is never scored.
    pub fn modality_measures(&self, modality: Modality) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| {
            measure.part() == ScorePart::Modality && measure.is_asked_of(modality)
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
