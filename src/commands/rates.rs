//! `nearsite rates`: extracts the rates of published price files into one table and prints a
//! report.

use super::progress::BuildProgress;
use super::{Failure, say};
use clap::Args;
use nearsite_datasets::{RateFiles, RatesError, RatesOptions, RatesReport, extract_rates};
use std::io::{Write, stderr};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches of the command line"
)]
pub(crate) struct RatesArgs {
    /// Payers' in-network files and hospitals' price files, and folders to search for them; .gz and
    /// .zst are read as they are
    #[arg(required = true, value_name = "FILE|FOLDER")]
    inputs: Vec<PathBuf>,
    /// Registrations whose NPIs and TINs are wanted, of any status
    #[arg(long, value_name = "FILE")]
    registrations: PathBuf,
    /// The Parquet table; replaced only when every file was read
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Read payers' files only
    #[arg(long, conflicts_with = "hospital_only")]
    in_network_only: bool,
    /// Read hospitals' files only
    #[arg(long)]
    hospital_only: bool,
    /// Read and report, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Check every record of hospitals' files against the template of CMS, not only their headers,
    /// and report the faults
    #[arg(long)]
    check: bool,
    /// File for records that cannot be used [default: next to the table, if there are any]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Files read at once [default: one for each core]
    #[arg(long, value_name = "N")]
    workers: Option<usize>,
}

pub(super) fn run(args: &RatesArgs) -> Result<(), Failure> {
    let defaults = RatesOptions::new(
        args.inputs.clone(),
        args.registrations.clone(),
        args.out.clone(),
    );
    let files = match (args.in_network_only, args.hospital_only) {
        (true, _) => RateFiles::InNetworkOnly,
        (_, true) => RateFiles::HospitalOnly,
        _ => RateFiles::All,
    };
    let options = RatesOptions {
        files,
        dry_run: args.dry_run,
        check: args.check,
        rejects: args.rejects.clone(),
        workers: args.workers.unwrap_or(defaults.workers),
        ..defaults
    };
    let mut progress = BuildProgress::new();
    let extracted = extract_rates(&options, &mut |sign| progress.show(&sign));
    progress.finish();
    match extracted {
        Ok(report) => {
            if let Some(warning) = report.empty_table_warning() {
                // Nothing is left to say it with if stderr is closed.
                let _ = writeln!(stderr(), "warning: {warning}");
            }
            print_report(&report, args.json)
        }
        Err(error) => {
            if let RatesError::RateFiles(refusal) = &error {
                print_report(&refusal.report, args.json)?;
            }
            Err(if error.is_bad_input() {
                Failure::bad_input(error)
            } else {
                Failure::failed(error)
            })
        }
    }
}

fn print_report(report: &RatesReport, as_json: bool) -> Result<(), Failure> {
    if as_json {
        say(serde_json::to_string(report).map_err(Failure::failed)?)
    } else {
        say(report)
    }
}
