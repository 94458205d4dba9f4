//! `nearsite rollback`: makes the snapshot before the current one current again.

use super::{Failure, check_directory, say};
use clap::Args;
use nearsite_index::snapshot::{BuildLock, Current, PublishError, rollback};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct RollbackArgs {
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
}

pub(super) fn run(args: &RollbackArgs) -> Result<(), Failure> {
    check_directory(&args.index)?;
    let before = Current::read(&args.index)?;
    let lock = BuildLock::acquire(&args.index).map_err(Failure::failed)?;
    let now = rollback(&lock).map_err(|error| match error {
        PublishError::NothingBefore(_) => Failure::bad_input(error),
        other => Failure::failed(other),
    })?;
    say(format!(
        "snapshot {now} is current instead of {}",
        before.id
    ))
}
