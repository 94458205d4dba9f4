//! Tables of sites as files: `sites.arrow` with one row per site, and child tables in the order of
//! their parents.
//!
//! A child row has the position of its parent. `services.arrow`, `attestations.arrow` and
//! `participation.arrow` belong to a site, `equipment.arrow` and `accreditations.arrow` to a
//! service. The columns hold the facts that searches filter and rank by. The whole document of a
//! site is stored next to them as JSON, for site cards. [`super::site_facts`] reads the tables.

use super::arrow_file::Columns;
use super::prices::{NO_DAY, NO_NUMBER, NO_WORD, stored_day};
use crate::text::fold;
use arrow_array::types::{Float64Type, Int32Type, UInt8Type, UInt16Type, UInt32Type};
use nearsite_domain::{DaySet, Network, PlanId, Service, Site, Window};
use std::collections::BTreeMap;

/// Empty cell among scores. No score is above 1000 tenths.
pub(super) const NO_SCORE: u16 = u16::MAX;
/// Empty cell among region sets ("not stated"). No region set has all bits.
pub(super) const NO_REGIONS: u16 = u16::MAX;
/// Empty cell among measurements and ages. None of them is negative.
pub(super) const NO_MEASURE: f64 = -1.0;
/// Separator of a site's languages in one cell.
pub(super) const LANGUAGE_SEPARATOR: char = '|';

/// Returns all plans named by networks or attestations, in order.
pub(super) fn plans(networks: &[Network], sites: &[Site]) -> Vec<PlanId> {
    let attested = sites
        .iter()
        .flat_map(|site| &site.attestations)
        .map(|attestation| &attestation.plan);
    let mut plans: Vec<PlanId> = networks
        .iter()
        .map(|network| &network.plan)
        .chain(attested)
        .cloned()
        .collect();
    plans.sort_unstable();
    plans.dedup();
    plans
}

/// The table of sites.
pub(super) fn site_table(sites: &[Site]) -> Result<Columns, serde_json::Error> {
    let documents: Vec<String> = sites
        .iter()
        .map(serde_json::to_string)
        .collect::<Result<_, _>>()?;
    let organization = |site: &Site| {
        site.organization
            .as_ref()
            .and_then(|o| o.name.as_deref())
            .map(fold)
            .unwrap_or_default()
    };
    let open_days = |site: &Site| {
        site.hours
            .iter()
            .flat_map(|hours| hours.days.iter().copied())
            .collect::<DaySet>()
            .bits()
    };
    Ok(Columns::default()
        .texts(
            "registration_id",
            sites.iter().map(|site| site.registration_id.as_str()),
        )
        .numbers::<UInt8Type>(
            "status",
            sites.iter().map(|site| site.status as u8).collect(),
        )
        .numbers::<UInt8Type>(
            "setting",
            sites.iter().map(|site| site.setting() as u8).collect(),
        )
        .numbers::<Float64Type>(
            "lon",
            sites.iter().map(|site| site.location.place.lon()).collect(),
        )
        .numbers::<Float64Type>(
            "lat",
            sites.iter().map(|site| site.location.place.lat()).collect(),
        )
        .texts("organization_folded", sites.iter().map(organization))
        .texts(
            "languages",
            sites
                .iter()
                .map(|site| site.languages.join(&LANGUAGE_SEPARATOR.to_string())),
        )
        .numbers::<UInt8Type>("open_days", sites.iter().map(open_days).collect())
        .optional::<UInt8Type>(
            "wheelchair_accessible",
            sites
                .iter()
                .map(|site| site.wheelchair_accessible.map_or(NO_WORD, u8::from))
                .collect(),
            NO_WORD,
        )
        .texts("document", documents))
}

/// Returns the services in the order of their sites and, within a site, of their modality.
fn services(sites: &[Site]) -> impl Iterator<Item = (u32, &Site, &Service)> {
    sites.iter().enumerate().flat_map(|(number, site)| {
        let mut services: Vec<&Service> = site.services.iter().collect();
        services.sort_unstable_by_key(|service| service.modality);
        services
            .into_iter()
            .map(move |service| (number as u32, site, service))
    })
}

