//! `nearsite synth`: writes a synthetic nation as input files.

use super::progress::StepProgress;
use super::{Failure, say};
use clap::Args;
use nearsite_datasets::shipped;
use nearsite_datasets::synth::{
    self, SynthArea, SynthCode, SynthCompression, SynthContrast, SynthError, SynthOptions,
    SynthPlace, SynthTables, SynthZip,
};
use nearsite_domain::{Day, Procedure, ZipCentroid};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// Number of sites
    #[arg(long, value_name = "N", required_unless_present = "sample")]
    sites: Option<u32>,
    /// Seed: equal seeds give equal files
    #[arg(long, value_name = "S", required_unless_present = "sample")]
    seed: Option<u64>,
    /// Folder for the files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Area: a ZIP and miles (78701:25) or a state (MT); may be repeated [default: the whole
    /// nation]
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// Networks to make, by id; may be given more than once [default: all sold there]
    #[arg(long, value_name = "ID")]
    network: Vec<String>,
    /// Price rows per site, on average
    #[arg(long, value_name = "N", default_value_t = SynthOptions::PRICES_PER_SITE)]
    prices_per_site: u32,
    /// Gzip every file
    #[arg(long)]
    gzip: bool,
    /// Write public price files too: one payer's in-network file and one hospital's standard
    /// charges
    #[arg(long)]
    price_files: bool,
    /// Write the sample that comes with the program
    #[arg(long, conflicts_with_all = ["sites", "seed", "place", "network", "prices_per_site", "gzip", "price_files"])]
    sample: bool,
}

pub(super) fn run(args: &SynthArgs) -> Result<(), Failure> {
    let options = options_of(args)?;
    let zips: Vec<SynthZip> = shipped::zip_centroids()
        .map_err(Failure::failed)?
        .into_iter()
        .map(synth_zip)
        .collect();
    let catalog = shipped::catalog().map_err(Failure::failed)?;
    let reference: Day = SynthOptions::REFERENCE_DATE
        .parse()
        .map_err(Failure::failed)?;
    let in_force = catalog
        .procedures()
        .iter()
        .filter(|procedure| procedure.validity().covers(reference));
    let codes: Vec<SynthCode> = in_force.map(synth_code).collect();
    let mut progress = StepProgress::new();
    let scorecard = shipped::scorecard(reference).map_err(Failure::failed)?;
    let tables = SynthTables {
        zips: &zips,
        catalog: &codes,
        scorecard: &scorecard,
    };
    let written = synth::write(&options, &tables, &args.out, &mut |done, total| {
        progress.show("writing sites", done, total);
    });
    progress.finish();
    let report = written.map_err(|error| match error {
        SynthError::Write { path, source } => {
            Failure::failed(format!("cannot write {}: {source}", path.display()))
        }
        other => Failure::bad_input(other),
    })?;
    say(format!(
        "{} sites, {} networks, {} participation rows, {} scores, {} price rows",
        report.sites,
        report.networks,
        report.participation_rows,
        report.score_rows,
        report.price_rows
    ))?;
    report.files.iter().try_for_each(|file| say(file.display()))
}

fn options_of(args: &SynthArgs) -> Result<SynthOptions, Failure> {
    let (Some(sites), Some(seed)) = (args.sites, args.seed) else {
        return Ok(SynthOptions::sample());
    };
    let area = |text: &String| {
        text.parse::<SynthPlace>()
            .map(|place| SynthArea { place, share: 1 })
    };
    let areas: Result<Vec<SynthArea>, SynthError> = args.place.iter().map(area).collect();
    Ok(SynthOptions {
        areas: areas.map_err(Failure::bad_input)?,
        networks: args.network.clone(),
        prices_per_site: args.prices_per_site,
        price_files: args.price_files,
        compression: if args.gzip {
            SynthCompression::All
        } else {
            SynthCompression::None
        },
        ..SynthOptions::nation(sites, seed)
    })
}

fn synth_zip(row: ZipCentroid) -> SynthZip {
    SynthZip {
        zip: row.zip.to_string(),
        lat: row.place.lat(),
        lon: row.place.lon(),
        city: row.city,
        state: row.state,
        population: row.population,
    }
}

fn synth_code(procedure: &Procedure) -> SynthCode {
    SynthCode {
        code: procedure.code.to_string(),
        modality: procedure.modality.to_string(),
        regions: procedure.regions.iter().map(ToString::to_string).collect(),
        contrast: SynthContrast::from_word(procedure.contrast.as_str()),
        hospital_only: procedure.same_as.is_some(),
    }
}
