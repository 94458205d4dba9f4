//! `POST /v1/site-of-care/evaluations`: an order against the policy in force.
//!
//! Body to order, order to evaluation, evaluation to bytes. Nothing is kept: an evaluation speaks
//! of one member. [`answer`] knows nothing of HTTP: the command line uses it too, which is why both
//! print the same bytes.

use super::json;
use super::params::{EvaluationBody, read_evaluation};
use super::problems::EvaluationProblems;
use super::views::{EvaluationAnswer, EvaluationParts, to_json};
use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::extract::JsonBody;
use crate::render_cache::RenderCache;
use crate::state::{App, Live};
use axum::extract::State;
use axum::response::Response;
use nearsite_domain::Day;
use nearsite_index::site_of_care::{Evaluation, Order, Policies};
use nearsite_index::snapshot::Snapshot;
use std::sync::Arc;

/// The answer to an evaluation: the very bytes a client receives.
///
/// # Errors
/// When the snapshot does not have the shape its format promises.
pub fn answer(
    snapshot: &Snapshot,
    cards: &RenderCache,
    order: &Order,
    evaluation: &Evaluation<'_>,
) -> Result<Vec<u8>, ApiError> {
    let parts = EvaluationParts {
        snapshot,
        cards,
        order,
        evaluation,
    };
    let answer = EvaluationAnswer::new(parts).map_err(|error| ApiError::internal(&error))?;
    to_json(&answer).map_err(|error| ApiError::internal(&error))
}

/// Evaluates an order against the policy in force, and lists the alternates within reach.
#[utoipa::path(
    post, path = "/v1/site-of-care/evaluations", tag = "site of care", request_body = EvaluationBody,
    responses(
        (status = 200, description = "The evaluation", body = EvaluationAnswer),
        EvaluationProblems,
    )
)]
pub(crate) async fn evaluate(
    State(app): State<App>,
    principal: Principal,
    JsonBody(body): JsonBody,
) -> Result<Response, ApiError> {
    let live = app.live()?;
    let policies = app.policies();
    let order = read_evaluation(&body, Day::today())?;
    principal.allow(order.audience)?;
    let limit = app.config().limits.request_timeout;
    let answered = tokio::time::timeout(limit, on_a_worker(&app, live, policies, order)).await;
    let bytes = answered.or(Err(ApiError::new(
        Slug::Timeout,
        "the answer took too long; try again",
    )))??;
    Ok(json(bytes))
}

/// An evaluation looks at every site within reach, so it must not hold up others.
async fn on_a_worker(
    app: &App,
    live: Arc<Live>,
    policies: Arc<Policies>,
    order: Order,
) -> Result<Vec<u8>, ApiError> {
    let permit = app.permit()?;
    let work = move || {
        // The place in flight is given back when the work ends, not when the client stops waiting
        // for it.
        let _permit = permit;
        let evaluation = live.snapshot.evaluate(&policies, &order)?;
        answer(&live.snapshot, &live.cards, &order, &evaluation)
    };
    let answered = tokio::task::spawn_blocking(work).await;
    answered.map_err(|error| ApiError::internal(&error))?
}
