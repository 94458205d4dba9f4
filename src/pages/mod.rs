//! The pages people look at: member shopping at `/find`, the order form at `/order-entry`, and the
//! files behind them.
//!
//! In: a form or a path. Out: HTML that is complete before any script runs. Pages use the checks and
//! the engine that the API uses (`find`), so a rank or a price is the same in both. The build script
//! writes a table of the built files (`assets`). If it is empty, every page says so and the API
//! serves as usual.

pub mod assets;
mod basemap;
mod cross_origin;
mod figures;
mod find;
mod icon;
mod language;
mod layout;
mod order_entry;
mod phrases;
mod security;
mod start;
mod unbuilt;

pub use cross_origin::allow as cross_origin;

use crate::state::App;
use assets::PageFile;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

/// Every path of the pages, over the files that were built.
pub fn routes(app: &App, files: &'static [PageFile]) -> Router<App> {
    let pages = Router::new()
        .route("/", get(start::start))
        .route("/find", get(find::first).post(find::answer))
        .route("/find/sites/{registration_id}", get(find::site))
        .route("/order-entry", get(order_entry::order_entry));
    let pages = if files.is_empty() {
        pages.route_layer(from_fn(unbuilt::instead))
    } else {
        pages
    };
    pages
        .route("/favicon.ico", get(icon::icon))
        .route("/favicon.svg", get(icon::icon))
        .merge(assets::routes(files))
        .merge(basemap::routes(app))
}
