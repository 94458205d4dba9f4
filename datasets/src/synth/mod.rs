//! A synthetic nation: imaging sites that never were, at real places, in the very formats the indexer reads.
//!
//! In come the ZIP table, the procedure catalogue, the score card and a seed; out come `registrations.ndjson`, `participation.csv`,
//! `networks.csv`, `modality_scores.csv` and `prices.csv`, and on request public price files. Equal options give equal bytes on every machine (of compressed
//! files: equal content, and equal bytes from one build of the program). Sites are made and written one at a time, so
//! memory does not grow with their number.
//!
//! Price levels and spreads follow published comparisons of hospital and free-standing imaging; everything else is
//! plausible invention. Not here: reading the tables, and any opinion on how the indexer resolves what is written.

mod assessments;
mod consistency;
mod equipment;
mod levels;
mod names;
mod nation;
mod networks;
mod organizations;
mod output;
mod price_files;
mod price_rows;
mod price_variants;
mod prices;
mod random;
mod registration;
mod scores;
mod site_prices;
mod sites;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use nearsite_index::scorecard::Profile;

use nation::SynthNation;
use output::{SynthOutput, write_text};
use price_files::PriceFiles;
use prices::PriceTable;

/// One row of the ZIP table, as far as the generator needs it.
#[derive(Clone, Debug)]
pub struct SynthZip {
    /// Five digits.
    pub zip: String,
    /// Degrees north, WGS84.
    pub lat: f64,
    /// Degrees east, WGS84.
    pub lon: f64,
    /// The town the post office names.
    pub city: String,
    /// Two letters.
    pub state: String,
    /// Residents; a ZIP without any gets no site.
    pub population: Option<u32>,
}

/// One procedure of the catalogue that may be priced: pass only codes in force on [`SynthOptions::REFERENCE_DATE`].
#[derive(Clone, Debug)]
pub struct SynthCode {
    /// The billing code.
    pub code: String,
    /// `ct`, `mri`, `pet`, `nuclear_cardiology`, `xray`, `ultrasound`, `echo` or `mammography`; others are ignored.
    pub modality: String,
    /// Body regions the procedure needs, all of them.
    pub regions: Vec<String>,
    /// Contrast, as far as it moves the price.
    pub contrast: SynthContrast,
    /// Billed by hospitals alone (the C-codes).
    pub hospital_only: bool,
}

/// What a nation is made from, beside its options.
#[derive(Clone, Copy, Debug)]
pub struct SynthTables<'a> {
    /// The ZIP table.
    pub zips: &'a [SynthZip],
    /// The procedures that may be priced.
    pub catalogue: &'a [SynthCode],
    /// The score card that sites answer.
    pub scorecard: &'a Profile,
}

/// What contrast a procedure takes, as far as it moves the price.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SynthContrast {
    /// None.
    Without,
    /// With contrast.
    With,
    /// First without, then with contrast.
    Both,
    /// Angiography, which implies contrast.
    Angiography,
    /// It varies, or the word means nothing to prices.
    Varies,
}

impl SynthContrast {
    /// Reads the catalogue's word.
    pub fn from_word(word: &str) -> Self {
        match word {
            "none" => Self::Without,
            "with" => Self::With,
            "without_then_with" => Self::Both,
            "angiography" => Self::Angiography,
            _ => Self::Varies,
        }
    }
}

/// Where sites shall stand.
#[derive(Clone, PartialEq, Debug)]
pub enum SynthPlace {
    /// Every ZIP whose centroid lies within so many miles of another's (at most 500).
    Around {
        /// The ZIP in the middle.
        zip: String,
        /// Miles, to about one part in a hundred.
        radius_miles: f64,
    },
    /// A whole state, by its two letters.
    State(String),
}

/// A place and its part of the sites.
#[derive(Clone, PartialEq, Debug)]
pub struct SynthArea {
    /// Where.
    pub place: SynthPlace,
    /// Parts of the whole: an area of share 2 gets twice the sites of one of share 1.
    pub share: u32,
}

/// Which of the written files are gzipped, and get `.gz` behind their name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SynthCompression {
    /// None.
    #[default]
    None,
    /// The prices alone, by far the largest.
    Prices,
    /// All.
    All,
}

