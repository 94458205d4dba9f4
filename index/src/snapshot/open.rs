//! An open snapshot. Opening verifies the files first, only reads, and never panics on damage.

use super::arrow_file::ColumnFault;
use super::error::OpenError;
use super::layout::{Current, GENERATIONS, read_manifest};
use super::manifest::{MANIFEST_FILE, Manifest};
use super::prefilter::Prefilter;
use super::price_groups::{Median, PriceGroups};
use super::prices::{Price, PriceNo, Prices};
use super::rates::{RateRow, Rates};
use super::site_facts::{FactTables, SiteFiles};
use super::site_tree::SiteTree;
use super::towns::Towns;
use super::verify::{VerifiedFiles, Verify, check_whole};
use super::write::Names;
use super::zip_table::Zips;
use crate::scorecard::ScoreCardProfile;
use crate::text::{ProcedureText, SiteText};
use nearsite_domain::{
    Catalog, Day, LonLat, Network, NetworkNo, PlanId, PlanNo, Procedure, ProcedureNo,
    RankingProfile, Setting, Site, SiteNo, ZipCentroid, ZipCode,
};
use std::path::{Path, PathBuf};

/// An open, verified, immutable generation of the whole index.
///
/// It holds everything that a request needs. It is `Send` and `Sync`, so threads share one in an
/// `Arc`. Searches are methods of it: [`Snapshot::search`], [`Snapshot::find_procedures`],
/// [`Snapshot::find_places`], [`Snapshot::suggest`] and [`Snapshot::evaluate`].
///
/// ```no_run
/// # use nearsite_index::snapshot::{OpenError, Snapshot, Verify};
/// use std::path::Path;
///
/// let snapshot = Snapshot::open(Path::new("index/snapshots"), Verify::Full)?;
/// println!("{} sites, prices of {}", snapshot.site_count(), snapshot.prices_as_of());
/// if let Some(site) = snapshot.find_site("R0001") {
///     println!("{}", snapshot.site(site)?.name);
/// }
/// # Ok::<(), OpenError>(())
/// ```
pub struct Snapshot {
    folder: PathBuf,
    manifest: Manifest,
    names: Names,
    catalog: Catalog,
    zips: Zips,
    facts: FactTables,
    prices: Prices,
    groups: PriceGroups,
    rates: Rates,
    text: SiteText,
    procedure_text: ProcedureText,
    tree: SiteTree,
    prefilter: Prefilter,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Snapshot {}", self.manifest.id)
    }
}

impl Snapshot {
    /// Opens the generation that `CURRENT` names.
    ///
    /// # Errors
    /// If there is no current generation, or a file differs from its manifest.
    pub fn open(root: &Path, verify: Verify) -> Result<Self, OpenError> {
        let current = Current::read(root)?;
        Self::open_folder(&root.join(GENERATIONS).join(&current.id), &current, verify)
    }

    /// Opens a generation by its id. It need not be the current one.
    ///
    /// # Errors
    /// If no generation has this id, or it is damaged.
    pub fn open_generation(root: &Path, id: &str, verify: Verify) -> Result<Self, OpenError> {
        let generation = Current::of_generation(root, id)?;
        Self::open_folder(&root.join(GENERATIONS).join(id), &generation, verify)
    }

