//! Query strings of GET requests.

use super::refusal;
use crate::api::query::{AudienceQuery, PricesQuery, read_none};
use crate::error::ApiError;
use axum::http::Uri;

/// Reads a query string, without the question mark.
///
/// # Panics
/// If the readers of one query disagree or a refusal repeats input.
pub fn query_string(bytes: &[u8]) {
    let Ok(uri) = Uri::try_from([b"/v1/sites/S-1?", bytes].concat()) else {
        return;
    };
    let audience = AudienceQuery::read(&uri);
    let none = read_none(&uri);
    let prices = PricesQuery::read(&uri);
    check(&audience, bytes);
    check(&none, bytes);
    check(&prices, bytes);
    assert_eq!(audience.is_ok(), none.is_ok());
    if let (Ok(audience), Ok((of_prices, _))) = (&audience, &prices) {
        assert_eq!(audience, of_prices);
    }
}

fn check<T>(read: &Result<T, ApiError>, bytes: &[u8]) {
    if let Err(error) = read {
        refusal::check(error, bytes);
    }
}
