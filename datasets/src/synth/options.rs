//! The options of a synthetic nation, its source tables, and its report.

use super::error::{MAX_SITES, SynthPlace};
use nearsite_index::scorecard::ScoreCardProfile;
use std::path::PathBuf;

/// One row of the ZIP table, with the columns that the generator needs.
#[derive(Clone, Debug)]
pub struct SynthZip {
    /// Five digits.
    pub zip: String,
    /// Degrees north, WGS84.
    pub lat: f64,
    /// Degrees east, WGS84.
    pub lon: f64,
    /// Town of the post office.
    pub city: String,
    /// Two letters.
    pub state: String,
    /// Residents; a ZIP without any gets no site.
    pub population: Option<u32>,
}

/// One procedure of the catalog that may be priced. Pass only codes in force on
/// [`SynthOptions::REFERENCE_DATE`].
#[derive(Clone, Debug)]
pub struct SynthCode {
    /// The billing code.
    pub code: String,
    /// `ct`, `mri`, `pet`, `nuclear_cardiology`, `xray`, `ultrasound`, `echo` or `mammography`;
    /// others are ignored.
    pub modality: String,
    /// Body regions the procedure needs, all of them.
    pub regions: Vec<String>,
    /// Contrast, if it changes the price.
    pub contrast: SynthContrast,
    /// True if only hospitals bill it (the C-codes).
    pub hospital_only: bool,
}

/// The source tables of a nation.
#[derive(Clone, Copy, Debug)]
pub struct SynthTables<'a> {
    /// The ZIP table.
    pub zips: &'a [SynthZip],
    /// The procedures that may be priced.
    pub catalog: &'a [SynthCode],
    /// The score card that sites answer.
    pub scorecard: &'a ScoreCardProfile,
}

/// The contrast of a procedure, if it changes the price.
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
    /// It varies, or does not change the price.
    Varies,
}

impl SynthContrast {
    /// Reads the word of the catalog.
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

/// A place and its share of the sites.
#[derive(Clone, PartialEq, Debug)]
pub struct SynthArea {
    /// The place.
    pub place: SynthPlace,
    /// Relative share. An area of share 2 gets twice the sites of one of share 1.
    pub share: u32,
}

/// The selection of files that are gzipped and get the suffix `.gz`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SynthCompression {
    /// None.
    #[default]
    None,
    /// Only the prices, by far the largest file.
    Prices,
    /// All.
    All,
}

/// The options of a nation.
#[derive(Clone, PartialEq, Debug)]
pub struct SynthOptions {
    /// Number of sites, 1 to [`SynthOptions::MAX_SITES`].
    pub sites: u32,
    /// Seed. Another seed gives another nation.
    pub seed: u64,
    /// Areas of the sites. Empty means the whole nation, by population, with a few sites at its far
    /// ends.
    pub areas: Vec<SynthArea>,
    /// Networks to make, by id. Empty means all that are sold in the areas. See
    /// [`crate::synth::known_networks`].
    pub networks: Vec<String>,
    /// Price rows per site on average, met as closely as the sites' services allow.
    pub prices_per_site: u32,
    /// Selection of files that are gzipped.
    pub compression: SynthCompression,
    /// True if published price files are written too: one payer's, and one hospital's if the
    /// network has a hospital.
    pub price_files: bool,
    /// True if a few sites contradict themselves, as real registrations do. If false, the same
    /// sites are consistent.
    pub contradictions: bool,
}

impl SynthOptions {
    /// Most sites, limited by the identifiers that no real provider has.
    pub const MAX_SITES: u32 = MAX_SITES;

    /// Reference date of the nation. Prices are from the year before it, and nearly everything
    /// lasts until 2040.
    pub const REFERENCE_DATE: &str = "2026-10-01";

    /// Default number of price rows per site. With it 30,000 sites have about three million.
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

    /// The shipped sample: three metropolitan areas and one rural state, only networks that are
    /// sold in the first, and no site that contradicts itself.
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

/// The counts and files of a written nation.
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
    /// Price rows whose amount is a placeholder that the indexer rejects (all nines), at most one
    /// in a hundred.
    pub placeholder_rows: u64,
    /// The files, in the order registrations, participation, networks, scores, prices, and the
    /// public price files if asked for.
    pub files: Vec<PathBuf>,
}
