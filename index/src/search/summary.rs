//! Summary of everything that qualifies, over all pages: the market of prices, and the number of
//! sites that each further condition would leave.
//!
//! In: the sites that a search found. Out: counts and a few cents. No figure of prices covers fewer
//! than three facilities, so that no site's price can be read from it.

use super::plan::BoundSearch;
use super::rank::RankedSite;
use super::response::ShownScore;
use nearsite_domain::{AccreditationBody, Cents, DayOfWeek, DaySet, Grade, Setting, SiteNo};
use std::collections::BTreeMap;

/// Fewest facilities a figure of prices may speak of.
const MIN_FACILITIES: usize = 3;
/// Most bins of a histogram.
const MAX_BINS: i64 = 12;

/// Summary of everything that qualifies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchSummary {
    /// The market of prices; none over fewer than three facilities, or where nothing is priced.
    pub prices: Option<PriceDistribution>,
    /// Sites of each grade, if the audience sees scores.
    pub grades: Vec<(Grade, u32)>,
    /// Sites each body accredits, for the modality and on the service date.
    pub accredited_by: Vec<(AccreditationBody, u32)>,
    /// Sites where a language is spoken, in the order of the languages' codes.
    pub languages: BTreeMap<String, u32>,
    /// Sites open on each day.
    pub open_on: Vec<(DayOfWeek, u32)>,
    /// Sites that state wheelchair access.
    pub wheelchair_accessible: u32,
    /// Sites of each setting.
    pub settings: Vec<(Setting, u32)>,
}

/// The prices of at least three facilities; of a range its midpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceDistribution {
    /// Facilities with a price.
    pub facilities: u32,
    /// The lowest price.
    pub lowest: Cents,
    /// A tenth of the prices are at most this (nearest rank).
    pub p10: Cents,
    /// Half of them are (nearest rank).
    pub median: Cents,
    /// Nine tenths are (nearest rank).
    pub p90: Cents,
    /// The highest price.
    pub highest: Cents,
    /// Distribution of the prices, in steps of one round width without gaps.
    pub bins: Vec<Bin>,
}

/// One step of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// From this amount.
    pub from: Cents,
    /// To just below this amount.
    pub to: Cents,
    /// Prices in it.
    pub count: u32,
}

impl BoundSearch<'_> {
    /// Sums up everything that qualifies.
    pub(super) fn summary(&self, ranked: &[RankedSite]) -> SearchSummary {
        let facts = self.snapshot.facts();
        let sites = || ranked.iter().map(|ranked| ranked.site.site);
        let count = |holds: &dyn Fn(SiteNo) -> bool| sites().filter(|&site| holds(site)).count();
        let is_open = |site: SiteNo, day| {
            let days = facts.site(site).open_days;
            days.contains_all(DaySet::default().with(day))
        };
        let mut languages: BTreeMap<String, u32> = BTreeMap::new();
        for language in sites().flat_map(|site| facts.languages(site)) {
            match languages.get_mut(language) {
                Some(count) => *count += 1,
                None => drop(languages.insert(language.to_owned(), 1)),
            }
        }
        let grades = ranked
            .iter()
            .filter_map(|ranked| match self.shown_score(ranked.site.score) {
                ShownScore::Shown(score) => Some(score.grade()),
                _ => None,
            });
        let prices = ranked.iter().filter_map(|ranked| ranked.site.price);
        SearchSummary {
            prices: PriceDistribution::of(prices.map(|price| price.amount).collect()),
            grades: each(&Grade::ALL, grades),
            accredited_by: AccreditationBody::ALL
                .iter()
                .map(|&body| {
                    (
                        body,
                        count(&|site| self.is_accredited_by(site, &[body])) as u32,
                    )
                })
                .collect(),
            languages,
            open_on: DayOfWeek::ALL
                .iter()
                .map(|&day| (day, count(&|site| is_open(site, day)) as u32))
                .collect(),
            wheelchair_accessible: count(&|site| facts.site(site).wheelchair_accessible) as u32,
            settings: each(Setting::ALL, sites().map(|site| facts.site(site).setting)),
        }
    }
}

