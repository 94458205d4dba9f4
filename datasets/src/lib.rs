//! The indexer of nearsite: it reads outside files and publishes one verified snapshot. It also holds the data we ship.
//!
//! The path of a row: `reading` opens, unpacks and hashes a file and cuts it into records. `registrations`, `tables` and
//! `prices` turn a record into a checked value or a [`Reject`]. `build` joins the values, applies the rules of a build and
//! publishes the snapshot. `scorecard` computes the scores that no file states. `rates` extracts published price files into
//! one table of stated rates ([`extract_rates`]). `policies` reads policy files into one checked set ([`read_policies`]).
//! [`shipped`] and [`sample`] hold the data that comes with the program. [`synth`] generates test data.
//!
//! This is the only package that depends on polars. It does not know that anything is served: a snapshot directory is the
//! only link between the indexer and the service.

mod build;
mod code_type;
mod error;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod policies;
mod prices;
mod rates;
mod reading;
mod registrations;
pub mod sample;
mod scorecard;
pub mod shipped;
pub mod synth;
mod tables;
mod template;

pub use build::error::{BuildError, Refusal};
pub use build::input_paths::InputPaths;
pub use build::listing::{ListingCounts, ListingReport};
pub use build::report::{BuildReport, Holdings, MovedMedian, PriceChanges, PublishedReport};
pub use build::run::{IndexOptions, index};
pub use build::site_registry::{SiteRegistry, SiteRegistryPaths, read_site_registry};
pub use error::IngestError;
pub use policies::{PolicyFileFault, PolicyFileFaultKind, read_policies};
pub use prices::{NamedRates, NetworkCoverage, SharedNetwork, UnmatchedNetworks};
pub use rates::{
    ContentsEntry, ContentsReport, FailedFile, FileRemark, LookedFor, NetworkNameReport,
    PassedOverFile, RateFileReport, RateFiles, RatesError, RatesOptions, RatesRefusal, RatesReport,
    RatesTotals, WrittenTable, extract_rates,
};
#[doc(hidden)]
pub use rates::{HospitalFileCounts, count_hospital_file};
pub use reading::file_fault::FileFault;
pub use reading::file_report::FileReport;
pub use reading::progress::Progress;
pub use reading::reject::{Reject, RejectCode};
pub use reading::row_counter::{ByCode, Counts};
pub use registrations::{FarLocation, FarLocations, RegisteredSite, read_registration};
pub use scorecard::{ScoreDifference, ScoreReport, ScorecardFault, parse_scorecard};
pub use template::write_template;
