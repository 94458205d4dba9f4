//! The nation: every site as the index must have it, every row of the other tables, and the input
//! files.
//!
//! Faulty parts (a bad NPI, an unknown accreditation body, a broken line) are in the files only,
//! never in these types. Price rows are the exception, because the oracle's own price rules judge
//! them.

use super::calendar::{Day, Window};
use super::catalog::Catalog;
use super::{nation, nation_prices, nation_tables};
use nearsite_random::SplitMix64;

/// A plan with its networks. No identifier is part of another, so a word of one is never a word of
/// the other.
pub(crate) const NETWORKS: [(&str, &str); 5] = [
    ("wrangler-ppo", "mesquite"),
    ("corral-hmo", "mesquite"),
    ("harbor-epo", "juniper"),
    ("glacier-pos", "tamarack"),
    ("lagoon-select", "juniper"),
];

/// The input files, ready to be written to disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputFiles {
    pub(crate) registrations: String,
    pub(crate) participation: String,
    pub(crate) networks: String,
    pub(crate) scores: String,
    pub(crate) prices: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Organization {
    pub(crate) name: String,
    pub(crate) tin: Option<String>,
    pub(crate) owner_type: &'static str,
    /// NPIs that several of its sites list.
    pub(crate) npis: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    pub(crate) field_strength_tenths_t: Option<i64>,
    pub(crate) bore: Option<&'static str>,
    pub(crate) table_limit_lb: Option<i64>,
    pub(crate) slices: Option<i64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Accreditation {
    pub(crate) body: &'static str,
    pub(crate) expires_on: Option<Day>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Capabilities {
    pub(crate) sedation: Option<&'static str>,
    pub(crate) pediatric_min_age: Option<i64>,
    pub(crate) contrast: Option<bool>,
    pub(crate) contrast_reaction_cover: Option<bool>,
}

#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) modality: &'static str,
    pub(crate) regions: Option<Vec<String>>,
    pub(crate) equipment: Vec<Unit>,
    pub(crate) capabilities: Capabilities,
    pub(crate) accreditations: Vec<Accreditation>,
}

#[derive(Debug, Clone)]
pub(crate) struct Attestation {
    pub(crate) plan: String,
    pub(crate) window: Window,
}

#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) registration_id: String,
    pub(crate) status: &'static str,
    pub(crate) name: String,
    pub(crate) doing_business_as: Option<String>,
    pub(crate) organization: Option<Organization>,
    pub(crate) npis: Vec<String>,
    pub(crate) line1: String,
    pub(crate) line2: Option<String>,
    pub(crate) city: String,
    pub(crate) state: &'static str,
    /// Five digits.
    pub(crate) zip: Option<String>,
    /// Latitude and longitude, as stated or of the ZIP's centroid.
    pub(crate) point: (f64, f64),
    pub(crate) precision: &'static str,
    pub(crate) phone: Option<String>,
    pub(crate) place_of_service: &'static str,
    /// Setting that the site declares. It decides nothing.
    pub(crate) declared_setting: Option<&'static str>,
    /// Days some span of the hours lists; `None` when no hours are stated.
    pub(crate) open_days: Option<Vec<&'static str>>,
    pub(crate) languages: Option<Vec<&'static str>>,
    pub(crate) wheelchair_accessible: Option<bool>,
    pub(crate) attestations: Vec<Attestation>,
    pub(crate) services: Vec<Service>,
}

impl Site {
    /// The setting, from how the site bills.
    pub(crate) fn setting(&self) -> &'static str {
        match self.place_of_service {
            "11" => "physician_office",
            "49" | "81" => "free_standing",
            _ => "hospital_outpatient",
        }
    }

    /// The service for a modality, where offered.
    pub(crate) fn service(&self, modality: &str) -> Option<&Service> {
        self.services
            .iter()
            .find(|service| service.modality == modality)
    }
}

/// A row by site, by NPI or by both, about a network.
#[derive(Debug, Clone)]
pub(crate) struct ParticipationRow {
    pub(crate) registration_id: Option<String>,
    pub(crate) npi: Option<String>,
    pub(crate) network: String,
    pub(crate) window: Window,
}

/// A row of modality scores; scores in hundredths of a point.
#[derive(Debug, Clone)]
pub(crate) struct ScoreRow {
    pub(crate) registration_id: String,
    pub(crate) modality: String,
    pub(crate) site_score: Option<i64>,
    pub(crate) modality_specific: Option<i64>,
    pub(crate) total: Option<i64>,
    pub(crate) scored_on: Option<Day>,
}

/// A row of the price table as written; amounts in thousandths of a dollar.
#[derive(Debug, Clone, Default)]
pub(crate) struct PriceRow {
    pub(crate) registration_id: Option<String>,
    pub(crate) npi: Option<String>,
    pub(crate) network: String,
    pub(crate) code: String,
    pub(crate) modifier: String,
    pub(crate) component: String,
    pub(crate) amount: Option<i64>,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) n_cases: Option<i64>,
    pub(crate) evidence: String,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    pub(crate) as_of: Option<Day>,
    pub(crate) source: String,
}

/// A nation: what the files say, in file order.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) catalog: Catalog,
    pub(crate) build_day: Day,
    pub(crate) sites: Vec<Site>,
    pub(crate) participation: Vec<ParticipationRow>,
    pub(crate) scores: Vec<ScoreRow>,
    pub(crate) prices: Vec<PriceRow>,
    pub(crate) files: InputFiles,
}

impl World {
    /// Invents a nation. Equal seeds, catalogs and days give equal files, byte for byte.
    pub(crate) fn invent(seed: u64, catalog: Catalog, build_day: Day) -> Self {
        let mut rng = SplitMix64::new(seed);
        let people = nation::invent_sites(&mut rng, &catalog, build_day);
        let sites = &people.sites;
        let participation = nation_tables::invent_participation(&mut rng, sites, build_day);
        let scores = nation_tables::invent_scores(&mut rng, sites, build_day);
        let prices = nation_prices::invent_prices(&mut rng, sites, &catalog, build_day);
        let files = InputFiles {
            registrations: people.lines.join("\n") + "\n",
            participation: participation.text,
            networks: nation_tables::networks_text(),
            scores: scores.text,
            prices: prices.text,
        };
        Self {
            catalog,
            build_day,
            sites: people.sites,
            participation: participation.rows,
            scores: scores.rows,
            prices: prices.rows,
            files,
        }
    }

    /// The score file with every low-tech score dealt to another row of the low-tech rows: the
    /// answers for ordering providers and members must not change.
    pub(crate) fn scores_with_low_tech_permuted(&self, seed: u64) -> String {
        nation_tables::permute_low_tech(&mut SplitMix64::new(seed), &self.files.scores)
    }
}