/// The table of services with their scores.
pub(super) fn service_table(sites: &[Site]) -> Columns {
    let regions = |service: &Service| {
        let listed = service.body_regions.as_ref().map(|regions| {
            regions
                .iter()
                .copied()
                .collect::<nearsite_domain::RegionSet>()
        });
        listed.map_or(NO_REGIONS, nearsite_domain::RegionSet::bits)
    };
    let score = |site: &Site, service: &Service| {
        site.scores
            .iter()
            .find(|score| score.modality == service.modality)
            .cloned()
    };
    let flag = |flag: Option<bool>| flag.map_or(NO_WORD, u8::from);
    let each = |cell: &dyn Fn(&Service) -> u8| {
        services(sites)
            .map(|(_, _, service)| cell(service))
            .collect::<Vec<u8>>()
    };
    Columns::default()
        .numbers::<UInt32Type>(
            "site",
            services(sites).map(|(number, _, _)| number).collect(),
        )
        .numbers::<UInt8Type>("modality", each(&|service| service.modality as u8))
        .optional::<UInt16Type>(
            "regions",
            services(sites).map(|(_, _, s)| regions(s)).collect(),
            NO_REGIONS,
        )
        .optional::<UInt8Type>(
            "sedation",
            each(&|s| s.capabilities.sedation.map_or(NO_WORD, |level| level as u8)),
            NO_WORD,
        )
        .optional::<Float64Type>(
            "pediatric_min_age",
            services(sites)
                .map(|(_, _, s)| s.capabilities.pediatric_min_age.unwrap_or(NO_MEASURE))
                .collect(),
            NO_MEASURE,
        )
        .optional::<UInt8Type>(
            "contrast",
            each(&|s| flag(s.capabilities.contrast)),
            NO_WORD,
        )
        .optional::<UInt8Type>(
            "contrast_reaction_cover",
            each(&|s| flag(s.capabilities.contrast_reaction_cover)),
            NO_WORD,
        )
        .optional::<UInt16Type>(
            "score_tenths",
            services(sites)
                .map(|(_, site, s)| score(site, s).map_or(NO_SCORE, |score| score.total.tenths()))
                .collect(),
            NO_SCORE,
        )
        .optional::<Int32Type>(
            "scored_on_day",
            services(sites)
                .map(|(_, site, s)| stored_day(score(site, s).and_then(|score| score.scored_on)))
                .collect(),
            NO_DAY,
        )
}

/// The table of units of equipment.
pub(super) fn equipment_table(sites: &[Site]) -> Columns {
    let units: Vec<_> = services(sites)
        .enumerate()
        .flat_map(|(number, (_, _, service))| {
            service
                .equipment
                .iter()
                .map(move |unit| (number as u32, unit))
        })
        .collect();
    Columns::default()
        .numbers::<UInt32Type>(
            "service",
            units.iter().map(|(service, _)| *service).collect(),
        )
        .optional::<Float64Type>(
            "field_strength_t",
            units
                .iter()
                .map(|(_, unit)| unit.field_strength_t.unwrap_or(NO_MEASURE))
                .collect(),
            NO_MEASURE,
        )
        .optional::<UInt8Type>(
            "bore",
            units
                .iter()
                .map(|(_, unit)| unit.bore.map_or(NO_WORD, |b| b as u8))
                .collect(),
            NO_WORD,
        )
        .optional::<UInt32Type>(
            "slices",
            units
                .iter()
                .map(|(_, unit)| unit.slices.unwrap_or(NO_NUMBER))
                .collect(),
            NO_NUMBER,
        )
        .optional::<Float64Type>(
            "table_limit_lb",
            units
                .iter()
                .map(|(_, unit)| unit.table_limit_lb.unwrap_or(NO_MEASURE))
                .collect(),
            NO_MEASURE,
        )
}

/// The table of accreditations.
pub(super) fn accreditation_table(sites: &[Site]) -> Columns {
    let rows: Vec<_> = services(sites)
        .enumerate()
        .flat_map(|(number, (_, _, service))| {
            service
                .accreditations
                .iter()
                .map(move |row| (number as u32, row))
        })
        .collect();
    Columns::default()
        .numbers::<UInt32Type>(
            "service",
            rows.iter().map(|(service, _)| *service).collect(),
        )
        .numbers::<UInt8Type>("body", rows.iter().map(|(_, row)| row.body as u8).collect())
        .optional::<Int32Type>(
            "expires_on_day",
            rows.iter()
                .map(|(_, row)| stored_day(row.expires_on))
                .collect(),
            NO_DAY,
        )
}

/// The table of attestations.
pub(super) fn attestation_table(sites: &[Site], plans: &[PlanId]) -> Columns {
    let numbers: BTreeMap<&PlanId, u32> = plans.iter().zip(0..).collect();
    let rows = sites.iter().enumerate().flat_map(|(site, row)| {
        row.attestations
            .iter()
            .map(move |a| (site as u32, &a.plan, a.window()))
    });
    let known = rows.filter_map(|(site, plan, window)| Some((site, *numbers.get(plan)?, window)));
    windowed_table("plan", &known.collect::<Vec<_>>())
}

/// The table of participation in networks.
pub(super) fn participation_table(sites: &[Site], networks: &[Network]) -> Columns {
    let numbers: BTreeMap<_, u32> = networks
        .iter()
        .map(|network| &network.network)
        .zip(0..)
        .collect();
    let rows = sites.iter().enumerate().flat_map(|(site, row)| {
        row.participation
            .iter()
            .map(move |p| (site as u32, &p.network, p.window))
    });
    let known =
        rows.filter_map(|(site, network, window)| Some((site, *numbers.get(network)?, window)));
    windowed_table("network", &known.collect::<Vec<_>>())
}

fn windowed_table(owner: &str, rows: &[(u32, u32, Window)]) -> Columns {
    Columns::default()
        .numbers::<UInt32Type>("site", rows.iter().map(|row| row.0).collect())
        .numbers::<UInt32Type>(owner, rows.iter().map(|row| row.1).collect())
        .optional::<Int32Type>(
            "from_day",
            rows.iter().map(|row| stored_day(row.2.from)).collect(),
            NO_DAY,
        )
        .optional::<Int32Type>(
            "to_day",
            rows.iter().map(|row| stored_day(row.2.to)).collect(),
            NO_DAY,
        )
}
