//! Resolves price rows to at most one all-in price per (site, procedure, network) on the build day,
//! and takes the reference medians.
//!
//! Path of a row: read (component from name or modifier, amounts in cents) or put aside; handed to
//! every site it is about; then, per site, code and network, one part per component; then global
//! against composed.

use super::arithmetic::rounded;
use super::calendar::{Day, Window};
use super::catalog::Procedure;
use super::price_bands::is_in_band;
use super::price_rows::{Reading, read};
use super::world::{PriceRow, Site, World};
use std::collections::{BTreeMap, HashMap};

/// Evidence from best to weakest.
const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];

/// Position in the order of evidence: 0 is best.
fn weakness(evidence: &str) -> usize {
    EVIDENCE
        .iter()
        .position(|known| *known == evidence)
        .unwrap()
}

/// The form in which a component of a price is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) name: &'static str,
    pub(crate) status: &'static str,
    pub(crate) amount: Option<i64>,
    pub(crate) evidence: Option<String>,
    pub(crate) as_of: Option<Day>,
}

/// One all-in price; amounts in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Price {
    pub(crate) amount: i64,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) ambiguous: bool,
    pub(crate) evidence: String,
    pub(crate) as_of: Option<Day>,
    /// Source of the winning row; `None` if several rows made the price.
    pub(crate) source: Option<String>,
    pub(crate) components: Vec<Component>,
}

/// One component of one site, code and network, after its rows have competed.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    amount: i64,
    low: Option<i64>,
    high: Option<i64>,
    ambiguous: bool,
    evidence: String,
    as_of: Option<Day>,
    source: Option<String>,
}

/// All prices of the nation, and the median of each (procedure, network) with the number of sites
/// behind it.
#[derive(Debug, Default)]
pub(crate) struct PriceBook {
    prices: HashMap<(usize, String, String), Price>,
    /// What rows outside the band would make where no price is known. It is not a price.
    suspects: HashMap<(usize, String, String), Price>,
    medians: HashMap<(String, String), (i64, usize)>,
}

impl PriceBook {
    /// Resolves every row of the nation.
    pub(crate) fn resolve(world: &World) -> Self {
        let mut rows: BTreeMap<(usize, String, String), Vec<Reading>> = BTreeMap::new();
        for row in &world.prices {
            let window = Window {
                from: row.from,
                to: row.to,
            };
            let Some(reading) = read(row).filter(|_| window.covers(world.build_day)) else {
                continue;
            };
            for site in sites_of(world, row) {
                let key = (site, row.code.clone(), row.network.clone());
                rows.entry(key).or_default().push(reading.clone());
            }
        }
        let mut book = Self::default();
        let mut amounts: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
        for ((site, code, network), readings) in rows {
            let procedure = &world.catalog.procedures[&code];
            let (inside, outside): (Vec<_>, Vec<_>) = readings
                .into_iter()
                .partition(|row| is_in_band(&procedure.modality, row.component, row.amount));
            let Some(price) = all_in(&world.sites[site], procedure, &inside) else {
                if let Some(suspect) = all_in(&world.sites[site], procedure, &outside) {
                    book.suspects.insert((site, code, network), suspect);
                }
                continue;
            };
            let key = (code.clone(), network.clone());
            amounts.entry(key).or_default().push(price.amount);
            book.prices.insert((site, code, network), price);
        }
        for (key, amounts) in amounts {
            let count = amounts.len();
            book.medians.insert(key, (median(amounts), count));
        }
        book
    }

    /// The price of a site for a procedure in a network.
    pub(crate) fn price(&self, site: usize, code: &str, network: &str) -> Option<&Price> {
        self.prices
            .get(&(site, code.to_owned(), network.to_owned()))
    }

    /// The amount at which a site without price is suspect.
    pub(crate) fn suspect(&self, site: usize, code: &str, network: &str) -> Option<&Price> {
        self.suspects
            .get(&(site, code.to_owned(), network.to_owned()))
    }

    /// Number of sites, codes and networks with only suspect rows.
    pub(crate) fn suspect_count(&self) -> usize {
        self.suspects.len()
    }

    /// The median all-in amount in cents and how many sites entered it.
    pub(crate) fn reference(&self, code: &str, network: &str) -> Option<(i64, usize)> {
        self.medians
            .get(&(code.to_owned(), network.to_owned()))
            .copied()
    }

    /// All prices, for looking at the nation as a whole.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Price> {
        self.prices.values()
    }
}

/// Returns the sites of a row: one by registration (even if the row has an NPI too), else all that
/// list the NPI.
fn sites_of(world: &World, row: &PriceRow) -> Vec<usize> {
    let is_meant = |site: &Site| match (&row.registration_id, &row.npi) {
        (Some(id), _) => site.registration_id == *id,
        (None, Some(npi)) => site.npis.contains(npi),
        (None, None) => false,
    };
    (0..world.sites.len())
        .filter(|&site| is_meant(&world.sites[site]))
        .collect()
}

/// Lets the rows of one component compete: by registration, by evidence, by age, then they agree or
/// are ambiguous.
fn part(readings: &[Reading], component: &str) -> Option<Part> {
    let mut left: Vec<&Reading> = readings
        .iter()
        .filter(|row| row.component == component)
        .collect();
    if left.iter().any(|row| row.by_id) {
        left.retain(|row| row.by_id);
    }
    let best = left.iter().map(|row| weakness(&row.evidence)).min()?;
    left.retain(|row| weakness(&row.evidence) == best);
    let newest = left.iter().map(|row| row.as_of).max()?;
    left.retain(|row| row.as_of == newest);
    let smallest = left.iter().map(|row| row.amount).min()?;
    let largest = left.iter().map(|row| row.amount).max()?;
    let first = left.first()?;
    let agreed = Part {
        amount: first.amount,
        low: first.low,
        high: first.high,
        ambiguous: false,
        evidence: first.evidence.clone(),
        as_of: first.as_of,
        source: Some(first.source.clone()),
    };
    if smallest == largest {
        return Some(agreed);
    }
    Some(Part {
        amount: rounded(smallest + largest, 2),
        low: Some(smallest),
        high: Some(largest),
        ambiguous: true,
        source: None,
        ..agreed
    })
}

