//! The map behind the points, where the settings name one: a `PMTiles` file, of which the map reads
//! a range at a time.

use crate::state::App;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tower::ServiceBuilder;
use tower_http::services::ServeFile;
use tower_http::set_header::SetResponseHeaderLayer;

/// Path of the file.
pub(super) const PATH: &str = "/basemap.pmtiles";

/// The path of the file, if there is one.
pub(super) fn routes(app: &App) -> Router<App> {
    let Some(file) = &app.config().basemap else {
        return Router::new();
    };
    let always = |name: HeaderName, value| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let service = ServiceBuilder::new()
        .layer(always(header::CONTENT_TYPE, "application/vnd.pmtiles"))
        .layer(always(header::CACHE_CONTROL, "no-cache"))
        .service(ServeFile::new(file));
    Router::new().route_service(PATH, service)
}
