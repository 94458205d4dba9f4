//! `nearsite registrations`: reviews of registrations for those who maintain them.

mod doctor;
mod expiring;

use super::{Failure, say};
use clap::{Args, Subcommand};

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct RegistrationsArgs {
    #[command(subcommand)]
    command: RegistrationsCommand,
}

#[derive(Debug, Subcommand)]
enum RegistrationsCommand {
    /// List per plan the attestations, accreditations and scores that lapse soon or have lapsed
    Expiring(expiring::ExpiringArgs),
    /// List the contradictions of the registrations in the current snapshot
    Doctor(doctor::DoctorArgs),
}

pub(super) fn run(args: &RegistrationsArgs) -> Result<(), Failure> {
    match &args.command {
        RegistrationsCommand::Expiring(args) => expiring::run(args),
        RegistrationsCommand::Doctor(args) => doctor::run(args),
    }
}
