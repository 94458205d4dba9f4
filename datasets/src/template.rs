//! Template: small examples of every input file, with a document about their columns.

use crate::error::IngestError;
use std::fs;
use std::path::Path;

/// Files of the template, by their path in the folder.
const FILES: [(&str, &str); 10] = [
    ("README.md", include_str!("../template/README.md")),
    ("INPUT_FILES.md", include_str!("../INPUT_FILES.md")),
    (
        "registrations.ndjson",
        include_str!("../template/registrations.ndjson"),
    ),
    (
        "participation.csv",
        include_str!("../template/participation.csv"),
    ),
    ("networks.csv", include_str!("../template/networks.csv")),
    (
        "modality_scores.csv",
        include_str!("../template/modality_scores.csv"),
    ),
    ("prices.csv", include_str!("../template/prices.csv")),
    (
        "network_aliases.csv",
        include_str!("../template/network_aliases.csv"),
    ),
    (
        "price_files/example-in-network-rates.json",
        include_str!("../template/price_files/example-in-network-rates.json"),
    ),
    (
        "price_files/741234567_example-hospital_standardcharges.csv",
        include_str!("../template/price_files/741234567_example-hospital_standardcharges.csv"),
    ),
];

/// Writes the files into a folder, which is created if necessary. Returns their paths in the
/// folder.
///
/// # Errors
/// [`IngestError::Options`] if one of the files exists already, and then nothing is written.
/// [`IngestError::Write`] if the folder cannot be written.
pub fn write_template(folder: &Path) -> Result<Vec<&'static str>, IngestError> {
    if let Some((name, _)) = FILES.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(IngestError::Options(format!(
            "{} exists already: name another folder",
            folder.join(name).display()
        )));
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, text));
        written.map_err(|source| IngestError::Write { path, source })?;
    }
    Ok(FILES.map(|(name, _)| name).to_vec())
}
