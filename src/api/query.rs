//! Query strings of GET requests. They contain public names only. Location and text are sent in
//! bodies.
//!
//! An unknown or repeated parameter is refused like an unknown member of a body. Its pointer is
//! `?name`.

use crate::error::{ApiError, FieldError, Slug};
use axum::extract::Query;
use axum::http::Uri;
use nearsite_domain::Audience;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

/// Parameters of answers that depend on the audience.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AudienceQuery {
    /// Audience of the answer. `member` if left out.
    #[param(value_type = Option<crate::api::vocabularies::AudienceWord>)]
    audience: Option<String>,
}

/// Parameters of a price and the rates behind it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PricesQuery {
    /// Audience of the answer. `member` if left out.
    #[param(value_type = Option<crate::api::vocabularies::AudienceWord>)]
    audience: Option<String>,
    /// Network of the price.
    #[param(required = true)]
    network: Option<String>,
}

/// Parameters of answers that are the same for every audience: only the audience.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoQuery {
    audience: Option<String>,
}

impl AudienceQuery {
    /// Returns the audience.
    ///
    /// # Errors
    /// If the query has another parameter or the audience is unknown.
    pub fn read(uri: &Uri) -> Result<Audience, ApiError> {
        let query: Self = read(uri, "audience")?;
        audience(query.audience.as_deref())
    }
}

impl PricesQuery {
    /// Returns the audience and the name of the network.
    ///
    /// # Errors
    /// If the query has another parameter, the audience is unknown or the network is not named.
    pub fn read(uri: &Uri) -> Result<(Audience, String), ApiError> {
        let query: Self = read(uri, "audience and network")?;
        let audience = audience(query.audience.as_deref())?;
        let missing = || {
            ApiError::fault(FieldError::invalid(
                "?network",
                "is required: prices belong to a network",
            ))
        };
        query
            .network
            .map(|network| (audience, network))
            .ok_or_else(missing)
    }
}

/// Checks the query of an answer that is the same for every audience. Returns the audience, if
/// there is one.
///
/// # Errors
/// If the query has a parameter other than a known audience.
pub fn read_none(uri: &Uri) -> Result<Option<Audience>, ApiError> {
    let query: NoQuery = read(uri, "audience")?;
    let word = query.audience.as_deref();
    word.map(|word| audience(Some(word))).transpose()
}

fn read<T: DeserializeOwned>(uri: &Uri, known: &'static str) -> Result<T, ApiError> {
    let refused = |_| {
        ApiError::fault(FieldError::invalid(
            "?",
            format!("known parameters are {known}, each at most once"),
        ))
    };
    Query::try_from_uri(uri)
        .map(|Query(query)| query)
        .map_err(refused)
}

fn audience(word: Option<&str>) -> Result<Audience, ApiError> {
    let unknown = || {
        FieldError::invalid(
            "?audience",
            "must be one of ordering_provider, member, reviewer",
        )
    };
    word.map_or(Ok(Audience::Member), |word| {
        word.parse().or(Err(ApiError::fault(unknown())))
    })
}

/// Error for a network in a query that the snapshot does not have.
pub fn unknown_network() -> ApiError {
    ApiError::fault(FieldError {
        pointer: "?network".into(),
        message: "is not known; GET /v1/networks lists those that are".into(),
        slug: Slug::UnknownNetwork,
    })
}
