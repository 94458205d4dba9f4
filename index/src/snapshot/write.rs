//! Writer of the files of one generation. Every file is hashed while it is written, and fsynced.

use super::arrow_file::Columns;
use super::error::PublishError;
use super::manifest::{BLOCK_BYTES, ContentFile, hash};
use super::price_groups::{ReferenceRow, group_table};
use super::prices::PriceColumns;
use super::rates::RateColumns;
use super::site_order;
use super::site_tables;
use crate::scorecard::ScoreCardProfile;
use crate::text::build_site_text;
use arrow_array::types::{Float64Type, UInt8Type, UInt32Type};
use nearsite_domain::{Catalog, Day, Network, PlanId, RankingProfile, Site, ZipCentroid};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Contents of one generation.
///
/// The orders are part of the format and checked before writing: sites as [`super::sort_sites`]
/// orders them, networks by id, ZIPs by code, prices and rates by (network, procedure, site),
/// references by (network, procedure).
#[derive(Debug)]
pub struct SnapshotContents {
    /// Build date, on which prices were resolved.
    pub prices_as_of: Day,
    /// Sites. The position of a site is its `SiteNo`.
    pub sites: Vec<Site>,
    /// Networks. The position of a network is its `NetworkNo`.
    pub networks: Vec<Network>,
    /// Procedures. The position of a procedure in the catalog is its `ProcedureNo`.
    pub catalog: Catalog,
    /// ZIP centroids.
    pub zips: Vec<ZipCentroid>,
    /// Ranking profiles, one of them named `default`.
    pub profiles: Vec<RankingProfile>,
    /// Score card by which missing scores were computed. Without one, no score card can be shown.
    pub scorecard: Option<ScoreCardProfile>,
    /// All-in prices.
    pub prices: PriceColumns,
    /// Rates that were read, each with its verdict.
    pub rates: RateColumns,
    /// Reference amounts.
    pub references: Vec<ReferenceRow>,
    /// Texts of the source, file and modifier numbers of prices and rates.
    pub texts: Vec<String>,
}

/// Contents of `names.json`: the small lists of a generation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Names {
    /// Plans. The position of a plan is its `PlanNo`.
    pub(super) plans: Vec<PlanId>,
    /// Networks.
    pub(super) networks: Vec<Network>,
    /// Ranking profiles.
    pub(super) profiles: Vec<RankingProfile>,
    /// The score card.
    pub(super) scorecard: Option<ScoreCardProfile>,
    /// Texts of the numbers in prices and rates.
    pub(super) texts: Vec<String>,
}

/// Writes all files of a generation.
pub(super) fn write_files(
    folder: &Path,
    contents: SnapshotContents,
) -> Result<Vec<ContentFile>, PublishError> {
    check_orders(&contents)?;
    let out = SnapshotFolder { folder };
    let SnapshotContents {
        sites,
        networks,
        catalog,
        zips,
        profiles,
        scorecard,
        prices,
        rates,
        references,
        texts,
        ..
    } = contents;
    let plans = site_tables::plans(&networks, &sites);
    let json_fault = |error: serde_json::Error| PublishError::Contents(error.to_string());
    let mut files = vec![
        out.table(
            "sites.arrow",
            site_tables::site_table(&sites).map_err(json_fault)?,
        )?,
        out.table("services.arrow", site_tables::service_table(&sites))?,
        out.table("equipment.arrow", site_tables::equipment_table(&sites))?,
        out.table(
            "accreditations.arrow",
            site_tables::accreditation_table(&sites),
        )?,
        out.table(
            "attestations.arrow",
            site_tables::attestation_table(&sites, &plans),
        )?,
        out.table(
            "participation.arrow",
            site_tables::participation_table(&sites, &networks),
        )?,
        out.table("zips.arrow", zip_table(&zips))?,
    ];
    std::fs::create_dir(folder.join("text"))
        .map_err(PublishError::write("create", folder.join("text")))?;
    for (name, bytes) in
        build_site_text(&sites).map_err(|error| PublishError::Contents(error.to_string()))?
    {
        files.push(out.bytes(&format!("text/{name}"), &bytes)?);
    }
    drop(sites);
    files.push(
        out.table(
            "price_groups.arrow",
            group_table(&prices, &references)
                .map_err(|fault| PublishError::Contents(fault.to_string()))?,
        )?,
    );
    let (prices, components) = prices.into_tables();
    files.push(out.table("prices.arrow", prices)?);
    files.push(out.table("components.arrow", components)?);
    files.push(out.table("rates.arrow", rates.into_table())?);
    let names = Names {
        plans,
        networks,
        profiles,
        scorecard,
        texts,
    };
    files.push(out.bytes(
        "names.json",
        &serde_json::to_vec_pretty(&names).map_err(json_fault)?,
    )?);
    files.push(out.bytes(
        "procedures.json",
        &serde_json::to_vec(catalog.procedures()).map_err(json_fault)?,
    )?);
    sync_folder(&folder.join("text"))?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn check_orders(contents: &SnapshotContents) -> Result<(), PublishError> {
    let ordered = [
        (
            site_order::are_sorted(&contents.sites),
            "sites are not in snapshot order",
        ),
        (
            contents
                .networks
                .windows(2)
                .all(|pair| pair[0].network < pair[1].network),
            "networks are not in order",
        ),
        (
            contents
                .zips
                .windows(2)
                .all(|pair| pair[0].zip < pair[1].zip),
            "ZIP codes are not in order",
        ),
        (contents.prices.are_sorted(), "prices are not in order"),
        (contents.rates.are_sorted(), "rates are not in order"),
        (
            contents
                .profiles
                .iter()
                .any(|profile| profile.name == "default"),
            "there is no ranking profile named default",
        ),
    ];
    match ordered.into_iter().find(|(holds, _)| !holds) {
        Some((_, fault)) => Err(PublishError::Contents(fault.to_owned())),
        None => Ok(()),
    }
}

fn zip_table(zips: &[ZipCentroid]) -> Columns {
    let population = zips
        .iter()
        .map(|zip| zip.population.unwrap_or(u32::MAX))
        .collect();
    let county_type = zips
        .iter()
        .map(|zip| zip.county_type.map_or(u8::MAX, |county| county as u8))
        .collect();
    Columns::default()
        .numbers::<UInt32Type>("zip", zips.iter().map(|zip| zip.zip.as_u32()).collect())
        .numbers::<Float64Type>("lon", zips.iter().map(|zip| zip.place.lon()).collect())
        .numbers::<Float64Type>("lat", zips.iter().map(|zip| zip.place.lat()).collect())
        .numbers::<UInt8Type>(
            "precision",
            zips.iter().map(|zip| zip.precision as u8).collect(),
        )
        .texts("city", zips.iter().map(|zip| zip.city.as_str()))
        .texts("state", zips.iter().map(|zip| zip.state.as_str()))
        .optional::<UInt32Type>("population", population, u32::MAX)
        .optional::<UInt8Type>("county_type", county_type, u8::MAX)
}

/// Folder to which the files of a generation are written.
struct SnapshotFolder<'a> {
    folder: &'a Path,
}

