//! The built files: scripts, styles and what they load, from the table that the build script wrote.
//!
//! A file whose name carries a hash never changes and may be kept for good; an entry is asked for
//! again each time, and answered with 304 as long as it is the same.

use crate::error::{ApiError, Slug};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::Arc;

/// The script of the order-entry list, which other pages load.
pub(super) const DISPLAY_LIST: &str = "nearsite-display-list.js";
/// The words it loads where it speaks Spanish.
const ITS_SPANISH: &str = "assets/list-words-es.json";
const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// Length of the hash in a file's name.
const HASH_LETTERS: usize = 8;

/// One built file.
#[derive(Debug, Clone, Copy)]
pub struct PageFile {
    /// Its path, such as `assets/find.js`.
    pub path: &'static str,
    /// Contents of the file.
    pub bytes: &'static [u8],
    /// The same compressed, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// The files embedded in this executable; empty when they were not built.
pub static BUILT: &[PageFile] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A file and what is said of it.
struct Served {
    file: PageFile,
    kind: HeaderValue,
    tag: HeaderValue,
}

/// The files by their paths.
#[derive(Clone)]
struct Assets(Arc<HashMap<&'static str, Served>>);

/// The paths of the files.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(files: &'static [PageFile]) -> Router<S> {
    let served = files.iter().map(|file| (file.path, Served::new(*file)));
    Router::new()
        .route("/assets/{*file}", get(asset))
        .route("/nearsite-display-list.js", get(display_list))
        .with_state(Assets(Arc::new(served.collect())))
}

impl Served {
    fn new(file: PageFile) -> Self {
        // Weak: one tag covers the plain and the compressed form.
        let tag = format!("W/\"{}\"", &blake3::hash(file.bytes).to_hex()[..32]);
        Self {
            file,
            kind: HeaderValue::from_static(kind_of(file.path)),
            tag: HeaderValue::try_from(tag)
                .unwrap_or_else(|_| HeaderValue::from_static("W/\"unnamed\"")),
        }
    }

    /// The file, or 304 where the client has it already.
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        let lasts = if has_hash(self.file.path) {
            FOR_GOOD
        } else {
            ASK_AGAIN
        };
        headers.insert(header::CACHE_CONTROL, lasts);
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if is_known(asked, &self.tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        let bytes = match self.file.gzip {
            Some(gzip) if takes_gzip(asked) => {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                gzip
            }
            _ => self.file.bytes,
        };
        *response.body_mut() = Body::from(Bytes::from_static(bytes));
        response
    }
}

async fn asset(
    State(assets): State<Assets>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Response {
    match assets.0.get(format!("assets/{file}").as_str()) {
        Some(served) if served.file.path == ITS_SPANISH => for_anyone(served.answer(&asked)),
        Some(served) => served.answer(&asked),
        None => none(),
    }
}

async fn display_list(State(assets): State<Assets>, asked: HeaderMap) -> Response {
    match assets.0.get(DISPLAY_LIST) {
        Some(served) => for_anyone(served.answer(&asked)),
        None => none(),
    }
}

/// Anyone's page may load the element and its words; what it then asks is another matter
/// (`embed_origins`).
fn for_anyone(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
    response
}

fn none() -> Response {
    ApiError::new(Slug::NotFound, "there is no such file among the pages").into_response()
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// True if a name ends in `-` and a hash. A word of eight lowercase letters is no hash.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((before, hash)) = stem
        .len()
        .checked_sub(HASH_LETTERS)
        .and_then(|at| stem.split_at_checked(at))
    else {
        return false;
    };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    before.ends_with('-')
        && hash.bytes().all(is_letter)
        && hash.bytes().any(|byte| !byte.is_ascii_lowercase())
}

/// True if the client states that it has the version of this tag.
fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = strong(tag.to_str().unwrap_or_default());
    let known = asked.get_all(header::IF_NONE_MATCH).iter();
    known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || strong(known) == tag)
}

/// True if the client accepts gzip. `q=0` means that it does not.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter();
    accepted
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let refused = parts.any(|part| {
                part.strip_prefix("q=")
                    .and_then(|weight| weight.parse::<f32>().ok())
                    .is_some_and(|weight| weight <= 0.0)
            });
            (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_told_from_names_without() {
        for path in ["assets/map-D4x9_kQ2.js", "assets/find-BhYw1-2a.css"] {
            assert!(has_hash(path), "{path}");
        }
        for path in [
            "assets/find.js",
            "assets/order-entry.css",
            "nearsite-display-list.js",
            "assets/map-counties.json",
            "assets/x.js",
        ] {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn gzip_is_taken_where_it_is_accepted() {
        let takes = |value: &'static str| {
            let mut asked = HeaderMap::new();
            asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_gzip(&asked)
        };
        assert!(takes("gzip") && takes("br, gzip;q=0.5") && takes("*"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes(""));
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    /// With Node there, what the pages ask for is built.
    #[test]
    fn what_the_pages_name_is_among_the_built_files() {
        if BUILT.is_empty() {
            return;
        }
        for path in [
            DISPLAY_LIST,
            "assets/find.js",
            "assets/find.css",
            "assets/order-entry.js",
        ] {
            assert!(BUILT.iter().any(|file| file.path == path), "{path}");
        }
    }
}
