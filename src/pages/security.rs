//! Headers of every page: allowed sources of scripts and styles, referrer policy, caching.

use super::language::Language;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::Markup;

/// Everything comes from the service itself: no inline script or style, no frame around a page, no
/// form to anywhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Caching of a page by the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Nothing of a member is in it: it may be kept, and is asked for again.
    Nobodys,
    /// It answers what a member asked: it is kept nowhere.
    Members,
}

/// A page as an answer.
pub(super) fn page(status: StatusCode, language: Language, keep: Keep, html: Markup) -> Response {
    let mut response = (status, Html(html.into_string())).into_response();
    let kept = match keep {
        Keep::Nobodys => "no-cache",
        Keep::Members => "no-store",
    };
    let said: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (header::CONTENT_LANGUAGE, language.code()),
        (header::VARY, "accept-language"),
        (header::CACHE_CONTROL, kept),
    ];
    for (name, value) in said {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
