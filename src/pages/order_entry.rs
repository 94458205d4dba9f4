//! `GET /order-entry`: the frame of the order form; what is in it comes from the script and the
//! element it shows.

use super::language::Spoken;
use super::layout::{Loads, document};
use super::security::{Keep, page};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

/// The order form.
pub(super) async fn order_entry(spoken: Spoken) -> Response {
    let language = spoken.language;
    let body = html! {
        main #order-entry {
            noscript {
                h1 { (language.say("page.order.heading")) }
                p { (language.say("page.order.noscript")) }
                p { a href=(spoken.address("/find")) { (language.say("page.order.noscript.find")) } }
            }
        }
    };
    let loads = Loads {
        styles: &["/assets/order-entry.css"],
        scripts: &["/nearsite-display-list.js"],
        modules: &["/assets/order-entry.js"],
    };
    let html = document(spoken, &language.say("page.order.title"), loads, &body);
    page(StatusCode::OK, language, Keep::Nobodys, html)
}
