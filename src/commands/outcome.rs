//! Outcome of a command: a result on standard output, or a failure with its exit code.

use super::table::plain;
use nearsite::error::ApiError;
use nearsite_index::snapshot::OpenError;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;

/// Reason why a command failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The input and usage are valid, but the run failed: exit code 1.
    Failed(String),
    /// The input or usage is wrong: exit code 2.
    BadInput(String),
}

impl Failure {
    pub(super) fn failed(error: impl Display) -> Self {
        Self::Failed(error.to_string())
    }

    pub(super) fn bad_input(error: impl Display) -> Self {
        Self::BadInput(error.to_string())
    }

    /// Reports the faults of an input, one per line. A single fault is on the line of the error
    /// itself.
    pub(super) fn faults(faults: &[String]) -> Self {
        let lines: Vec<String> = faults.iter().map(|fault| plain(fault)).collect();
        match lines.as_slice() {
            [only] => Self::BadInput(only.clone()),
            many => Self::BadInput(format!("{} faults\n{}", many.len(), many.join("\n"))),
        }
    }

    /// Reports a refused request, with one line per fault.
    pub(super) fn refused(error: &ApiError) -> Self {
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

/// A directory without a snapshot is bad input. A damaged snapshot is a failed run.
impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing(_) => Self::bad_input(error),
            other => Self::failed(other),
        }
    }
}

/// Writes to standard output at once. A reader that has closed it, as after `| head`, is not an
/// error.
pub(super) fn say(text: impl Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("cannot write the result: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes warnings to standard error, one per line. A closed standard error is no fault.
pub(super) fn warn(warnings: &[String]) {
    let mut out = std::io::stderr().lock();
    for warning in warnings {
        let _ = writeln!(out, "warning: {}", plain(warning));
    }
}

/// Writes a message to standard error. A closed standard error is no fault.
pub(super) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Refuses a directory that does not exist, before anything creates it.
pub(super) fn check_directory(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        Ok(())
    } else {
        Err(Failure::bad_input(format!(
            "{} is not a directory",
            path.display()
        )))
    }
}
