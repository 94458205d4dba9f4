//! `nearsite certificate`: checks an access certificate against its snapshot and policy.

use super::policy::policies_of;
use super::{Failure, say};
use clap::{Args, Subcommand};
use nearsite_index::site_of_care::{CertificateError, verify_certificate};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Largest certificate that is read. One of all sites of the nation has a tenth of this size.
const LARGEST: u64 = 64 << 20;

/// Subcommands for certificates.
#[derive(Debug, Subcommand)]
pub(crate) enum CertificateCommand {
    /// Check its form, its digest, and everything it says by computing it again
    Verify(VerifyArgs),
}

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The certificate, as nearsite evaluate --certificate writes it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Directory that holds the snapshots and CURRENT; the one the certificate names must be among
    /// them
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// Folder of policies [default: the policies that come with the program]
    #[arg(long, value_name = "DIR")]
    policies: Option<PathBuf>,
}

pub(super) fn run(command: &CertificateCommand) -> Result<(), Failure> {
    match command {
        CertificateCommand::Verify(args) => verify(args),
    }
}

fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let bytes = read(&args.file)?;
    let policies = policies_of(args.policies.as_deref())?;
    let current = Snapshot::open(&args.index, Verify::Full)?;
    let verified = match verify_certificate(&bytes, &current, &policies) {
        // The certificate is from another snapshot. It can be checked as long as that snapshot is
        // kept.
        Err(CertificateError::OtherSnapshot { stated, at_hand }) => {
            match Snapshot::open_generation(&args.index, &stated, Verify::Full) {
                Ok(kept) => verify_certificate(&bytes, &kept, &policies),
                Err(_) => Err(CertificateError::OtherSnapshot { stated, at_hand }),
            }
        }
        verified => verified,
    }
    .map_err(Failure::bad_input)?;
    say(format!(
        "verified: certificate {}\n\
         snapshot {}, policy {}, service date {}\n\
         {} alternates and {} other sites within {} m, each where it is and for the cause it has; outcome {}",
        verified.digest,
        verified.snapshot,
        verified.policy,
        verified.as_of,
        verified.alternates,
        verified.excluded,
        verified.radius_metres,
        verified.outcome
    ))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let name = file.display();
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| Failure::bad_input(format!("{name} cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::bad_input(format!(
            "{name} is larger than 64 MiB: no certificate is"
        )));
    }
    Ok(bytes)
}
