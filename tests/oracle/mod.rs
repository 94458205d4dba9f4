//! An independent, slow oracle of the search. It invents a small nation as input files. It answers
//! any valid search by testing every site against every condition, one after another.
//!
//! In: a seed, the catalog and the table of ZIP centroids. Out: the files to build a snapshot
//! from, random valid requests, and for each request the answer the server must give, with a
//! comparison that names the first difference. A test of the server writes [`world::World::files`],
//! builds and serves them with the same build day, sends the requests of
//! [`requests::Requests::invent`], and compares each page with [`rank::Oracle::answer`] by
//! [`compare::compare`]. The next page starts after the last one.
//!
//! The oracle deliberately uses no code of the engine, no index and no optimization. Where the
//! rules leave room, the decision is a small function whose comment starts with "Reading:".

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken oracle must stop the test that runs it"
)]

pub(crate) mod answer;
pub(crate) mod arithmetic;
pub(crate) mod calendar;
pub(crate) mod catalog;
pub(crate) mod compare;
mod compare_parts;
mod conditions;
pub(crate) mod cost_sharing;
pub(crate) mod designs;
mod nation;
mod nation_prices;
mod nation_tables;
mod price_bands;
mod price_rows;
pub(crate) mod prices;
pub(crate) mod rank;
mod reading;
mod registrations;
pub(crate) mod request;
pub(crate) mod requests;
mod sameness;
mod service_lists;
pub(crate) mod site_of_care;
mod spellings;
mod table;
mod terms;
mod text;
mod typing;
pub(crate) mod world;

mod samples;
mod tests;
mod tests_of_cost_sharing;
mod tests_of_prices;
mod tests_of_ranking;
mod tests_of_the_nation;
