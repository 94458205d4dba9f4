//! A small world to price in: a hospital, a free-standing centre and an office, two networks, four
//! procedures.

use crate::prices::context::PriceFileRead;
use crate::prices::resolve::ResolutionSink;
use crate::prices::{NetworkAliases, PriceContext, PriceTables, ProviderKey, RegisteredServices};
use crate::reading::file_fault::FileFault;
use crate::reading::progress::FileProgress;
use crate::reading::row_counter::{Counts, RejectsWriter, RowCounter};
use nearsite_domain::{
    BodyRegion, Catalog, Contrast, Day, Laterality, Modality, Network, NetworkId, NetworkNo, Npi,
    PlanId, Procedure, ProcedureCode, RegionSet, RegistrationId, Setting, SiteNo,
};
use nearsite_index::snapshot::{PriceRow, RateRow};
use rustc_hash::FxHashMap;
use std::path::Path;

/// An NPI of the hospital alone.
pub(super) const HOSPITAL_NPI: &str = "1234567893";
/// An NPI all three sites list.
pub(super) const SHARED_NPI: &str = "1679576722";
/// An NPI of the free-standing centre alone.
pub(super) const FREE_NPI: &str = "1003000100";
/// An NPI of the office alone.
pub(super) const OFFICE_NPI: &str = "1003000118";
/// The TIN of the free-standing centre's organization.
pub(super) const FREE_TIN: &str = "742345678";
/// NPIs of further free-standing centres, one each, for which nothing is known but what a test
/// says.
pub(super) const PEER_NPIS: [&str; 3] = ["1003000134", "1003000142", "1003000159"];
/// An NPI nobody lists.
pub(super) const UNKNOWN_NPI: &str = "1003000126";

/// Sites by [`SiteNo`].
pub(super) const SITES: [(&str, Setting); 3] = [
    ("HOSP", Setting::HospitalOutpatient),
    ("FREE", Setting::FreeStanding),
    ("OFFICE", Setting::PhysicianOffice),
];
/// Networks by [`NetworkNo`].
pub(super) const NETWORKS: [&str; 2] = ["blue", "green"];
/// Procedures in the order of the catalog.
pub(super) const PROCEDURES: [(&str, Contrast); 5] = [
    ("70450", Contrast::None),
    ("70460", Contrast::With),
    ("70470", Contrast::WithoutThenWith),
    ("70496", Contrast::Angiography),
    ("78815", Contrast::Varies),
];
/// A procedure none of the sites registers: it is of another modality. Behind the others in the
/// order of the catalog.
pub(super) const FOREIGN_PROCEDURE: &str = "93306";
/// A procedure of the sites' modality in a region they do not list.
pub(super) const FOREIGN_REGION: &str = "93571";

/// What rows are checked against.
pub(super) struct Fixture {
    sites_by_id: FxHashMap<RegistrationId, SiteNo>,
    sites_by_npi: FxHashMap<Npi, Vec<SiteNo>>,
    networks_by_id: FxHashMap<NetworkId, NetworkNo>,
    sites_by_provider: FxHashMap<ProviderKey, Vec<SiteNo>>,
    catalog: Catalog,
    settings: Vec<Setting>,
    services: Vec<RegisteredServices>,
    networks: Vec<Network>,
    aliases: NetworkAliases,
}

/// What came of some files.
pub(super) struct PricedFiles {
    pub(super) prices: Vec<PriceRow>,
    pub(super) rates: Vec<RateRow>,
    pub(super) texts: Vec<String>,
    pub(super) counts: Vec<Counts>,
}

#[derive(Default)]
struct CollectedPrices {
    prices: Vec<PriceRow>,
    rates: Vec<RateRow>,
}

impl ResolutionSink for CollectedPrices {
    fn rate(&mut self, rate: RateRow) {
        self.rates.push(rate);
    }

    fn price(&mut self, price: PriceRow) {
        self.prices.push(price);
    }
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The build date.
pub(super) fn today() -> Day {
    day("2026-06-15")
}

impl Fixture {
    pub(super) fn new() -> Self {
        let all = || (0..SITES.len() as u32).map(SiteNo);
        let mut sites_by_npi = FxHashMap::default();
        sites_by_npi.insert(Npi::new(HOSPITAL_NPI).unwrap(), vec![SiteNo(0)]);
        // Listed twice by one site: it must still count once.
        sites_by_npi.insert(
            Npi::new(SHARED_NPI).unwrap(),
            all().chain([SiteNo(1)]).collect(),
        );
        let npi = |text: &str| Npi::new(text).unwrap();
        sites_by_npi.insert(npi(FREE_NPI), vec![SiteNo(1)]);
        sites_by_npi.insert(npi(OFFICE_NPI), vec![SiteNo(2)]);
        for (number, peer) in (SITES.len() as u32..).zip(PEER_NPIS) {
            sites_by_npi.insert(npi(peer), vec![SiteNo(number)]);
        }
        let by_npi = sites_by_npi.iter();
        let mut sites_by_provider: FxHashMap<ProviderKey, Vec<SiteNo>> = by_npi
            .map(|(&npi, sites)| (ProviderKey::from(npi), Vec::clone(sites)))
            .collect();
        let tin = ProviderKey::tin(FREE_TIN.parse().unwrap()).unwrap();
        sites_by_provider.insert(tin, vec![SiteNo(1)]);
        let settings = SITES.iter().map(|(_, setting)| *setting);
        let peers = PEER_NPIS.map(|_| Setting::FreeStanding);
        let brain = RegionSet::default().with(BodyRegion::Brain);
        let offer = RegisteredServices::of([(Modality::Ct, Some(brain))]);
        Self {
            sites_by_provider,
            services: vec![offer; SITES.len() + PEER_NPIS.len()],
            aliases: NetworkAliases::new(&NETWORKS.map(network)),
            sites_by_id: SITES
                .iter()
                .zip(all())
                .map(|((id, _), site)| (RegistrationId::new(id).unwrap(), site))
                .collect(),
            sites_by_npi,
            networks: NETWORKS.map(network).to_vec(),
            networks_by_id: NETWORKS
                .iter()
                .zip(0..)
                .map(|(id, n)| (NetworkId::new(id).unwrap(), NetworkNo(n)))
                .collect(),
            catalog: Catalog::new(procedures()).unwrap(),
            settings: settings.chain(peers).collect(),
        }
    }

