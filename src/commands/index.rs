//! `nearsite index`: builds a snapshot from files, makes it current and prints a report.

use super::outcome::warn;
use super::progress::BuildProgress;
use super::{Failure, say};
use clap::Args;
use nearsite_datasets::{BuildReport, IndexOptions, InputPaths, index};
use nearsite_domain::Day;
use std::io::{IsTerminal, stderr, stdout};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Registrations: NDJSON or a JSON array; .gz and .zst are read as they are, here and below
    #[arg(long, value_name = "FILE")]
    registrations: PathBuf,
    /// Participation (CSV)
    #[arg(long, value_name = "FILE")]
    participation: PathBuf,
    /// Networks (CSV)
    #[arg(long, value_name = "FILE")]
    networks: PathBuf,
    /// Modality scores (CSV)
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
    /// Prices (CSV or Parquet); may be given more than once
    #[arg(long, value_name = "FILE")]
    prices: Vec<PathBuf>,
    /// Rates of public price files, as `nearsite rates` writes them (Parquet); may be given more
    /// than once
    #[arg(long, value_name = "FILE")]
    rates: Vec<PathBuf>,
    /// Names of our networks in public price files (CSV:
    /// `payer_name,network_name,network`)
    #[arg(long, value_name = "FILE")]
    network_aliases: Option<PathBuf>,
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Build date prices are resolved on [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Day>,
    /// Read and check everything, publish nothing
    #[arg(long)]
    dry_run: bool,
    /// File for rows that cannot be used [default: rejects.ndjson in the directory]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Largest share of rejected rows in any file or network, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = IndexOptions::MAX_REJECT_RATIO)]
    max_reject_ratio: f64,
    /// Publish even if sites, prices or rows of a network shrink by over 20 %
    #[arg(long)]
    accept_shrink: bool,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &IndexArgs) -> Result<(), Failure> {
    let inputs = InputPaths {
        registrations: args.registrations.clone(),
        participation: args.participation.clone(),
        networks: args.networks.clone(),
        scores: args.scores.clone(),
        prices: args.prices.clone(),
        rates: args.rates.clone(),
        network_aliases: args.network_aliases.clone(),
    };
    let options = IndexOptions {
        as_of: args.as_of.unwrap_or_else(Day::today),
        max_reject_ratio: args.max_reject_ratio,
        accept_shrink: args.accept_shrink,
        rejects: args.rejects.clone(),
        dry_run: args.dry_run,
        ..IndexOptions::new(inputs, args.out.clone())
    };
    let mut progress = BuildProgress::new();
    let built = index(&options, &mut |sign| progress.show(&sign));
    progress.finish();
    match built {
        Ok(report) => print_report(&report, args.json),
        Err(error) => {
            if let Some(report) = error.report() {
                print_report(report, args.json)?;
            }
            Err(if error.is_bad_input() {
                Failure::bad_input(error)
            } else {
                Failure::failed(error)
            })
        }
    }
}

/// Prints the report on standard output, and its warnings on standard error too, unless both are
/// the same terminal.
fn print_report(report: &BuildReport, as_json: bool) -> Result<(), Failure> {
    if as_json || !stdout().is_terminal() || !stderr().is_terminal() {
        warn(&report.warnings);
    }
    if as_json {
        say(serde_json::to_string(report).map_err(Failure::failed)?)
    } else {
        say(report)
    }
}
