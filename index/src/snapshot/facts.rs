//! What candidates are judged by, as plain vectors in memory: the reading side of [`super::sites`].
//!
//! A site's services lie next to each other in the order of their modality, so the service of one modality is found by counting
//! bits, not by searching. Windows are pairs of day numbers with open ends at the extremes.

use super::arrow_file::{ColumnFault, Table, cell};
use super::sites::LANGUAGE_SEPARATOR;
use crate::domain::{
    AccreditationBody, Bore, Day, DaySet, LonLat, Modality, ModalitySet, RegionSet, RegistrationId,
    ScoreTenths, Sedation, Setting, SiteNo, Status,
};
use arrow_array::types::{Float64Type, Int32Type, UInt8Type, UInt16Type, UInt32Type};
use arrow_array::{Array, PrimitiveArray, StringArray};
use bytes::Bytes;
use rustc_hash::FxHashMap;

/// A closed window of day numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    from: i32,
    to: i32,
}

impl Days {
    /// Whether the day lies in the window.
    pub(crate) const fn cover(self, day: Day) -> bool {
        self.from <= day.days_since_epoch() && day.days_since_epoch() <= self.to
    }
}

/// A plan or network of a site and the days it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Membership {
    /// Position of the plan or network.
    pub(crate) owner: u32,
    /// The days.
    pub(crate) days: Days,
}

/// The row every candidate is read from first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteFacts {
    /// Setting.
    pub(crate) setting: Setting,
    /// Whether the registration is complete.
    pub(crate) complete: bool,
    /// Modalities offered.
    pub(crate) modalities: ModalitySet,
    /// Days open.
    pub(crate) open_days: DaySet,
    /// Whether wheelchair access is stated.
    pub(crate) wheelchair_accessible: bool,
    /// Organization, as a position among folded names.
    pub(crate) organization: u32,
    first_service: u32,
    first_attestation: u32,
    first_participation: u32,
}

impl SiteFacts {
    /// The service of one modality, if the site offers it.
    pub(crate) fn service(&self, modality: Modality) -> Option<ServiceNo> {
        let offered = self.modalities.contains(modality);
        offered.then(|| ServiceNo(self.first_service + self.modalities.position_of(modality)))
    }
}

/// A service's position in the table of services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServiceNo(u32);

/// One service of a site.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ServiceFacts {
    /// Regions listed; none stated means all.
    pub(crate) regions: Option<RegionSet>,
    /// Deepest sedation.
    pub(crate) sedation: Option<Sedation>,
    /// Youngest patient.
    pub(crate) pediatric_min_age: Option<f64>,
    /// Contrast given.
    pub(crate) contrast: Option<bool>,
    /// Contrast reaction cover.
    pub(crate) contrast_reaction_cover: Option<bool>,
    /// Score.
    pub(crate) score: Option<ScoreTenths>,
    first_unit: u32,
    first_accreditation: u32,
}

/// One unit of equipment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitFacts {
    /// Field strength in tesla.
    pub(crate) field_strength_t: Option<f64>,
    /// Bore.
    pub(crate) bore: Option<Bore>,
    /// Slices.
    pub(crate) slices: Option<u32>,
    /// Table limit in pounds.
    pub(crate) table_limit_lb: Option<f64>,
}

/// One accreditation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AccreditationFacts {
    /// By whom.
    pub(crate) body: AccreditationBody,
    /// Last day; the far future when it does not expire.
    pub(crate) days: Days,
}

/// The child tables' bytes, by name.
pub(super) struct SiteFiles {
    pub(super) sites: Bytes,
    pub(super) services: Bytes,
    pub(super) equipment: Bytes,
    pub(super) accreditations: Bytes,
    pub(super) attestations: Bytes,
    pub(super) participation: Bytes,
}

/// All facts of all sites.
pub(crate) struct Facts {
    sites: Vec<SiteFacts>,
    places: Vec<LonLat>,
    services: Vec<ServiceFacts>,
    units: Vec<UnitFacts>,
    accreditations: Vec<AccreditationFacts>,
    attestations: Vec<Membership>,
    participation: Vec<Membership>,
    organizations: FxHashMap<Box<str>, u32>,
    languages: StringArray,
    ids: StringArray,
    /// Positions in the order of registration ids, and each site's place in that order.
    by_id: Vec<u32>,
    id_rank: Vec<u32>,
    documents: StringArray,
}