/// Counts each of some words. Words that do not occur are left out.
fn each<T: Copy + PartialEq>(words: &[T], found: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut counts: Vec<(T, u32)> = words.iter().map(|&word| (word, 0)).collect();
    for word in found {
        if let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == word) {
            *count += 1;
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}

impl PriceDistribution {
    /// The market of some prices; none of fewer than three.
    fn of(mut prices: Vec<Cents>) -> Option<Self> {
        if prices.len() < MIN_FACILITIES {
            return None;
        }
        prices.sort_unstable();
        // The nearest rank: the least price that at least so many hundredths of the prices do not
        // exceed.
        let centile = |hundredths: usize| prices[(prices.len() * hundredths).div_ceil(100) - 1];
        let [lowest, highest] = [prices[0], prices[prices.len() - 1]];
        Some(Self {
            facilities: prices.len() as u32,
            lowest,
            p10: centile(10),
            median: centile(50),
            p90: centile(90),
            highest,
            bins: bins(&prices, lowest, highest),
        })
    }
}

/// Sorts prices into at most [`MAX_BINS`] steps of a round width: 1, 2 or 5 dollars, times a power
/// of ten.
fn bins(prices: &[Cents], lowest: Cents, highest: Cents) -> Vec<Bin> {
    let mut widths = (2..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power)));
    let steps = |width: i64| highest.0 / width - lowest.0 / width + 1;
    let Some(width) = widths.find(|&width| steps(width) <= MAX_BINS) else {
        return Vec::new();
    };
    let first = lowest.0 / width;
    let mut bins: Vec<Bin> = (first..first + steps(width))
        .map(|step| Bin {
            from: Cents(step * width),
            to: Cents((step + 1) * width),
            count: 0,
        })
        .collect();
    for price in prices {
        bins[(price.0 / width - first) as usize].count += 1;
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_told_of_fewer_than_three_prices() {
        assert_eq!(PriceDistribution::of(vec![Cents(100), Cents(200)]), None);
    }

    #[test]
    fn centiles_are_prices_of_the_list_and_steps_are_round() {
        let prices = (1..=20).map(|number| Cents(number * 5_000)).collect();
        let market = PriceDistribution::of(prices).expect("a market");
        let figures = [
            market.lowest,
            market.p10,
            market.median,
            market.p90,
            market.highest,
        ];
        assert_eq!(
            figures.map(|cents| cents.0),
            [5_000, 10_000, 50_000, 90_000, 100_000]
        );
        let steps = market
            .bins
            .iter()
            .map(|bin| (bin.from.0, bin.to.0, bin.count));
        let expected = (0..=10).map(|step: u32| {
            let from = i64::from(step) * 10_000;
            (
                from,
                from + 10_000,
                [1, 2][usize::from((1..10).contains(&step))],
            )
        });
        assert_eq!(steps.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn every_price_lies_in_one_of_a_few_steps(
            prices in prop::collection::vec(1_i64..=1_000_000_000, 3..200)
        ) {
            let prices: Vec<Cents> = prices.into_iter().map(Cents).collect();
            let market = PriceDistribution::of(prices.clone()).expect("a market");
            prop_assert!((1..=MAX_BINS as usize).contains(&market.bins.len()));
            for bin in &market.bins {
                let inside = prices.iter().filter(|price| (bin.from..bin.to).contains(price));
                prop_assert_eq!(inside.count(), bin.count as usize);
                prop_assert_eq!((bin.from.0 % 100, bin.to.0 % 100), (0, 0));
            }
            prop_assert!(market.bins.windows(2).all(|pair| pair[0].to == pair[1].from));
            prop_assert_eq!(market.bins.iter().map(|bin| bin.count).sum::<u32>(), market.facilities);
            for (hundredths, centile) in [(10, market.p10), (50, market.median), (90, market.p90)] {
                let most = prices.iter().filter(|&&price| price <= centile).count();
                let less = prices.iter().filter(|&&price| price < centile).count();
                prop_assert!(prices.contains(&centile));
                prop_assert!(most * 100 >= prices.len() * hundredths);
                prop_assert!(less * 100 < prices.len() * hundredths);
            }
        }
    }
}