    pub(super) fn open_folder(
        folder: &Path,
        current: &Current,
        verify: Verify,
    ) -> Result<Self, OpenError> {
        let (manifest, manifest_hash) = match read_manifest(folder) {
            Err(OpenError::Read { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                return Err(OpenError::FileMissing(MANIFEST_FILE.to_owned()));
            }
            other => other?,
        };
        if manifest_hash != current.manifest_hash || manifest.id != current.id {
            return Err(OpenError::Hash(MANIFEST_FILE.to_owned()));
        }
        let files = VerifiedFiles::open(folder, &manifest, verify)?;
        Self::assemble(folder, manifest, files)
    }

    fn assemble(
        folder: &Path,
        manifest: Manifest,
        mut files: VerifiedFiles,
    ) -> Result<Self, OpenError> {
        let names: Names = json("names.json", &files.take("names.json")?)?;
        let procedures: Vec<Procedure> = json("procedures.json", &files.take("procedures.json")?)?;
        let bad_catalog = |error: nearsite_domain::DuplicateProcedure| OpenError::Json {
            path: "procedures.json",
            message: error.to_string(),
        };
        let catalog = Catalog::new(procedures).map_err(bad_catalog)?;
        let zips = Zips::open(files.take("zips.arrow")?).map_err(columns("zips.arrow"))?;
        let site_files = SiteFiles {
            sites: files.take("sites.arrow")?,
            services: files.take("services.arrow")?,
            equipment: files.take("equipment.arrow")?,
            accreditations: files.take("accreditations.arrow")?,
            attestations: files.take("attestations.arrow")?,
            participation: files.take("participation.arrow")?,
        };
        let facts = FactTables::open(site_files, names.plans.len(), names.networks.len())
            .map_err(columns("sites.arrow"))?;
        let prices = Prices::open(files.take("prices.arrow")?, files.take("components.arrow")?)
            .map_err(columns("prices.arrow"))?;
        let groups = PriceGroups::open(files.take("price_groups.arrow")?, prices.len())
            .map_err(columns("price_groups.arrow"))?;
        let rates = Rates::open(files.take("rates.arrow")?).map_err(columns("rates.arrow"))?;
        let text_files = files
            .take_folder("text")
            .into_iter()
            .map(|(name, bytes)| (name, bytes.to_vec()))
            .collect();
        let text = SiteText::open(text_files, facts.len())
            .map_err(|error| OpenError::Text(error.to_string()))?;
        if let Some(extra) = files.left_over() {
            return Err(OpenError::FileExtra(extra.to_owned()));
        }
        let procedure_text = ProcedureText::new(&catalog);
        let tree = SiteTree::new(facts.places());
        let prefilter = Prefilter::new(&facts, names.networks.len());
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
            names,
            catalog,
            zips,
            facts,
            prices,
            groups,
            rates,
            text,
            procedure_text,
            tree,
            prefilter,
        })
    }

    /// Reads every file from disk again and checks its hash.
    ///
    /// # Errors
    /// If a file differs from the manifest.
    pub fn scrub(&self) -> Result<(), OpenError> {
        for entry in &self.manifest.files {
            let path = self.folder.join(&entry.path);
            let bytes = std::fs::read(&path).map_err(|source| OpenError::read(&path, source))?;
            check_whole(entry, &bytes)?;
        }
        Ok(())
    }

    /// Id of the snapshot, a hash of its content.
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Build date, on which prices were resolved.
    pub fn prices_as_of(&self) -> Day {
        self.manifest.prices_as_of
    }

    /// All procedures.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Networks in the order of their ids; a network's position is its [`NetworkNo`].
    pub fn networks(&self) -> &[Network] {
        &self.names.networks
    }

    /// Plans named by networks or attestations, in order.
    pub fn plans(&self) -> &[PlanId] {
        &self.names.plans
    }

    /// Ranking profiles.
    pub fn profiles(&self) -> &[RankingProfile] {
        &self.names.profiles
    }

    /// Score card by which scores were computed, if the snapshot has one.
    pub fn scorecard(&self) -> Option<&ScoreCardProfile> {
        self.names.scorecard.as_ref()
    }

    /// Finds a network by its id.
    pub fn find_network(&self, name: &str) -> Option<NetworkNo> {
        let position = self
            .names
            .networks
            .binary_search_by(|network| network.network.as_str().cmp(name))
            .ok()?;
        Some(NetworkNo(position as u32))
    }

    /// The plan that owns a network.
    pub(crate) fn plan_of(&self, network: NetworkNo) -> Option<PlanNo> {
        let plan: &PlanId = &self.names.networks.get(network.index())?.plan;
        self.names
            .plans
            .binary_search(plan)
            .ok()
            .map(|position| PlanNo(position as u32))
    }

    /// Finds a ZIP code and its center.
    pub fn zip(&self, zip: ZipCode) -> Option<ZipCentroid> {
        self.zips.find(zip)
    }

    /// Towns of the ZIP table by name.
    pub(crate) fn towns(&self) -> &Towns {
        self.zips.towns()
    }

    /// The ZIP code whose center is nearest to a place.
    pub(crate) fn nearest_zip(&self, place: LonLat) -> Option<ZipCentroid> {
        self.zips.nearest(place)
    }

    /// Number of sites.
    pub fn site_count(&self) -> usize {
        self.facts.len()
    }

    /// Returns the number of prices, suspect ones included.
    pub fn price_count(&self) -> usize {
        self.prices.len()
    }

    /// Finds a site by its registration id.
    pub fn find_site(&self, registration_id: &str) -> Option<SiteNo> {
        self.facts.find(registration_id)
    }

    /// The registration id of a site.
    pub fn registration_id(&self, site: SiteNo) -> &str {
        self.facts.registration_id(site)
    }

    /// The setting in which a site bills.
    pub fn setting(&self, site: SiteNo) -> Setting {
        self.facts.site(site).setting
    }

    /// Decodes the whole document of a site from JSON.
    ///
    /// # Errors
    /// If the document does not have the shape that the format requires.
    pub fn site(&self, site: SiteNo) -> Result<Site, OpenError> {
        serde_json::from_str(self.facts.document(site)).map_err(|error| OpenError::Json {
            path: "sites.arrow",
            message: error.to_string(),
        })
    }

    /// Returns a price with its components.
    ///
    /// # Errors
    /// If the columns do not have the shape that the format requires.
    pub fn price(&self, number: PriceNo) -> Result<Price<'_>, OpenError> {
        let missing = || columns("prices.arrow")(ColumnFault::Value("amount_cents"));
        self.prices
            .get(number, &self.names.texts)
            .ok_or_else(missing)
    }

    /// Returns the median of every (network, procedure), in no particular order.
    pub fn medians(&self) -> impl Iterator<Item = Median> {
        self.groups.medians()
    }

    /// Finds the price of a procedure at a site in a network.
    pub fn find_price(
        &self,
        network: NetworkNo,
        procedure: ProcedureNo,
        site: SiteNo,
    ) -> Option<PriceNo> {
        let group = self.groups.find(network, procedure)?;
        self.prices
            .find(&group.rows, site)
            .map(|price| price.number)
    }

    /// Finds the suspect amount of a procedure at a site in a network.
    pub fn find_suspect(
        &self,
        network: NetworkNo,
        procedure: ProcedureNo,
        site: SiteNo,
    ) -> Option<PriceNo> {
        let group = self.groups.find(network, procedure)?;
        self.prices.find_suspect(&group.rows, site)
    }

    /// Returns every rate behind a price, with its verdict, in the order in which rates were read.
    ///
    /// # Errors
    /// If the columns do not have the shape that the format requires.
    pub fn rates(
        &self,
        network: NetworkNo,
        procedure: ProcedureNo,
        site: SiteNo,
    ) -> Result<Vec<RateRow>, OpenError> {
        self.rates
            .find(network, procedure, site)
            .map_err(columns("rates.arrow"))
    }

    /// Returns the text of a source, file or modifier number of a rate.
    pub fn text(&self, number: u32) -> Option<&str> {
        self.names.texts.get(number as usize).map(String::as_str)
    }

    pub(crate) fn facts(&self) -> &FactTables {
        &self.facts
    }

    pub(crate) fn prices(&self) -> &Prices {
        &self.prices
    }

    pub(crate) fn price_groups(&self) -> &PriceGroups {
        &self.groups
    }

    pub(crate) fn site_text(&self) -> &SiteText {
        &self.text
    }

    pub(crate) fn procedure_text(&self) -> &ProcedureText {
        &self.procedure_text
    }

    pub(crate) fn tree(&self) -> &SiteTree {
        &self.tree
    }

    pub(crate) fn prefilter(&self) -> &Prefilter {
        &self.prefilter
    }
}

fn columns(path: &'static str) -> impl Fn(ColumnFault) -> OpenError {
    move |fault| OpenError::Columns { path, fault }
}

fn json<T: serde::de::DeserializeOwned>(path: &'static str, bytes: &[u8]) -> Result<T, OpenError> {
    serde_json::from_slice(bytes).map_err(|error| OpenError::Json {
        path,
        message: error.to_string(),
    })
}
