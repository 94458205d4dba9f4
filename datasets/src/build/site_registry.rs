//! Reads registered sites and their scores from files, for commands that need no snapshot.
//!
//! The readers and rules are those of a build. Rows that cannot be used are counted and not written
//! to a file.

use crate::error::IngestError;
use crate::reading::file_report::FileReport;
use crate::reading::input_file::InputFile;
use crate::reading::progress::{FileProgress, Progress};
use crate::reading::row_counter::RejectsWriter;
use crate::registrations::ZipTable;
use crate::registrations::read_registrations;
use crate::scorecard::note_computed;
use crate::shipped;
use crate::tables::networks::read_networks;
use crate::tables::scores::read_scores;
use crate::tables::site_lookup::SiteLookup;
use nearsite_domain::{Day, Network, Site};
use std::path::PathBuf;

/// Paths of the files of a site registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRegistryPaths {
    /// Registrations, as JSON lines or a JSON array.
    pub registrations: PathBuf,
    /// Networks, as CSV.
    pub networks: Option<PathBuf>,
    /// Modality scores, as CSV.
    pub scores: Option<PathBuf>,
}

/// Registered sites and networks.
#[derive(Debug)]
pub struct SiteRegistry {
    /// The sites, in file order.
    pub sites: Vec<Site>,
    /// The networks.
    pub networks: Vec<Network>,
    /// Reports of all files.
    pub files: Vec<FileReport>,
}

/// Reads a site registry. Missing scores are computed from assessments, as in a build of that day.
///
/// # Errors
/// When a file cannot be used at all, or none of its registrations can.
pub fn read_site_registry(
    paths: &SiteRegistryPaths,
    as_of: Day,
    listener: &mut dyn FnMut(Progress),
) -> Result<SiteRegistry, IngestError> {
    let mut rejects = RejectsWriter::unwritten();
    let mut networks = Vec::new();
    let mut files = Vec::new();
    if let Some(path) = &paths.networks {
        let input = InputFile::labeled_by_name(path);
        let progress = FileProgress::new(&input.label, listener);
        let (read, report) = read_networks(&input, &mut rejects, progress)?;
        networks = read;
        files.push(report);
    }
    let zips = shipped::zip_centroids()?;
    let scorecard = shipped::scorecard(as_of)?;
    let registrations = InputFile::labeled_by_name(&paths.registrations);
    let progress = FileProgress::new(&registrations.label, listener);
    let read = read_registrations(
        &registrations,
        &ZipTable::new(&zips),
        Some(&scorecard),
        &mut rejects,
        progress,
    )?;
    files.push(read.report);
    let mut sites = read.sites;
    if sites.is_empty() {
        return Err(IngestError::Options(format!(
            "{}: no registration can be used: run nearsite index to see the faults",
            paths.registrations.display()
        )));
    }
    if let Some(path) = &paths.scores {
        let input = InputFile::labeled_by_name(path);
        let directory = SiteLookup::new(&sites, &networks);
        let progress = FileProgress::new(&input.label, listener);
        files.push(read_scores(
            &input,
            &directory,
            &mut sites,
            &mut rejects,
            progress,
        )?);
    }
    note_computed(&scorecard, &mut sites, as_of);
    Ok(SiteRegistry {
        sites,
        networks,
        files,
    })
}
