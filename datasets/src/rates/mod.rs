//! Extraction of stated rates: public price files of payers and hospitals become one open table.
//!
//! Input is payer in-network files (Transparency in Coverage, schema 1.x and 2.x) and hospital
//! files (45 CFR 180; CSV tall, CSV wide, JSON; 2.x and 3.0). Output is `rates.parquet`: one row
//! per stated rate and provider, only for codes of the catalog and for registered NPIs or TINs.
//! Rates are not judged here. The build does that.
//!
//! The path of a rate: `reading::source` (open, unpack, hash) -> [`payer`] or [`hospital`]
//! (a [`stated_rate::StatedRate`], or a reject) -> [`parts`] (sorted rows of one file) -> [`table`].

mod assemble;
mod classify;
mod code_cell;
mod code_words;
mod error;
mod extract;
mod file_remark;
mod find;
mod hospital;
mod options;
mod options_check;
mod parts;
mod payer;
mod plan_networks;
mod prefetch;
mod price_file;
mod provider_index;
mod rate_collector;
mod rate_filter;
mod record_outcome;
mod rejects_file;
mod report;
mod stated_rate;
mod summary;
mod table;
mod worker_pool;

pub use error::RatesError;
pub use extract::extract_rates;
pub use file_remark::FileRemark;
#[doc(hidden)]
pub use hospital::{HospitalFileCounts, count_hospital_file};
pub use options::{RateFiles, RatesOptions};
pub use report::{
    ContentsEntry, ContentsReport, FailedFile, LookedFor, NetworkNameReport, PassedOverFile,
    RateFileReport, RatesRefusal, RatesReport, RatesTotals, WrittenTable,
};

/// Readers of text in memory, for fuzz targets.
#[cfg(any(test, fuzzing))]
pub(crate) mod in_memory {
    pub(crate) use super::hospital::{Detection, HospitalText, detect};
    pub(crate) use super::payer::read_payer_text;
    pub(crate) use super::rate_filter::RateFilter;
    pub(crate) use super::stated_rate::{FileFacts, RateSink, StatedRate};
}
