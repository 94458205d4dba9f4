//! The service through its doors: the real executable on real sockets, and the router in process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod agreement;
mod faults;
#[path = "../oracle/mod.rs"]
mod oracle;
mod process;
