//! Reads JSON of any size record by record, and each record field by field.
//!
//! [`JsonRecords`] cuts a file of JSON lines, or one top-level array, into records of bounded size
//! and depth. [`JsonObject`] reads one record lazily. Every fault has an exact path, so the
//! smallest faulty part can be rejected alone. These modules know syntax only. The callers know
//! what the fields mean.

mod bracket_scanner;
mod cursor;
mod fields;
mod object;
mod records;
mod text_window;
mod unknown;
mod value;
mod value_reader;
mod value_scanner;

pub(crate) use bracket_scanner::{BracketScanner, exceeds_max_depth};
pub(crate) use cursor::{JsonCursor, MeasuredValue, PlainValue, WalkStop};
pub(crate) use object::JsonObject;
pub(crate) use records::JsonRecords;
pub(crate) use text_window::{BLOCK_BYTES, BlockReader, TextBlocks, TextWindow};
pub(crate) use unknown::UnknownFields;
pub(crate) use value::{JsonList, JsonValue};
pub(crate) use value_reader::{JsonValueReader, ReadValue};
pub(crate) use value_scanner::ValueScanner;
