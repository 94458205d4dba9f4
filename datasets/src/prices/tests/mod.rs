//! Price tables through the front door: files in, prices and verdicts out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod expected;
mod files;
mod fixture;
mod golden;
mod medians;
mod other_engines;
mod price_rows;
mod random;
mod rates_table;
mod rates_table_file;
mod rates_table_texts;
mod rejects;