/// The all-in price of one site, code and network from the rows that are in effect.
fn all_in(site: &Site, procedure: &Procedure, readings: &[Reading]) -> Option<Price> {
    let global = part(readings, "global").map(|part| global_price(&part, procedure));
    let composed = composed_price(site, procedure, readings);
    match (global, composed) {
        (Some(global), Some(composed)) => {
            let order = |price: &Price| (weakness(&price.evidence), std::cmp::Reverse(price.as_of));
            Some(if order(&composed) < order(&global) {
                composed
            } else {
                global
            })
        }
        (global, composed) => global.or(composed),
    }
}

/// Prices a global row, which covers everything. With contrast, the contrast is packaged and no
/// contrast row is added.
fn global_price(part: &Part, procedure: &Procedure) -> Price {
    let mut components = vec![shown("global", "priced", part)];
    if procedure.has_contrast() {
        components.push(unpriced("contrast", "packaged"));
    }
    Price {
        amount: part.amount,
        low: part.low,
        high: part.high,
        ambiguous: part.ambiguous,
        evidence: part.evidence.clone(),
        as_of: part.as_of,
        source: part.source.clone(),
        components,
    }
}

fn composed_price(site: &Site, procedure: &Procedure, readings: &[Reading]) -> Option<Price> {
    let at_hospital = site.setting() == "hospital_outpatient";
    let base = if at_hospital { "facility" } else { "technical" };
    let (base_part, professional) = (part(readings, base), part(readings, "professional"));
    let mut components = Vec::new();
    let mut parts = Vec::new();
    let mut professional_is_missing = false;
    match (base_part, professional) {
        (Some(base_part), Some(professional)) => {
            components.push(shown(base, "priced", &base_part));
            components.push(shown("professional", "priced", &professional));
            parts.extend([base_part, professional]);
        }
        (Some(facility), None) if at_hospital => {
            components.push(shown(base, "priced", &facility));
            components.push(unpriced("professional", "missing"));
            parts.push(facility);
            professional_is_missing = true;
        }
        (Some(technical), None) => {
            let professional = estimated(&technical, 30, 70);
            components.push(shown(base, "priced", &technical));
            components.push(shown("professional", "estimated", &professional));
            parts.extend([technical, professional]);
        }
        (None, Some(professional)) if !at_hospital => {
            let technical = estimated(&professional, 70, 30);
            components.push(shown(base, "estimated", &technical));
            components.push(shown("professional", "priced", &professional));
            parts.extend([technical, professional]);
        }
        _ => return None,
    }
    if procedure.has_contrast() {
        match part(readings, "contrast") {
            Some(contrast) => {
                components.push(shown("contrast", "priced", &contrast));
                parts.push(contrast);
            }
            None => components.push(unpriced("contrast", "packaged")),
        }
    }
    let mut price = sum_of(&parts, components);
    if professional_is_missing {
        "estimate".clone_into(&mut price.evidence);
    }
    Some(price)
}

/// A missing half from the other one: amount, low, high and age from its source, the evidence an
/// estimate.
fn estimated(source: &Part, times: i64, over: i64) -> Part {
    let scaled = |cents: i64| rounded(cents * times, over);
    Part {
        amount: scaled(source.amount),
        low: source.low.map(scaled),
        high: source.high.map(scaled),
        ambiguous: source.ambiguous,
        evidence: "estimate".to_owned(),
        as_of: source.as_of,
        source: None,
    }
}

/// The parts together: amounts added, weakest evidence, oldest age.
fn sum_of(parts: &[Part], components: Vec<Component>) -> Price {
    let end = |end_of: fn(&Part) -> Option<i64>| {
        let any = parts.iter().any(|part| end_of(part).is_some());
        any.then(|| {
            parts
                .iter()
                .map(|part| end_of(part).unwrap_or(part.amount))
                .sum()
        })
    };
    let weakest = parts
        .iter()
        .map(|part| weakness(&part.evidence))
        .max()
        .unwrap();
    Price {
        amount: parts.iter().map(|part| part.amount).sum(),
        low: end(|part| part.low),
        high: end(|part| part.high),
        ambiguous: parts.iter().any(|part| part.ambiguous),
        evidence: EVIDENCE[weakest].to_owned(),
        as_of: parts.iter().map(|part| part.as_of).min().unwrap(),
        source: None,
        components,
    }
}

fn shown(name: &'static str, status: &'static str, part: &Part) -> Component {
    Component {
        name,
        status,
        amount: Some(part.amount),
        evidence: Some(part.evidence.clone()),
        as_of: part.as_of,
    }
}

fn unpriced(name: &'static str, status: &'static str) -> Component {
    Component {
        name,
        status,
        amount: None,
        evidence: None,
        as_of: None,
    }
}

/// The middle amount; of an even number the mean of the middle two, half-up to the cent.
pub(crate) fn median(mut amounts: Vec<i64>) -> i64 {
    amounts.sort_unstable();
    let middle = amounts.len() / 2;
    if amounts.len() % 2 == 1 {
        amounts[middle]
    } else {
        rounded(amounts[middle - 1] + amounts[middle], 2)
    }
}
