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
mod crew;
mod error;
mod extract;
mod file_remark;
mod find;
mod hospital;
mod notes;
mod options;
mod parts;
mod payer;
mod providers;
mod read_ahead;
mod readers;
mod rejects;
mod report;
mod sift;
mod stated;
mod summary;
mod table;
mod wanted;

pub use error::RatesError;
pub use extract::extract_rates;
pub use file_remark::FileRemark;
#[doc(hidden)]
pub use hospital::{HospitalFileCounts, count_hospital_file};
pub use options::{RateFiles, RatesOptions};
pub use report::{
    ContentsEntry, ContentsReport, FailedFile, NetworkNameReport, PassedOverFile, RateFileReport,
    RatesRefusal, RatesReport, RatesTotals, WrittenTable,
};

pub(crate) use hospital::{Detection, HospitalText, detect};
use hospital::{HospitalFile, HospitalFormat};
use payer::read_payer_file;
pub(crate) use payer::read_payer_text;
pub(crate) use stated::{FileFacts, Rate4, RateSink, RateSource, StatedRate};
pub(crate) use wanted::Wanted;
