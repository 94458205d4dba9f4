//! Queries of a member against one snapshot, with typed results.
//!
//! A page takes the live snapshot once, so that it never shows two of them. Requests pass the same
//! checks as requests to the API and run under the same bounds.

use super::results::{
    EmptyReasons, ExamMatches, ExamOption, ExamQuestion, ListedCost, ListedPrice, ListedSite,
    ScoredSite, SiteList,
};
use crate::api::params::{SearchBody, check_search};
use crate::api::places::check_text;
use crate::api::procedures::check_words;
use crate::api::sites::{shown_score, visible_site};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::state::{App, Live};
use crate::work::JobThread;
use nearsite_domain::{Audience, Catalog, Day, Meters, Network, PriceStatus, RegistrationId};
use nearsite_index::finder::{OpenQuestion, ProcedureMatches};
use nearsite_index::places::PlaceMatches;
use nearsite_index::search::{EmptyList, Hit, SearchRequest, ShownCost};
use nearsite_index::snapshot::{OpenError, PriceNo, Snapshot};
use std::collections::HashMap;
use std::sync::Arc;

/// Queries of one principal, who acts as a member.
pub(super) struct MemberQueries<'a> {
    app: &'a App,
    principal: &'a Principal,
    live: Arc<Live>,
}

impl<'a> MemberQueries<'a> {
    /// Takes the live snapshot.
    ///
    /// # Errors
    /// `not-ready` if there is none.
    pub(super) fn new(app: &'a App, principal: &'a Principal) -> Result<Self, ApiError> {
        let live = app.live()?;
        Ok(Self {
            app,
            principal,
            live,
        })
    }

    /// Returns the networks that a member may choose.
    pub(super) fn networks(&self) -> &[Network] {
        self.live.snapshot.networks()
    }

    /// Finds the exams that words describe.
    ///
    /// # Errors
    /// If the words break a rule, or the service is overloaded.
    pub(super) async fn exams(&self, words: &str) -> Result<ExamMatches, ApiError> {
        let text = check_words(Some(words))?;
        let live = Arc::clone(&self.live);
        let job = move || {
            let found = live.snapshot.find_procedures(&text);
            Ok(exam_matches(&found, live.snapshot.catalog()))
        };
        self.app.run(JobThread::Calling, job).await
    }

    /// Searches for sites.
    ///
    /// # Errors
    /// Everything about the request that the snapshot cannot answer, and the bounds of the service.
    pub(super) async fn sites(&self, body: &SearchBody) -> Result<SiteList, ApiError> {
        let request = check_search(body, Day::today())?.request;
        self.principal.allow(request.audience)?;
        let live = Arc::clone(&self.live);
        let thread = JobThread::for_search(&request);
        let job = move || site_list(&live.snapshot, &request);
        self.app.within_deadline(self.app.run(thread, job)).await
    }

    /// Finds the place that a text names.
    ///
    /// # Errors
    /// If the text breaks a rule, or the service is overloaded.
    pub(super) async fn places(&self, text: String) -> Result<PlaceMatches, ApiError> {
        let text = check_text(Some(text))?;
        let live = Arc::clone(&self.live);
        let job = move || Ok(live.snapshot.find_places(&text));
        self.app.run(JobThread::Blocking, job).await
    }

    /// Returns the costs of another exam at some sites, by registration id. A site that does not
    /// offer the exam is left out.
    ///
    /// # Errors
    /// As for a search.
    pub(super) async fn costs_at(
        &self,
        body: &SearchBody,
        sites: Vec<RegistrationId>,
    ) -> Result<HashMap<RegistrationId, ListedCost>, ApiError> {
        let request = check_search(body, Day::today())?.request;
        self.principal.allow(request.audience)?;
        let live = Arc::clone(&self.live);
        let job = move || costs_at(&live.snapshot, request, &sites);
        let job = self.app.run(JobThread::Blocking, job);
        self.app.within_deadline(job).await
    }

    /// Returns one site as a member sees it.
    ///
    /// # Errors
    /// `not-found` if there is none that a member may see.
    pub(super) fn site(&self, id: &str) -> Result<ScoredSite, ApiError> {
        let audience = Audience::Member;
        self.principal.allow(audience)?;
        let (_, site) = visible_site(&self.live.snapshot, id, audience)?;
        let modalities = site.services.iter().map(|service| service.modality);
        let scores = modalities
            .map(|modality| (modality, shown_score(&site, modality, audience)))
            .collect();
        Ok(ScoredSite { site, scores })
    }
}