impl Facts {
    /// Reads the tables and checks that they belong together.
    pub(super) fn open(
        files: SiteFiles,
        plans: usize,
        networks: usize,
    ) -> Result<Self, ColumnFault> {
        let table = Table::open(files.sites)?;
        let ids = table.texts("registration_id")?;
        let service_table = Table::open(files.services)?;
        let owners =
            |bytes, column, limit| memberships(&Table::open(bytes)?, column, limit, table.rows());
        let attestations = owners(files.attestations, "plan", plans)?;
        let participation = owners(files.participation, "network", networks)?;
        let (units, first_unit) = read_units(&Table::open(files.equipment)?, service_table.rows())?;
        let (accreditations, first_accreditation) =
            read_accreditations(&Table::open(files.accreditations)?, service_table.rows())?;
        let services = read_services(&service_table, &first_unit, &first_accreditation)?;
        let (modalities, first_service) = read_modalities(&service_table, table.rows())?;
        let (organizations, organization) =
            number_organizations(&table.texts("organization_folded")?);
        let first = FirstRows {
            services: first_service,
            attestations: attestations.1,
            participation: participation.1,
        };
        let sites = read_sites(&table, &modalities, &organization, &first)?;
        let places = read_places(&table)?;
        let (by_id, id_rank) = rank_ids(&ids)?;
        let languages = table.texts("languages")?;
        let documents = table.texts("document")?;
        Ok(Self {
            sites,
            places,
            services,
            units,
            accreditations,
            attestations: attestations.0,
            participation: participation.0,
            organizations,
            languages,
            ids,
            by_id,
            id_rank,
            documents,
        })
    }

    /// Number of sites.
    pub(crate) fn len(&self) -> usize {
        self.sites.len()
    }

    /// The first row of a site.
    pub(crate) fn site(&self, site: SiteNo) -> &SiteFacts {
        &self.sites[site.index()]
    }

    /// Where a site is.
    pub(crate) fn place(&self, site: SiteNo) -> LonLat {
        self.places[site.index()]
    }

    /// Where all sites are, in their order.
    pub(crate) fn places(&self) -> &[LonLat] {
        &self.places
    }

    /// All services of a site.
    pub(crate) fn services(&self, site: SiteNo) -> impl Iterator<Item = ServiceNo> {
        let end = self
            .sites
            .get(site.index() + 1)
            .map_or(self.services.len() as u32, |next| next.first_service);
        (self.sites[site.index()].first_service..end).map(ServiceNo)
    }

    /// The facts of a service.
    pub(crate) fn service_facts(&self, service: ServiceNo) -> &ServiceFacts {
        &self.services[service.0 as usize]
    }

    /// The units of a service.
    pub(crate) fn units(&self, service: ServiceNo) -> &[UnitFacts] {
        let row = service.0 as usize;
        let end = self
            .services
            .get(row + 1)
            .map_or(self.units.len(), |next| next.first_unit as usize);
        &self.units[self.services[row].first_unit as usize..end]
    }

    /// The accreditations of a service.
    pub(crate) fn accreditations(&self, service: ServiceNo) -> &[AccreditationFacts] {
        let row = service.0 as usize;
        let end = self
            .services
            .get(row + 1)
            .map_or(self.accreditations.len(), |next| {
                next.first_accreditation as usize
            });
        &self.accreditations[self.services[row].first_accreditation as usize..end]
    }

    /// Attestations of a site.
    pub(crate) fn attestations(&self, site: SiteNo) -> &[Membership] {
        let end = self
            .sites
            .get(site.index() + 1)
            .map_or(self.attestations.len(), |next| {
                next.first_attestation as usize
            });
        &self.attestations[self.sites[site.index()].first_attestation as usize..end]
    }

    /// Network participation of a site.
    pub(crate) fn participation(&self, site: SiteNo) -> &[Membership] {
        let end = self
            .sites
            .get(site.index() + 1)
            .map_or(self.participation.len(), |next| {
                next.first_participation as usize
            });
        &self.participation[self.sites[site.index()].first_participation as usize..end]
    }

    /// The number of an organization by its folded name.
    pub(crate) fn organization(&self, folded: &str) -> Option<u32> {
        self.organizations.get(folded).copied()
    }

    /// Languages of a site.
    pub(crate) fn languages(&self, site: SiteNo) -> impl Iterator<Item = &str> + Clone {
        self.languages.value(site.index()).split(LANGUAGE_SEPARATOR)
    }

    /// Public name of a site.
    pub(crate) fn registration_id(&self, site: SiteNo) -> &str {
        self.ids.value(site.index())
    }

    /// A site's place in the order of registration ids.
    pub(crate) fn id_rank(&self, site: SiteNo) -> u32 {
        self.id_rank[site.index()]
    }

