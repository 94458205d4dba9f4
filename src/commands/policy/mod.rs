//! `nearsite policy`: lists, checks, compares and tries out policies.
//!
//! Each command uses the policies that come with the program unless others are named.

mod check;
mod descriptions;
mod diff;
mod differences;
mod list;
mod orders;
mod shadow;
mod transitions;

use super::Failure;
use clap::Subcommand;
use nearsite_datasets::{read_policies, shipped};
use nearsite_index::site_of_care::Policies;
use std::path::Path;

/// Subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// List policies: who pays, from when to when, which version
    List(list::ListArgs),
    /// Check policy files: their shape, every rule, and that no day has two policies or none
    Check(check::CheckArgs),
    /// Show in words how one policy differs from another
    Diff(diff::DiffArgs),
    /// Evaluate orders under one policy and under another, and report what would change
    Shadow(shadow::ShadowArgs),
}

/// Runs a subcommand.
pub(super) fn run(command: &PolicyCommand) -> Result<(), Failure> {
    match command {
        PolicyCommand::List(args) => list::run(args),
        PolicyCommand::Check(args) => check::run(args),
        PolicyCommand::Diff(args) => diff::run(args),
        PolicyCommand::Shadow(args) => shadow::run(args),
    }
}

/// Reads the policies of a folder, or those that come with the program. The error has one sentence
/// per fault.
pub(super) fn load_policies(folder: Option<&Path>) -> Result<Policies, Vec<String>> {
    match folder {
        Some(folder) => read_policies(&[folder.to_owned()])
            .map_err(|faults| faults.iter().map(ToString::to_string).collect()),
        None => shipped::policies().map_err(|error| vec![error.to_string()]),
    }
}

/// Reads the policies of a folder, or those that come with the program.
pub(super) fn policies_of(folder: Option<&Path>) -> Result<Policies, Failure> {
    load_policies(folder).map_err(|faults| Failure::faults(&faults))
}
