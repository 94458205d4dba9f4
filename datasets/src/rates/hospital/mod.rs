//! Reads hospital price-transparency files \[HPT]: CSV tall, CSV wide and JSON, versions 2.x and
//! 3.0.
//!
//! Input is an open file or its text (`hospital_file`). Output is rates and rejects through a
//! [`RateSink`](super::stated_rate::RateSink), and the facts stated in the file header.
//!
//! - CSV: `csv_splitter` finds records, `csv_header` and `table_layout` understand the columns,
//!   `csv_table` reads the rows.
//! - JSON: `json_document` reads the fields of the file with a `JsonValueReader`,
//!   `json_items` and `json_item` read the items. `deferred_items` stores items until the providers
//!   are known.
//! - Both sort the codes of an item in `item_codes`, and end in `payer_charge`, which writes rates for the providers in `file_providers`.
//! - `template_check` reports where the file breaks the template. It changes no rate and no reject.
//!
//! Memory is bounded by one record of at most 16 MiB.

mod benchmark;
mod csv_header;
mod csv_scanner;
mod csv_splitter;
mod csv_table;
mod dates;
mod deferred_items;
mod detect;
mod file_providers;
mod format;
mod header_facts;
mod hospital_file;
mod item_codes;
mod json_document;
mod json_item;
mod json_items;
mod payer_charge;
mod rate_column;
mod read_options;
mod table_layout;
mod template_check;
mod text_decoder;

#[cfg(test)]
mod tests;

pub use benchmark::{HospitalFileCounts, count_hospital_file};
pub(crate) use detect::{Detection, detect};
pub(crate) use format::HospitalFormat;
pub(crate) use hospital_file::HospitalFile;
#[cfg(any(test, fuzzing))]
pub(crate) use hospital_file::HospitalText;