    /// The site with a public name.
    pub(crate) fn find(&self, id: &str) -> Option<SiteNo> {
        let position = self
            .by_id
            .binary_search_by(|&site| self.ids.value(site as usize).cmp(id))
            .ok()?;
        Some(SiteNo(self.by_id[position]))
    }

    /// The JSON document of a site.
    pub(crate) fn document(&self, site: SiteNo) -> &str {
        self.documents.value(site.index())
    }
}

/// First rows of every site's children.
struct FirstRows {
    services: Vec<u32>,
    attestations: Vec<u32>,
    participation: Vec<u32>,
}

fn read_sites(
    table: &Table,
    modalities: &[ModalitySet],
    organization: &[u32],
    first: &FirstRows,
) -> Result<Vec<SiteFacts>, ColumnFault> {
    let status = table.numbers::<UInt8Type>("status")?;
    let setting = table.numbers::<UInt8Type>("setting")?;
    let open_days = table.numbers::<UInt8Type>("open_days")?;
    let wheelchair = table.array::<UInt8Type>("wheelchair_accessible")?;
    (0..table.rows())
        .map(|row| {
            Ok(SiteFacts {
                setting: Setting::from_stored(setting[row]).ok_or(ColumnFault::Value("setting"))?,
                complete: Status::from_stored(status[row]).ok_or(ColumnFault::Value("status"))?
                    == Status::Complete,
                modalities: modalities[row],
                open_days: DaySet::from_bits(open_days[row]),
                wheelchair_accessible: cell(&wheelchair, row) == Some(1),
                organization: organization[row],
                first_service: first.services[row],
                first_attestation: first.attestations[row],
                first_participation: first.participation[row],
            })
        })
        .collect()
}

fn read_places(table: &Table) -> Result<Vec<LonLat>, ColumnFault> {
    let (lon, lat) = (
        table.numbers::<Float64Type>("lon")?,
        table.numbers::<Float64Type>("lat")?,
    );
    lon.iter()
        .zip(lat.iter())
        .map(|(&lon, &lat)| LonLat::new(lon, lat).or(Err(ColumnFault::Value("lon"))))
        .collect()
}

fn read_modalities(
    table: &Table,
    sites: usize,
) -> Result<(Vec<ModalitySet>, Vec<u32>), ColumnFault> {
    let owner = table.numbers::<UInt32Type>("site")?;
    let modality = table.numbers::<UInt8Type>("modality")?;
    let first_service = first_children(&owner, sites, "site")?;
    let mut sets = vec![ModalitySet::default(); sites];
    for (row, &site) in owner.iter().enumerate() {
        let modality =
            Modality::from_stored(modality[row]).ok_or(ColumnFault::Value("modality"))?;
        let set = &mut sets[site as usize];
        // Later rows of a site must hold later modalities, or counting bits would find the wrong service.
        let in_order = set.position_of(modality) == row as u32 - first_service[site as usize]
            && !set.contains(modality);
        if !in_order {
            return Err(ColumnFault::Value("modality"));
        }
        *set = set.with(modality);
    }
    Ok((sets, first_service))
}

fn read_services(
    table: &Table,
    first_unit: &[u32],
    first_accreditation: &[u32],
) -> Result<Vec<ServiceFacts>, ColumnFault> {
    let regions = table.array::<UInt16Type>("regions")?;
    let sedation = table.array::<UInt8Type>("sedation")?;
    let age = table.array::<Float64Type>("pediatric_min_age")?;
    let contrast = table.array::<UInt8Type>("contrast")?;
    let cover = table.array::<UInt8Type>("contrast_reaction_cover")?;
    let score = table.array::<UInt16Type>("score_tenths")?;
    (0..table.rows())
        .map(|row| {
            let score = cell(&score, row)
                .map(|tenths| ScoreTenths::new(tenths).or(Err(ColumnFault::Value("score_tenths"))));
            Ok(ServiceFacts {
                regions: cell(&regions, row).map(RegionSet::from_bits),
                sedation: cell(&sedation, row).and_then(Sedation::from_stored),
                pediatric_min_age: cell(&age, row),
                contrast: cell(&contrast, row).map(|flag| flag == 1),
                contrast_reaction_cover: cell(&cover, row).map(|flag| flag == 1),
                score: score.transpose()?,
                first_unit: first_unit[row],
                first_accreditation: first_accreditation[row],
            })
        })
        .collect()
}

