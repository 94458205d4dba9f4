//! Reads input files of any content record by record.
//!
//! A path goes in. [`source`] opens, unpacks and hashes the file, then [`csv`] or [`json`] cuts it
//! into records. Each record comes out as typed cells or fields, or as a [`reject::Reject`] that
//! names file, line and field. [`row_counter`] counts both. These modules know nothing of sites,
//! networks or prices.

pub(crate) mod csv;
pub(crate) mod distinct_records;
pub(crate) mod file_fault;
pub(crate) mod file_format;
pub(crate) mod file_report;
pub(crate) mod input_file;
pub(crate) mod json;
pub(crate) mod line_count;
pub(crate) mod litter;
pub(crate) mod progress;
pub(crate) mod reject;
pub(crate) mod row_counter;
pub(crate) mod source;
