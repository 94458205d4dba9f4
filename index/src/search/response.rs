//! Result of a search, in numbers and positions. The API and the command line turn it into JSON or
//! a table.

use super::empty_list::EmptyList;
use super::summary::SearchSummary;
use crate::cost_sharing::PaymentShare;
use crate::snapshot::PriceNo;
use nearsite_domain::{
    Cents, Day, LonLat, Meters, MilesHundredths, Ppm, ScoreTenths, SiteNo, Weight,
};

/// Source of an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginSource {
    /// Given as coordinates.
    Coordinates,
    /// Centre of the ZIP code given.
    ZipCentroid,
}

/// The origin distances were measured from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UsedOrigin {
    /// The very coordinates, unrounded.
    pub place: LonLat,
    /// Source of the coordinates.
    pub source: OriginSource,
}

/// The score of one site, if this audience may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownScore {
    /// A score and, from it, a grade.
    Shown(ScoreTenths),
    /// Scored in principle, but this site is not.
    Missing,
    /// A modality whose scores this audience never sees, whether there is one or not.
    NotDisplayed,
    /// A modality that is never scored.
    NotScored,
}

/// The price of one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownCost {
    /// A price; details with [`crate::snapshot::Snapshot::price`].
    Priced {
        /// Position of its details.
        price: PriceNo,
        /// The amount that ranks.
        amount: Cents,
    },
    /// No price, only suspect amounts. Their details are for reviewers only, with
    /// [`crate::snapshot::Snapshot::price`].
    Suspect {
        /// Position of its details.
        price: PriceNo,
    },
    /// No price, or nothing to price.
    Missing,
}

impl ShownCost {
    /// The amount, if there is one.
    pub const fn amount(self) -> Option<Cents> {
        match self {
            Self::Priced { amount, .. } => Some(amount),
            Self::Suspect { .. } | Self::Missing => None,
        }
    }
}

/// Values shown for one site: as a result, or as the site compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResultCard {
    /// The site.
    pub site: SiteNo,
    /// Distance from the origin; none without an origin.
    pub distance: Option<Meters>,
    /// Its score.
    pub score: ShownScore,
    /// Its price.
    pub cost: ShownCost,
    /// The member's share of the price. Absent without a price or without benefits.
    pub member_cost: Option<PaymentShare>,
    /// True if cost is in play and the missing price ranks as the median.
    pub ranked_as_median: bool,
}

/// A term of the utility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// Modality score.
    Score,
    /// All-in cost.
    Cost,
    /// Distance.
    Distance,
}

/// One term of one result's utility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermShare {
    /// The term.
    pub term: Term,
    /// Its value.
    pub ppm: Ppm,
    /// Its weight, as given.
    pub weight: Weight,
    /// Its part of the utility; the parts add up exactly.
    pub contribution: Ppm,
}

/// A result minus the site compared with; a side that is missing, hidden or out of play leaves its
/// difference empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versus {
    /// Difference in amount.
    pub amount: Option<Cents>,
    /// Difference in what the member pays.
    pub member_cost: Option<Cents>,
    /// Difference in distance.
    pub distance: Option<Meters>,
    /// Difference in score, in tenths of a point.
    pub score_tenths: Option<i32>,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Place in the whole list, from 1, over all pages.
    pub rank: u32,
    /// The site.
    pub card: ResultCard,
    /// Its utility; none when the order is by relevance without an origin.
    pub utility: Option<Ppm>,
    /// The terms in play, when asked for.
    pub explain: Option<Vec<TermShare>>,
    /// Difference to the site compared with, when asked for.
    pub versus: Option<Versus>,
}

/// The need that failed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// Shape of the bore.
    Bore,
    /// Field strength.
    MinFieldStrength,
    /// Slices.
    MinSlices,
    /// Table limit.
    PatientWeight,
    /// Sedation.
    Sedation,
    /// Youngest patient.
    PatientAge,
    /// Contrast.
    Contrast,
    /// Cover for a contrast reaction.
    ContrastReactionCover,
}

