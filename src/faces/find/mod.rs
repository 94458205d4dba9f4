//! Member shopping: the form, the list it leads to, and the page of one site, complete without a script.

use super::basemap;
use super::language::Spoken;
use super::layout::{Loads, document};
use super::security::{Keep, page};
use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// With the script, which takes over the page.
const TAKEN_OVER: Loads = Loads {
    styles: &["/assets/find.css"],
    scripts: &[],
    modules: &["/assets/find.js"],
};

/// The element the script takes over.
fn main_element(app: &App, inside: &Markup) -> Markup {
    let map = app.config().basemap.as_ref().map(|_| basemap::PATH);
    html! { main #find data-basemap=[map] { (inside) } }
}

/// `GET /find`: the form.
pub(super) async fn first(State(app): State<App>, spoken: Spoken) -> Response {
    let language = spoken.language;
    let body = main_element(&app, &html! { h1 { (language.say("find.heading")) } });
    let html = document(spoken, &language.say("find.title"), TAKEN_OVER, &body);
    page(StatusCode::OK, language, Keep::Nobodys, html)
}

/// `POST /find`: the same until the list is there.
pub(super) async fn answer(app: State<App>, spoken: Spoken) -> Response {
    first(app, spoken).await
}

/// `GET /find/sites/{registration_id}`: one site.
pub(super) async fn site(app: State<App>, spoken: Spoken) -> Response {
    first(app, spoken).await
}