fn read_units(table: &Table, services: usize) -> Result<(Vec<UnitFacts>, Vec<u32>), ColumnFault> {
    let first = first_children(
        &table.numbers::<UInt32Type>("service")?,
        services,
        "service",
    )?;
    let field_strength = table.array::<Float64Type>("field_strength_t")?;
    let bore = table.array::<UInt8Type>("bore")?;
    let slices = table.array::<UInt32Type>("slices")?;
    let table_limit = table.array::<Float64Type>("table_limit_lb")?;
    let unit = |row| UnitFacts {
        field_strength_t: cell(&field_strength, row),
        bore: cell(&bore, row).and_then(Bore::from_stored),
        slices: cell(&slices, row),
        table_limit_lb: cell(&table_limit, row),
    };
    Ok(((0..table.rows()).map(unit).collect(), first))
}

fn read_accreditations(
    table: &Table,
    services: usize,
) -> Result<(Vec<AccreditationFacts>, Vec<u32>), ColumnFault> {
    let first = first_children(
        &table.numbers::<UInt32Type>("service")?,
        services,
        "service",
    )?;
    let body = table.numbers::<UInt8Type>("body")?;
    let expires = table.array::<Int32Type>("expires_on_day")?;
    let rows = (0..table.rows()).map(|row| {
        let body = AccreditationBody::from_stored(body[row]).ok_or(ColumnFault::Value("body"))?;
        Ok(AccreditationFacts {
            body,
            days: Days {
                from: i32::MIN,
                to: cell(&expires, row).unwrap_or(i32::MAX),
            },
        })
    });
    Ok((rows.collect::<Result<_, _>>()?, first))
}

fn memberships(
    table: &Table,
    owner: &'static str,
    limit: usize,
    sites: usize,
) -> Result<(Vec<Membership>, Vec<u32>), ColumnFault> {
    let first = first_children(&table.numbers::<UInt32Type>("site")?, sites, "site")?;
    let owners = table.numbers::<UInt32Type>(owner)?;
    let (from, to) = (
        table.array::<Int32Type>("from_day")?,
        table.array::<Int32Type>("to_day")?,
    );
    if owners.iter().any(|&owner| owner as usize >= limit) {
        return Err(ColumnFault::Value(owner));
    }
    let end = |days: &PrimitiveArray<Int32Type>, row, open| cell(days, row).unwrap_or(open);
    let membership = |(row, &owner): (usize, &u32)| Membership {
        owner,
        days: Days {
            from: end(&from, row, i32::MIN),
            to: end(&to, row, i32::MAX),
        },
    };
    Ok((owners.iter().enumerate().map(membership).collect(), first))
}

/// First child row of every parent, from the ordered parent column of the children.
fn first_children(
    parents: &[u32],
    count: usize,
    column: &'static str,
) -> Result<Vec<u32>, ColumnFault> {
    let ordered = parents.windows(2).all(|pair| pair[0] <= pair[1])
        && parents.last().is_none_or(|&last| (last as usize) < count);
    if !ordered {
        return Err(ColumnFault::Value(column));
    }
    let mut first = Vec::with_capacity(count);
    let mut row = 0;
    for parent in 0..count as u32 {
        first.push(row as u32);
        while parents.get(row) == Some(&parent) {
            row += 1;
        }
    }
    Ok(first)
}

fn number_organizations(folded: &StringArray) -> (FxHashMap<Box<str>, u32>, Vec<u32>) {
    let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut of_site = Vec::with_capacity(folded.len());
    for name in folded.iter().map(Option::unwrap_or_default) {
        let next = numbers.len() as u32;
        of_site.push(match numbers.get(name) {
            Some(&number) => number,
            None => *numbers.entry(name.into()).or_insert(next),
        });
    }
    // Sites without an organization share the empty name, which nobody can ask for.
    numbers.remove("");
    (numbers, of_site)
}

fn rank_ids(ids: &StringArray) -> Result<(Vec<u32>, Vec<u32>), ColumnFault> {
    let mut by_id: Vec<u32> = (0..ids.len() as u32).collect();
    by_id.sort_unstable_by(|&a, &b| ids.value(a as usize).cmp(ids.value(b as usize)));
    let unique = by_id
        .windows(2)
        .all(|pair| ids.value(pair[0] as usize) != ids.value(pair[1] as usize));
    if !unique
        || ids
            .iter()
            .any(|id| id.is_none_or(|id| RegistrationId::new(id).is_err()))
    {
        return Err(ColumnFault::Value("registration_id"));
    }
    let mut rank = vec![0; by_id.len()];
    for (position, &site) in by_id.iter().enumerate() {
        rank[site as usize] = position as u32;
    }
    Ok((by_id, rank))
}
