//! From sorted rates to prices: group by group, each rate pushed on with its verdict, each price as its group is done.

use super::PriceContext;
use super::all_in::{AllIn, Circumstances, resolve_group, resolve_suspects};
use super::component::{Candidate, Group};
use super::frame::{KeyGroup, SortedKeys};
use super::market::Market;
use super::rate::Rate;
use super::texts::Texts;
use nearsite_domain::{PriceStatus, Verdict};
use nearsite_index::snapshot::{PriceColumns, PriceRow, RateColumns, RateRow};
use polars::error::PolarsResult;

/// Takes what comes of resolution, in the order (network, procedure, site).
pub(super) trait Outcome {
    /// One rate with its verdict; within a site in file order.
    fn rate(&mut self, rate: RateRow);
    /// One all-in price, after its rates.
    fn price(&mut self, price: PriceRow);
}

/// Prices and rates on their way into a snapshot.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) prices: PriceColumns,
    pub(super) rates: RateColumns,
}

impl Outcome for Resolved {
    fn rate(&mut self, rate: RateRow) {
        self.rates.push(&rate);
    }

    fn price(&mut self, price: PriceRow) {
        self.prices.push(&price);
    }
}

/// What resolution reads from.
pub(super) struct Material<'a> {
    /// Rates in the order in which prices are resolved.
    pub(super) keys: &'a SortedKeys,
    /// The rates the keys point to.
    pub(super) rates: &'a [Rate],
    /// Positions of the files' names among the texts, by the number of the file.
    pub(super) files: &'a [u32],
    /// What rows were checked against.
    pub(super) context: &'a PriceContext<'a>,
}

/// Resolves every group.
///
/// A study (network, procedure) with rates of public price files is gone through twice: peers must be known before an outlier
/// among them can be told.
///
/// # Errors
/// What polars reports; none is expected.
pub(super) fn resolve(
    material: &Material<'_>,
    texts: &mut Texts,
    outcome: &mut impl Outcome,
) -> PolarsResult<()> {
    let positions = material.keys.rates()?;
    let mut resolver = Resolver {
        material,
        positions,
        group: Group::default(),
        in_file_order: Vec::new(),
    };
    let mut groups = material.keys.groups()?.peekable();
    let mut study = Vec::new();
    while let Some(key) = groups.next() {
        let is_last = groups
            .peek()
            .is_none_or(|next| (next.network, next.procedure) != (key.network, key.procedure));
        study.push(key);
        if is_last {
            let market = resolver.survey(&study);
            for key in study.drain(..) {
                resolver.settle(&key, &market, texts, outcome);
            }
        }
    }
    Ok(())
}

/// Goes through groups, one at a time, in memory it keeps.
struct Resolver<'a> {
    material: &'a Material<'a>,
    positions: &'a [u32],
    group: Group<'a>,
    in_file_order: Vec<u32>,
}

impl Resolver<'_> {
    /// What sites are paid in a study, as far as rates of public price files have to be held against it.
    fn survey(&mut self, study: &[KeyGroup]) -> Market {
        let mut market = Market::default();
        let rates = self.material.rates;
        let is_stated = |key: &KeyGroup| {
            let mut positions = self.positions[key.rows.clone()].iter();
            positions.any(|&rate| rates[rate as usize].is_stated())
        };
        if !study.iter().any(is_stated) {
            return market;
        }
        for key in study {
            let circumstances = self.load(key);
            if let Some(price) = resolve_group(&mut self.group, circumstances) {
                market.add(circumstances.setting, price.amount);
            }
        }
        market.close();
        market
    }

    /// Resolves one group for good.
    fn settle(
        &mut self,
        key: &KeyGroup,
        market: &Market,
        texts: &mut Texts,
        outcome: &mut impl Outcome,
    ) {
        let circumstances = self.load(key);
        let price = self.believable_price(circumstances, market);
        for (candidate, verdict) in self.group.decided() {
            outcome.rate(rate_row(key, candidate, verdict, self.material.files));
        }
        if let Some(price) = price {
            let status = if price.ambiguous {
                PriceStatus::Ambiguous
            } else {
                PriceStatus::Priced
            };
            outcome.price(price_row(key, &price, status, texts));
        } else if self.group.has_stated()
            && let Some(suspect) = resolve_suspects(&mut self.group, circumstances)
        {
            outcome.price(price_row(key, &suspect, PriceStatus::Suspect, texts));
        }
    }

    /// Takes rates of public price files out until what is left is no outlier among its peers. Each round takes out at least one.
    fn believable_price(&mut self, circumstances: Circumstances, market: &Market) -> Option<AllIn> {
        let mut outliers = Vec::new();
        loop {
            let price = resolve_group(&mut self.group, circumstances)?;
            if market.holds(circumstances.setting, price.amount) {
                return Some(price);
            }
            let before = outliers.len();
            outliers.extend(self.group.stated_winners());
            if outliers.len() == before {
                return Some(price);
            }
            self.group.reopen();
            for &position in &outliers {
                self.group.rule_out_at(position, Verdict::SuspectMarket);
            }
        }
    }

    /// Brings the rates of a group together, in file order.
    fn load(&mut self, key: &KeyGroup) -> Circumstances {
        let Material { rates, context, .. } = *self.material;
        let circumstances = circumstances(key, context);
        self.in_file_order.clear();
        self.in_file_order
            .extend_from_slice(&self.positions[key.rows.clone()]);
        self.in_file_order.sort_unstable();
        let in_file_order = self.in_file_order.iter();
        self.group
            .restart(in_file_order.map(|&rate| circumstances.candidate(&rates[rate as usize])));
        circumstances
    }
}

fn circumstances(key: &KeyGroup, context: &PriceContext<'_>) -> Circumstances {
    let procedure = context.catalogue.get(key.procedure);
    Circumstances {
        setting: context.settings[key.site.index()],
        contrast: procedure.contrast,
        as_of: context.as_of,
        is_registered: context.offers[key.site.index()].includes(procedure),
    }
}

fn price_row(key: &KeyGroup, price: &AllIn, status: PriceStatus, texts: &mut Texts) -> PriceRow {
    PriceRow {
        network: key.network,
        procedure: key.procedure,
        site: key.site,
        status,
        amount: price.amount,
        low: price.range.map(|(low, _)| low),
        high: price.range.map(|(_, high)| high),
        evidence: price.evidence,
        as_of: price.as_of,
        source: joined_source(price, texts),
        components: price.components(),
    }
}

/// The source of a price; the different ones of its components, one behind the other.
fn joined_source(price: &AllIn, texts: &mut Texts) -> Option<u32> {
    let mut distinct: Vec<u32> = Vec::new();
    for source in price.sources() {
        if !distinct.contains(&source) {
            distinct.push(source);
        }
    }
    distinct
        .into_iter()
        .reduce(|first, second| texts.join(first, second))
}

fn rate_row(
    key: &KeyGroup,
    Candidate { rate, component }: Candidate<'_>,
    verdict: Verdict,
    files: &[u32],
) -> RateRow {
    RateRow {
        network: key.network,
        procedure: key.procedure,
        site: key.site,
        npi: rate.npi(),
        by_tin: rate.is_by_tin(),
        component,
        modifier: rate.modifier(),
        amount: rate.amount(),
        low: rate.low(),
        high: rate.high(),
        n_cases: rate.n_cases(),
        group_size: rate.group_size(),
        evidence: rate.evidence(),
        window: rate.window(),
        as_of: rate.as_of(),
        source: rate.source(),
        file: files[usize::from(rate.file())],
        line: rate.line(),
        verdict,
    }
}
