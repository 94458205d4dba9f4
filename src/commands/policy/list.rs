//! `nearsite policy list`: prints one row per policy.

use super::super::table::Table;
use super::super::{Failure, say};
use super::policies_of;
use clap::Args;
use nearsite_domain::Day;
use nearsite_index::site_of_care::{CheckedPack, Policies};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only policies of this payer
    #[arg(long, value_name = "PAYER")]
    payer: Option<String>,
    /// Folder of policies [default: those that come with the program]
    #[arg(long, value_name = "DIR")]
    policies: Option<PathBuf>,
    /// Print JSON, with sources and what is left open
    #[arg(long)]
    json: bool,
}

/// One policy in JSON.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    payer: &'a str,
    programme: &'a str,
    title: &'a str,
    version: &'a str,
    digest: &'a str,
    effective_from: Day,
    effective_to: Option<Day>,
    sources: &'a [String],
    left_open: &'a [String],
}

impl<'a> From<&'a CheckedPack> for Listed<'a> {
    fn from(held: &'a CheckedPack) -> Self {
        let pack = held.pack();
        Self {
            id: &pack.id,
            payer: &pack.payer,
            programme: &pack.programme,
            title: &pack.title,
            version: &pack.version,
            digest: held.digest(),
            effective_from: pack.effective_from,
            effective_to: pack.effective_to,
            sources: &pack.sources,
            left_open: &pack.left_open,
        }
    }
}

pub(super) fn run(args: &ListArgs) -> Result<(), Failure> {
    let policies = policies_of(args.policies.as_deref())?;
    let chosen = choose(&policies, args.payer.as_deref())?;
    if args.json {
        let listed: Vec<Listed<'_>> = chosen.into_iter().map(Listed::from).collect();
        return say(serde_json::to_string(&listed).map_err(Failure::failed)?);
    }
    let mut table = Table::new(["policy", "payer", "programme", "from", "to", "version"]);
    for held in chosen {
        let pack = held.pack();
        table.row([
            pack.id.clone(),
            pack.payer.clone(),
            pack.programme.clone(),
            pack.effective_from.to_string(),
            pack.effective_to
                .map_or_else(|| "open".to_owned(), |day| day.to_string()),
            pack.version.clone(),
        ]);
    }
    say(table)
}

fn choose<'a>(
    policies: &'a Policies,
    payer: Option<&str>,
) -> Result<Vec<&'a CheckedPack>, Failure> {
    let is_meant = |held: &&CheckedPack| payer.is_none_or(|payer| held.pack().payer == payer);
    let chosen: Vec<&CheckedPack> = policies.iter().filter(is_meant).collect();
    if chosen.is_empty() {
        let known: BTreeSet<&str> = policies.iter().map(|held| &*held.pack().payer).collect();
        let known: Vec<&str> = known.into_iter().collect();
        return Err(Failure::bad_input(format!(
            "--payer: no policy of this payer; payers are {}",
            known.join(", ")
        )));
    }
    Ok(chosen)
}
