//! `nearsite policy diff`: compares two policies, each named by its id or its file.

use super::super::table::plain;
use super::super::{Failure, say};
use super::differences::{Difference, differences};
use super::policies_of;
use clap::Args;
use nearsite_datasets::read_policies;
use nearsite_index::site_of_care::{CheckedPack, Policies};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The one before: an id, or a file
    #[arg(value_name = "A")]
    before: String,
    /// The one after: an id, or a file
    #[arg(value_name = "B")]
    after: String,
    /// Folder the ids are looked up in [default: the policies that come with the program]
    #[arg(long, value_name = "DIR")]
    policies: Option<PathBuf>,
    /// Print the differences as JSON
    #[arg(long)]
    json: bool,
}

/// Two policies in JSON, and their differences.
#[derive(Serialize)]
struct Compared<'a> {
    before: Named<'a>,
    after: Named<'a>,
    differences: &'a [Difference],
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    digest: &'a str,
}

pub(super) fn run(args: &DiffArgs) -> Result<(), Failure> {
    let known = policies_of(args.policies.as_deref())?;
    let (before, after) = (find(&known, &args.before)?, find(&known, &args.after)?);
    let found = differences(before.pack(), after.pack());
    if args.json {
        let compared = Compared {
            before: named(&before),
            after: named(&after),
            differences: &found,
        };
        return say(serde_json::to_string(&compared).map_err(Failure::failed)?);
    }
    let names = format!("{} -> {}", before.pack().id, after.pack().id);
    let count = match found.len() {
        0 if before.digest() == after.digest() => "the same policy".to_owned(),
        0 => "the same rules in another order".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    };
    say(format!("{names}: {count}"))?;
    for difference in &found {
        say(plain(&format!("{}: {}", difference.what, difference.words)))?;
    }
    Ok(())
}

fn named(held: &CheckedPack) -> Named<'_> {
    Named {
        id: &held.pack().id,
        digest: held.digest(),
    }
}

/// Finds a policy by its id, or else by its file.
pub(super) fn find(known: &Policies, name: &str) -> Result<CheckedPack, Failure> {
    if let Some(held) = known.by_id(name) {
        return Ok(held.clone());
    }
    if !Path::new(name).exists() {
        return Err(Failure::bad_input(format!(
            "{}: neither the id of a policy (see nearsite policy list) nor a file",
            plain(name)
        )));
    }
    let read = read_policies(&[name.into()]).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Failure::faults(&lines)
    })?;
    match (read.len(), read.iter().next()) {
        (1, Some(only)) => Ok(only.clone()),
        _ => Err(Failure::bad_input(format!(
            "{}: holds {} policies; name the file of one",
            plain(name),
            read.len()
        ))),
    }
}
