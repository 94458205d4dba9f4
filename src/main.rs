//! The one executable: arguments in, one command run, an exit code out (0 done, 1 failed, 2 bad
//! input or usage).

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
