//! `POST /v1/site-of-care/evaluations`: evaluates an order against the policy in force.
//!
//! The body becomes an order, the order an evaluation, and the evaluation bytes. Nothing is kept,
//! because an evaluation is about one member. [`answer`] does not depend on HTTP. The command line
//! uses it too, so both give the same bytes.

use super::json;
use super::params::{EvaluationBody, read_evaluation};
use super::problems::EvaluationProblems;
use super::views::{EvaluationAnswer, EvaluationParts, to_json};
use crate::auth::Principal;
use crate::error::ApiError;
use crate::extract::JsonBody;
use crate::render_cache::RenderCache;
use crate::state::App;
use crate::work::JobThread;
use axum::extract::State;
use axum::response::Response;
use nearsite_domain::Day;
use nearsite_index::site_of_care::{Evaluation, Order};
use nearsite_index::snapshot::Snapshot;

/// Returns the answer to an evaluation, as the bytes that a client receives.
///
/// # Errors
/// If the snapshot violates its format.
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
    post, path = "/v1/site-of-care/evaluations", tag = "site of care",
    request_body(content = EvaluationBody, examples(
        ("hospital order" = (summary = "A knee MRI at a hospital, for a member with claustrophobia", value = json!({
            "audience": "reviewer", "payer": "cigna",
            "order": {"procedures": ["73721"], "network": "blue-choice-ppo", "line_of_business": "large_group", "state": "TX",
                "funding": "fully_insured", "service_date": "2026-11-27"},
            "member": {"age": 46}, "origin": {"zip": "78701"}, "site": {"registration_id": "OPT-0000022"},
            "facts": {"claustrophobia": true}, "access": {"miles": 10}, "limit": 3
        }))),
    )),
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
    // An evaluation looks at every site within reach, so it must not delay other requests.
    let job = move || {
        let evaluation = live.snapshot.evaluate(&policies, &order)?;
        answer(&live.snapshot, &live.cards, &order, &evaluation)
    };
    let bytes = app
        .within_deadline(app.run(JobThread::Blocking, job))
        .await?;
    Ok(json(bytes))
}
