//! Request ids: one short name per request, in its log line and its answer.

use crate::hex;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

static COUNTER: AtomicU64 = AtomicU64::new(0);
/// Random for each process, so that ids of two servers do not collide.
static NAMES: LazyLock<RandomState> = LazyLock::new(RandomState::new);

const MAX_BYTES: usize = 64;

/// Id of one request.
#[derive(Debug, Clone)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// Header of the id.
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    /// Returns the caller's id if it is a short token of letters, digits, `-`, `_` and `.`.
    /// Otherwise returns a new id.
    pub fn of(headers: &HeaderMap) -> Self {
        let sent = headers
            .get(&Self::HEADER)
            .filter(|id| is_token(id.as_bytes()));
        Self(sent.cloned().unwrap_or_else(fresh))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// Returns the id as a header.
    pub fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

fn is_token(id: &[u8]) -> bool {
    (1..=MAX_BYTES).contains(&id.len())
        && id
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
}

fn fresh() -> HeaderValue {
    let number = NAMES.hash_one(COUNTER.fetch_add(1, Ordering::Relaxed));
    HeaderValue::try_from(hex::encode(&number.to_be_bytes()))
        .unwrap_or(HeaderValue::from_static("none"))
}
