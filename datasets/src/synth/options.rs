//! The options of a synthetic nation, its source tables, and its report.

use super::error::{MAX_SITES, SynthPlace};
use nearsite_index::scorecard::Profile;
use std::path::PathBuf;

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
    pub const MAX_SITES: u32 = MAX_SITES;

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
