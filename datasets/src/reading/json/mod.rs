//! Reads JSON of any size record by record, and each record field by field.
//!
//! [`JsonRecords`] cuts a file of JSON lines, or one top-level array, into records of bounded size
//! and depth. [`JsonObject`] reads one record lazily. Every fault has an exact path, so the
//! smallest faulty part can be rejected alone. These modules know syntax only. The callers know
//! what the fields mean.

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
