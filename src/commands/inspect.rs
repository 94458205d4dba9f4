//! `nearsite inspect`: prints the contents of the current snapshot about one site or one price, for
//! operators of the index.

use super::price_chain::price_chain;
use super::table::{Table, plain};
use super::{Failure, say};
use clap::Args;
use nearsite_domain::{Assessment, Day, Equipment, Service, Site, SiteNo, Window};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::fmt::Display;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Registration id of the site
    #[arg(value_name = "SITE")]
    site: String,
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// Show the whole chain behind the price of this procedure instead: every rate found, which
    /// won, why the others lost
    #[arg(long, value_name = "CODE", requires = "network")]
    procedure: Option<String>,
    /// The network of that price
    #[arg(long, value_name = "NETWORK", requires = "procedure")]
    network: Option<String>,
}

pub(super) fn run(args: &InspectArgs) -> Result<(), Failure> {
    let snapshot = Snapshot::open(&args.index, Verify::Fast)?;
    let unknown = || {
        Failure::bad_input(format!(
            "there is no site {} in snapshot {}",
            plain(&args.site),
            snapshot.id()
        ))
    };
    let number = snapshot.find_site(&args.site).ok_or_else(unknown)?;
    if let (Some(code), Some(network)) = (&args.procedure, &args.network) {
        return say(price_chain(&snapshot, number, code, network)?);
    }
    let site = snapshot.site(number)?;
    say(facts(&site, &snapshot))?;
    for service in &site.services {
        say(service_line(service, &site))?;
    }
    answers("the site", &site.assessment)?;
    for service in &site.services {
        answers(service.modality.as_str(), &service.assessment)?;
    }
    for attestation in &site.attestations {
        say(format!(
            "attestation: {} {}",
            plain(attestation.plan.as_str()),
            days(attestation.window())
        ))?;
    }
    for participation in &site.participation {
        let tier = participation
            .tier
            .as_deref()
            .map(|tier| format!(" tier {}", plain(tier)))
            .unwrap_or_default();
        let prices = price_count(&snapshot, participation.network.as_str(), number);
        let network = plain(participation.network.as_str());
        say(format!(
            "network: {network}{tier} {}, {prices} prices",
            days(participation.window)
        ))?;
    }
    Ok(())
}

fn facts(site: &Site, snapshot: &Snapshot) -> Table<2> {
    let mut table = Table::new(["site", site.registration_id.as_str()]);
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            table.row([name.to_owned(), value]);
        }
    };
    let organization = site.organization.as_ref();
    fact("snapshot", snapshot.id().to_owned());
    fact("status", site.status.to_string());
    fact("name", site.name.clone());
    fact("other name", optional(site.doing_business_as.as_ref()));
    fact(
        "organization",
        optional(organization.and_then(|organization| organization.name.as_ref())),
    );
    fact(
        "owner",
        optional(organization.and_then(|organization| organization.owner_type)),
    );
    fact(
        "TIN",
        optional(organization.and_then(|organization| organization.tin.as_ref())),
    );
    fact("NPI", list(&site.npi));
    fact(
        "setting",
        format!(
            "{} (place of service {})",
            site.setting(),
            site.place_of_service
        ),
    );
    fact("declared", optional(site.declared_setting.as_ref()));
    fact("address", address(site));
    fact(
        "location",
        format!(
            "{} {} ({})",
            site.location.place.lat(),
            site.location.place.lon(),
            site.location.precision
        ),
    );
    fact("phone", optional(site.phone.as_ref()));
    fact("website", optional(site.website.as_ref()));
    fact("languages", list(&site.languages));
    fact("wheelchair", optional(site.wheelchair_accessible));
    for hours in &site.hours {
        let (opens, closes) = (
            optional(hours.opens.as_ref()),
            optional(hours.closes.as_ref()),
        );
        fact("hours", format!("{} {opens}-{closes}", list(&hours.days)));
    }
    table
}

fn address(site: &Site) -> String {
    let address = &site.address;
    let parts = [
        &address.line1,
        &address.line2,
        &address.city,
        &address.state,
    ]
    .into_iter()
    .flatten()
    .cloned();
    parts
        .chain(address.zip.map(|zip| zip.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn service_line(service: &Service, site: &Site) -> String {
    let score = site
        .scores
        .iter()
        .find(|score| score.modality == service.modality);
    let score = score.map_or_else(
        || "no score".to_owned(),
        |score| {
            let origin = if score.computed { " computed" } else { "" };
            format!("score {} {:?}{origin}", score.total, score.total.grade())
        },
    );
    let regions = service
        .body_regions
        .as_ref()
        .map_or_else(|| "all regions".to_owned(), |regions| list(regions));
    let mut parts = vec![score, regions];
    parts.extend(service.equipment.iter().map(unit));
    let capabilities = &service.capabilities;
    let stated = [
        capabilities
            .sedation
            .map(|depth| format!("sedation {depth}")),
        capabilities
            .pediatric_min_age
            .map(|age| format!("from {age} years")),
        capabilities
            .contrast
            .map(|given| format!("contrast {given}")),
        capabilities
            .contrast_reaction_cover
            .map(|covered| format!("contrast reaction cover {covered}")),
    ];
    parts.extend(stated.into_iter().flatten());
    let accredited =
        |until: Option<Day>| until.map(|day| format!(" until {day}")).unwrap_or_default();
    parts.extend(service.accreditations.iter().map(|entry| {
        format!(
            "accredited by {}{}",
            entry.body,
            accredited(entry.expires_on)
        )
    }));
    format!("{}: {}", service.modality, parts.join("; "))
}

/// Prints the answers to the score card. `nearsite score` prints their points.
fn answers(whose: &str, assessment: &Assessment) -> Result<(), Failure> {
    if assessment.is_empty() {
        return Ok(());
    }
    let given: Vec<String> = assessment
        .answers()
        .map(|(measure, answer)| format!("{measure} {answer}"))
        .collect();
    let on = optional(assessment.assessed_on.map(|day| format!(" on {day}")));
    say(format!("answers of {whose}{on}: {}", given.join(", ")))
}

fn unit(unit: &Equipment) -> String {
    let stated = [
        unit.field_strength_t.map(|tesla| format!("{tesla} T")),
        unit.bore.map(|bore| format!("{bore} bore")),
        unit.bore_cm.map(|size| format!("{size} cm")),
        unit.slices.map(|slices| format!("{slices} slices")),
        unit.table_limit_lb.map(|limit| format!("table {limit} lb")),
        unit.pet_ct
            .filter(|&with| with)
            .map(|_| "PET/CT".to_owned()),
        unit.spect_ct
            .filter(|&with| with)
            .map(|_| "SPECT/CT".to_owned()),
    ];
    let stated: Vec<String> = stated.into_iter().flatten().collect();
    if stated.is_empty() {
        "a unit".to_owned()
    } else {
        format!("unit of {}", stated.join(", "))
    }
}

fn price_count(snapshot: &Snapshot, network: &str, site: SiteNo) -> usize {
    let Some(network) = snapshot.find_network(network) else {
        return 0;
    };
    let catalog = snapshot.catalog();
    let numbers = catalog
        .procedures()
        .iter()
        .filter_map(|procedure| catalog.find(procedure.code.as_str()));
    numbers
        .filter(|&procedure| snapshot.find_price(network, procedure, site).is_some())
        .count()
}

fn days(window: Window) -> String {
    let end = |day: Option<Day>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
    format!("{} to {}", end(window.from), end(window.to))
}

fn optional<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn list<T: Display>(values: &[T]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
