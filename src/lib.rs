//! The service: one snapshot, asked over HTTP or from the command line.
//!
//! A request's way: [`routes`] → [`body`] and [`api::params`] (bytes to a checked request) →
//! [`state`] (live snapshot, finished answers) → the engine → [`api::views`] (numbers to bytes).
//! [`error`] is the only map from a failure to an answer, [`observe`] wraps it all. [`faces`] are
//! the pages over it. Around that: [`config`], [`auth`], [`doorkeeper`], [`server`] (sockets and
//! their deadlines), [`reload`] (snapshots in and out), [`policies`] (policies in and out),
//! [`telemetry`]. The library does not know how snapshots are built or policies are written; only
//! the executable's commands do.

pub mod answer_cache;
pub mod api;
pub mod auth;
pub mod config;
pub mod error;
pub mod extract;
pub mod faces;
#[doc(hidden)]
pub mod fuzzing;
mod hex;
pub mod observe;
pub mod policies;
pub mod reload;
pub mod render_cache;
pub mod routes;
pub mod server;
pub mod state;
pub mod telemetry;