impl SnapshotFolder<'_> {
    fn table(&self, name: &str, columns: Columns) -> Result<ContentFile, PublishError> {
        self.file(name, |out| columns.write(out).map_err(io::Error::other))
    }

    fn bytes(&self, name: &str, bytes: &[u8]) -> Result<ContentFile, PublishError> {
        self.file(name, |out| out.write_all(bytes))
    }

    fn file(
        &self,
        name: &str,
        fill: impl FnOnce(&mut HashingWriter<BufWriter<File>>) -> io::Result<()>,
    ) -> Result<ContentFile, PublishError> {
        let path = self.folder.join(name);
        let create = File::create_new(&path).map_err(PublishError::write("create", &path))?;
        let mut out = HashingWriter::new(BufWriter::with_capacity(1 << 18, create));
        fill(&mut out).map_err(PublishError::write("write", &path))?;
        let (buffered, entry) = out.finish(name);
        let file = buffered
            .into_inner()
            .map_err(|error| PublishError::write("write", &path)(error.into_error()))?;
        // A failed fsync is never retried: the kernel may have dropped the page and would report
        // success next time.
        file.sync_all()
            .map_err(PublishError::write("fsync", &path))?;
        Ok(entry)
    }
}

/// Writes a small file and fsyncs it.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut file = File::create(path).map_err(PublishError::write("create", path))?;
    file.write_all(bytes)
        .map_err(PublishError::write("write", path))?;
    file.sync_all().map_err(PublishError::write("fsync", path))
}

/// Makes renames and new names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> Result<(), PublishError> {
    let path: PathBuf = folder.to_owned();
    File::open(folder)
        .and_then(|handle| handle.sync_all())
        .map_err(PublishError::write("fsync", path))
}

/// Hashes what passes through, whole and block by block.
struct HashingWriter<W> {
    inner: W,
    whole: blake3::Hasher,
    block: Vec<u8>,
    blocks: Vec<String>,
    bytes: u64,
}

impl<W: Write> HashingWriter<W> {
    fn new(inner: W) -> Self {
        Self {
            inner,
            whole: blake3::Hasher::new(),
            block: Vec::with_capacity(BLOCK_BYTES),
            blocks: Vec::new(),
            bytes: 0,
        }
    }

    fn finish(mut self, name: &str) -> (W, ContentFile) {
        if !self.block.is_empty() {
            self.blocks.push(hash(&self.block));
        }
        if self.bytes <= BLOCK_BYTES as u64 {
            self.blocks.clear();
        }
        let blake3 = self.whole.finalize().to_hex().to_string();
        (
            self.inner,
            ContentFile {
                path: name.to_owned(),
                bytes: self.bytes,
                blake3,
                blocks: self.blocks,
            },
        )
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(BLOCK_BYTES - self.block.len());
        let written = self.inner.write(&bytes[..taken])?;
        self.whole.update(&bytes[..written]);
        self.block.extend_from_slice(&bytes[..written]);
        self.bytes += written as u64;
        if self.block.len() == BLOCK_BYTES {
            self.blocks.push(hash(&self.block));
            self.block.clear();
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
