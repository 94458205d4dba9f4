//! `nearsite rates`: the public price files of payers and hospitals, read once, become one open table of stated rates.
//!
//! In come payer in-network files (Transparency in Coverage, schema 1.x and 2.x) and hospital files (45 CFR 180; CSV tall, CSV
//! wide, JSON; 2.x and 3.0), out comes `rates.parquet`: one row per stated rate and provider, only for codes of the catalogue
//! and for NPIs or TINs that are registered. What a rate is worth is not judged here: the build does that.
//!
//! The way of a rate: `source` (open, unpack, hash) -> [`payer`] or [`hospital`] (a [`StatedRate`], or a reject) -> a
//! [`RateSink`].

mod assemble;
mod check;
mod classify;
mod extract;
mod find;
mod hospital;
mod options;
mod parts;
mod payer;
mod prefetch;
mod price_file;
mod provider_index;
mod rate_collector;
mod rate_filter;
mod rejects_file;
mod remark;
mod report;
mod stated_rate;
mod summary;
mod table;
mod worker_pool;

pub use extract::extract_rates;
#[doc(hidden)]
pub use hospital::{MeasuredFile, measure_hospital_file};
pub use options::{RateFiles, RatesOptions};
pub use remark::FileRemark;
pub use report::{
    ContentsEntry, ContentsReport, FailedFile, NetworkNameReport, PassedOverFile, RateFileReport,
    RatesRefusal, RatesReport, RatesTotals, WrittenTable,
};

pub(crate) use hospital::{Detection, HospitalText, detect};
use hospital::{HospitalFile, HospitalFormat};
use payer::read_payer_file;
pub(crate) use payer::read_payer_text;
pub(crate) use rate_filter::RateFilter;
pub(crate) use stated_rate::{FileFacts, Rate4, RateSink, RateSource, StatedRate};
