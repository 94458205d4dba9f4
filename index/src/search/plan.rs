//! A request bound to one snapshot: names become positions, defaults become values, and what makes
//! no sense is refused.

use super::error::{RequestError, RequestErrorKind, SearchError};
use super::request::{
    DEFAULT_MAX_RADIUS, DEFAULT_RADIUS, Filters, Needs, Origin, SearchRequest, Sort, Target,
};
use super::response::{OriginSource, UsedOrigin};
use crate::cost_sharing::Benefits;
use crate::snapshot::SiteSelection;
use crate::snapshot::{PriceGroup, Snapshot};
use crate::text::{LastToken, TextMatches, fold};
use nearsite_domain::{
    Audience, Day, MilesHundredths, Modality, NetworkNo, PlanNo, PreparedPoint, ProcedureNo,
    RankingProfile, RegionSet, SettingSet, SiteNo, Visible, Weight, Weights,
};
use std::cell::Cell;

/// Requirements of a search for its modality.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exam {
    /// The modality.
    pub(crate) modality: Modality,
    /// Regions the procedure needs; empty for a search by modality.
    pub(super) regions: RegionSet,
    /// True if the procedure certainly uses contrast.
    pub(super) uses_contrast: bool,
}

/// A request bound to a snapshot.
pub(crate) struct BoundSearch<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(super) audience: Audience,
    pub(super) as_of: Day,
    pub(crate) origin: Option<UsedOrigin>,
    /// Origin of distances, prepared.
    pub(super) station: Option<PreparedPoint>,
    pub(super) radius: MilesHundredths,
    pub(super) max_radius: MilesHundredths,
    pub(super) min_results: u32,
    pub(super) settings: SettingSet,
    /// None for a search by text alone.
    pub(crate) exam: Option<Exam>,
    /// Sites that can be in the list at all.
    pub(super) among: SiteSelection<'a>,
    pub(super) network: Option<NetworkNo>,
    /// The plan that owns the network asked for.
    pub(super) owner: Option<PlanNo>,
    pub(crate) needs: &'a Needs,
    pub(super) filters: &'a Filters,
    /// The organization asked for; a number no site has when none belongs to it.
    pub(super) organization: Option<u32>,
    pub(super) excluded: Vec<SiteNo>,
    pub(super) text: Option<TextMatches>,
    pub(super) sort: Sort,
    pub(super) weights: Weights,
    pub(crate) profile: &'a RankingProfile,
    /// True if cost ranks: both a procedure and a network are given.
    pub(super) cost_in_play: bool,
    /// The prices of the procedure in the network, where there are any.
    pub(super) prices: Option<&'a PriceGroup>,
    /// Position of the price found last. Neighbors are judged one after another, and their prices
    /// are neighbors too.
    pub(super) last_price: Cell<usize>,
    pub(super) compare_to: Option<SiteNo>,
    /// Benefits of the member's plan, if stated.
    pub(super) benefits: Option<&'a Benefits>,
}

impl BoundSearch<'_> {
    /// True if the score ranks: for high-tech modalities only, for every audience.
    pub(super) fn score_in_play(&self) -> bool {
        self.exam.is_some_and(|exam| exam.modality.is_high_tech())
    }
}

/// Collects errors while binding.
struct Binder<'a> {
    snapshot: &'a Snapshot,
    request: &'a SearchRequest,
    errors: Vec<RequestError>,
}

