//! Remarks: where a hospital's file breaks the template of CMS \[HPT], told in words whoever repairs it can use.
//!
//! In come the same header and records the readers see, out come counts by word, each with its first place and one sentence.
//! Remarks decide nothing: which rates a file gives, what is rejected and how a run ends are the same with and without them.
//! The header is always looked at, records only when asked.
//!
//! Each format states its values ([`stated`]) and names their places; the rules (`header`, `item`, `charge`, `amount`) know
//! neither cells nor JSON. `words` has every word with its sentence. A document may say behind its items which template it
//! follows, so rules of one template are counted apart until the end (`tally`). The template of 2.x is that of its newest data
//! dictionary, 2.2, whatever the day in the file: so the official validator has it \[HPT-VAL].

mod amount_rules;
mod column_name;
mod csv_check;
mod csv_header_check;
mod field_values;
mod header_rules;
mod item_rules;
mod json_check;
mod json_header_check;
mod payer_rules;
mod remark_counts;
mod remark_words;
mod template_columns;
mod template_version;

pub(super) use csv_check::CsvTemplateCheck;
pub(super) use csv_header_check::{CsvHeaderCheck, HeaderRow};
pub(super) use json_check::JsonTemplateCheck;
