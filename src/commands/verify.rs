//! `nearsite verify`: checks every byte of the current snapshot against its manifest.

use super::{Failure, say};
use clap::Args;
use nearsite_index::snapshot::{Snapshot, Verify};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
}

pub(super) fn run(args: &VerifyArgs) -> Result<(), Failure> {
    let snapshot = Snapshot::open(&args.index, Verify::Full)?;
    let manifest = snapshot.manifest();
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    say(format!(
        "snapshot {} is sound: {} files, {bytes} bytes, {} sites, built {}, prices as of {}",
        manifest.id,
        manifest.files.len(),
        snapshot.site_count(),
        manifest.created_at,
        manifest.prices_as_of
    ))
}
