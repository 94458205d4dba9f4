//! `nearsite evaluate`: evaluates one order against the policy in force, from the command line.
//!
//! The file is the body of `POST /v1/site-of-care/evaluations`. The same code checks it, so faults
//! and answers are the same. `--json` prints the bytes that a client would receive.

use super::evaluation_report::EvaluationReport;
use super::policy::policies_of;
use super::{Failure, say};
use clap::Args;
use nearsite::api::evaluations::answer;
use nearsite::api::params::read_evaluation;
use nearsite::error::ApiError;
use nearsite::extract::MAX_BODY_BYTES;
use nearsite::render_cache::RenderCache;
use nearsite_domain::Day;
use nearsite_index::snapshot::{Snapshot, Verify};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// Order as JSON, the body of POST /v1/site-of-care/evaluations; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// Folder of policies [default: the policies that come with the program]
    #[arg(long, value_name = "DIR")]
    policies: Option<PathBuf>,
    /// Print the answer the server would give
    #[arg(long)]
    json: bool,
    /// Write the access certificate to this file
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

pub(super) fn run(args: &EvaluateArgs) -> Result<(), Failure> {
    if args
        .certificate
        .as_deref()
        .is_some_and(|path| is_same_file(path, &args.file))
    {
        return Err(Failure::bad_input(format!(
            "--certificate {} would overwrite the order: name another file",
            args.file.display()
        )));
    }
    let body = read_body(&args.file)?;
    let policies = policies_of(args.policies.as_deref())?;
    let snapshot = Snapshot::open(&args.index, Verify::Fast)?;
    let order = read_evaluation(&body, Day::today()).map_err(|error| Failure::refused(&error))?;
    let evaluation = snapshot
        .evaluate(&policies, &order)
        .map_err(|error| Failure::refused(&ApiError::from(error)))?;
    if args.json {
        let cards = RenderCache::new(&snapshot);
        let bytes = answer(&snapshot, &cards, &order, &evaluation)
            .map_err(|error| Failure::refused(&error))?;
        say(String::from_utf8(bytes).map_err(Failure::failed)?)?;
    } else {
        let report = EvaluationReport {
            snapshot: &snapshot,
            order: &order,
            evaluation: &evaluation,
        };
        say(report.print()?)?;
    }
    match (&args.certificate, &evaluation.certificate) {
        (Some(path), Some(certificate)) => write_private(path, certificate.text()),
        (Some(_), None) => Err(Failure::bad_input(
            "the order is not reviewed, so there is no certificate to write",
        )),
        (None, _) => Ok(()),
    }
}

/// Reads a body, up to the size that the server accepts.
fn read_body(file: &Path) -> Result<Vec<u8>, Failure> {
    let name = file.display();
    let unreadable = |error| Failure::bad_input(format!("{name} cannot be read: {error}"));
    let mut body = Vec::new();
    let most = MAX_BODY_BYTES as u64 + 1;
    if file == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut body)
    } else {
        File::open(file)
            .map_err(unreadable)?
            .take(most)
            .read_to_end(&mut body)
    }
    .map_err(unreadable)?;
    if body.len() > MAX_BODY_BYTES {
        return Err(Failure::bad_input(format!(
            "{name}: an order has at most 64 KiB"
        )));
    }
    Ok(body)
}

/// True if two paths lead to one existing file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file that only its owner can read: a certificate contains the member's location.
fn write_private(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::failed(format!("cannot write {}: {error}", path.display())))
}
