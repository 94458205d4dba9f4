//! Small test data that the tables refer to: three sites, two networks and the shipped catalog,
//! read by the real readers.

use super::follow::follow;
use super::pieces::Pieces;
use crate::prices::{NetworkAliases, PriceContext, RegisteredServices};
use crate::rates::in_memory::RateFilter;
use crate::reading::csv::CsvTable;
use crate::reading::json::JsonRecords;
use crate::registrations::ZipTable;
use crate::registrations::read_records;
use crate::shipped;
use crate::tables::networks;
use crate::tables::site_lookup::SiteLookup;
use nearsite_domain::{Catalog, LonLat, Network, Precision, Setting, Site, ZipCentroid, ZipCode};
use nearsite_index::scorecard::ScoreCardProfile;
use nearsite_index::snapshot::sort_sites;
use std::sync::LazyLock;

/// A site of each setting. Two sites share an NPI.
const REGISTRATIONS: &str = include_str!("registrations.ndjson");
const NETWORKS: &str = "network,plan,name\nblue,plan-a,Blue\ngreen,plan-b,Green\n";
/// Build date of the test data.
const AS_OF: &str = "2026-06-15";

/// Sites, networks and their lookup.
pub(super) struct World {
    pub(super) sites: Vec<Site>,
    pub(super) networks: Vec<Network>,
    pub(super) directory: SiteLookup,
    catalog: Catalog,
    settings: Vec<Setting>,
    services: Vec<RegisteredServices>,
    aliases: NetworkAliases,
}

/// Test data, created once.
pub(super) static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Two ZIP codes far apart.
pub(super) static ZIPS: LazyLock<Vec<ZipCentroid>> = LazyLock::new(|| {
    [("02139", -71.1, 42.4), ("78701", -97.74, 30.27)]
        .map(|(zip, lon, lat)| ZipCentroid {
            zip: ZipCode::new(zip).expect("a ZIP code"),
            place: LonLat::new(lon, lat).expect("a place"),
            precision: Precision::Zip,
            city: String::new(),
            state: String::new(),
            population: None,
            county_type: None,
        })
        .to_vec()
});

/// Score card that the assessments answer.
pub(super) static SCORECARD: LazyLock<ScoreCardProfile> =
    LazyLock::new(|| shipped::scorecard(AS_OF.parse().expect("a day")).expect("the shipped card"));

impl World {
    fn new() -> Self {
        let mut sites = follow(0, |counter, progress| {
            let mut records = JsonRecords::new(Pieces::whole(REGISTRATIONS.as_bytes()))?;
            let zips = ZipTable::new(&ZIPS);
            read_records(&mut records, &zips, Some(&SCORECARD), counter, progress)
        })
        .outcome
        .map(|(accepted, _)| accepted.sites)
        .expect("the registrations next to this file");
        sort_sites(&mut sites);
        let networks = follow(0, |counter, progress| {
            let mut table = CsvTable::new(Pieces::whole(NETWORKS.as_bytes()), &networks::COLUMNS)?;
            networks::read_rows(&mut table, counter, progress)
        })
        .outcome
        .expect("the networks above");
        Self {
            directory: SiteLookup::new(&sites, &networks),
            settings: sites.iter().map(Site::setting).collect(),
            services: sites.iter().map(RegisteredServices::new).collect(),
            aliases: NetworkAliases::new(&networks),
            catalog: shipped::catalog().expect("the shipped catalog"),
            sites,
            networks,
        }
    }

    /// Context for checking price rows.
    pub(super) fn prices(&self) -> PriceContext<'_> {
        PriceContext {
            sites_by_id: &self.directory.sites_by_id,
            sites_by_npi: &self.directory.sites_by_npi,
            sites_by_provider: &self.directory.sites_by_provider,
            networks: &self.networks,
            networks_by_id: &self.directory.networks_by_id,
            catalog: &self.catalog,
            settings: &self.settings,
            services: &self.services,
            aliases: &self.aliases,
            as_of: AS_OF.parse().expect("a day"),
        }
    }

    /// Procedures and providers for which rates of public price files are kept.
    pub(super) fn wanted(&self) -> RateFilter {
        RateFilter::new(&self.catalog, &self.sites)
    }
}
