//! Sample registry that comes with the program: small files of every kind, written to a folder.

use crate::build::input_paths::InputPaths;
use crate::error::IngestError;
use crate::rates::{RatesError, RatesOptions, extract_rates};
use crate::reading::progress::Progress;
use std::path::Path;

const SAMPLE_REGISTRATIONS: (&str, &[u8]) = (
    "registrations.ndjson.gz",
    include_bytes!("../sample/registrations.ndjson.gz"),
);
const SAMPLE_PARTICIPATION: (&str, &[u8]) = (
    "participation.csv.gz",
    include_bytes!("../sample/participation.csv.gz"),
);
const SAMPLE_NETWORKS: (&str, &[u8]) = (
    "networks.csv.gz",
    include_bytes!("../sample/networks.csv.gz"),
);
const SAMPLE_SCORES: (&str, &[u8]) = (
    "modality_scores.csv.gz",
    include_bytes!("../sample/modality_scores.csv.gz"),
);
const SAMPLE_PRICES: (&str, &[u8]) = ("prices.csv.gz", include_bytes!("../sample/prices.csv.gz"));
/// Public price files of a payer and a hospital.
const SAMPLE_PRICE_FILES: [(&str, &[u8]); 2] = [
    (
        "in-network-rates.json.gz",
        include_bytes!("../sample/in-network-rates.json.gz"),
    ),
    (
        "795915290_sample-hospital_standardcharges.csv.gz",
        include_bytes!("../sample/795915290_sample-hospital_standardcharges.csv.gz"),
    ),
];
/// Table into which their rates are extracted.
const SAMPLE_RATES: &str = "rates.parquet";

/// Writes the sample registry into an existing folder, extracts the rates of its public price
/// files, and returns the paths of all files.
///
/// # Errors
/// [`IngestError::Write`], and those of the extraction.
pub fn write_sample(
    folder: &Path,
    listener: &mut dyn FnMut(Progress),
) -> Result<InputPaths, RatesError> {
    let write = |(name, bytes): (&str, &[u8])| {
        let path = folder.join(name);
        match std::fs::write(&path, bytes) {
            Ok(()) => Ok(path),
            Err(source) => Err(IngestError::Write { path, source }),
        }
    };
    let registrations = write(SAMPLE_REGISTRATIONS)?;
    let price_files: Result<Vec<_>, _> = SAMPLE_PRICE_FILES.into_iter().map(write).collect();
    let rates = folder.join(SAMPLE_RATES);
    let options = RatesOptions::new(price_files?, registrations.clone(), rates.clone());
    extract_rates(&options, listener)?;
    Ok(InputPaths {
        registrations,
        participation: write(SAMPLE_PARTICIPATION)?,
        networks: write(SAMPLE_NETWORKS)?,
        scores: Some(write(SAMPLE_SCORES)?),
        prices: vec![write(SAMPLE_PRICES)?],
        rates: vec![rates],
        network_aliases: None,
    })
}
