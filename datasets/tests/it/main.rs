//! Files in, snapshot or one clear sentence out: the indexer through its only door.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::format_collect,
    reason = "tests"
)]

mod assessments;
mod containers;
mod finder;
mod gates;
mod json_records;
mod listing;
mod network_aliases;
mod networks;
mod participation;
mod places;
mod policies;
mod publication;
mod rates;
mod rates_files;
mod rates_options;
mod rates_plans;
mod rates_remarks;
mod rates_resume;
mod rates_support;
mod rates_table;
mod registrations;
mod scorecards;
mod scores;
mod shrink;
mod support;
mod tables;
mod zip_points;
