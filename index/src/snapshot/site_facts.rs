//! Facts about sites that searches filter and rank by, as plain vectors in memory. They are read
//! from the files that [`super::site_tables`] writes.
//!
//! The services of a site are adjacent and ordered by modality, so the service of one modality is
//! found by counting bits. Windows are pairs of day numbers; an open end is the smallest or largest
//! number.

use super::arrow_file::{ArrowTable, ColumnFault};
use super::site_facts_read::{
    FirstRows, memberships, number_organizations, rank_ids, read_accreditations, read_modalities,
    read_places, read_services, read_sites, read_units,
};
use super::site_facts_rows::{
    AccreditationFacts, Membership, ServiceFacts, ServiceNo, SiteFacts, UnitFacts,
};
use super::site_tables::LANGUAGE_SEPARATOR;
use arrow_array::StringArray;
use bytes::Bytes;
use nearsite_domain::{LonLat, PreparedPoint, SiteNo};
use rustc_hash::FxHashMap;

/// Bytes of the site table and its child tables.
pub(super) struct SiteFiles {
    pub(super) sites: Bytes,
    pub(super) services: Bytes,
    pub(super) equipment: Bytes,
    pub(super) accreditations: Bytes,
    pub(super) attestations: Bytes,
    pub(super) participation: Bytes,
}

/// Facts of all sites, in snapshot order.
pub(crate) struct FactTables {
    sites: Vec<SiteFacts>,
    stations: Vec<PreparedPoint>,
    services: Vec<ServiceFacts>,
    units: Vec<UnitFacts>,
    accreditations: Vec<AccreditationFacts>,
    attestations: Vec<Membership>,
    participation: Vec<Membership>,
    organizations: FxHashMap<Box<str>, u32>,
    languages: StringArray,
    ids: StringArray,
    /// Sites in the order of registration ids.
    by_id: Vec<u32>,
    /// Rank of each site in the order of registration ids.
    id_rank: Vec<u32>,
    documents: StringArray,
}

impl FactTables {
    /// Reads the tables and checks that they belong together.
    pub(super) fn open(
        files: SiteFiles,
        plans: usize,
        networks: usize,
    ) -> Result<Self, ColumnFault> {
        let table = ArrowTable::open(files.sites)?;
        let ids = table.texts("registration_id")?;
        let service_table = ArrowTable::open(files.services)?;
        let owners = |bytes, column, limit| {
            memberships(&ArrowTable::open(bytes)?, column, limit, table.rows())
        };
        let attestations = owners(files.attestations, "plan", plans)?;
        let participation = owners(files.participation, "network", networks)?;
        let (units, first_unit) =
            read_units(&ArrowTable::open(files.equipment)?, service_table.rows())?;
        let (accreditations, first_accreditation) = read_accreditations(
            &ArrowTable::open(files.accreditations)?,
            service_table.rows(),
        )?;
        let services = read_services(&service_table, &units, &first_unit, &first_accreditation)?;
        let (modalities, first_service) = read_modalities(&service_table, table.rows())?;
        let (organizations, organization) =
            number_organizations(&table.texts("organization_folded")?);
        let first = FirstRows {
            services: first_service,
            attestations: attestations.1,
            participation: participation.1,
        };
        let sites = read_sites(&table, &modalities, &organization, &first)?;
        let stations = read_places(&table)?
            .into_iter()
            .map(PreparedPoint::new)
            .collect();
        let (by_id, id_rank) = rank_ids(&ids)?;
        let languages = table.texts("languages")?;
        let documents = table.texts("document")?;
        Ok(Self {
            sites,
            stations,
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

    /// The facts of a site.
    pub(crate) fn site(&self, site: SiteNo) -> &SiteFacts {
        &self.sites[site.index()]
    }

    /// Returns the location of a site.
    pub(crate) fn station(&self, site: SiteNo) -> &PreparedPoint {
        &self.stations[site.index()]
    }

    /// Returns the locations of all sites, in their order.
    pub(crate) fn places(&self) -> impl ExactSizeIterator<Item = LonLat> {
        self.stations.iter().map(PreparedPoint::place)
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

    /// Finds the number of an organization by its folded name.
    pub(crate) fn organization(&self, folded: &str) -> Option<u32> {
        self.organizations.get(folded).copied()
    }

    /// Languages of a site.
    pub(crate) fn languages(&self, site: SiteNo) -> impl Iterator<Item = &str> + Clone {
        let stated = self.languages.value(site.index());
        stated
            .split(LANGUAGE_SEPARATOR)
            .filter(|language| !language.is_empty())
    }

    /// Registration id of a site.
    pub(crate) fn registration_id(&self, site: SiteNo) -> &str {
        self.ids.value(site.index())
    }

    /// Rank of a site in the order of registration ids.
    pub(crate) fn id_rank(&self, site: SiteNo) -> u32 {
        self.id_rank[site.index()]
    }

    /// Finds a site by its registration id.
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
