//! Logs, request ids and metrics.
//!
//! There is one line per request: method, route template, status, time taken, request id, snapshot
//! id. The log never has a query string, a body, a header, an address or words of a request.
//! Metrics have the same few labels, each from a closed list.

mod log;
mod metrics;
mod request_id;

pub use log::{LogError, LogFormat, install_log};
pub use metrics::{Metrics, RequestOutcome};
pub use request_id::RequestId;
