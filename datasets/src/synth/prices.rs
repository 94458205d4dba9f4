//! The price table: the prices of each network for each of its sites and procedures, in the forms
//! that real tables have.
//!
//! A hospital's all-in price is log-normal around the market's level with sigma 0.6. Elsewhere the
//! median is 0.40 of that with sigma 0.35. Prices are rounded to steps, so exact ties are frequent.
//! Of the pairs of site and procedure 12 % have no price, 3 % a stale one, 2 % an ambiguous one,
//! and just under 1 % a placeholder. No network has more placeholders.

use std::collections::BTreeMap;

use super::levels::popularity;
use super::networks::NetworkMembership;
use super::options::{SynthCode, SynthOptions};
use super::priced_codes::PricedCode;
use super::random::RandomStream;
use super::site_prices::{NetworkRowCount, SitePriceWriter};
use super::sites::SynthSite;

const STREAM: u64 = 6;

/// Largest number of rows of a site, as a multiple of the average.
const LARGEST_SHARE: u64 = 8;

/// The price table being written.
pub(super) struct PriceTable {
    seed: u64,
    /// The popular ones first, by popularity; then the rest in catalog order.
    codes: Vec<PricedCode>,
    popular: usize,
    rows_per_site: u64,
    rows_due: u64,
    rows_written: u64,
    row_counts: BTreeMap<&'static str, NetworkRowCount>,
}

impl PriceTable {
    /// Prepares the procedures that can be priced.
    pub(super) fn new(options: &SynthOptions, catalog: &[SynthCode]) -> Self {
        let mut known: Vec<(usize, &SynthCode)> = catalog
            .iter()
            .map(|code| (popularity(&code.code).unwrap_or(usize::MAX), code))
            .collect();
        known.sort_by_key(|(place, _)| *place);
        let codes: Vec<PricedCode> = known
            .into_iter()
            .filter_map(|(_, code)| PricedCode::new(code))
            .collect();
        Self {
            seed: options.seed,
            popular: codes
                .iter()
                .take_while(|code| popularity(&code.number).is_some())
                .count(),
            codes,
            rows_per_site: u64::from(options.prices_per_site),
            rows_due: 0,
            rows_written: 0,
            row_counts: BTreeMap::new(),
        }
    }

    /// Returns the number of placeholders written so far.
    pub(super) fn placeholders(&self) -> u64 {
        self.row_counts
            .values()
            .map(|row_count| row_count.placeholders)
            .sum()
    }

    /// Appends a site's rows and returns their number. Rows that a site does not use go to later
    /// sites.
    pub(super) fn write_site(
        &mut self,
        site: &SynthSite<'_>,
        joined: &[NetworkMembership],
        bytes: &mut Vec<u8>,
    ) -> u64 {
        self.rows_due += self.rows_per_site;
        let budget = self
            .rows_due
            .saturating_sub(self.rows_written)
            .min(self.rows_per_site * LARGEST_SHARE);
        let mut rng = RandomStream::new(self.seed, STREAM, site.ordinal);
        let order = self.order(&mut rng, site);
        let mut site_prices = SitePriceWriter::new(rng, site, joined, &mut self.row_counts, bytes);
        for code in order.into_iter().filter_map(|index| self.codes.get(index)) {
            if site_prices.rows >= budget {
                break;
            }
            site_prices.price(code);
        }
        self.rows_written += site_prices.rows;
        site_prices.rows
    }

    /// Returns the codes that a site can bill: the popular ones first, the others shuffled.
    fn order(&self, rng: &mut RandomStream, site: &SynthSite<'_>) -> Vec<usize> {
        let billable = |range: std::ops::Range<usize>| {
            range.filter(|&index| {
                self.codes
                    .get(index)
                    .is_some_and(|code| code.is_billed_by(site))
            })
        };
        let mut order: Vec<usize> = billable(0..self.popular).collect();
        let mut others: Vec<usize> = billable(self.popular..self.codes.len()).collect();
        for last in (1..others.len()).rev() {
            others.swap(last, rng.below(last as u64 + 1) as usize);
        }
        order.append(&mut others);
        order
    }
}
