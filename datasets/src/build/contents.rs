//! Reads the input files and joins them to snapshot contents and a report. Nothing is published
//! here.
//!
//! Each step needs the results of the steps before it: first networks and registrations, then the
//! lookup of sites by id and NPI, then the tables that name sites, and prices last.

use super::input_paths::Inputs;
use super::listing::ListingReport;
use super::report::{BuildReport, Holdings, sum_by_network};
use super::warnings::find_warnings;
use crate::error::IngestError;
use crate::prices::{
    NetworkAliases, PriceContext, PriceTables, RegisteredServices, ResolvedPrices,
    UnmatchedNetworks,
};
use crate::reading::file_report::FileReport;
use crate::reading::progress::{FileProgress, Listener, Progress};
use crate::reading::row_counter::{RejectsWriter, RowCounter};
use crate::registrations::{FarLocations, Registrations, ZipTable, read_registrations};
use crate::scorecard::{ScoreReport, note_computed};
use crate::shipped;
use crate::tables::networks::read_networks;
use crate::tables::participation::read_participation;
use crate::tables::scores::read_scores;
use crate::tables::site_lookup::SiteLookup;
use nearsite_domain::{Catalog, Day, Network, Precision, Setting, Site, ZipCentroid};
use nearsite_index::scorecard::ScoreCardProfile;
use nearsite_index::snapshot::{SnapshotContents, SnapshotCounts, sort_sites};
use std::collections::BTreeMap;

/// Result of reading all files.
pub(crate) struct Ingested {
    pub(crate) contents: SnapshotContents,
    pub(crate) report: BuildReport,
}

/// Reads and joins all files.
///
/// # Errors
/// When a file cannot be used at all. Bad rows are not errors. The report counts them.
pub(crate) fn ingest(
    inputs: &Inputs,
    as_of: Day,
    rejects: &mut RejectsWriter,
    listener: Listener<'_>,
) -> Result<Ingested, IngestError> {
    let zips = shipped::zip_centroids()?;
    let catalog = shipped::catalog()?;
    let scorecard = shipped::scorecard(as_of)?;
    let (networks, networks_report) = read_networks(
        &inputs.networks,
        rejects,
        FileProgress::new(&inputs.networks.label, listener),
    )?;
    let Registrations {
        mut sites,
        far_locations,
        report,
    } = read_registrations(
        &inputs.registrations,
        &ZipTable::new(&zips),
        Some(&scorecard),
        rejects,
        FileProgress::new(&inputs.registrations.label, listener),
    )?;
    sort_sites(&mut sites);
    let directory = SiteLookup::new(&sites, &networks);
    let mut files = vec![networks_report, report];
    files.extend(read_tables(
        inputs, &directory, &mut sites, rejects, listener,
    )?);
    let scores = note_computed(&scorecard, &mut sites, as_of);
    let mut aliases = NetworkAliases::new(&networks);
    if let Some(input) = &inputs.network_aliases {
        let progress = FileProgress::new(&input.label, listener);
        files.push(aliases.read(input, &directory.networks_by_id, rejects, progress)?);
    }
    for input in &inputs.rates {
        let mut progress = FileProgress::new(&input.label, listener);
        aliases
            .survey_payers(&input.path, &mut progress)
            .map_err(IngestError::file(&input.path))?;
    }
    let settings: Vec<Setting> = sites.iter().map(Site::setting).collect();
    let services: Vec<RegisteredServices> = sites.iter().map(RegisteredServices::new).collect();
    let context = PriceContext {
        sites_by_id: &directory.sites_by_id,
        sites_by_npi: &directory.sites_by_npi,
        sites_by_provider: &directory.sites_by_provider,
        networks: &networks,
        networks_by_id: &directory.networks_by_id,
        catalog: &catalog,
        settings: &settings,
        services: &services,
        aliases: &aliases,
        as_of,
    };
    let (mut prices, price_files) = read_prices(inputs, &context, rejects, listener)?;
    files.extend(price_files);
    let coverage = std::mem::take(&mut prices.coverage);
    let findings = std::mem::take(&mut prices.findings);
    let reference = Reference {
        catalog,
        zips,
        scorecard,
    };
    let contents = assemble(as_of, sites, networks, reference, prices)?;
    let mut report = summarize(&contents, files, far_locations);
    report.add_scores(scores);
    report.add_prices(&contents.networks, coverage);
    report.add_rates_findings(findings);
    Ok(Ingested { contents, report })
}