/// What nation to make.
#[derive(Clone, PartialEq, Debug)]
pub struct SynthOptions {
    /// Number of sites, 1 to [`SynthOptions::MAX_SITES`].
    pub sites: u32,
    /// The seed: another seed, another nation.
    pub seed: u64,
    /// Where; empty means the whole nation, by population, with a few sites at its far ends.
    pub areas: Vec<SynthArea>,
    /// The networks to make, by id; empty means all that are sold in the areas. See [`known_networks`].
    pub networks: Vec<String>,
    /// Price rows per site on average, met as closely as the sites' services allow.
    pub prices_per_site: u32,
    /// Which files are gzipped.
    pub compression: SynthCompression,
    /// Whether public price files are written too: one payer's and one hospital's, as far as the nation has the network.
    pub price_files: bool,
    /// Whether a few sites contradict themselves, as real registrations do. Without, the same sites tell one story.
    pub contradictions: bool,
}

impl SynthOptions {
    /// As many sites as there are identifiers no real provider carries.
    pub const MAX_SITES: u32 = 600_000;

    /// The day the nation is seen from: prices are of the year before it, nearly everything lasts until 2040.
    pub const REFERENCE_DATE: &str = "2026-10-01";

    /// Price rows per site, unless told otherwise: 30,000 sites then have some three million.
    pub const PRICES_PER_SITE: u32 = 100;

    /// The seed of the shipped sample.
    pub const SAMPLE_SEED: u64 = 20_261_001;

    /// A whole nation of so many sites.
    pub fn nation(sites: u32, seed: u64) -> Self {
        Self {
            sites,
            seed,
            areas: Vec::new(),
            networks: Vec::new(),
            prices_per_site: Self::PRICES_PER_SITE,
            compression: SynthCompression::None,
            price_files: false,
            contradictions: true,
        }
    }

    /// The shipped sample: three metropolitan areas and one rural state, only networks that are sold in the first, and no site
    /// that contradicts itself.
    pub fn sample() -> Self {
        let around = |zip: &str, radius_miles, share| SynthArea {
            place: SynthPlace::Around {
                zip: zip.to_owned(),
                radius_miles,
            },
            share,
        };
        Self {
            sites: 3000,
            seed: Self::SAMPLE_SEED,
            areas: vec![
                around("78701", 45.0, 32),
                around("60601", 35.0, 28),
                around("85004", 35.0, 26),
                SynthArea {
                    place: SynthPlace::State("MT".to_owned()),
                    share: 14,
                },
            ],
            networks: [
                "blue-choice-ppo",
                "bluebonnet-hmo",
                "crest-national-ppo",
                "crest-select-epo",
                "prairie-central-ppo",
            ]
            .map(str::to_owned)
            .to_vec(),
            prices_per_site: 50,
            compression: SynthCompression::All,
            price_files: true,
            contradictions: false,
        }
    }
}

impl FromStr for SynthPlace {
    type Err = SynthError;

    /// Reads `78701:25` (a ZIP and miles around it) or `MT` (a state).
    fn from_str(text: &str) -> Result<Self, SynthError> {
        let fault = || SynthError::Place {
            text: text.to_owned(),
        };
        if let Some((zip, miles)) = text.split_once(':') {
            let radius_miles: f64 = miles
                .parse()
                .ok()
                .filter(|miles| (0.1..=500.0).contains(miles))
                .ok_or_else(fault)?;
            if zip.len() != 5 || !zip.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(fault());
            }
            return Ok(Self::Around {
                zip: zip.to_owned(),
                radius_miles,
            });
        }
        if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(fault());
        }
        Ok(Self::State(text.to_ascii_uppercase()))
    }
}

