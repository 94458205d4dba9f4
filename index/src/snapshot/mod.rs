//! Snapshots: immutable, verified builds of the whole index. The indexer writes them, the service
//! opens them.
//!
//! To write one: call [`sort_sites`], fill [`SnapshotContents`], take the [`BuildLock`] and call
//! [`publish()`]. To read one: call [`Snapshot::open`]. The directory between the two is described
//! file by file in the README of this package.

mod arrow_file;
mod error;
mod history;
mod layout;
mod manifest;
mod mapped_file;
mod open;
mod prefilter;
mod price_groups;
mod prices;
mod publish;
mod rates;
mod site_facts;
mod site_facts_read;
mod site_facts_rows;
mod site_order;
mod site_tables;
mod site_tree;
mod sorted_column;
mod towns;
mod verify;
mod write;
mod zip_table;

pub use arrow_file::ColumnFault;
pub use error::{OpenError, PublishError};
pub use layout::Current;
pub use manifest::{
    ContentFile, FORMAT_VERSION, MANIFEST_FILE, Manifest, SnapshotCounts, SourceFile,
};
#[cfg(any(test, fuzzing))]
pub(crate) use manifest::{TEXT_INDEX, content_id};
pub use open::Snapshot;
pub(crate) use prefilter::SiteSelection;
pub(crate) use price_groups::PriceGroup;
pub use price_groups::{FEWEST_SITES_SHOWN, Median, ReferenceRow};
pub(crate) use prices::RankedPrice;
pub use prices::{Price, PriceColumns, PriceNo, PriceRow};
pub use publish::{
    BuildFacts, BuildLock, PublishStage, Published, current_counts, publish, rollback,
};
pub use rates::{RateColumns, RateRow};
pub(crate) use site_facts_rows::{Membership, PatientFit, ServiceNo, SiteFacts, UnitFacts};
pub use site_order::sort_sites;
pub(crate) use towns::{Town, Towns, town_key};
pub use verify::Verify;
pub use write::SnapshotContents;
