//! Template check: reports where a hospital file breaks the CMS template \[HPT], so that its author
//! can repair it.
//!
//! Input is the header and the records that the reader sees. Output is a list of remarks: a word,
//! its count, the first position and a message. Remarks never change rates, rejects or the exit
//! code. The header is always checked, records only with `--check`.
//!
//! `csv_header_check`, `csv_check`, `json_header_check` and `json_check` convert each format to
//! `field_values`. The rules (`header_rules`, `item_rules`, `payer_rules`, `amount_rules`) handle
//! neither cells nor JSON. A JSON file may state its version after its items, so `remark_counts`
//! counts for both versions until the end. For 2.x the rules are those of data dictionary 2.2,
//! regardless of the date in the file, as in the official validator \[HPT-VAL].

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
