//! Paths of the input files of a build, and their names in rejects and reports.

use crate::error::IngestError;
use crate::reading::input_file::InputFile;
use std::path::{Path, PathBuf};

/// Input files of a build.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) registrations: InputFile,
    pub(crate) participation: InputFile,
    pub(crate) networks: InputFile,
    pub(crate) scores: Option<InputFile>,
    pub(crate) prices: Vec<InputFile>,
    pub(crate) rates: Vec<InputFile>,
    pub(crate) network_aliases: Option<InputFile>,
}

/// Paths of the input files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputPaths {
    /// Registrations, as JSON lines or a JSON array.
    pub registrations: PathBuf,
    /// Participation in networks, as CSV.
    pub participation: PathBuf,
    /// Networks, as CSV.
    pub networks: PathBuf,
    /// Modality scores, as CSV.
    pub scores: Option<PathBuf>,
    /// Price tables, as CSV or Parquet.
    pub prices: Vec<PathBuf>,
    /// Tables of stated rates, as Parquet.
    pub rates: Vec<PathBuf>,
    /// Names that public price files use for our networks, as CSV.
    pub network_aliases: Option<PathBuf>,
}

impl InputPaths {
    /// Returns all paths.
    pub fn iter(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.registrations, &self.participation, &self.networks].into_iter();
        tables
            .chain(&self.scores)
            .chain(&self.prices)
            .chain(&self.rates)
            .chain(&self.network_aliases)
            .map(PathBuf::as_path)
    }

    /// Labels every file.
    ///
    /// # Errors
    /// When a price table is given twice: its rows would count twice.
    pub(crate) fn label(&self) -> Result<Inputs, IngestError> {
        let mut seen = std::collections::BTreeSet::new();
        for path in self.prices.iter().chain(&self.rates) {
            if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                return Err(IngestError::Options(format!(
                    "{} is given twice: name each file once",
                    path.display()
                )));
            }
        }
        let input = |path: &Path| {
            let name = path.file_name();
            let is_shared = self
                .iter()
                .filter(|other| other.file_name() == name)
                .count()
                > 1;
            let shown = name
                .filter(|_| !is_shared)
                .map_or(path.as_os_str(), |name| name);
            InputFile {
                path: path.to_owned(),
                label: shown.to_string_lossy().into_owned(),
            }
        };
        Ok(Inputs {
            registrations: input(&self.registrations),
            participation: input(&self.participation),
            networks: input(&self.networks),
            scores: self.scores.as_deref().map(input),
            prices: self.prices.iter().map(|path| input(path)).collect(),
            rates: self.rates.iter().map(|path| input(path)).collect(),
            network_aliases: self.network_aliases.as_deref().map(input),
        })
    }
}
