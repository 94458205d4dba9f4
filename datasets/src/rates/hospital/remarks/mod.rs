//! Remarks: where a hospital's file breaks the template of CMS \[HPT], told in words whoever repairs it can use.
//!
//! In come the same header and records the readers see, out come counts by word, each with its first place and one sentence.
//! Remarks decide nothing: which rates a file gives, what is rejected and how a run ends are the same with and without them.
//! The header is always looked at, records only when asked.
//!
//! Each format states its values ([`stated`]) and names their places; the rules (`header`, `item`, `charge`, `amount`) know
//! neither cells nor JSON. `words` has every word with its sentence. A document may say behind its items which template it
//! follows, so rules of one edition are counted apart until the end (`tally`). The template of 2.x is that of its newest data
//! dictionary, 2.2, whatever the day in the file: so the official validator has it \[HPT-VAL].

mod amount;
mod charge;
mod columns;
mod csv_header;
mod csv_rows;
mod edition;
mod header;
mod item;
mod json_header;
mod json_items;
mod role;
mod stated;
mod tally;
mod words;

pub(super) use csv_header::{CsvTop, RowAt};
pub(super) use csv_rows::CsvTemplate;
pub(super) use json_items::JsonTemplate;
