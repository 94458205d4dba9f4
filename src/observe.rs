//! What happens around every request: an id, a log line, metrics and the headers every answer carries.

use crate::routes;
use crate::state::App;
use crate::telemetry::{Outcome, RequestId};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Counts a request in flight until it is answered or its client has gone.
struct InFlight<'a>(&'a App);

impl<'a> InFlight<'a> {
    fn new(app: &'a App) -> Self {
        app.metrics().request_begun();
        Self(app)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.metrics().request_ended();
    }
}

/// Wraps every route of both listeners.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let _in_flight = InFlight::new(&app);
    let id = RequestId::of(request.headers());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or(routes::UNMATCHED, |path| routes::template(path.as_str()));
    let method = method_name(request.method());
    let mut response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    app.metrics().request_answered(
        &Outcome {
            route,
            method,
            status,
        },
        took,
    );
    if tracing::enabled!(tracing::Level::INFO) {
        let snapshot = app.snapshot_id();
        tracing::info!(
            method,
            route,
            status,
            took_us = took.as_micros() as u64,
            request.id = id.as_str(),
            snapshot.id = snapshot.as_deref().unwrap_or("none"),
            "answered"
        );
    }
    let headers = response.headers_mut();
    headers.insert(RequestId::HEADER, id.into_header());
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The method from a closed list: a method is free text.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
