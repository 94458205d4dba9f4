//! Logs, request ids and metrics.
//!
//! One line per request: method, route template, status, time taken, request id, snapshot id. Never
//! a URL with its query, a body, a header, an address or a word of what was asked. Metrics carry
//! the same few labels, each from a closed list.

mod log;
mod metrics;
mod request_id;

pub use log::{LogError, LogFormat, install_log};
pub use metrics::{Metrics, RequestOutcome};
pub use request_id::RequestId;