/// Why no nation could be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// The number of sites is outside its limits.
    #[error("cannot make {sites} sites: ask for 1 to {}", SynthOptions::MAX_SITES)]
    Sites {
        /// What was asked.
        sites: u32,
    },
    /// A place could not be read.
    #[error(
        "`{text}` is no place: write a ZIP and miles (78701:25, at most 500 miles) or a state (MT)"
    )]
    Place {
        /// What was written.
        text: String,
    },
    /// A place holds no ZIP with residents, or is not in the ZIP table.
    #[error(
        "no ZIP with residents at {place:?}: name a ZIP or state of the ZIP table, or a wider radius"
    )]
    Nowhere {
        /// The place.
        place: Option<SynthPlace>,
    },
    /// The shares of the areas sum to nothing.
    #[error("the shares of the areas sum to 0: give at least one area a share")]
    NoShare,
    /// A network that is not among the known ones.
    #[error("unknown network `{network}`: known are {}", known_networks().join(", "))]
    Network {
        /// What was asked.
        network: String,
    },
    /// A file could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SynthReport {
    /// Sites, which is the number of registrations.
    pub sites: u64,
    /// Rows of the participation table.
    pub participation_rows: u64,
    /// Networks.
    pub networks: u64,
    /// Rows of the score table.
    pub score_rows: u64,
    /// Rows of the price table.
    pub price_rows: u64,
    /// Price rows whose amount is a placeholder the indexer refuses (all nines), some one in a hundred.
    pub placeholder_rows: u64,
    /// The files, in the order registrations, participation, networks, scores, prices, and the public price files if asked for.
    pub files: Vec<PathBuf>,
}

/// The ids of all networks the generator knows.
pub fn known_networks() -> Vec<&'static str> {
    networks::NETWORKS
        .iter()
        .map(|network| network.id)
        .collect()
}

/// Writes a nation into a folder, which is made if absent; files of the same names are replaced.
///
/// `progress` is told (sites done, sites in all) after each site.
///
/// # Errors
/// [`SynthError`] if the options cannot be met with this ZIP table, or a file cannot be written.
pub fn write(
    options: &SynthOptions,
    tables: &SynthTables<'_>,
    out: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<SynthReport, SynthError> {
    if options.sites == 0 || options.sites > SynthOptions::MAX_SITES {
        return Err(SynthError::Sites {
            sites: options.sites,
        });
    }
    let SynthTables {
        zips,
        catalogue,
        scorecard,
    } = *tables;
    let nation = SynthNation::new(options, zips)?;
    let networks = networks::select(&options.networks, &nation.states())?;
    let mut prices = PriceTable::new(options, catalogue);
    let mut output = SynthOutput::create(out, options.compression)?;
    output.write_networks(&networks)?;
    let mut price_files = PriceFiles::new();
    let total = u64::from(options.sites);
    for ordinal in 0..total {
        let mut site = sites::make(options.seed, ordinal, nation.address(ordinal));
        if !options.contradictions {
            consistency::make_site_consistent(&mut site);
        }
        let joined = networks::join(options.seed, &site, &networks);
        let mut registered = registration::row(options.seed, &site, &networks);
        let target = scores::draw(options.seed, &site);
        if !options.contradictions {
            consistency::make_row_consistent(&mut registered, &site, &networks);
        }
        let accreditation_states = registered.accreditation_states();
        let mut assessed = assessments::draw(
            options.seed,
            &site,
            &accreditation_states,
            &target,
            scorecard,
        );
        consistency::make_answers_consistent(&mut assessed, &target);
        registered.assess(&assessed);
        output.write_registration(&registered)?;
        output.write_participation(&joined)?;
        output.write_scores(&scores::rows(&site, &target, &assessed))?;
        output.write_prices(|rows| prices.write_site(&site, &joined, rows))?;
        if options.price_files {
            price_files.note(&site, &joined);
        }
        progress(ordinal + 1, total);
    }
    let mut report = output.finish()?;
    if options.price_files {
        let payer = (
            "in-network-rates.json".to_owned(),
            price_files.payer_file(catalogue),
        );
        for (name, text) in [payer]
            .into_iter()
            .chain(price_files.hospital_file(catalogue))
        {
            report
                .files
                .push(write_text(out, &name, &text, options.compression)?);
        }
    }
    report.sites = total;
    report.networks = networks.len() as u64;
    report.placeholder_rows = prices.placeholders();
    Ok(report)
}

#[cfg(test)]
mod tests;