/// The filter that failed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Filter {
    /// Least score.
    MinScore,
    /// Largest amount.
    MaxAmount,
    /// Accreditation.
    AccreditedBy,
    /// Languages.
    Languages,
    /// Opening days.
    OpenOn,
    /// Wheelchair.
    WheelchairAccessible,
    /// Organization.
    Organization,
    /// Left out by name.
    Exclude,
    /// Words.
    Text,
}

/// Reason for a site's absence: exactly one first cause, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// Its setting was not asked for.
    Setting,
    /// Its registration is not complete.
    Registration,
    /// No attestation for the plan covers the service date.
    Attestation,
    /// It does not offer the modality.
    Modality,
    /// It does not list the body regions.
    BodyRegion,
    /// It does not meet a need.
    Need(Need),
    /// It has no score.
    Score,
    /// It does not take part in the network on the service date.
    Network,
    /// It is farther away than the final radius.
    Distance,
    /// It does not pass a filter.
    Filter(Filter),
}

impl Cause {
    /// The stable word for this cause.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Registration => "registration",
            Self::Attestation => "attestation",
            Self::Modality => "modality",
            Self::BodyRegion => "body_region",
            Self::Need(need) => match need {
                Need::Bore => "need:bore",
                Need::MinFieldStrength => "need:min_field_strength_t",
                Need::MinSlices => "need:min_slices",
                Need::PatientWeight => "need:patient_weight_lb",
                Need::Sedation => "need:sedation",
                Need::PatientAge => "need:patient_age",
                Need::Contrast => "need:contrast",
                Need::ContrastReactionCover => "need:contrast_reaction_cover",
            },
            Self::Score => "score",
            Self::Network => "network",
            Self::Distance => "distance",
            Self::Filter(filter) => match filter {
                Filter::MinScore => "filter:min_score",
                Filter::MaxAmount => "filter:max_amount",
                Filter::AccreditedBy => "filter:accredited_by",
                Filter::Languages => "filter:languages",
                Filter::OpenOn => "filter:open_on",
                Filter::WheelchairAccessible => "filter:wheelchair_accessible",
                Filter::Organization => "filter:organization",
                Filter::Exclude => "filter:exclude",
                Filter::Text => "filter:text",
            },
        }
    }
}

/// Status of a site in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStatus {
    /// It qualifies, at this rank over all pages.
    Ranked(u32),
    /// It is absent for this first cause.
    Absent(Cause),
    /// The snapshot has no such site.
    Unknown,
}

/// The answer to one `why_not` id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// The id, as asked.
    pub registration_id: String,
    /// Status of the site.
    pub status: ListStatus,
}

/// Result of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResponse {
    /// Service date.
    pub as_of: Day,
    /// Origin of distances. Absent in a search by text alone without an origin.
    pub origin: Option<UsedOrigin>,
    /// The radius in force; none without an origin.
    pub radius: Option<UsedRadius>,
    /// Sites that qualify, over all pages.
    pub total: u32,
    /// Median amount the cost term refers to; none where cost is out of play or fewer than three
    /// sites entered it.
    pub reference_amount: Option<Cents>,
    /// Name of the profile, `custom` when weights were given.
    pub profile_name: String,
    /// Version of the profile.
    pub profile_version: String,
    /// This page of results.
    pub results: Vec<Hit>,
    /// The site compared with.
    pub compared: Option<ResultCard>,
    /// Answers to `why_not`, in the order asked.
    pub why_not: Vec<WhyNot>,
    /// Results up to and including this page, when more follow.
    pub next_offset: Option<u32>,
    /// Summary of everything that qualifies, if requested. Boxed: few searches request it.
    pub summary: Option<Box<SearchSummary>>,
    /// Explanation of an empty list. Absent if a site qualifies.
    pub empty: Option<Box<EmptyList>>,
}

/// A radius and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedRadius {
    /// In metres, as used.
    pub metres: Meters,
    /// In miles, as shown.
    pub miles: MilesHundredths,
    /// True if the search widened to it.
    pub widened: bool,
}
