//! `nearsite policy check`: reads files and folders of policies as the service does.

use super::super::{Failure, say};
use clap::Args;
use nearsite_datasets::{PolicyFileFault, PolicyFileFaultKind, read_policies};
use nearsite_index::site_of_care::Policies;
use serde::Serialize;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Policy files, or folders whose .toml files are policies; all of them are checked as one set
    #[arg(required = true, value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// Result in JSON. One of the lists is empty.
#[derive(Serialize)]
struct Checked<'a> {
    policies: Vec<Sound<'a>>,
    faults: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Sound<'a> {
    id: &'a str,
    digest: &'a str,
}

/// A fault. It has line and column if the shape is wrong, and policy and place if a rule is broken.
/// It has neither if the file is at fault.
#[derive(Serialize)]
struct Fault<'a> {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    policy: Option<&'a str>,
    place: Option<&'a str>,
    message: String,
}

pub(super) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let read = read_policies(&args.paths);
    if args.json {
        say(to_json(&read)?)?;
    }
    match read {
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Err(Failure::faults(&lines))
        }
        Ok(_) if args.json => Ok(()),
        Ok(policies) => say(sentence(&policies)),
    }
}

fn sentence(policies: &Policies) -> String {
    let ids: Vec<&str> = policies.iter().map(|held| &*held.pack().id).collect();
    match ids.as_slice() {
        [only] => format!("1 policy is sound: {only}"),
        many => format!("{} policies are sound: {}", many.len(), many.join(", ")),
    }
}

fn to_json(read: &Result<Policies, Vec<PolicyFileFault>>) -> Result<String, Failure> {
    let checked = match read {
        Ok(policies) => Checked {
            policies: policies
                .iter()
                .map(|held| Sound {
                    id: &held.pack().id,
                    digest: held.digest(),
                })
                .collect(),
            faults: Vec::new(),
        },
        Err(faults) => Checked {
            policies: Vec::new(),
            faults: faults.iter().map(Fault::from).collect(),
        },
    };
    serde_json::to_string(&checked).map_err(Failure::failed)
}

impl<'a> From<&'a PolicyFileFault> for Fault<'a> {
    fn from(fault: &'a PolicyFileFault) -> Self {
        let bare = Self {
            file: fault.file.display().to_string(),
            line: None,
            column: None,
            policy: None,
            place: None,
            message: fault.kind.to_string(),
        };
        match &fault.kind {
            PolicyFileFaultKind::Shape {
                line,
                column,
                message,
            } => Self {
                line: Some(*line),
                column: Some(*column),
                message: message.clone(),
                ..bare
            },
            PolicyFileFaultKind::Rule(rule) => Self {
                policy: Some(&rule.pack),
                place: Some(&rule.place),
                message: rule.kind.to_string(),
                ..bare
            },
            _ => bare,
        }
    }
}
