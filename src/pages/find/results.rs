//! Results that pages show: sites with grade and price, one site with its scores, and the exams that
//! words describe.

use nearsite_domain::{
    Cents, Day, Evidence, Meters, MilesHundredths, Modality, PriceComponent, Procedure,
    ProcedureCode, Site,
};
use nearsite_index::finder::QuestionSubject;
use nearsite_index::search::{Cause, ShownScore};
use std::collections::BTreeMap;

/// First page of a list.
#[derive(Debug)]
pub(super) struct SiteList {
    /// Date on which prices were resolved.
    pub(super) prices_as_of: Day,
    /// Radius of the search.
    pub(super) radius: MilesHundredths,
    /// Number of sites that qualify, over all pages.
    pub(super) total: u32,
    /// Sites of this page, best first.
    pub(super) sites: Vec<ListedSite>,
    /// Explanation of an empty list.
    pub(super) empty: Option<EmptyReasons>,
}

/// Explanation of an empty list.
#[derive(Debug)]
pub(super) struct EmptyReasons {
    /// Number of sites within the radius by first cause.
    pub(super) causes: BTreeMap<Cause, u32>,
    /// Nearest site that would qualify but for its distance.
    pub(super) nearest: Option<(Site, Meters)>,
}

/// One site of a list.
#[derive(Debug)]
pub(super) struct ListedSite {
    /// Rank, from 1.
    pub(super) rank: u32,
    pub(super) site: Site,
    pub(super) distance: Option<MilesHundredths>,
    pub(super) score: ShownScore,
    pub(super) cost: ListedCost,
    /// True if the missing price ranks as the median.
    pub(super) is_ranked_as_median: bool,
}

/// Price of a site, or the reason for its absence.
#[derive(Debug)]
pub(super) enum ListedCost {
    /// No price.
    Missing,
    /// Only suspect amounts, which members do not see.
    Suspect,
    /// A price.
    Priced(ListedPrice),
}

/// A price with its evidence.
#[derive(Debug)]
pub(super) struct ListedPrice {
    /// Amount that ranks.
    pub(super) amount: Cents,
    /// Lowest and highest amount, if sources contradict each other.
    pub(super) range: Option<(Cents, Cents)>,
    pub(super) evidence: Evidence,
    pub(super) components: Vec<PriceComponent>,
    pub(super) as_of: Option<Day>,
    pub(super) source: Option<String>,
}

impl ListedCost {
    /// Returns the price, if there is one.
    pub(super) const fn price(&self) -> Option<&ListedPrice> {
        match self {
            Self::Priced(price) => Some(price),
            Self::Missing | Self::Suspect => None,
        }
    }
}

/// One site with a score per modality.
#[derive(Debug)]
pub(super) struct ScoredSite {
    pub(super) site: Site,
    pub(super) scores: Vec<(Modality, ShownScore)>,
}

/// Exams that words describe.
#[derive(Debug, Clone)]
pub(super) struct ExamMatches {
    pub(super) exams: Vec<Procedure>,
    pub(super) question: Option<ExamQuestion>,
}

/// Open question about an exam.
#[derive(Debug, Clone)]
pub(super) struct ExamQuestion {
    pub(super) about: QuestionSubject,
    pub(super) options: Vec<ExamOption>,
}

/// Possible answer to a question.
#[derive(Debug, Clone)]
pub(super) struct ExamOption {
    /// Stable value: a modality, a group, a use of contrast, a side or a code.
    pub(super) value: String,
    /// Label in plain words.
    pub(super) label: String,
    /// Codes that remain if it is chosen.
    pub(super) codes: Vec<ProcedureCode>,
}
