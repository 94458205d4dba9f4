//! Every path of every face on one page.

use crate::api::{
    estimates, evaluations, health, networks, openapi, policies, prices, procedures, search, sites,
    snapshot, suggest,
};
use crate::error::{ApiError, Slug};
use crate::faces;
use crate::faces::assets::{BUILT, PageFile};
use crate::observe::Observer;
use crate::state::App;
use axum::Router;
use axum::http::Response;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::any::Any;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// Route label of requests that match no path.
pub const UNMATCHED: &str = "unmatched";

/// Every path, as metrics and logs name it.
pub const TEMPLATES: [&str; 27] = [
    "/v1/search",
    "/v1/estimates",
    "/v1/site-of-care/evaluations",
    "/v1/sites/{registration_id}",
    "/v1/sites/{registration_id}/prices/{procedure}",
    "/v1/suggest",
    "/v1/procedures/search",
    "/v1/procedures/{code}",
    "/v1/networks",
    "/v1/policies",
    "/v1/snapshot",
    "/livez",
    "/readyz",
    "/openapi.json",
    "/metrics",
    "/docs",
    "/docs/",
    "/docs/{*rest}",
    "/",
    "/find",
    "/find/sites/{registration_id}",
    "/order-entry",
    "/assets/{*file}",
    "/nearsite-display-list.js",
    "/favicon.ico",
    "/favicon.svg",
    "/basemap.pmtiles",
];

/// The template as a word from the list above.
pub fn template(path: &str) -> &'static str {
    TEMPLATES
        .iter()
        .find(|template| **template == path)
        .copied()
        .unwrap_or(UNMATCHED)
}

/// The API and the pages.
pub fn api(app: &App) -> Router {
    api_with_pages(app, BUILT)
}

/// The API, and the pages over these files.
pub fn api_with_pages(app: &App, files: &'static [PageFile]) -> Router {
    let routes = Router::new()
        .route("/v1/search", post(search::search))
        .route("/v1/site-of-care/evaluations", post(evaluations::evaluate))
        .route("/v1/estimates", post(estimates::estimates))
        .route("/v1/sites/{registration_id}", get(sites::site))
        .route(
            "/v1/sites/{registration_id}/prices/{procedure}",
            get(prices::prices),
        )
        .route("/v1/suggest", post(suggest::suggest))
        .route("/v1/procedures/search", post(procedures::find))
        .route("/v1/procedures/{code}", get(procedures::procedure))
        .route("/v1/networks", get(networks::networks))
        .route("/v1/policies", get(policies::policies))
        .route("/v1/snapshot", get(snapshot::snapshot))
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz))
        .route("/openapi.json", get(openapi::document))
        .merge(openapi::page());
    let pages = faces::routes(app, files);
    finish(app, faces::cross_origin(app, routes).merge(pages))
}

/// Metrics and health, on a listener of their own.
pub fn admin(app: &App) -> Router {
    let routes = Router::new()
        .route("/metrics", get(health::metrics))
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz));
    finish(app, routes)
}

/// What every face shares: problems for unknown paths, methods and panics, compression, and the observer around it all. One layer
/// of three parts, because each layer of a router costs every request a box.
pub fn finish(app: &App, routes: Router<App>) -> Router {
    routes
        .fallback(|| async {
            ApiError::new(
                Slug::NotFound,
                "there is nothing at this path; see /openapi.json",
            )
        })
        .method_not_allowed_fallback(method_not_allowed)
        .layer((
            Observer(app.clone()),
            CompressionLayer::new().quality(CompressionLevel::Fastest),
            CatchPanicLayer::custom(after_panic),
        ))
        .with_state(app.clone())
}

/// The path is there, the method is not.
pub(crate) async fn method_not_allowed() -> ApiError {
    ApiError::new(
        Slug::MethodNotAllowed,
        "this path answers the methods in Allow",
    )
}

/// A panic is a fault of ours; its text may quote the request and is dropped. The hook has logged its place.
fn after_panic(_panic: Box<dyn Any + Send>) -> Response<axum::body::Body> {
    ApiError::new(
        Slug::Internal,
        "the answer could not be made; the cause is in the server's log",
    )
    .into_response()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;
    use crate::config::Settings;
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    async fn panicking() -> &'static str {
        panic!("of Jane Doe")
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let settings = Settings {
            index: Some("nowhere".into()),
            ..Settings::default()
        };
        let app = App::new(settings.check().unwrap());
        let routes = Router::new().route("/panic", get(panicking));
        let request = Request::get("/panic").body(Body::empty()).unwrap();
        let answer = finish(&app, routes).oneshot(request).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (500, &"application/problem+json".parse().unwrap())
        );
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert!(!String::from_utf8_lossy(&body).contains("Jane"));
    }
}
