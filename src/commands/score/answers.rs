//! The cards of one site, before and after changed answers.

use nearsite::api::views::{ScoreBreakdownView, ScoreCardView, ScoreView};
use nearsite_domain::{Day, Modality, Service, ServiceScore, Site};
use nearsite_index::scorecard::{ScoreCard, ScoreCardProfile};
use nearsite_index::search::ShownScore;
use serde::Serialize;

/// A site, its score card profile, and the day on which accreditations must be valid.
pub(super) struct ScoredSite {
    pub(super) site: Site,
    pub(super) profile: ScoreCardProfile,
    pub(super) day: Day,
}

/// The cards of a site, one per modality.
pub(super) struct Cards<'a> {
    pub(super) scored: &'a ScoredSite,
    pub(super) services: Vec<ServiceCards<'a>>,
}

/// One modality: the score in force and the cards.
pub(super) struct ServiceCards<'a> {
    pub(super) service: &'a Service,
    /// The score in the snapshot.
    pub(super) held: Option<&'a ServiceScore>,
    pub(super) before: Option<ScoreCard<'a>>,
    /// The card with the answers changed. `None` without a change to show.
    pub(super) after: Option<ScoreCard<'a>>,
}

impl<'a> Cards<'a> {
    /// Creates the cards of the modalities, in the order of the site's services.
    pub(super) fn new(
        scored: &'a ScoredSite,
        changed: Option<&'a Site>,
        modalities: &[Modality],
    ) -> Self {
        let card = |site: &'a Site, modality: Modality| {
            let service = site
                .services
                .iter()
                .find(|service| service.modality == modality)?;
            ScoreCard::of(&scored.profile, site, service, scored.day)
        };
        let site = &scored.site;
        let services = site
            .services
            .iter()
            .filter(|service| modalities.contains(&service.modality))
            .map(|service| ServiceCards {
                service,
                held: site
                    .scores
                    .iter()
                    .find(|score| score.modality == service.modality),
                before: card(site, service.modality),
                after: changed.and_then(|changed| card(changed, service.modality)),
            })
            .collect();
        Self { scored, services }
    }

    /// Returns everything as JSON shows it.
    pub(super) fn view(&self) -> CardsView<'_> {
        let day = self.scored.day;
        let breakdown = |card: &Option<ScoreCard<'a>>| {
            card.as_ref().map(|card| ScoreBreakdownView::new(card, day))
        };
        let services = self.services.iter().map(|of| {
            let shown = match of.held {
                _ if !of.service.modality.is_scored() => ShownScore::NotScored,
                Some(score) => ShownScore::Shown(score.total),
                None => ShownScore::Missing,
            };
            ServiceCardsView {
                modality: of.service.modality,
                score: ScoreView::from(shown),
                score_computed: of.held.map(|score| score.computed),
                score_breakdown: breakdown(&of.before),
                what_if: breakdown(&of.after),
            }
        });
        CardsView {
            registration_id: self.scored.site.registration_id.as_str(),
            name: &self.scored.site.name,
            score_card: ScoreCardView::new(&self.scored.profile),
            as_of: day,
            scores: services.collect(),
        }
    }
}

/// The cards of a site as JSON. Members that are also in the HTTP answer have the same names.
#[derive(Serialize)]
pub(super) struct CardsView<'a> {
    registration_id: &'a str,
    name: &'a str,
    score_card: ScoreCardView<'a>,
    as_of: Day,
    scores: Vec<ServiceCardsView<'a>>,
}

#[derive(Serialize)]
struct ServiceCardsView<'a> {
    modality: Modality,
    /// The score in the snapshot. A file has none.
    score: ScoreView,
    score_computed: Option<bool>,
    score_breakdown: Option<ScoreBreakdownView<'a>>,
    what_if: Option<ScoreBreakdownView<'a>>,
}
