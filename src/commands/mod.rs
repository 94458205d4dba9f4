//! The commands: what is typed, and where it goes.
//!
//! Only these modules and `main` know the indexer; the library behind them never does. A command
//! prints its result on standard output, progress and faults on standard error, and ends with a
//! [`Failure`] that says whether the input or the run was at fault.

mod account;
mod certificate;
mod config;
mod demo;
mod evaluate;
mod index;
mod inspect;
mod json_text;
mod policy;
mod price_chain;
mod progress;
mod rates;
mod registrations;
mod rollback;
mod score;
mod search;
mod serve;
mod synth;
mod table;
mod verify;

use clap::{Parser, Subcommand};
use nearsite::error::ApiError;
use nearsite_index::snapshot::OpenError;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;

/// Provider-selection search for advanced imaging: the right site, why, and on what evidence
#[derive(Debug, Parser)]
#[command(name = "nearsite", version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the sample snapshot if absent, serve it, and print its address and a ready-made
    /// request
    Demo(demo::DemoArgs),
    /// Build a snapshot from files and make it current
    Index(index::IndexArgs),
    /// Extract the rates of registered sites from published price files into one table
    Rates(rates::RatesArgs),
    /// Look registrations over: what lapses soon, what contradicts itself
    Registrations(registrations::RegistrationsArgs),
    /// Serve the current snapshot over HTTP
    Serve(serve::ServeArgs),
    /// Search the current snapshot
    Search(Box<search::SearchArgs>),
    /// Check every byte of the current snapshot
    Verify(verify::VerifyArgs),
    /// Show everything the current snapshot has about one site
    Inspect(inspect::InspectArgs),
    /// Evaluate an order against the site-of-care policy in force
    Evaluate(evaluate::EvaluateArgs),
    /// Check access certificates
    #[command(subcommand)]
    Certificate(certificate::CertificateCommand),
    /// List, check and compare site-of-care policies
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Show the score cards of one site, what would raise them, and the way to the next grade
    Score(score::ScoreArgs),
    /// Go back to the snapshot before the current one
    Rollback(rollback::RollbackArgs),
    /// Write a synthetic nation as input files
    Synth(synth::SynthArgs),
    /// Print the effective settings and where each comes from
    Config(config::ConfigArgs),
}

/// Reason for a command to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The input or usage is fine, the run failed: exit code 1.
    Failed(String),
    /// The input or usage is at fault: exit code 2.
    BadInput(String),
}

impl Failure {
    fn failed(error: impl Display) -> Self {
        Self::Failed(error.to_string())
    }

    fn bad_input(error: impl Display) -> Self {
        Self::BadInput(error.to_string())
    }

    /// Faults of an input, a line each; a single one on the line of the error itself.
    fn faults(faults: &[String]) -> Self {
        let lines: Vec<String> = faults.iter().map(|fault| table::plain(fault)).collect();
        match lines.as_slice() {
            [only] => Self::BadInput(only.clone()),
            many => Self::BadInput(format!("{} faults\n{}", many.len(), many.join("\n"))),
        }
    }

    /// A refused request in one line per fault.
    fn refused(error: &ApiError) -> Self {
        let mut lines = vec![error.detail().to_owned()];
        if error.errors().len() > 1 {
            let faults = error.errors().iter();
            lines.extend(faults.map(|fault| format!("{}: {}", fault.pointer, fault.message)));
        }
        let message = lines.join("\n");
        if error.slug().status().is_client_error() {
            Self::BadInput(message)
        } else {
            Self::Failed(message)
        }
    }
}

/// A directory without a snapshot is a wrong argument; a snapshot that is damaged is a failure.
impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing(_) => Self::bad_input(error),
            other => Self::failed(other),
        }
    }
}

/// Runs one command.
pub(crate) fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Index(args) => index::run(&args),
        Command::Rates(args) => rates::run(&args),
        Command::Registrations(args) => registrations::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Certificate(command) => certificate::run(&command),
        Command::Policy(command) => policy::run(&command),
        Command::Score(args) => score::run(&args),
        Command::Rollback(args) => rollback::run(&args),
        Command::Synth(args) => synth::run(&args),
        Command::Config(args) => config::run(&args),
    }
}

/// Writes to standard output at once. A reader that has gone, as after `| head`, is no fault.
fn say(text: impl Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("cannot write the result: {error}")))
        }
        _ => Ok(()),
    }
}

/// Refuses a directory that is not there, before anything would create it.
fn check_directory(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        Ok(())
    } else {
        Err(Failure::bad_input(format!(
            "{} is not a directory",
            path.display()
        )))
    }
}
