//! Facts by which candidates are judged, as plain vectors in memory: the reading side of
//! [`super::sites`].
//!
//! A site's services are neighbors in the order of their modality, so the service of one modality
//! is found by counting bits, not by searching. Windows are pairs of day numbers with open ends at
//! the extremes.

use super::arrow_file::{ColumnFault, Table};
use super::facts_read::{
    FirstRows, memberships, number_organizations, rank_ids, read_accreditations, read_modalities,
    read_places, read_services, read_sites, read_units,
};
use super::sites::LANGUAGE_SEPARATOR;
use arrow_array::StringArray;
use bytes::Bytes;
use nearsite_domain::{
    AccreditationBody, Bore, Day, DaySet, LonLat, Modality, ModalitySet, RegionSet, ScoreTenths,
    Sedation, Setting, SiteNo, Station,
};
use rustc_hash::FxHashMap;

/// A closed window of day numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(super) from: i32,
    pub(super) to: i32,
}

impl Days {
    /// True if the day is in the window.
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
    /// True if the registration is complete.
    pub(crate) complete: bool,
    /// Modalities offered.
    pub(crate) modalities: ModalitySet,
    /// Days open.
    pub(crate) open_days: DaySet,
    /// True if wheelchair access is stated.
    pub(crate) wheelchair_accessible: bool,
    /// Organization, as a position among folded names.
    pub(crate) organization: u32,
    pub(super) first_service: u32,
    pub(super) first_attestation: u32,
    pub(super) first_participation: u32,
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
    /// Patients that its units take.
    pub(crate) fit: Fit,
    pub(super) first_unit: u32,
    pub(super) first_accreditation: u32,
}

/// Patients that the units of a service take, by magnets and tables. What no unit states is not
/// offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fit {
    /// True if a magnet is wide or open.
    pub(crate) wide_bore: bool,
    /// True if a magnet is open.
    pub(crate) open_bore: bool,
    /// Load of the strongest table, in whole pounds.
    pub(crate) table_lb: Option<u32>,
    /// The same of tables in open magnets.
    pub(crate) open_table_lb: Option<u32>,
}

impl Fit {
    pub(super) fn of(units: &[UnitFacts]) -> Self {
        let mut fit = Self::default();
        for unit in units {
            let serves = |needed| unit.bore.is_some_and(|bore| bore.serves(needed));
            let table_lb = unit.table_limit_lb.map(|limit| limit.floor() as u32);
            fit.wide_bore |= serves(Bore::Wide);
            fit.table_lb = fit.table_lb.max(table_lb);
            if serves(Bore::Open) {
                fit.open_bore = true;
                fit.open_table_lb = fit.open_table_lb.max(table_lb);
            }
        }
        fit
    }
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
    /// Accreditation body.
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
    stations: Vec<Station>,
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
        let stations = read_places(&table)?.into_iter().map(Station::new).collect();
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

    /// The first row of a site.
    pub(crate) fn site(&self, site: SiteNo) -> &SiteFacts {
        &self.sites[site.index()]
    }

    /// Returns the location of a site.
    pub(crate) fn station(&self, site: SiteNo) -> &Station {
        &self.stations[site.index()]
    }

    /// Returns the locations of all sites, in their order.
    pub(crate) fn places(&self) -> impl ExactSizeIterator<Item = LonLat> {
        self.stations.iter().map(Station::place)
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
        let stated = self.languages.value(site.index());
        stated
            .split(LANGUAGE_SEPARATOR)
            .filter(|language| !language.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(bore: Bore, table_limit_lb: Option<f64>) -> UnitFacts {
        UnitFacts {
            field_strength_t: None,
            bore: Some(bore),
            slices: None,
            table_limit_lb,
        }
    }

    #[test]
    fn units_come_to_their_widest_bore_and_strongest_tables() {
        let units = [
            unit(Bore::Wide, Some(550.9)),
            unit(Bore::Open, Some(450.5)),
            unit(Bore::Open, Some(300.0)),
            unit(Bore::Open, None),
        ];
        let fit = |units| {
            let Fit {
                wide_bore,
                open_bore,
                table_lb,
                open_table_lb,
            } = Fit::of(units);
            (wide_bore, open_bore, table_lb, open_table_lb)
        };
        assert_eq!(fit(&units), (true, true, Some(550), Some(450)));
        assert_eq!(fit(&units[..1]), (true, false, Some(550), None));
        assert_eq!(fit(&units[3..]), (true, true, None, None));
        let closed = [unit(Bore::Closed, Some(1e20))];
        assert_eq!(fit(&closed), (false, false, Some(u32::MAX), None));
        assert_eq!(fit(&[]), (false, false, None, None));
    }
}
