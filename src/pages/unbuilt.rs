//! Answer of every page if the pages were not built into the executable.

use super::language::Spoken;
use super::layout::{Loads, document};
use super::security::{Keep, page};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use maud::html;

/// Answers instead of a page. Nothing of the request is read.
pub(super) async fn instead(spoken: Spoken, _: Request, _: Next) -> Response {
    let language = spoken.language;
    let body = html! {
        main {
            h1 { (language.say("page.unbuilt.heading")) }
            p { (language.say("page.unbuilt.why")) }
            p { (language.say("page.unbuilt.how")) }
            p { a href="/docs" { (language.say("page.start.api")) } }
        }
    };
    let title = language.say("page.unbuilt.heading");
    let html = document(spoken, &title, Loads::default(), &body);
    page(
        StatusCode::SERVICE_UNAVAILABLE,
        language,
        Keep::Members,
        html,
    )
}