/// Binds a request, or says everything that is wrong with it.
pub(crate) fn bind<'a>(
    snapshot: &'a Snapshot,
    request: &'a SearchRequest,
) -> Result<BoundSearch<'a>, SearchError> {
    let mut binder = Binder {
        snapshot,
        request,
        errors: Vec::new(),
    };
    let procedure = binder.procedure();
    let network = binder.network();
    let origin = binder.origin();
    let profile = binder.profile();
    let exam = binder.exam(procedure);
    let cost_in_play = matches!(request.target, Target::Procedure(_)) && request.network.is_some();
    binder.check_keys(exam, cost_in_play);
    binder.check_text_alone();
    let compare_to = binder.compare_to();
    let weights = binder.weights(profile, exam, cost_in_play);
    let (Some(profile), true) = (profile, binder.errors.is_empty()) else {
        return Err(SearchError::InvalidRequest(binder.errors));
    };
    let facts = snapshot.facts();
    let text = request.text.as_ref().map(|text| {
        snapshot
            .site_text()
            .matches(text, LastToken::Prefix, request.audience.sees(Visible::Tin))
    });
    let sort = if origin.is_none() {
        Sort::Relevance
    } else {
        request.sort
    };
    Ok(BoundSearch {
        snapshot,
        audience: request.audience,
        as_of: request.as_of,
        station: origin.map(|origin| PreparedPoint::new(origin.place)),
        origin,
        radius: request.radius.unwrap_or(DEFAULT_RADIUS),
        max_radius: request.max_radius.unwrap_or(DEFAULT_MAX_RADIUS),
        min_results: request.min_results,
        settings: request.settings,
        exam,
        among: snapshot.prefilter().select(
            request.settings,
            network,
            exam.map(|exam| exam.modality),
        ),
        network,
        owner: network.and_then(|network| snapshot.plan_of(network)),
        needs: &request.needs,
        filters: &request.filters,
        organization: request
            .filters
            .organization
            .as_deref()
            .map(|name| facts.organization(&fold(name)).unwrap_or(u32::MAX)),
        excluded: request
            .filters
            .exclude
            .iter()
            .filter_map(|id| facts.find(id))
            .collect(),
        text: text
            .transpose()
            .map_err(|error| SearchError::Text(error.to_string()))?,
        sort,
        weights,
        profile,
        cost_in_play,
        prices: procedure
            .zip(network)
            .and_then(|(procedure, network)| snapshot.price_groups().find(network, procedure)),
        last_price: Cell::default(),
        compare_to,
        benefits: request.benefits.as_deref(),
    })
}

impl<'a> Binder<'a> {
    fn reject(&mut self, pointer: &'static str, kind: RequestErrorKind) {
        self.errors.push(RequestError {
            pointer: pointer.into(),
            kind,
        });
    }

    fn procedure(&mut self) -> Option<ProcedureNo> {
        let Target::Procedure(code) = &self.request.target else {
            return None;
        };
        let catalog = self.snapshot.catalog();
        let Some(number) = catalog.find(code.as_str()) else {
            self.reject("/procedure", RequestErrorKind::UnknownProcedure);
            return None;
        };
        let procedure = catalog.get(number);
        if !procedure.validity().covers(self.request.as_of) {
            self.reject(
                "/procedure",
                RequestErrorKind::CodeNotValid(procedure.successors.clone()),
            );
        }
        Some(number)
    }

    fn network(&mut self) -> Option<NetworkNo> {
        let name = self.request.network.as_ref()?;
        let found = self.snapshot.find_network(name.as_str());
        if found.is_none() {
            self.reject("/network", RequestErrorKind::UnknownNetwork);
        }
        found
    }

    fn origin(&mut self) -> Option<UsedOrigin> {
        match self.request.origin? {
            Origin::Place(place) => Some(UsedOrigin {
                place,
                source: OriginSource::Coordinates,
            }),
            Origin::Zip(zip) => {
                let centroid = self.snapshot.zip(zip);
                if centroid.is_none() {
                    self.reject("/origin/zip", RequestErrorKind::UnknownZip);
                }
                centroid.map(|zip| UsedOrigin {
                    place: zip.place,
                    source: OriginSource::ZipCentroid,
                })
            }
        }
    }

