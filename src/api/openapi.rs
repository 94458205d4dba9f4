//! The `OpenAPI` 3.1 document, made from the handlers, and the page that shows it.

use super::{
    estimates, evaluations, health, networks, places, policies, prices, procedures, search, sites,
    snapshot, suggest,
};
use crate::error::{Problem, SLUGS, Slug};
use crate::state::App;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::fmt::Write;
use std::sync::LazyLock;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

#[derive(OpenApi)]
#[openapi(
    servers((url = "/", description = "This server")),
    info(
        title = "nearsite",
        description = "Provider-selection search for advanced imaging: which site, why, and on what evidence.\n\n\
            Start with your task:\n\n| task | call |\n|---|---|\n\
            | find the code of an exam | `POST /v1/procedures/search` |\n\
            | list sites for an order, or for a member who shops | `POST /v1/search` |\n\
            | say why a site is not in a list | `POST /v1/search` with `why_not` |\n\
            | say what a member pays at some sites | `POST /v1/estimates` |\n\
            | check an order for a hospital against a policy | `POST /v1/site-of-care/evaluations` |\n\
            | complete words while someone types | `POST /v1/suggest` |\n\
            | show one site | `GET /v1/sites/{registration_id}` |\n\
            | audit a price: every rate, the winner and the losers | `GET /v1/sites/{registration_id}/prices/{procedure}` |\n\
            | fill a list of networks or policies | `GET /v1/networks`, `GET /v1/policies` |\n\n\
            Money is in US dollars with two decimals, distances in miles with two decimals and in whole metres, scores from 0 to 100 \
            with one decimal, dates are ISO 8601 and coordinates WGS84 degrees. Every from/to pair of dates includes both days. \
            Bodies are strict: an unknown member, a duplicate member or a value out of range is refused; `null` counts as \
            absent. Member location and text travel in bodies, never in a URL. GET requests take `?audience=`, `member` when left \
            out, and refuse parameters they do not know.\n\n\
            Limits: a body is `application/json` (UTF-8, not encoded), at most 64 KiB and 16 levels deep; a head is at most 16 KiB. A \
            body that is not complete in 30 seconds, a head that is not complete in 10, an idle connection and a client that does \
            not read its answer are cut off; the times can be configured. Work beyond the bound on searches in flight is refused at \
            once with 503 and `Retry-After`. Every answer carries `X-Request-Id`, yours if you send a short token.\n\n\
            The same request against the same snapshot gives the same bytes. Ranking is done in integers; `explain` shows how a \
            utility came about, and its contributions add up exactly."
    ),
    paths(
        search::search, estimates::estimates, evaluations::evaluate, suggest::suggest, places::find_places, sites::site, prices::prices,
        procedures::find, procedures::procedure, networks::networks, policies::policies, snapshot::snapshot, health::livez,
        health::readyz,
    ),
    components(schemas(Problem, Slug)),
    modifiers(&Credentials, &Problems),
    tags(
        (name = "search", description = "Ranked sites, what a member pays, suggestions and places"),
        (name = "site of care", description = "Orders against the policies of payers"),
        (name = "sites", description = "One site"),
        (name = "reference", description = "Procedures, networks, policies and the snapshot"),
        (name = "health", description = "Whether the service lives and can answer"),
    )
)]
struct ApiDocument;

/// Describes how credentials are sent. Health checks need none.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("credential", scheme);
        let optional = [
            SecurityRequirement::default(),
            SecurityRequirement::new("credential", Vec::<String>::new()),
        ];
        document.security = Some(optional.to_vec());
    }
}

/// Lists every problem type with its status.
struct Problems;

impl Modify for Problems {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let mut text = document.info.description.clone().unwrap_or_default();
        text.push_str("\n\nProblems are RFC 9457 `application/problem+json`. Their types:\n\n| type | status | title |\n|---|---|---|\n");
        for (slug, status, title) in SLUGS {
            let _ = writeln!(
                text,
                "| `{}` | {} | {title} |",
                slug.as_str(),
                status.as_u16()
            );
        }
        document.info.description = Some(text);
    }
}

static JSON: LazyLock<Bytes> =
    LazyLock::new(|| ApiDocument::openapi().to_json().unwrap_or_default().into());

/// Returns the document.
pub(crate) async fn document() -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("max-age=300"),
        ),
    ];
    (headers, JSON.clone()).into_response()
}

/// Returns the page at `/docs`. Everything it needs is in the executable.
pub fn page() -> Router<App> {
    SwaggerUi::new("/docs")
        .config(Config::from("/openapi.json"))
        .into()
}
