//! `nearsite registrations doctor`: prints one line for every contradiction, with a remedy.

use super::{Failure, say};
use crate::commands::table::plain;
use clap::Args;
use nearsite_domain::{Day, RegistrationId};
use nearsite_index::audit::{Audit, AuditFinding, AuditOptions, FindingKind, examine};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// Day the registrations are looked at [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Day>,
    /// Number of different addresses that an NPI may have when its sites belong to several
    /// organizations
    #[arg(long, value_name = "N", default_value_t = AuditOptions::MOST_ADDRESSES_PER_NPI)]
    max_npi_addresses: usize,
    /// End with exit code 1 if anything is found
    #[arg(long)]
    strict: bool,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// Number of other registrations that a line names.
const OTHERS_NAMED: usize = 3;

/// The findings as JSON.
#[derive(Serialize)]
struct Report<'a> {
    snapshot: &'a str,
    as_of: Day,
    registrations: usize,
    count: usize,
    by_kind: BTreeMap<&'static str, usize>,
    findings: &'a [AuditFinding],
}

pub(super) fn run(args: &DoctorArgs) -> Result<(), Failure> {
    let snapshot = Snapshot::open(&args.index, Verify::Fast)?;
    let options = AuditOptions {
        as_of: args.as_of.unwrap_or_else(Day::today),
        most_addresses_per_npi: args.max_npi_addresses,
    };
    let audit = examine(&snapshot, &options)?;
    let count = audit.findings.len();
    if args.json {
        let report = Report {
            snapshot: snapshot.id(),
            as_of: options.as_of,
            registrations: audit.registrations,
            count,
            by_kind: by_kind(&audit.findings),
            findings: &audit.findings,
        };
        say(serde_json::to_string(&report).map_err(Failure::failed)?)?;
    } else {
        for finding in &audit.findings {
            say(line(finding))?;
        }
        say(summary(&audit, options.as_of))?;
    }
    if args.strict && count > 0 {
        return Err(Failure::failed(format!("{} found", findings(count))));
    }
    Ok(())
}

fn by_kind(findings: &[AuditFinding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.kind.as_str()).or_default() += 1;
    }
    counts
}

/// Formats one finding: kind, registrations, contradiction, position and remedy.
fn line(finding: &AuditFinding) -> String {
    let AuditFinding {
        kind,
        registration_id,
        what,
        place,
        to_do,
        ..
    } = finding;
    let others = others(&finding.others);
    plain(&format!(
        "{kind}  {registration_id}{others}: {what} [{place}]; {to_do}"
    ))
}

/// Returns the first few others, and the number of the rest.
fn others(others: &[RegistrationId]) -> String {
    let (named, more) = others.split_at(others.len().min(OTHERS_NAMED));
    let mut text = String::new();
    for id in named {
        text.push(' ');
        text.push_str(id.as_str());
    }
    match more.len() {
        0 => text,
        more => format!("{text} and {more} more"),
    }
}

fn summary(audit: &Audit, as_of: Day) -> String {
    let counts = by_kind(&audit.findings);
    let kinds = FindingKind::ALL.iter();
    let counts: Vec<String> = kinds
        .filter_map(|kind| Some(format!("{kind} {}", counts.get(kind.as_str())?)))
        .collect();
    let detail = if counts.is_empty() {
        String::new()
    } else {
        format!(": {}", counts.join(", "))
    };
    let registrations = match audit.registrations {
        1 => "1 registration".to_owned(),
        count => format!("{count} registrations"),
    };
    let found = findings(audit.findings.len());
    format!("{found} in {registrations} on {as_of}{detail}")
}

fn findings(count: usize) -> String {
    match count {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        _ => format!("{count} findings"),
    }
}
