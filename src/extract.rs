//! Extractors: the parts of a request that handlers receive.
//!
//! A [`Principal`] is extracted before the body, so the server reads no body of an unknown caller.
//! A body must be `application/json`, or `application/x-www-form-urlencoded` for a form of a page.
//! It must not be encoded, has at most 64 KiB, and must be complete within the configured time. Of
//! a larger body, up to 1 MiB is read and dropped. So a client that writes before it reads still
//! gets the answer. Then the connection is closed.

use crate::auth::Principal;
use crate::error::{ApiError, Slug};
use crate::state::App;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use bytes::BytesMut;
use http_body_util::BodyExt;

/// Largest body accepted.
pub const MAX_BODY_BYTES: usize = 64 << 10;
/// Number of bytes that are read of a larger body.
const MAX_DROPPED_BYTES: usize = 1 << 20;

/// Media type of a body of the API.
const JSON: &str = "application/json";
/// Media type of a form of a page.
const FORM: &str = "application/x-www-form-urlencoded";

impl FromRequestParts<App> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        app.config().credentials.identify(&parts.headers)
    }
}

/// Bytes of a JSON body, not yet parsed.
pub struct JsonBody(pub Bytes);

/// Bytes of a form, not yet parsed.
pub struct FormBody(pub Bytes);

impl FromRequest<App> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        receive(request, app, JSON).await.map(Self)
    }
}

impl FromRequest<App> for FormBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        receive(request, app, FORM).await.map(Self)
    }
}

async fn receive(request: Request, app: &App, wanted: &'static str) -> Result<Bytes, ApiError> {
    let (head, body) = request.into_parts();
    check_kind(&head.headers, wanted)?;
    if awaits_consent(&head.headers) {
        return Err(too_large());
    }
    let limit = app.config().limits.body_timeout;
    let read = tokio::time::timeout(limit, read(body)).await;
    read.unwrap_or_else(|_| {
        Err(closing(ApiError::new(
            Slug::BodyTimeout,
            "the body was not complete in time",
        )))
    })
}

/// Refuses encoded bodies and bodies of another media type. A few encoded bytes can decode to
/// gigabytes.
fn check_kind(headers: &HeaderMap, wanted: &str) -> Result<(), ApiError> {
    let is_encoded = headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
    let kind = kinds.next().and_then(|kind| kind.to_str().ok());
    let is_wanted = kinds.next().is_none() && kind.is_some_and(|kind| is_of(kind, wanted));
    match (is_wanted, is_encoded) {
        (true, false) => Ok(()),
        (true, true) => Err(ApiError::new(
            Slug::UnsupportedMediaType,
            "send the body without Content-Encoding",
        )),
        (false, _) if wanted == FORM => Err(ApiError::new(
            Slug::UnsupportedMediaType,
            "send the form with Content-Type: application/x-www-form-urlencoded",
        )),
        (false, _) => Err(ApiError::new(
            Slug::UnsupportedMediaType,
            "send the body with Content-Type: application/json",
        )),
    }
}

/// True for the wanted media type, alone or with `charset=utf-8`.
fn is_of(kind: &str, wanted: &str) -> bool {
    let mut parts = kind.split(';').map(str::trim);
    let is_wanted = parts
        .next()
        .is_some_and(|essence| essence.eq_ignore_ascii_case(wanted));
    is_wanted
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
                value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => false,
        })
}

/// True if the client announces a body that is too large and waits for permission to send it.
fn awaits_consent(headers: &HeaderMap) -> bool {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    headers.contains_key(header::EXPECT)
        && length.is_some_and(|length| length > MAX_BODY_BYTES as u64)
}

async fn read(mut body: Body) -> Result<Bytes, ApiError> {
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let broken = |_| {
            closing(ApiError::new(
                Slug::NotJson,
                "the body ended early or was not framed as HTTP requires",
            ))
        };
        let Ok(data) = frame.map_err(broken)?.into_data() else {
            continue;
        };
        seen += data.len();
        if seen > MAX_DROPPED_BYTES {
            break;
        }
        if seen <= MAX_BODY_BYTES {
            if kept.is_empty() && body.is_end_stream() {
                return Ok(data);
            }
            kept.extend_from_slice(&data);
        }
    }
    if seen > MAX_BODY_BYTES {
        Err(too_large())
    } else {
        Ok(kept.freeze())
    }
}

fn too_large() -> ApiError {
    closing(ApiError::new(
        Slug::BodyTooLarge,
        "the body must have at most 64 KiB",
    ))
}

/// Closes the connection. It cannot be used again, because part of the body is not yet read.
fn closing(error: ApiError) -> ApiError {
    error.with_header(header::CONNECTION, HeaderValue::from_static("close"))
}
