//! The expected answer as plain values: cents, meters, tenths of points, parts per million.

use super::calendar::Day;
use super::cost_sharing::Paid;
use super::prices::Component;
use super::request::Origin;
use std::collections::BTreeMap;

/// The score of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScoreCard {
    pub(crate) status: &'static str,
    /// Only with `shown`.
    pub(crate) tenths: Option<i64>,
}

/// The cost of a result. If it is missing, every field except the status and the refused amount is
/// empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CostCard {
    pub(crate) status: &'static str,
    /// Amount, low and high of a suspect price, if only that is known. Others than reviewers see no
    /// amount.
    pub(crate) refused: Option<[Option<i64>; 3]>,
    pub(crate) amount: Option<i64>,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
    pub(crate) evidence: Option<String>,
    pub(crate) as_of: Option<Day>,
    /// Source, if the price comes from one row.
    pub(crate) source: Option<String>,
    pub(crate) components: Vec<Component>,
}

/// One term of the explanation; `raw` counts the last place of what the card shows (tenths, cents,
/// hundredths).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) name: &'static str,
    pub(crate) raw: Option<i64>,
    pub(crate) unit: &'static str,
    pub(crate) ppm: i64,
    pub(crate) weight: i64,
    pub(crate) contribution: i64,
}

/// Result minus compared: cents, hundredths of a mile, tenths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Versus {
    pub(crate) amount: Option<i64>,
    pub(crate) member_cost: Option<i64>,
    pub(crate) hundredths_of_a_mile: Option<i64>,
    pub(crate) score_tenths: Option<i64>,
}

/// One site of the answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    pub(crate) registration_id: String,
    pub(crate) name: String,
    pub(crate) setting: &'static str,
    pub(crate) point: (f64, f64),
    pub(crate) precision: &'static str,
    pub(crate) tin: Option<String>,
    pub(crate) metres: Option<i64>,
    pub(crate) score: ScoreCard,
    pub(crate) cost: CostCard,
    /// Member cost, if benefits are stated and a price is known.
    pub(crate) member_cost: Option<Paid>,
    /// `None` on the compared card, and without origin if no term is in play.
    pub(crate) utility: Option<i64>,
    pub(crate) terms: Vec<Term>,
    pub(crate) versus: Option<Versus>,
    pub(crate) ranked_as_median: bool,
}

/// The reason one site is absent, or its rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WhyNot {
    pub(crate) registration_id: String,
    pub(crate) cause: Option<String>,
    pub(crate) rank: Option<usize>,
}

/// Explanation of an empty list.
#[derive(Debug, Clone)]
pub(crate) struct EmptyList {
    /// Sites within the radius by cause.
    pub(crate) causes: BTreeMap<String, usize>,
    /// Nearest site that would qualify but for its distance.
    pub(crate) nearest: Option<Card>,
}

/// The whole answer, all pages of it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one yes or no of the answer"
)]
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) as_of: Day,
    pub(crate) prices_as_of: Day,
    pub(crate) origin: Option<Origin>,
    pub(crate) radius_metres: Option<i64>,
    pub(crate) widened: bool,
    pub(crate) reference_amount: Option<i64>,
    pub(crate) profile_name: String,
    /// Results per page, as asked or the default.
    pub(crate) limit: usize,
    pub(crate) explained: bool,
    /// True if benefits are stated. Otherwise no answer shows what the member pays.
    pub(crate) benefits_stated: bool,
    /// False for `relevance`, whose text score is the server's own: then results are a set.
    pub(crate) ordered: bool,
    pub(crate) results: Vec<Card>,
    pub(crate) compared: Option<Card>,
    pub(crate) why_not: Vec<WhyNot>,
    /// Explanation of an empty list. `None` if there are results.
    pub(crate) empty: Option<EmptyList>,
    pub(crate) tin_is_visible: bool,
    /// Networks and plans that were not requested. The answer must not name them.
    pub(crate) unspoken: Vec<&'static str>,
}

impl Expected {
    /// Returns the page of a request without a cursor.
    pub(crate) fn first_page(&self) -> Page<'_> {
        self.page(0, self.limit)
    }

    /// Returns the part of the answer that a page shows.
    pub(crate) fn page(&self, offset: usize, limit: usize) -> Page<'_> {
        Page {
            whole: self,
            offset,
            limit,
        }
    }
}

/// One page: results from `offset`, at most `limit` of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) whole: &'a Expected,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl Page<'_> {
    /// Returns the number of results on the page.
    pub(crate) fn len(&self) -> usize {
        self.limit
            .min(self.whole.results.len().saturating_sub(self.offset))
    }

    /// True if another page follows.
    pub(crate) fn has_next(&self) -> bool {
        self.offset + self.limit < self.whole.results.len()
    }
}
