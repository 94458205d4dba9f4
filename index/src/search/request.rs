//! Search requests in public names, checked for shape and range, not yet against a snapshot.

use crate::cost_sharing::Benefits;
use crate::text::TextQuery;
use nearsite_domain::{
    AccreditationBody, Audience, Bore, Cents, Day, DaySet, LonLat, MilesHundredths, Modality,
    NetworkId, ProcedureCode, ScoreTenths, Sedation, SettingSet, Weight, ZipCode,
};

/// Radius used when none is asked for: 25 miles.
pub const DEFAULT_RADIUS: MilesHundredths = MilesHundredths(2_500);
/// Radius up to which a search widens when nothing else is asked for: 100 miles.
pub const DEFAULT_MAX_RADIUS: MilesHundredths = MilesHundredths(10_000);

/// Origin of distances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Origin {
    /// Coordinates of the member's home, or of the place of care.
    Place(LonLat),
    /// The centre of a ZIP code.
    Zip(ZipCode),
}

/// Subject of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One procedure: its modality, regions and contrast are required of a site, and prices are
    /// known.
    Procedure(ProcedureCode),
    /// Any procedure of one modality.
    Modality(Modality),
    /// Sites by text alone, with any services.
    TextAlone,
}

/// A need of the patient. What a site does not state is not met; a need that is absent is not
/// asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Needs {
    /// `wide` takes wide or open, `open` takes open.
    pub bore: Option<Bore>,
    /// At least this field strength, in tesla.
    pub min_field_strength_t: Option<f64>,
    /// At least this many slices.
    pub min_slices: Option<u32>,
    /// A table that takes this weight, in pounds.
    pub patient_weight_lb: Option<f64>,
    /// At least this depth of sedation.
    pub sedation: Option<Sedation>,
    /// A site that takes patients of this age, in years.
    pub patient_age: Option<f64>,
    /// Contrast is given.
    pub contrast: bool,
    /// Someone who can treat a contrast reaction is present.
    pub contrast_reaction_cover: bool,
}

impl Needs {
    /// True if any of them concerns a unit of equipment.
    pub(super) const fn ask_equipment(&self) -> bool {
        self.bore.is_some()
            || self.min_field_strength_t.is_some()
            || self.min_slices.is_some()
            || self.patient_weight_lb.is_some()
    }
}

/// Conditions on the list, applied after everything that makes a site a candidate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filters {
    /// Least score (total).
    pub min_score: Option<ScoreTenths>,
    /// Largest all-in amount; a site without a price fails.
    pub max_amount: Option<Cents>,
    /// Accredited for the modality by any of these bodies on the service date. Empty: not asked.
    pub accredited_by: Vec<AccreditationBody>,
    /// All of these languages, lower case. Empty: not asked.
    pub languages: Vec<String>,
    /// Open on all of these days. Empty: not asked.
    pub open_on: DaySet,
    /// Wheelchair accessible.
    pub wheelchair_accessible: bool,
    /// The whole name of the organization, case and accents apart.
    pub organization: Option<String>,
    /// Registration ids to leave out; unknown ids have no effect.
    pub exclude: Vec<String>,
}

/// The first key of the order; every order ends with utility, distance, amount and registration id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Utility.
    #[default]
    Best,
    /// All-in amount, ascending.
    Cost,
    /// The member's share, ascending.
    MemberCost,
    /// Distance, ascending.
    Distance,
    /// Score, descending.
    Score,
    /// Text relevance, then registration id.
    Relevance,
}

/// Weights as asked for: what is absent is the profile's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AskedWeights {
    /// Weight of the score.
    pub score: Option<Weight>,
    /// Weight of the cost.
    pub cost: Option<Weight>,
    /// Weight of the distance.
    pub distance: Option<Weight>,
}

/// A search.
///
/// ```no_run
/// # use nearsite_domain::{Audience, MilesHundredths, ProcedureCode, ZipCode};
/// # use nearsite_index::search::{Origin, SearchRequest, Target};
/// # use nearsite_index::snapshot::{Snapshot, Verify};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let snapshot = Snapshot::open("index/snapshots".as_ref(), Verify::Fast)?;
/// let target = Target::Procedure(ProcedureCode::new("73721")?);
/// let mut request = SearchRequest::new(Audience::Member, target, snapshot.prices_as_of());
/// request.origin = Some(Origin::Zip(ZipCode::new("78701")?));
/// request.radius = Some(MilesHundredths(2_500));
/// let response = snapshot.search(&request)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// Audience that asks.
    pub audience: Audience,
    /// Origin of distances. Only a search by text alone may have none.
    pub origin: Option<Origin>,
    /// Subject of the search.
    pub target: Target,
    /// The network asked for.
    pub network: Option<NetworkId>,
    /// Radius, 0.1 to 250 miles; none is [`DEFAULT_RADIUS`].
    pub radius: Option<MilesHundredths>,
    /// Widen until this many sites qualify; 0 does not widen.
    pub min_results: u32,
    /// Never widen beyond this, 0.1 to 250 miles; none is [`DEFAULT_MAX_RADIUS`].
    pub max_radius: Option<MilesHundredths>,
    /// Settings to offer.
    pub settings: SettingSet,
    /// Needs of the patient.
    pub needs: Needs,
    /// Conditions on the list.
    pub filters: Filters,
    /// Words that must match.
    pub text: Option<TextQuery>,
    /// Order.
    pub sort: Sort,
    /// Weights, where they differ from the profile.
    pub weights: AskedWeights,
    /// Name of the ranking profile; none is `default`.
    pub profile: Option<String>,
    /// Service date.
    pub as_of: Day,
    /// Results on this page, 1 to 200.
    pub limit: u32,
    /// Results on earlier pages.
    pub offset: u32,
    /// True to list the terms behind each utility.
    pub explain: bool,
    /// True to sum up everything that qualifies.
    pub summary: bool,
    /// Registration id of a site to compare every result with.
    pub compare_to: Option<String>,
    /// Registration ids of sites whose absence is to be explained.
    pub why_not: Vec<String>,
    /// Benefits of the member's plan, for the member's share of each price. Boxed: few searches
    /// state it.
    pub benefits: Option<Box<Benefits>>,
}

/// Results on a page when nothing else is asked for.
pub const DEFAULT_LIMIT: u32 = 20;

impl SearchRequest {
    /// A search that asks for nothing beyond who, what and when; every other member has its
    /// default.
    pub fn new(audience: Audience, target: Target, as_of: Day) -> Self {
        Self {
            audience,
            origin: None,
            target,
            network: None,
            radius: None,
            min_results: 0,
            max_radius: None,
            settings: SettingSet::ALTERNATES,
            needs: Needs::default(),
            filters: Filters::default(),
            text: None,
            sort: Sort::default(),
            weights: AskedWeights::default(),
            profile: None,
            as_of,
            limit: DEFAULT_LIMIT,
            offset: 0,
            explain: false,
            summary: false,
            compare_to: None,
            why_not: Vec::new(),
            benefits: None,
        }
    }
}
