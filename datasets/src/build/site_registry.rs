//! Registered sites and their scores straight from files, for who looks at registrations without building a snapshot.
//!
//! The same readers and rules as a build; rows that cannot be used are counted, not written anywhere.

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

/// Paths of the files of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRegistryPaths {
    /// Registrations, as JSON lines or a JSON array.
    pub registrations: PathBuf,
    /// Networks, as CSV.
    pub networks: Option<PathBuf>,
    /// Modality scores, as CSV.
    pub scores: Option<PathBuf>,
}

/// Who is registered.
#[derive(Debug)]
pub struct SiteRegistry {
    /// The sites, in file order.
    pub sites: Vec<Site>,
    /// The networks.
    pub networks: Vec<Network>,
    /// What became of the rows of every file.
    pub files: Vec<FileReport>,
}

/// Reads a roster. Scores nobody gave are computed from assessments, as they would be in a build of that day.
///
/// # Errors
/// When a file cannot be used at all, or no registration of it can.
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
            "{}: no registration can be used: nearsite index says why",
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
