//! `GET /v1/sites/{registration_id}`: one site.
//!
//! Reviewers also see how each score is computed. A site whose registration is not complete is
//! visible to reviewers only. Everyone else gets the same answer as for a site that does not exist.

use super::json_view;
use super::problems::SiteProblems;
use super::query::AudienceQuery;
use super::views::{ScoreBreakdownView, ScoreView, SiteCard};
use super::vocabularies::{ModalityWord, StatusWord};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::state::App;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use nearsite_domain::{Audience, Modality, Service, ServiceScore, Site, SiteNo, Status, Visible};
use nearsite_index::scorecard::ScoreCard;
use nearsite_index::search::ShownScore;
use nearsite_index::snapshot::Snapshot;
use serde::Serialize;
use utoipa::ToSchema;

/// One site: its card, its status and its scores.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteView<'a> {
    #[serde(flatten)]
    card: SiteCard<'a>,
    /// Status of the registration.
    #[schema(value_type = StatusWord)]
    status: Status,
    /// Scores, one for each modality that the site offers.
    scores: Vec<ModalityScoreView<'a>>,
}

/// The score of one modality.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModalityScoreView<'a> {
    /// The modality.
    #[schema(value_type = ModalityWord)]
    modality: Modality,
    /// Its score.
    score: ScoreView,
    /// True if the score was computed from the score card because none was given. For reviewers
    /// only.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_computed: Option<bool>,
    /// Computation of the score by the score card, if the site answered it. For reviewers only. A
    /// given score is kept even if the card computes another.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_breakdown: Option<ScoreBreakdownView<'a>>,
}

impl<'a> SiteView<'a> {
    fn new(site: &'a Site, snapshot: &'a Snapshot, audience: Audience) -> Self {
        let scores = site
            .services
            .iter()
            .map(|service| score_view(site, service, snapshot, audience))
            .collect();
        Self {
            card: SiteCard::new(site, audience),
            status: site.status,
            scores,
        }
    }
}

fn score_view<'a>(
    site: &'a Site,
    service: &'a Service,
    snapshot: &'a Snapshot,
    audience: Audience,
) -> ModalityScoreView<'a> {
    let modality = service.modality;
    let score = score_of(site, modality);
    let may_see = audience.sees(Visible::ScoreBreakdown);
    ModalityScoreView {
        modality,
        score: ScoreView::from(shown_score(site, modality, audience)),
        score_computed: score.filter(|_| may_see).map(|score| score.computed),
        score_breakdown: may_see
            .then(|| breakdown(site, service, snapshot))
            .flatten(),
    }
}

fn score_of(site: &Site, modality: Modality) -> Option<&ServiceScore> {
    site.scores.iter().find(|score| score.modality == modality)
}

/// Returns the score of a site for one modality, if the audience may see it.
pub fn shown_score(site: &Site, modality: Modality, audience: Audience) -> ShownScore {
    match score_of(site, modality) {
        _ if !modality.is_scored() => ShownScore::NotScored,
        _ if !audience.sees_score_of(modality) => ShownScore::NotDisplayed,
        Some(score) => ShownScore::Shown(score.total),
        None => ShownScore::Missing,
    }
}

fn breakdown<'a>(
    site: &'a Site,
    service: &'a Service,
    snapshot: &'a Snapshot,
) -> Option<ScoreBreakdownView<'a>> {
    // Scores were computed for this day.
    let day = snapshot.prices_as_of();
    let card = ScoreCard::of(snapshot.scorecard()?, site, service, day)?;
    Some(ScoreBreakdownView::new(&card, day))
}

/// Returns the site with an id, if the audience may see it.
///
/// # Errors
/// `not-found` if the site does not exist or is hidden. Both give the same bytes.
pub fn visible_site(
    snapshot: &Snapshot,
    id: &str,
    audience: Audience,
) -> Result<(SiteNo, Site), ApiError> {
    let number = snapshot.find_site(id).ok_or_else(ApiError::no_such_site)?;
    let site = snapshot
        .site(number)
        .map_err(|error| ApiError::internal(&error))?;
    if site.status != Status::Complete && !audience.sees(Visible::IncompleteSites) {
        return Err(ApiError::no_such_site());
    }
    Ok((number, site))
}

/// One site.
#[utoipa::path(
    get, path = "/v1/sites/{registration_id}", tag = "sites",
    params(("registration_id" = String, Path, description = "Public name of the registration", example = "OPT-0012345"), AudienceQuery),
    responses(
        (status = 200, description = "The site", body = SiteView),
        SiteProblems,
    )
)]
pub(crate) async fn site(
    State(app): State<App>,
    principal: Principal,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let audience = AudienceQuery::read(&uri)?;
    principal.allow(audience)?;
    let Path(id) = id.or(Err(ApiError::no_such_site()))?;
    let live = app.live()?;
    let (_, site) = visible_site(&live.snapshot, &id, audience)?;
    json_view(&SiteView::new(&site, &live.snapshot, audience))
}
