//! One immutable, verified build of the whole index: written by the indexer, opened by the service.
//!
//! Writing: [`sort_sites`], fill [`Contents`], take the [`BuildLock`], [`publish()`]. Reading:
//! [`Snapshot::open`]. Between the two there is only a directory; the crate documentation describes
//! it file by file.

mod arrow_file;
mod ascending;
mod error;
mod fact_rows;
mod facts;
mod facts_read;
mod history;
mod layout;
mod manifest;
mod mapping;
mod open;
mod order;
mod prices;
mod publish;
mod rates;
mod references;
mod sites;
mod verify;
mod writer;
mod zips;

pub use arrow_file::ColumnFault;
pub use error::{OpenError, PublishError};
pub(crate) use fact_rows::{Fit, Membership, ServiceNo, SiteFacts, UnitFacts};
pub(crate) use facts::Facts;
pub use layout::Current;
pub use manifest::{
    ContentFile, FORMAT_VERSION, MANIFEST_FILE, Manifest, SnapshotCounts, SourceFile,
};
pub(crate) use manifest::{TEXT_INDEX, content_id};
pub use open::Snapshot;
pub use order::sort_sites;
pub(crate) use prices::RankedPrice;
pub use prices::{Price, PriceColumns, PriceNo, PriceRow};
pub use publish::{BuildFacts, BuildLock, Published, Stage, current_counts, publish, rollback};
pub use rates::{RateColumns, RateRow};
pub(crate) use references::PriceGroup;
pub use references::{FEWEST_SITES_SHOWN, Median, ReferenceRow};
pub use verify::Verify;
pub use writer::Contents;
