//! The service: searches of one snapshot, over HTTP and from the command line.
//!
//! Path of a request: [`routes`] → [`extract`] and [`api::params`] (bytes to a checked request) →
//! [`state`] (live snapshot, [`answer_cache`]) → [`work`] (permit, thread, deadline) → the engine →
//! [`api::views`] and [`render_cache`] (numbers to bytes). [`error`] is the only map from a failure
//! to an answer. [`observe`] wraps all requests. [`pages`] are the HTML pages. Other modules:
//! [`config`], [`auth`], [`server`] (sockets and their deadlines), [`reload`] (snapshots),
//! [`policies`] (policies), [`telemetry`].
//!
//! The library does not know how snapshots are built or policies are written. Only the executable's
//! commands do.

pub mod answer_cache;
pub mod api;
pub mod auth;
pub mod config;
pub mod error;
pub mod extract;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod hex;
pub mod observe;
pub mod pages;
pub mod policies;
pub mod reload;
pub mod render_cache;
pub mod routes;
pub mod server;
pub mod state;
pub mod telemetry;
pub mod work;