    fn profile(&mut self) -> Option<&'a RankingProfile> {
        let name = self.request.profile.as_deref().unwrap_or("default");
        let found = self
            .snapshot
            .profiles()
            .iter()
            .find(|profile| profile.name == name);
        if found.is_none() {
            self.reject("/profile", RequestErrorKind::UnknownProfile);
        }
        found
    }

    fn exam(&self, procedure: Option<ProcedureNo>) -> Option<Exam> {
        match &self.request.target {
            Target::TextAlone => None,
            Target::Modality(modality) => Some(Exam {
                modality: *modality,
                regions: RegionSet::default(),
                uses_contrast: false,
            }),
            Target::Procedure(_) => procedure.map(|number| {
                let procedure = self.snapshot.catalog().get(number);
                Exam {
                    modality: procedure.modality,
                    regions: procedure.region_set(),
                    uses_contrast: procedure.contrast.is_certain(),
                }
            }),
        }
    }

    /// Filters and sorts on something this audience may not see, or that does not rank here.
    fn check_keys(&mut self, exam: Option<Exam>, cost_in_play: bool) {
        let by_score = [
            (
                "/filters/min_score",
                self.request.filters.min_score.is_some(),
            ),
            ("/sort", self.request.sort == Sort::Score),
        ];
        let by_cost = [
            (
                "/filters/max_amount",
                self.request.filters.max_amount.is_some(),
            ),
            (
                "/sort",
                matches!(self.request.sort, Sort::Cost | Sort::MemberCost),
            ),
        ];
        for (pointer, _) in by_score.into_iter().filter(|(_, asked)| *asked) {
            match exam {
                Some(exam) if !self.request.audience.sees_score_of(exam.modality) => {
                    self.reject(pointer, RequestErrorKind::ScoreNotVisible);
                }
                Some(exam) if exam.modality.is_high_tech() => {}
                // An unknown procedure has been reported; a search by text alone has no modality to
                // score.
                None if self.request.target != Target::TextAlone => {}
                _ => self.reject(pointer, RequestErrorKind::ScoreNotInPlay),
            }
        }
        if self.request.sort == Sort::MemberCost && self.request.benefits.is_none() {
            self.reject(
                "/sort",
                RequestErrorKind::NotHere("member_cost needs benefits"),
            );
        }
        for (pointer, _) in by_cost
            .into_iter()
            .filter(|(_, asked)| *asked && !cost_in_play)
        {
            self.reject(pointer, RequestErrorKind::CostNotInPlay);
        }
        if self.request.sort == Sort::Relevance && self.request.text.is_none() {
            self.reject("/sort", RequestErrorKind::NotHere("relevance needs text"));
        }
    }

    fn check_text_alone(&mut self) {
        let request = self.request;
        if request.target == Target::TextAlone {
            if request.text.is_none() {
                self.reject(
                    "",
                    RequestErrorKind::NotHere("one of procedure, modality and text is required"),
                );
            }
            if request.needs != Needs::default() {
                self.reject(
                    "/needs",
                    RequestErrorKind::NotHere(
                        "needs go with a procedure or modality, not with text alone",
                    ),
                );
            }
        }
        if request.origin.is_some() {
            return;
        }
        if request.target != Target::TextAlone {
            return self.reject(
                "/origin",
                RequestErrorKind::NotHere("origin is required unless the search is by text alone"),
            );
        }
        let needs_origin = [
            ("/radius_miles", request.radius.is_some()),
            ("/max_radius_miles", request.max_radius.is_some()),
            ("/min_results", request.min_results > 0),
            ("/sort", request.sort == Sort::Distance),
        ];
        for (pointer, _) in needs_origin.into_iter().filter(|(_, asked)| *asked) {
            self.reject(
                pointer,
                RequestErrorKind::NotHere("distance and radius need an origin"),
            );
        }
    }

    fn compare_to(&mut self) -> Option<SiteNo> {
        let id = self.request.compare_to.as_deref()?;
        let found = self.snapshot.find_site(id);
        if found.is_none() {
            self.reject("/compare_to", RequestErrorKind::UnknownSite);
        }
        found
    }

    /// The weights in force. Those that count must not add up to nothing.
    fn weights(
        &mut self,
        profile: Option<&RankingProfile>,
        exam: Option<Exam>,
        cost_in_play: bool,
    ) -> Weights {
        let asked = self.request.weights;
        let default = profile.map(|profile| profile.weights);
        let pick = |asked: Option<Weight>, default: Option<Weight>| {
            asked.or(default).unwrap_or(Weight::NONE)
        };
        let weights = Weights {
            score: pick(asked.score, default.map(|weights| weights.score)),
            cost: pick(asked.cost, default.map(|weights| weights.cost)),
            distance: pick(asked.distance, default.map(|weights| weights.distance)),
        };
        let counts = [
            (
                weights.score,
                exam.is_some_and(|exam| exam.modality.is_high_tech()),
            ),
            (weights.cost, cost_in_play),
            (weights.distance, self.request.origin.is_some()),
        ];
        let mut in_play = counts
            .into_iter()
            .filter(|(_, in_play)| *in_play)
            .peekable();
        let all_bound =
            profile.is_some() && (exam.is_some() || self.request.target == Target::TextAlone);
        if all_bound
            && in_play.peek().is_some()
            && in_play.all(|(weight, _)| weight == Weight::NONE)
        {
            self.reject("/weights", RequestErrorKind::WeightsNotInPlay);
        }
        weights
    }
}
