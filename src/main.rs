//! The executable. It parses the arguments, runs one command and returns an exit code.
//!
//! The codes are 0 for success, 1 for a failed run, and 2 for bad input or usage.

mod commands;

use clap::Parser;
use commands::{Cli, Failure};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let (code, message) = match &failure {
                Failure::Failed(message) => (1, message),
                Failure::BadInput(message) => (2, message),
            };
            // Standard error may be closed. Then there is no one to inform.
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::from(code)
        }
    }
}
