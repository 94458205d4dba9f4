//! An order as the site-of-care review reads it.

use crate::search::Origin;
use crate::site_of_care::coverage::{Funding, LineOfBusiness, Urgency};
use crate::site_of_care::facts::StatedFacts;
use crate::site_of_care::policy::pack::OriginKind;
use nearsite_domain::{
    Audience, CountyType, Day, MilesHundredths, NetworkId, Npi, ProcedureCode, RegistrationId,
    Sedation,
};

/// The site an order names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestedSite {
    /// By its public name.
    Registration(RegistrationId),
    /// By an NPI that one site lists.
    Npi(Npi),
}

/// A distance standard stated with the order, where the policy leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedAccess {
    /// Straight-line miles.
    Miles(MilesHundredths),
    /// The federal ladder by county type \[HSD].
    FederalLadder,
}

/// An order to be evaluated; checked for shape and range, not yet against a snapshot or a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Audience that asks.
    pub audience: Audience,
    /// Payer; chooses the policy with program and service date.
    pub payer: String,
    /// The programme.
    pub programme: String,
    /// The ordered procedures. One site must do all of them. At least one, each once.
    pub procedures: Vec<ProcedureCode>,
    /// The member's network.
    pub network: NetworkId,
    /// Line of business.
    pub line: LineOfBusiness,
    /// State whose rules apply, two letters.
    pub state: String,
    /// Party that carries the cost.
    pub funding: Funding,
    /// Day of the exam.
    pub service_date: Day,
    /// Urgency.
    pub urgency: Urgency,
    /// Age in whole years on the service date, 0 to 130.
    pub age: u32,
    /// Weight in pounds; needed where body size is stated as true.
    pub weight_lb: Option<u32>,
    /// Depth of sedation needed; where a need is stated without one, moderate.
    pub sedation: Option<Sedation>,
    /// Origin of distances.
    pub origin: Origin,
    /// Kind of the origin.
    pub origin_kind: OriginKind,
    /// The site asked for.
    pub site: RequestedSite,
    /// Place-of-service code of the order, two digits; none is the one the site registered.
    pub place_of_service: Option<String>,
    /// Clinical facts.
    pub facts: StatedFacts,
    /// The standard the plan set, where the policy leaves it open.
    pub access: Option<StatedAccess>,
    /// Alternates on the page, 1 to 200.
    pub limit: u32,
}

/// Minutes and straight-line miles of the federal ladder for diagnostic radiology, by county type
/// \[HSD].
pub const FEDERAL_LADDER: [(CountyType, u32, MilesHundredths); 5] = [
    (CountyType::LargeMetro, 20, MilesHundredths(1_000)),
    (CountyType::Metro, 45, MilesHundredths(3_000)),
    (CountyType::Micro, 80, MilesHundredths(6_000)),
    (CountyType::Rural, 75, MilesHundredths(6_000)),
    (CountyType::Ceac, 110, MilesHundredths(10_000)),
];