/// Reads the tables that add something to every site.
fn read_tables(
    inputs: &Inputs,
    directory: &SiteLookup,
    sites: &mut [Site],
    rejects: &mut RejectsWriter,
    listener: Listener<'_>,
) -> Result<Vec<FileReport>, IngestError> {
    let participation = &inputs.participation;
    let progress = FileProgress::new(&participation.label, listener);
    let mut files = vec![read_participation(
        participation,
        directory,
        sites,
        rejects,
        progress,
    )?];
    if let Some(scores) = &inputs.scores {
        files.push(read_scores(
            scores,
            directory,
            sites,
            rejects,
            FileProgress::new(&scores.label, listener),
        )?);
    }
    Ok(files)
}

fn read_prices(
    inputs: &Inputs,
    context: &PriceContext<'_>,
    rejects: &mut RejectsWriter,
    listener: Listener<'_>,
) -> Result<(ResolvedPrices, Vec<FileReport>), IngestError> {
    let mut tables = PriceTables::default();
    let mut files = Vec::new();
    let plan_tables = inputs.prices.iter().map(|input| (input, "prices"));
    for (input, role) in plan_tables.chain(inputs.rates.iter().map(|input| (input, "rates"))) {
        let mut counter = RowCounter::new(&input.label, context.networks_by_id.len(), rejects);
        let mut progress = FileProgress::new(&input.label, listener);
        let read = if role == "rates" {
            tables.read_rates_table(&input.path, context, &mut counter, &mut progress)
        } else {
            tables.read(&input.path, context, &mut counter, &mut progress)
        };
        let read = read.map_err(IngestError::file(&input.path))?;
        progress.done(read.fingerprint.bytes);
        files.push(FileReport::new(
            role,
            input,
            read.fingerprint,
            read.unknown_columns,
            counter.finish(),
        ));
    }
    listener(Progress::Resolving);
    let prices = tables
        .resolve(context)
        .map_err(|fault| IngestError::Resolve(fault.to_string()))?;
    Ok((prices, files))
}

/// Shipped data that goes into the snapshot unchanged.
struct Reference {
    catalog: Catalog,
    zips: Vec<ZipCentroid>,
    scorecard: ScoreCardProfile,
}

fn assemble(
    prices_as_of: Day,
    sites: Vec<Site>,
    networks: Vec<Network>,
    reference: Reference,
    resolved: ResolvedPrices,
) -> Result<SnapshotContents, IngestError> {
    let ResolvedPrices {
        prices,
        rates,
        references,
        texts,
        ..
    } = resolved;
    let profiles = shipped::ranking_profiles()?;
    let Reference {
        catalog,
        zips,
        scorecard,
    } = reference;
    Ok(SnapshotContents {
        prices_as_of,
        sites,
        networks,
        catalog,
        zips,
        profiles,
        scorecard: Some(scorecard),
        prices,
        rates,
        references,
        texts,
    })
}

fn summarize(
    contents: &SnapshotContents,
    files: Vec<FileReport>,
    far_locations: FarLocations,
) -> BuildReport {
    let names: Vec<String> = contents
        .networks
        .iter()
        .map(|network| network.network.to_string())
        .collect();
    let snapshot = Holdings {
        sites: contents.sites.len() as u64,
        sites_by_town: contents
            .sites
            .iter()
            .filter(|site| site.location.precision == Precision::Town)
            .count() as u64,
        networks: contents.networks.len() as u64,
        prices: contents.prices.amounts().count() as u64,
        rates: contents.rates.len() as u64,
        references: contents.references.len() as u64,
    };
    let listing = ListingReport::new(&contents.sites, &contents.networks, contents.prices_as_of);
    BuildReport {
        prices_as_of: contents.prices_as_of,
        networks: sum_by_network(&names, &files),
        warnings: find_warnings(&files, &listing),
        listing,
        files,
        snapshot,
        far_locations,
        scores: ScoreReport::default(),
        coverage: BTreeMap::new(),
        unmatched: UnmatchedNetworks::default(),
        shared_networks: Vec::new(),
        undated_rates: 0,
        changes: None,
        first_rejects: Vec::new(),
        published: None,
    }
}

/// Counts the contents for the shrink guard of the next build.
pub(crate) fn count(contents: &SnapshotContents) -> SnapshotCounts {
    let mut networks: BTreeMap<String, u64> = contents
        .networks
        .iter()
        .map(|network| (network.network.to_string(), 0))
        .collect();
    let mut rows = vec![0u64; contents.networks.len()];
    for position in 0..contents.rates.len() {
        if let Some(rows) = rows.get_mut(contents.rates.network(position).index()) {
            *rows += 1;
        }
    }
    for (rates, total) in rows.iter().zip(networks.values_mut()) {
        *total += rates;
    }
    for entry in contents.sites.iter().flat_map(|site| &site.participation) {
        if let Some(total) = networks.get_mut(entry.network.as_str()) {
            *total += 1;
        }
    }
    SnapshotCounts {
        sites: contents.sites.len() as u64,
        prices: contents.prices.amounts().count() as u64,
        networks,
    }
}
