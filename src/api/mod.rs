//! The HTTP API: handlers, and the first and last step of a request.
//!
//! A handler reads its request with [`params`], calls the live snapshot, and answers with
//! [`views`]. All of them leave to [`nearsite_domain::Audience`] what an audience may see. There is
//! one other module per resource.

pub mod canonical;
pub mod cards;
pub mod cursor;
pub mod estimates;
pub mod evaluations;
pub mod health;
pub mod networks;
pub mod openapi;
pub mod params;
pub mod places;
pub mod policies;
pub mod prices;
mod problems;
pub mod procedures;
pub mod query;
pub mod search;
pub mod sites;
pub mod snapshot;
pub mod suggest;
pub mod views;
pub mod vocabularies;

use crate::error::ApiError;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use serde::Serialize;

/// Creates a 200 answer whose body is finished JSON.
fn json(bytes: impl Into<Bytes>) -> Response {
    let mut response = Response::new(Body::from(bytes.into()));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// Creates a 200 answer with a view as its body.
fn json_view<T: Serialize>(view: &T) -> Result<Response, ApiError> {
    views::to_json(view)
        .map(json)
        .map_err(|error| ApiError::internal(&error))
}
