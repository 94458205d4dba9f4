//! The log of the process, on standard error.

use serde::{Deserialize, Serialize};
use std::io;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// One line for people.
    Text,
}

/// Error while setting up the log.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The filter is not valid.
    #[error("log must be a filter such as info or nearsite=debug,warn")]
    Filter,
    /// A log is already installed.
    #[error("the log was set up twice")]
    Twice,
}

/// Sends logs to standard error. A panic is reported by its position only, because its text may
/// quote a request.
///
/// # Errors
/// If the filter cannot be read, or a log is already installed.
pub fn install_log(filter: &str, format: LogFormat) -> Result<(), LogError> {
    let filter = EnvFilter::try_new(filter).or(Err(LogError::Filter))?;
    let installed = match format {
        LogFormat::Json => {
            let subscriber = fmt()
                .json()
                .flatten_event(true)
                .with_env_filter(filter)
                .with_writer(io::stderr)
                .finish();
            tracing::subscriber::set_global_default(subscriber)
        }
        LogFormat::Text => {
            let subscriber = fmt()
                .compact()
                .with_ansi(false)
                .with_env_filter(filter)
                .with_writer(io::stderr)
                .finish();
            tracing::subscriber::set_global_default(subscriber)
        }
    };
    installed.or(Err(LogError::Twice))?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "unknown".to_owned(), ToString::to_string);
        tracing::error!(panic.location = %place, "a thread panicked");
    }));
    Ok(())
}
