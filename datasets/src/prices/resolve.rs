//! Resolves sorted rates to prices, group by group. Each rate is passed on with its verdict, then
//! the price of the group.

use super::all_in::{AllInPrice, ExamContext, resolve_group, resolve_suspects};
use super::component::{RateCandidate, RateGroup};
use super::context::PriceContext;
use super::interner::TextInterner;
use super::market::MarketBands;
use super::rate::StoredRate;
use super::rate_keys::{KeyGroup, SortedKeys};
use nearsite_domain::{PriceStatus, Verdict};
use nearsite_index::snapshot::{PriceColumns, PriceRow, RateColumns, RateRow};
use polars::error::PolarsResult;

/// Receives the results of resolution, in the order (network, procedure, site).
pub(super) trait ResolutionSink {
    /// Receives one rate with its verdict. Within a site the rates come in file order.
    fn rate(&mut self, rate: RateRow);
    /// Receives one all-in price, after its rates.
    fn price(&mut self, price: PriceRow);
}

/// The price and rate columns of a snapshot.
#[derive(Debug, Default)]
pub(super) struct ResolvedColumns {
    pub(super) prices: PriceColumns,
    pub(super) rates: RateColumns,
}

impl ResolutionSink for ResolvedColumns {
    fn rate(&mut self, rate: RateRow) {
        self.rates.push(&rate);
    }

    fn price(&mut self, price: PriceRow) {
        self.prices.push(&price);
    }
}

/// The input of resolution.
pub(super) struct ResolverInput<'a> {
    /// Rates in the order in which prices are resolved.
    pub(super) keys: &'a SortedKeys,
    /// The rates the keys point to.
    pub(super) rates: &'a [StoredRate],
    /// Positions of the files' names among the texts, by the number of the file.
    pub(super) files: &'a [u32],
    /// Context that rows were checked against.
    pub(super) context: &'a PriceContext<'a>,
}

/// Resolves every group.
///
/// A study (network, procedure) with rates of published price files is resolved twice, because the
/// prices of all peers must be known before outliers can be found.
///
/// # Errors
/// Errors of polars. None is expected.
pub(super) fn resolve(
    material: &ResolverInput<'_>,
    texts: &mut TextInterner,
    outcome: &mut impl ResolutionSink,
) -> PolarsResult<()> {
    let positions = material.keys.rates()?;
    let mut resolver = Resolver {
        material,
        positions,
        group: RateGroup::default(),
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

/// Resolves groups one at a time and reuses its memory.
struct Resolver<'a> {
    material: &'a ResolverInput<'a>,
    positions: &'a [u32],
    group: RateGroup<'a>,
    in_file_order: Vec<u32>,
}

impl Resolver<'_> {
    /// Collects the prices of a study. The result is empty if the study has no rates of published
    /// price files to check.
    fn survey(&mut self, study: &[KeyGroup]) -> MarketBands {
        let mut market = MarketBands::default();
        let rates = self.material.rates;
        let is_published = |key: &KeyGroup| {
            let mut positions = self.positions[key.rows.clone()].iter();
            positions.any(|&rate| rates[rate as usize].is_published())
        };
        if !study.iter().any(is_published) {
            return market;
        }
        for key in study {
            let exam = self.load(key);
            if let Some(price) = resolve_group(&mut self.group, exam) {
                market.add(exam.setting, price.amount);
            }
        }
        market.close();
        market
    }

    /// Resolves one group and passes on its rates and its price.
    fn settle(
        &mut self,
        key: &KeyGroup,
        market: &MarketBands,
        texts: &mut TextInterner,
        outcome: &mut impl ResolutionSink,
    ) {
        let exam = self.load(key);
        let price = self.believable_price(exam, market);
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
        } else if let Some(suspect) = resolve_suspects(&mut self.group, exam) {
            outcome.price(price_row(key, &suspect, PriceStatus::Suspect, texts));
        }
    }

    /// Removes rates of published price files until the price is no outlier among its peers. Each
    /// round removes at least one rate.
    fn believable_price(&mut self, exam: ExamContext, market: &MarketBands) -> Option<AllInPrice> {
        let mut outliers = Vec::new();
        loop {
            let price = resolve_group(&mut self.group, exam)?;
            if market.holds(exam.setting, price.amount) {
                return Some(price);
            }
            let before = outliers.len();
            outliers.extend(self.group.published_winners());
            if outliers.len() == before {
                return Some(price);
            }
            self.group.reopen();
            for &position in &outliers {
                self.group.rule_out_at(position, Verdict::SuspectMarket);
            }
        }
    }

    /// Loads the rates of a group in file order.
    fn load(&mut self, key: &KeyGroup) -> ExamContext {
        let ResolverInput { rates, context, .. } = *self.material;
        let exam = exam(key, context);
        self.in_file_order.clear();
        self.in_file_order
            .extend_from_slice(&self.positions[key.rows.clone()]);
        self.in_file_order.sort_unstable();
        let in_file_order = self.in_file_order.iter();
        self.group
            .restart(in_file_order.map(|&rate| exam.candidate(&rates[rate as usize])));
        exam
    }
}

fn exam(key: &KeyGroup, context: &PriceContext<'_>) -> ExamContext {
    let procedure = context.catalog.get(key.procedure);
    ExamContext {
        setting: context.settings[key.site.index()],
        modality: procedure.modality,
        contrast: procedure.contrast,
        as_of: context.as_of,
        is_registered: context.services[key.site.index()].includes(procedure),
    }
}

fn price_row(
    key: &KeyGroup,
    price: &AllInPrice,
    status: PriceStatus,
    texts: &mut TextInterner,
) -> PriceRow {
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

/// Returns the source of a price: the distinct sources of its components, joined.
fn joined_source(price: &AllInPrice, texts: &mut TextInterner) -> Option<u32> {
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
    RateCandidate { rate, component }: RateCandidate<'_>,
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
