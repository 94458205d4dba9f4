//! Warnings about contents that are valid but probably unintended.

use super::report::is_empty_rates;
use crate::reading::file_report::FileReport;
use nearsite_domain::Status;
use nearsite_index::snapshot::SnapshotContents;
use std::collections::BTreeSet;

/// Ratio of rejected parts to rows above which a file gets a warning.
const MANY_PARTS: f64 = 0.05;

/// Checks the contents. Each warning is one sentence.
pub(crate) fn find_warnings(contents: &SnapshotContents, files: &[FileReport]) -> Vec<String> {
    let mut warnings: Vec<String> = files.iter().filter_map(many_parts).collect();
    warnings.extend(files.iter().filter(|file| is_empty_rates(file)).map(|file| {
        format!(
            "{}: the rates table has no rows, so it adds no price: check that nearsite rates read the right price files and \
             registrations",
            file.name
        )
    }));
    let sites = &contents.sites;
    if !sites.iter().any(|site| site.status == Status::Complete) {
        warnings.push("no registration is complete, so searches return no site".to_owned());
    }
    let without_services = sites.iter().filter(|site| site.services.is_empty()).count();
    if without_services > 0 {
        warnings.push(format!(
            "{without_services} sites offer no modality; only a text search finds them"
        ));
    }
    let joined: BTreeSet<&str> = sites
        .iter()
        .flat_map(|site| &site.participation)
        .map(|entry| entry.network.as_str())
        .collect();
    let attested: BTreeSet<&str> = sites
        .iter()
        .flat_map(|site| &site.attestations)
        .map(|attestation| attestation.plan.as_str())
        .collect();
    for network in &contents.networks {
        if !joined.contains(network.network.as_str()) {
            warnings.push(format!("no site takes part in network {}", network.network));
        }
        if !attested.contains(network.plan.as_str()) {
            let plan = &network.plan;
            warnings.push(format!(
                "no registration is attested for plan {plan}, which owns network {}",
                network.network
            ));
        }
    }
    warnings
}

fn many_parts(file: &FileReport) -> Option<String> {
    let parts = file.counts.parts_rejected_by_code.total();
    let share = parts as f64 / file.counts.read.max(1) as f64;
    let name = &file.name;
    (share > MANY_PARTS).then(|| {
        format!(
            "{name}: {parts} parts of {} rows were rejected and the rest of their rows used",
            file.counts.read
        )
    })
}