    pub(super) fn context(&self) -> PriceContext<'_> {
        PriceContext {
            sites_by_id: &self.sites_by_id,
            sites_by_npi: &self.sites_by_npi,
            sites_by_provider: &self.sites_by_provider,
            networks: &self.networks,
            networks_by_id: &self.networks_by_id,
            catalog: &self.catalog,
            settings: &self.settings,
            services: &self.services,
            aliases: &self.aliases,
            as_of: today(),
        }
    }

    /// Reads and resolves price files in their order.
    pub(super) fn price_files(&self, paths: &[&Path]) -> Result<PricedFiles, FileFault> {
        let mut tables = PriceTables::default();
        let mut counts = Vec::new();
        for path in paths {
            counts.push(
                self.read(path, &mut tables, &mut RejectsWriter::unwritten())?
                    .1,
            );
        }
        let mut collected = CollectedPrices::default();
        let texts = tables
            .resolve_into(&self.context(), &mut collected)
            .unwrap();
        Ok(PricedFiles {
            prices: collected.prices,
            rates: collected.rates,
            texts,
            counts,
        })
    }

    /// Reads a price table and a table of stated rates, and resolves them.
    pub(super) fn price_with_rates(&self, plan: &str, stated: &Path) -> PricedFiles {
        let mut tables = PriceTables::default();
        let mut rejects = RejectsWriter::unwritten();
        let mut counts = Vec::new();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prices.csv");
        std::fs::write(&path, plan).unwrap();
        counts.push(self.read(&path, &mut tables, &mut rejects).unwrap().1);
        let mut tally = RowCounter::new("rates", NETWORKS.len(), &mut rejects);
        let mut quiet = |_| ();
        let mut progress = FileProgress::new("rates", &mut quiet);
        tables
            .read_rates_table(stated, &self.context(), &mut tally, &mut progress)
            .unwrap();
        counts.push(tally.finish().0);
        let mut collected = CollectedPrices::default();
        let texts = tables
            .resolve_into(&self.context(), &mut collected)
            .unwrap();
        PricedFiles {
            prices: collected.prices,
            rates: collected.rates,
            texts,
            counts,
        }
    }

    /// Reads one file and returns its counts.
    pub(super) fn read(
        &self,
        path: &Path,
        tables: &mut PriceTables,
        rejects: &mut RejectsWriter,
    ) -> Result<(PriceFileRead, Counts), FileFault> {
        let mut tally = RowCounter::new("prices", NETWORKS.len(), rejects);
        let mut quiet = |_| ();
        let read = tables.read(
            path,
            &self.context(),
            &mut tally,
            &mut FileProgress::new("prices", &mut quiet),
        )?;
        Ok((read, tally.finish().0))
    }

    /// Reads and resolves CSV texts as files in their order.
    pub(super) fn price(&self, files: &[String]) -> PricedFiles {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<_> = (0..files.len())
            .map(|number| folder.path().join(format!("{number}.csv")))
            .collect();
        for (path, text) in paths.iter().zip(files) {
            std::fs::write(path, text).unwrap();
        }
        self.price_files(&paths.iter().map(AsRef::as_ref).collect::<Vec<_>>())
            .unwrap()
    }
}

fn procedures() -> Vec<Procedure> {
    let mut procedures: Vec<Procedure> = PROCEDURES.iter().map(procedure).collect();
    procedures.push(Procedure {
        modality: Modality::Echo,
        ..procedure(&(FOREIGN_PROCEDURE, Contrast::None))
    });
    procedures.push(Procedure {
        regions: vec![BodyRegion::Spine],
        ..procedure(&(FOREIGN_REGION, Contrast::None))
    });
    procedures
}

fn network(id: &str) -> Network {
    Network {
        network: NetworkId::new(id).unwrap(),
        plan: PlanId::new("plan").unwrap(),
        name: format!("The {id} network"),
        product: None,
        market: None,
    }
}

fn procedure((code, contrast): &(&str, Contrast)) -> Procedure {
    Procedure {
        code: ProcedureCode::new(code).unwrap(),
        modality: Modality::Ct,
        name: (*code).to_owned(),
        synonyms: Vec::new(),
        regions: Vec::new(),
        contrast: *contrast,
        laterality: Laterality::None,
        group: (*code).to_owned(),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
        same_as: None,
    }
}