fn exam_matches(found: &ProcedureMatches, catalog: &Catalog) -> ExamMatches {
    let question = |open: &OpenQuestion| ExamQuestion {
        about: open.about,
        options: open
            .options
            .iter()
            .map(|option| ExamOption {
                value: option.value.clone(),
                label: option.label.clone(),
                codes: option
                    .procedures
                    .iter()
                    .map(|&number| catalog.get(number).code.clone())
                    .collect(),
            })
            .collect(),
    };
    ExamMatches {
        exams: found
            .matches
            .iter()
            .map(|&number| catalog.get(number).clone())
            .collect(),
        question: found.needs_choice.as_ref().map(question),
    }
}

fn site_list(snapshot: &Snapshot, request: &SearchRequest) -> Result<SiteList, ApiError> {
    let response = snapshot.search(request)?;
    let radius = response
        .radius
        .ok_or_else(|| ApiError::internal(&"a search around a ZIP code has no radius"))?;
    let sites: Result<Vec<ListedSite>, OpenError> = response
        .results
        .iter()
        .map(|hit| listed_site(snapshot, hit))
        .collect();
    Ok(SiteList {
        prices_as_of: snapshot.prices_as_of(),
        radius: radius.miles,
        total: response.total,
        sites: sites.map_err(|error| ApiError::internal(&error))?,
        empty: response
            .empty
            .as_deref()
            .map(|empty| empty_reasons(snapshot, empty))
            .transpose()
            .map_err(|error| ApiError::internal(&error))?,
    })
}

fn empty_reasons(snapshot: &Snapshot, empty: &EmptyList) -> Result<EmptyReasons, OpenError> {
    let nearest = empty
        .nearest
        .as_ref()
        .and_then(|card| Some((card.site, card.distance?)));
    Ok(EmptyReasons {
        causes: empty.causes.clone(),
        nearest: nearest
            .map(|(site, distance)| Ok((snapshot.site(site)?, distance)))
            .transpose()?,
    })
}

fn costs_at(
    snapshot: &Snapshot,
    mut request: SearchRequest,
    sites: &[RegistrationId],
) -> Result<HashMap<RegistrationId, ListedCost>, ApiError> {
    let mut costs = HashMap::new();
    loop {
        let response = snapshot.search(&request)?;
        for hit in &response.results {
            let id = snapshot.registration_id(hit.card.site);
            if let Some(id) = sites.iter().find(|wanted| wanted.as_str() == id) {
                let cost = listed_cost(snapshot, hit.card.cost);
                costs.insert(
                    id.clone(),
                    cost.map_err(|error| ApiError::internal(&error))?,
                );
            }
        }
        match response.next_offset {
            Some(next) if costs.len() < sites.len() => request.offset = next,
            _ => return Ok(costs),
        }
    }
}

fn listed_site(snapshot: &Snapshot, hit: &Hit) -> Result<ListedSite, OpenError> {
    let card = &hit.card;
    Ok(ListedSite {
        rank: hit.rank,
        site: snapshot.site(card.site)?,
        distance: card.distance.map(Meters::miles),
        score: card.score,
        cost: listed_cost(snapshot, card.cost)?,
        is_ranked_as_median: card.ranked_as_median,
    })
}

fn listed_cost(snapshot: &Snapshot, cost: ShownCost) -> Result<ListedCost, OpenError> {
    Ok(match cost {
        ShownCost::Priced { price, .. } => ListedCost::Priced(listed_price(snapshot, price)?),
        ShownCost::Suspect { .. } => ListedCost::Suspect,
        ShownCost::Missing => ListedCost::Missing,
    })
}

fn listed_price(snapshot: &Snapshot, number: PriceNo) -> Result<ListedPrice, OpenError> {
    let price = snapshot.price(number)?;
    let range = price.low.zip(price.high);
    Ok(ListedPrice {
        amount: price.amount,
        range: range.filter(|_| price.status == PriceStatus::Ambiguous),
        evidence: price.evidence,
        components: price.components,
        as_of: price.as_of,
        source: price.source.map(str::to_owned),
    })
}
