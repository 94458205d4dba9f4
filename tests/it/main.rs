//! The service from outside: the real executable on real sockets, and the router in process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod agreement;
mod bad_benefits;
mod bad_inputs;
mod command_line;
mod cost_agreement;
mod cost_sharing;
mod credentials;
mod cursors;
mod doctor;
mod doctor_shared;
mod estimates;
mod evaluate_command;
mod evaluations;
mod expiring;
mod faults;
mod hidden;
mod logs;
mod openapi;
#[path = "../oracle/mod.rs"]
mod oracle;
mod orders;
mod pages_html;
mod policies;
mod policy_commands;
mod process;
mod random_bodies;
mod rates;
mod registry;
mod reload;
mod score;
mod search;
mod settings;
mod site_of_care;
mod sites;
mod slow_clients;
mod source_keys;
mod source_tree;
mod summary;
mod support;
mod template;
mod wrapping;
