//! A small world the tables speak of: three sites, two networks, the shipped catalogue; read by the readers themselves.

use super::follow::follow;
use super::pieces::Pieces;
use crate::prices::{NetworkAliases, PriceContext, RegisteredServices};
use crate::rates::RateFilter;
use crate::reading::csv::CsvTable;
use crate::reading::json::JsonRecords;
use crate::registrations::ZipTable;
use crate::registrations::read_records;
use crate::shipped;
use crate::tables::networks;
use crate::tables::site_lookup::SiteLookup;
use nearsite_domain::{Catalogue, LonLat, Network, Setting, Site, ZipCentroid, ZipCode};
use nearsite_index::scorecard::Profile;
use nearsite_index::snapshot::sort_sites;
use std::sync::LazyLock;

/// A site of each setting; two share an NPI.
const REGISTRATIONS: &str = include_str!("registrations.ndjson");
const NETWORKS: &str = "network,plan,name\nblue,plan-a,Blue\ngreen,plan-b,Green\n";
/// The build date of the world.
const AS_OF: &str = "2026-06-15";

/// Sites, networks and how to find them.
pub(super) struct World {
    pub(super) sites: Vec<Site>,
    pub(super) networks: Vec<Network>,
    pub(super) directory: SiteLookup,
    catalogue: Catalogue,
    settings: Vec<Setting>,
    services: Vec<RegisteredServices>,
    aliases: NetworkAliases,
}

/// The world, made once.
pub(super) static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Two ZIP codes far apart.
pub(super) static ZIPS: LazyLock<Vec<ZipCentroid>> = LazyLock::new(|| {
    [("02139", -71.1, 42.4), ("78701", -97.74, 30.27)]
        .map(|(zip, lon, lat)| ZipCentroid {
            zip: ZipCode::new(zip).expect("a ZIP code"),
            place: LonLat::new(lon, lat).expect("a place"),
            city: String::new(),
            state: String::new(),
            population: None,
            county_type: None,
        })
        .to_vec()
});

/// The score card assessments answer.
pub(super) static SCORECARD: LazyLock<Profile> =
    LazyLock::new(|| shipped::scorecard(AS_OF.parse().expect("a day")).expect("the shipped card"));

impl World {
    fn new() -> Self {
        let mut sites = follow(0, |tally, progress| {
            let mut records = JsonRecords::new(Pieces::whole(REGISTRATIONS.as_bytes()))?;
            let zips = ZipTable::new(&ZIPS);
            read_records(&mut records, &zips, Some(&SCORECARD), tally, progress)
        })
        .outcome
        .map(|(accepted, _)| accepted.sites)
        .expect("the registrations beside this file");
        sort_sites(&mut sites);
        let networks = follow(0, |tally, progress| {
            let mut table = CsvTable::new(Pieces::whole(NETWORKS.as_bytes()), &networks::COLUMNS)?;
            networks::read_rows(&mut table, tally, progress)
        })
        .outcome
        .expect("the networks above");
        Self {
            directory: SiteLookup::new(&sites, &networks),
            settings: sites.iter().map(Site::setting).collect(),
            services: sites.iter().map(RegisteredServices::new).collect(),
            aliases: NetworkAliases::new(&networks),
            catalogue: shipped::catalogue().expect("the shipped catalogue"),
            sites,
            networks,
        }
    }

    /// What price rows are checked against.
    pub(super) fn prices(&self) -> PriceContext<'_> {
        PriceContext {
            sites_by_id: &self.directory.sites_by_id,
            sites_by_npi: &self.directory.sites_by_npi,
            sites_by_provider: &self.directory.sites_by_provider,
            networks_by_id: &self.directory.networks_by_id,
            catalogue: &self.catalogue,
            settings: &self.settings,
            services: &self.services,
            aliases: &self.aliases,
            as_of: AS_OF.parse().expect("a day"),
        }
    }

    /// What rates of public price files are kept for.
    pub(super) fn wanted(&self) -> RateFilter {
        RateFilter::new(&self.catalogue, &self.sites)
    }
}
