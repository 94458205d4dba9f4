//! Summary of everything that qualifies: the market of prices and the counts for filters.

use super::number::Hundredths;
use nearsite_domain::Grade;
use nearsite_index::search::{Bin, PriceDistribution, SearchSummary};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Numbers of sites by word, in the order of the vocabulary.
#[derive(Debug)]
pub struct CountsByWord<'a>(Vec<(&'a str, u32)>);

/// Summary of everything that qualifies, over all pages and after filters.
#[derive(Debug, Serialize, ToSchema)]
pub struct SummaryView<'a> {
    /// Market of prices. Null if there are fewer than three facilities, or if nothing is priced.
    prices: Option<MarketView>,
    /// Number of sites of each kind that a filter could ask for.
    counts: CountsView<'a>,
}

/// Prices of at least three facilities, in dollars. A range counts by its midpoint. Centiles are
/// prices of the list, by nearest rank.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketView {
    /// Number of facilities with a price.
    facilities: u32,
    /// The lowest price.
    lowest: Hundredths,
    /// 10th centile: a tenth of the prices are at most this.
    p10: Hundredths,
    /// Median: half of the prices are at most this.
    median: Hundredths,
    /// 90th centile: nine tenths of the prices are at most this.
    p90: Hundredths,
    /// The highest price.
    highest: Hundredths,
    /// At most 12 steps of one round width that join without a gap.
    bins: Vec<BinView>,
}

/// One step of a histogram.
#[derive(Debug, Serialize, ToSchema)]
pub struct BinView {
    /// Start of the step.
    from: Hundredths,
    /// End of the step, exclusive.
    to: Hundredths,
    /// Number of prices in the step.
    count: u32,
}

/// Number of sites of each kind. Kinds without sites are left out of `grade`, `languages` and
/// `setting`.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountsView<'a> {
    /// Sites by grade, if the audience sees scores.
    #[schema(value_type = BTreeMap<String, u32>)]
    grade: CountsByWord<'static>,
    /// Sites by body that accredits the modality on the service date.
    #[schema(value_type = BTreeMap<String, u32>)]
    accredited_by: CountsByWord<'static>,
    /// Sites by language spoken.
    languages: &'a BTreeMap<String, u32>,
    /// Sites by day on which they are open.
    #[schema(value_type = BTreeMap<String, u32>)]
    open_on: CountsByWord<'static>,
    /// Number of sites that state wheelchair access.
    wheelchair_accessible: u32,
    /// Sites by setting.
    #[schema(value_type = BTreeMap<String, u32>)]
    setting: CountsByWord<'static>,
}

impl CountsByWord<'static> {
    /// Creates the counts, with the stable word of each kind.
    pub(super) fn of<'k, T: Copy + 'k>(
        counts: impl IntoIterator<Item = (&'k T, &'k u32)>,
        word: fn(T) -> &'static str,
    ) -> Self {
        let counts = counts.into_iter();
        Self(counts.map(|(&of, &count)| (word(of), count)).collect())
    }
}

impl Serialize for CountsByWord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (word, count) in &self.0 {
            map.serialize_entry(word, count)?;
        }
        map.end()
    }
}

impl<'a> From<&'a SearchSummary> for SummaryView<'a> {
    fn from(summary: &'a SearchSummary) -> Self {
        fn counts<T: Copy>(of: &[(T, u32)], word: fn(T) -> &'static str) -> CountsByWord<'static> {
            CountsByWord::of(of.iter().map(|(of, count)| (of, count)), word)
        }
        Self {
            prices: summary.prices.as_ref().map(MarketView::from),
            counts: CountsView {
                grade: counts(&summary.grades, Grade::as_str),
                accredited_by: counts(
                    &summary.accredited_by,
                    nearsite_domain::AccreditationBody::as_str,
                ),
                languages: &summary.languages,
                open_on: counts(&summary.open_on, nearsite_domain::DayOfWeek::as_str),
                wheelchair_accessible: summary.wheelchair_accessible,
                setting: counts(&summary.settings, nearsite_domain::Setting::as_str),
            },
        }
    }
}

impl From<&PriceDistribution> for MarketView {
    fn from(market: &PriceDistribution) -> Self {
        let bin = |bin: &Bin| BinView {
            from: Hundredths(bin.from.0),
            to: Hundredths(bin.to.0),
            count: bin.count,
        };
        Self {
            facilities: market.facilities,
            lowest: Hundredths(market.lowest.0),
            p10: Hundredths(market.p10.0),
            median: Hundredths(market.median.0),
            p90: Hundredths(market.p90.0),
            highest: Hundredths(market.highest.0),
            bins: market.bins.iter().map(bin).collect(),
        }
    }
}
