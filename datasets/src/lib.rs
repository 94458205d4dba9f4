//! The indexer of nearsite: outside files in, one verified snapshot out; and the data it ships.
//!
//! The way of a row: `source` (open, unpack, hash) -> `table` or `json` (record) -> `registrations`, `networks`,
//! `participation`, `scores`, `prices` (checked value, or a [`Reject`]) -> `ingest` (joined contents and report) ->
//! `build` (rules, then publication). `scorecard` computes the scores nobody gave. Beside it `rates` turns published price
//! files into one table of stated rates ([`extract_rates`]), and `policies` turns policy files into one checked set
//! ([`read_policies`]). [`shipped`] holds the data that comes with the program, [`synth`] invents more.
//!
//! This is the only package that names polars. It does not know that anything is served: between the indexer and the service
//! there is only a directory.

mod build;
mod directory;
mod error;
#[doc(hidden)]
pub mod fuzzing;
mod ingest;
mod input_paths;
mod networks;
mod participation;
mod policies;
mod prices;
mod rates;
mod reading;
mod registrations;
mod report;
mod roster;
mod scorecard;
mod scores;
pub mod shipped;
pub mod synth;
mod warnings;
mod zips;

pub use build::{IndexOptions, index};
pub use error::{IngestError, Refusal};
pub use input_paths::InputPaths;
pub use policies::{PolicyFileFault, PolicyFileFaultKind, read_policies};
pub use prices::{NetworkCoverage, UnmatchedNetworks};
pub use rates::{
    ContentsEntry, ContentsReport, FailedFile, FileRemark, NetworkNameReport, PassedOverFile,
    RateFileReport, RateFiles, RatesOptions, RatesRefusal, RatesReport, RatesTotals, WrittenTable,
    extract_rates,
};
#[doc(hidden)]
pub use rates::{HospitalFileCounts, count_hospital_file};
pub use reading::file_fault::FileFault;
pub use reading::progress::Progress;
pub use reading::reject::{Reject, RejectCode};
pub use reading::row_counter::{ByCode, Counts};
pub use registrations::{RegisteredSite, read_registration};
pub use report::{
    BuildReport, FarLocation, FarLocations, FileReport, Holdings, MovedMedian, PriceChanges,
    PublishedReport,
};
pub use roster::{Roster, RosterPaths, read_roster};
pub use scorecard::{ScoreDifference, ScoreReport, ScorecardFault, parse_scorecard};
