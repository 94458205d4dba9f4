//! Origins whose pages may call the API: those of `embed_origins`. None by default.

use crate::error::ApiError;
use crate::state::App;
use axum::Router;
use axum::http::{HeaderName, Method, header};
use std::time::Duration;
use tower_http::cors::CorsLayer;

/// Time for which a browser may remember the answer.
const REMEMBERED: Duration = Duration::from_mins(10);

/// Lets the configured origins ask these paths. A token is sent by the page that has it; cookies
/// are never taken.
pub fn allow(app: &App, api: Router<App>) -> Router<App> {
    let origins = &app.config().embed_origins;
    if origins.is_empty() {
        return api;
    }
    let layer = CorsLayer::new()
        .allow_origin(origins.clone())
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
        .expose_headers([HeaderName::from_static("x-request-id"), header::RETRY_AFTER])
        .max_age(REMEMBERED);
    // A browser asks for permission with a method that no path answers, so the refusal must be
    // inside the layer.
    api.method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .layer(layer)
}
