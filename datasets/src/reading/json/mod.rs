//! Reads JSON of any size record by record, and each record field by field.
//!
//! [`JsonRecords`] cuts a file of JSON lines, or one top-level array, into records of bounded size and depth. [`JsonObject`] takes
//! one record apart lazily, so that a fault is known by its exact path and the smallest thing that holds it can be rejected
//! alone. Here is syntax only; what the fields mean is the caller's business.

mod fields;
mod object;
mod records;
mod scan;
mod unknown;
mod value;

pub(crate) use object::JsonObject;
pub(crate) use records::JsonRecords;
pub(crate) use unknown::UnknownFields;
pub(crate) use value::{JsonList, JsonValue};
