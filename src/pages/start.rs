//! `GET /`: links to the pages.

use super::language::Spoken;
use super::layout::{Loads, document, top};
use super::security::{Keep, page};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

/// Pages: path, and the keys of its two phrases.
const PAGES: [(&str, &str, &str); 3] = [
    ("/find", "page.start.find", "page.start.find.more"),
    ("/order-entry", "page.start.order", "page.start.order.more"),
    ("/docs", "page.start.api", "page.start.api.more"),
];

/// The start page.
pub(super) async fn start(spoken: Spoken) -> Response {
    let language = spoken.language;
    let body = html! {
        main #start {
            div.face {
                (top(spoken, "/"))
                h1 { (language.say("page.start.heading")) }
                p.lead { (language.say("page.start.lead")) }
                ul.first {
                    @for (address, name, more) in PAGES {
                        li {
                            // The API's description speaks English alone.
                            @let href = if address == "/docs" { address.to_owned() } else { spoken.address(address) };
                            strong { a href=(href) { (language.say(name)) } }
                            " "
                            (language.say(more))
                        }
                    }
                }
            }
        }
    };
    let loads = Loads {
        styles: &["/assets/find.css"],
        ..Loads::default()
    };
    let html = document(spoken, &language.say("page.start.title"), loads, &body);
    page(StatusCode::OK, language, Keep::Nobodys, html)
}
