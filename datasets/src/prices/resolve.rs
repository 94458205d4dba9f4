//! From sorted rates to prices: group by group, each rate pushed on with its verdict, each price as its group is done.

use super::PriceContext;
use super::all_in::{AllIn, Circumstances, resolve_group};
use super::component::Group;
use super::frame::{KeyGroup, SortedKeys};
use super::rate::Rate;
use super::texts::Texts;
use nearsite_index::domain::{PriceStatus, Verdict};
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

/// Resolves every group. `files` are the positions of the price files' names among the texts.
///
/// # Errors
/// What polars reports; none is expected.
pub(super) fn resolve(
    keys: &SortedKeys,
    rates: &[Rate],
    files: &[u32],
    context: &PriceContext<'_>,
    texts: &mut Texts,
    outcome: &mut impl Outcome,
) -> PolarsResult<()> {
    let positions = keys.rates()?;
    let mut group = Group::default();
    let mut in_file_order = Vec::new();
    for key in keys.groups()? {
        in_file_order.clear();
        in_file_order.extend_from_slice(&positions[key.rows.clone()]);
        in_file_order.sort_unstable();
        group.restart(in_file_order.iter().map(|&rate| &rates[rate as usize]));
        let price = resolve_group(&mut group, circumstances(&key, context));
        for (rate, verdict) in group.decided() {
            outcome.rate(rate_row(&key, rate, verdict, files));
        }
        if let Some(price) = price {
            outcome.price(price_row(&key, &price, texts));
        }
    }
    Ok(())
}

fn circumstances(key: &KeyGroup, context: &PriceContext<'_>) -> Circumstances {
    Circumstances {
        setting: context.settings[key.site.index()],
        contrast: context.catalogue.get(key.procedure).contrast,
        as_of: context.as_of,
    }
}

fn price_row(key: &KeyGroup, price: &AllIn, texts: &mut Texts) -> PriceRow {
    PriceRow {
        network: key.network,
        procedure: key.procedure,
        site: key.site,
        status: if price.ambiguous {
            PriceStatus::Ambiguous
        } else {
            PriceStatus::Priced
        },
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

fn rate_row(key: &KeyGroup, rate: &Rate, verdict: Verdict, files: &[u32]) -> RateRow {
    RateRow {
        network: key.network,
        procedure: key.procedure,
        site: key.site,
        npi: rate.npi(),
        component: rate.component(),
        modifier: rate.modifier(),
        amount: rate.amount(),
        low: rate.low(),
        high: rate.high(),
        n_cases: rate.n_cases(),
        evidence: rate.evidence(),
        window: rate.window(),
        as_of: rate.as_of(),
        source: rate.source(),
        file: files[usize::from(rate.file())],
        line: rate.line(),
        verdict,
    }
}
