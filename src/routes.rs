//! Every path of the API, the pages and the listener for operators.

use crate::api::{
    estimates, evaluations, health, networks, openapi, places, policies, prices, procedures,
    search, sites, snapshot, suggest,
};
use crate::error::{ApiError, Slug};
use crate::observe::{Observed, Observer, Templates};
use crate::pages;
use crate::pages::assets::{BUILT, PageFile};
use crate::state::App;
use axum::Router;
use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::any::Any;
use std::sync::LazyLock;
use tower::Layer;
use tower_http::CompressionLevel;
use tower_http::catch_panic::{CatchPanic, CatchPanicLayer, ResponseForPanic};
use tower_http::compression::{Compression, CompressionLayer};

/// Every path of the API and the pages, as it appears in metrics and logs.
pub const TEMPLATES: [&str; 27] = [
    "/v1/search",
    "/v1/estimates",
    "/v1/site-of-care/evaluations",
    "/v1/sites/{registration_id}",
    "/v1/sites/{registration_id}/prices/{procedure}",
    "/v1/suggest",
    "/v1/places/search",
    "/v1/procedures/search",
    "/v1/procedures/{code}",
    "/v1/networks",
    "/v1/policies",
    "/v1/snapshot",
    "/livez",
    "/readyz",
    "/openapi.json",
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

/// Every path of the listener for operators.
pub const ADMIN_TEMPLATES: [&str; 3] = ["/metrics", "/livez", "/readyz"];

/// Templates of the API and the pages.
static TABLE: LazyLock<Templates> = LazyLock::new(|| Templates::new(&TEMPLATES));
/// Templates of the admin listener.
static ADMIN_TABLE: LazyLock<Templates> = LazyLock::new(|| Templates::new(&ADMIN_TEMPLATES));

/// Service of one listener: its routes inside the shared layers.
pub type ListenerService = Observed<Compression<CatchPanic<Router, AfterPanic>>>;

/// Returns the service of the API and the pages.
pub fn api(app: &App) -> ListenerService {
    api_with_pages(app, BUILT)
}

/// Returns the service of the API, and of pages with these files.
pub fn api_with_pages(app: &App, files: &'static [PageFile]) -> ListenerService {
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
        .route("/v1/places/search", post(places::find_places))
        .route("/v1/procedures/search", post(procedures::find))
        .route("/v1/procedures/{code}", get(procedures::procedure))
        .route("/v1/networks", get(networks::networks))
        .route("/v1/policies", get(policies::policies))
        .route("/v1/snapshot", get(snapshot::snapshot))
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz))
        .route("/openapi.json", get(openapi::document))
        .merge(openapi::page());
    let page_routes = pages::routes(app, files);
    finish(app, pages::cross_origin(app, routes).merge(page_routes))
}

/// Returns the service of metrics and health, for the listener for operators.
pub fn admin(app: &App) -> ListenerService {
    let routes = Router::new()
        .route("/metrics", get(health::metrics))
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz));
    behind_layers(app, &ADMIN_TABLE, routes)
}

/// Adds the shared layers of the API and the pages to these routes.
pub fn finish(app: &App, routes: Router<App>) -> ListenerService {
    behind_layers(app, &TABLE, routes)
}

/// Adds the shared layers: problems for unknown paths, methods and panics, compression, and the
/// observer. The layers wrap the router as a whole. A layer inside the router would be boxed with
/// each route and copied for every request.
fn behind_layers(app: &App, templates: &'static Templates, routes: Router<App>) -> ListenerService {
    let router = routes
        .fallback(|| async {
            ApiError::new(
                Slug::NotFound,
                "there is nothing at this path; see /openapi.json",
            )
        })
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .with_state(app.clone());
    let observer = Observer {
        app: app.clone(),
        templates,
    };
    let layers = (
        observer,
        CompressionLayer::new().quality(CompressionLevel::Fastest),
        CatchPanicLayer::custom(AfterPanic),
    );
    layers.layer(router)
}

/// The answer after a panic: an internal error. The text of the panic may quote the request and is
/// dropped. The panic hook has logged its position.
#[derive(Debug, Clone, Copy)]
pub struct AfterPanic;

impl ResponseForPanic for AfterPanic {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _panic: Box<dyn Any + Send>) -> Response<Body> {
        ApiError::new(
            Slug::Internal,
            "the answer could not be made; the cause is in the server's log",
        )
        .into_response()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;
    use crate::config::Settings;
    use crate::observe::UNMATCHED;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    #[test]
    fn every_template_finds_itself_and_nothing_else_has_one() {
        let [table, admin] = [Templates::new(&TEMPLATES), Templates::new(&ADMIN_TEMPLATES)];
        for template in TEMPLATES {
            let path = template.replace(['{', '}', '*'], "");
            assert_eq!(table.of(&path), template);
        }
        assert!(ADMIN_TEMPLATES.iter().all(|path| admin.of(path) == *path));
        for path in [
            "",
            "*",
            "/metrics",
            "/v1/search/",
            "/v1/sites/",
            "/v1/sites/a/b",
            "/find/sites/a/b",
        ] {
            assert_eq!(table.of(path), UNMATCHED, "{path}");
        }
        assert_eq!(table.of("/v1/sites/%2e%2e"), "/v1/sites/{registration_id}");
        assert_eq!(admin.of("/v1/search"), UNMATCHED);
    }

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
