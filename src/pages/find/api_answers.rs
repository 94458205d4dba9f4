//! Answers of the API with the members that pages read. `/openapi.json` has all of them.

use serde::Deserialize;

/// A page of ranked sites.
#[derive(Debug, Deserialize)]
pub(super) struct SearchAnswer {
    pub(super) prices_as_of: String,
    pub(super) radius_miles: f64,
    pub(super) total: u64,
    pub(super) results: Vec<RankedSite>,
}

/// One ranked site.
#[derive(Debug, Deserialize)]
pub(super) struct RankedSite {
    pub(super) rank: u64,
    pub(super) site: Site,
    pub(super) distance_miles: Option<f64>,
    pub(super) score: Score,
    pub(super) cost: Cost,
    pub(super) notices: Vec<String>,
}

/// A site's card.
#[derive(Debug, Deserialize)]
pub(super) struct Site {
    pub(super) registration_id: String,
    pub(super) name: String,
    pub(super) doing_business_as: Option<String>,
    pub(super) organization: Option<Organization>,
    pub(super) setting: String,
    pub(super) address: Address,
    pub(super) location: Location,
    pub(super) phone: Option<String>,
    pub(super) hours: Vec<Hours>,
    pub(super) languages: Vec<String>,
    pub(super) wheelchair_accessible: Option<bool>,
    pub(super) services: Vec<Service>,
}

/// A site with its scores.
#[derive(Debug, Deserialize)]
pub(super) struct SiteAnswer {
    #[serde(flatten)]
    pub(super) site: Site,
    pub(super) scores: Vec<ModalityScore>,
}

/// Organization that runs a site.
#[derive(Debug, Deserialize)]
pub(super) struct Organization {
    pub(super) name: Option<String>,
    pub(super) owner_type: Option<String>,
}

/// Address of a site.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub(super) line1: Option<String>,
    pub(super) line2: Option<String>,
    pub(super) city: Option<String>,
    pub(super) state: Option<String>,
    pub(super) zip: Option<String>,
}

/// Precision of its point.
#[derive(Debug, Deserialize)]
pub(super) struct Location {
    pub(super) precision: String,
}

/// A span of time on some days.
#[derive(Debug, Deserialize)]
pub(super) struct Hours {
    pub(super) days: Vec<String>,
    pub(super) opens: String,
    pub(super) closes: String,
}

/// A kind of scan a site offers.
#[derive(Debug, Deserialize)]
pub(super) struct Service {
    pub(super) modality: String,
    pub(super) equipment: Vec<Machine>,
    pub(super) capabilities: Capabilities,
    pub(super) accreditations: Vec<Accreditation>,
}

/// One machine; what is not stated is absent.
#[derive(Debug, Deserialize)]
pub(super) struct Machine {
    pub(super) field_strength_t: Option<f64>,
    pub(super) bore: Option<String>,
    pub(super) slices: Option<f64>,
    pub(super) pet_ct: Option<bool>,
    pub(super) spect_ct: Option<bool>,
    pub(super) table_limit_lb: Option<f64>,
}

/// Capabilities of a service for patients.
#[derive(Debug, Deserialize)]
pub(super) struct Capabilities {
    pub(super) contrast: Option<bool>,
    pub(super) sedation: Option<String>,
    pub(super) pediatric_min_age: Option<f64>,
}

/// Accreditation body of a service, and the end of the accreditation.
#[derive(Debug, Deserialize)]
pub(super) struct Accreditation {
    pub(super) body: String,
    pub(super) expires_on: Option<String>,
}

/// A score, or why there is none.
#[derive(Debug, Deserialize)]
pub(super) struct Score {
    pub(super) status: String,
    pub(super) value: Option<f64>,
    pub(super) grade: Option<String>,
}

/// The score of one kind of scan.
#[derive(Debug, Deserialize)]
pub(super) struct ModalityScore {
    pub(super) modality: String,
    pub(super) score: Score,
}

/// A price, or why there is none.
#[derive(Debug, Deserialize)]
pub(super) struct Cost {
    pub(super) status: String,
    pub(super) amount: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) evidence: Option<String>,
    pub(super) components: Vec<Component>,
    pub(super) as_of: Option<String>,
    pub(super) source: Option<String>,
    pub(super) reason: Option<String>,
}

/// A part of a price.
#[derive(Debug, Deserialize)]
pub(super) struct Component {
    #[serde(rename = "component")]
    pub(super) name: String,
    pub(super) status: String,
    pub(super) amount: Option<f64>,
}

/// Procedures that the words describe.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct FinderAnswer {
    pub(super) matches: Vec<Procedure>,
    pub(super) needs_choice: Option<FinderQuestion>,
}

/// An exam.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Procedure {
    pub(super) code: String,
    pub(super) modality: String,
    pub(super) name: String,
    pub(super) body_regions: Vec<String>,
    pub(super) contrast: String,
    pub(super) laterality: String,
    pub(super) group: String,
}

/// An open question.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct FinderQuestion {
    pub(super) about: String,
    pub(super) options: Vec<Answer>,
}

/// A possible answer to it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Answer {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) procedures: Vec<String>,
}

/// All networks.
#[derive(Debug, Deserialize)]
pub(super) struct Networks {
    pub(super) networks: Vec<Network>,
}

/// A network of a plan.
#[derive(Debug, Deserialize)]
pub(super) struct Network {
    #[serde(rename = "network")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) product: Option<String>,
    pub(super) market: Option<String>,
}
