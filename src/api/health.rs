//! Liveness, readiness and metrics.

use super::json_view;
use super::problems::ReadinessProblems;
use crate::error::ApiError;
use crate::state::App;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The positive result of a health check.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthView {
    /// Always `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Reports that the process is alive. Never waits for anything.
#[utoipa::path(get, path = "/livez", tag = "health", responses((status = 200, description = "It lives", body = HealthView)))]
pub(crate) async fn livez() -> Result<Response, ApiError> {
    json_view(&HealthView { status: "ok" })
}

/// Reports readiness: a snapshot is open, has answered a probe, and is not damaged.
#[utoipa::path(
    get, path = "/readyz", tag = "health",
    responses(
        (status = 200, description = "It can answer", body = HealthView),
        ReadinessProblems,
    )
)]
pub(crate) async fn readyz(State(app): State<App>) -> Result<Response, ApiError> {
    app.live()?;
    json_view(&HealthView { status: "ok" })
}

/// Metrics in the Prometheus text format, on the listener for operators only.
pub(crate) async fn metrics(State(app): State<App>) -> Result<Response, ApiError> {
    let text = app
        .metrics()
        .encode()
        .map_err(|error| ApiError::internal(&error))?;
    let kind =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
