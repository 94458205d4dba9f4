//! The commands of the executable.
//!
//! Only these modules and `main` use the indexer. The library never does. A command prints its
//! result on standard output, and progress and faults on standard error. If it fails, its
//! [`Failure`] states whether the input was wrong or the run failed.

mod certificate;
mod config;
mod demo;
mod evaluate;
mod evaluation_report;
mod index;
mod inspect;
mod outcome;
mod policy;
mod price_chain;
mod progress;
mod rates;
mod registrations;
mod result_cells;
mod rollback;
mod score;
mod search;
mod serve;
mod synth;
mod table;
mod template;
mod verify;

pub(crate) use outcome::Failure;

use clap::{Parser, Subcommand};
use outcome::{check_directory, note, say};

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
    /// Write small examples of every input file, to start from
    Template(template::TemplateArgs),
    /// Print the effective settings and where each comes from
    Config(config::ConfigArgs),
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
        Command::Template(args) => template::run(&args),
        Command::Config(args) => config::run(&args),
    }
}
