//! Registered imaging sites, as the indexer accepted them.
//!
//! Fields are named as in the registration files. Absent means "not stated". The snapshot stores
//! all of it as the document of the site, and the site card shows it, except for values that
//! [`crate::Visible`] withholds.

use super::assessment::Assessment;
use super::date::{Day, Window};
use super::geography::{InvalidCoordinates, LonLat};
use super::ids::{NetworkId, Npi, PlanId, RegistrationId, Tin, ZipCode};
use super::modality::{Modality, PlaceOfService, Setting};
use super::region::BodyRegion;
use super::score::ScoreTenths;
use crate::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary!(
    /// Status of a registration. Only `complete` sites are offered.
    Status, "status", "draft submitted needs_information complete expired withdrawn" {
        /// Started.
        Draft = "draft",
        /// Submitted.
        Submitted = "submitted",
        /// Submitted, with open questions.
        NeedsInformation = "needs_information",
        /// Accepted.
        Complete = "complete",
        /// Not renewed in time.
        Expired = "expired",
        /// Withdrawn by the site.
        Withdrawn = "withdrawn",
    }
);

vocabulary!(
    /// Type of the owner of an organization.
    OwnerType, "owner type", "independent physician_group hospital health_system" {
        /// Independent of physicians' groups, hospitals and health systems.
        Independent = "independent",
        /// A group of physicians.
        PhysicianGroup = "physician_group",
        /// A hospital.
        Hospital = "hospital",
        /// A health system.
        HealthSystem = "health_system",
    }
);

vocabulary!(
    /// Shape of a magnet's bore.
    Bore, "bore", "closed wide open" {
        /// About 60 cm.
        Closed = "closed",
        /// About 70 cm.
        Wide = "wide",
        /// Open.
        Open = "open",
    }
);

impl Bore {
    /// True if a magnet of this bore can be used when another is needed: `wide` accepts wide or
    /// open ones, `open` accepts open ones only.
    pub const fn serves(self, needed: Self) -> bool {
        match needed {
            Self::Open => matches!(self, Self::Open),
            Self::Wide => matches!(self, Self::Wide | Self::Open),
            Self::Closed => matches!(self, Self::Closed),
        }
    }
}

vocabulary!(
    /// Depth of sedation a site offers, shallow to deep.
    Sedation, "sedation", "none minimal moderate deep general" {
        /// None.
        None = "none",
        /// Minimal.
        Minimal = "minimal",
        /// Moderate.
        Moderate = "moderate",
        /// Deep.
        Deep = "deep",
        /// General anesthesia.
        General = "general",
    }
);

vocabulary!(
    /// A body that accredits imaging, recognized by the federal program \[MIPPA-4].
    AccreditationBody, "accreditation body", "ACR IAC TJC RadSite" {
        /// American College of Radiology.
        Acr = "ACR",
        /// Intersocietal Accreditation Commission.
        Iac = "IAC",
        /// The Joint Commission.
        Tjc = "TJC",
        /// `RadSite`.
        RadSite = "RadSite",
    }
);

vocabulary!(
    /// Day of the week.
    DayOfWeek, "day", "mon tue wed thu fri sat sun" {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
);

vocabulary!(
    /// Precision of a site's point.
    Precision, "precision", "reported zip town" {
        /// The site reported its coordinates.
        Reported = "reported",
        /// Center of the site's ZIP code.
        Zip = "zip",
        /// Center of the town of the site's ZIP code, which has no residents and no known point.
        Town = "town",
    }
);

/// A set of weekdays as one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySet(u8);

impl DaySet {
    /// Adds one day.
    #[must_use]
    pub const fn with(self, day: DayOfWeek) -> Self {
        Self(self.0 | 1 << day as u8)
    }

    /// True if every day of `other` is in this set.
    pub const fn contains_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The bits, as columns store them.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Restores a set from a column.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x7f)
    }
}

impl FromIterator<DayOfWeek> for DaySet {
    fn from_iter<I: IntoIterator<Item = DayOfWeek>>(days: I) -> Self {
        days.into_iter().fold(Self::default(), Self::with)
    }
}

/// Organization that runs the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its name.
    pub name: Option<String>,
    /// TIN. Only reviewers see it.
    pub tin: Option<Tin>,
    /// Type of its owner.
    pub owner_type: Option<OwnerType>,
}

/// The practice address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub line1: Option<String>,
    /// Suite.
    pub line2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Two-letter state.
    pub state: Option<String>,
    /// Five-digit ZIP.
    pub zip: Option<ZipCode>,
}

/// Location of the site.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredLocation", into = "StoredLocation")]
pub struct Location {
    /// The point.
    pub place: LonLat,
    /// Precision of the point.
    pub precision: Precision,
}

/// A location as documents store it.
#[derive(Serialize, Deserialize)]
struct StoredLocation {
    lat: f64,
    lon: f64,
    precision: Precision,
}

impl TryFrom<StoredLocation> for Location {
    type Error = InvalidCoordinates;
    fn try_from(stored: StoredLocation) -> Result<Self, InvalidCoordinates> {
        Ok(Self {
            place: LonLat::new(stored.lon, stored.lat)?,
            precision: stored.precision,
        })
    }
}

impl From<Location> for StoredLocation {
    fn from(location: Location) -> Self {
        Self {
            lat: location.place.lat(),
            lon: location.place.lon(),
            precision: location.precision,
        }
    }
}

/// Opening hours on some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The days.
    pub days: Vec<DayOfWeek>,
    /// Opening time, `HH:MM`.
    pub opens: Option<String>,
    /// Closing time, `HH:MM`.
    pub closes: Option<String>,
}

/// Attestation of a site to a plan that its registration is accurate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// The plan.
    pub plan: PlanId,
    /// First day. Open if absent.
    pub attested_on: Option<Day>,
    /// Last day. Open if absent.
    pub expires_on: Option<Day>,
}

impl Attestation {
    /// The days it covers.
    pub const fn window(&self) -> Window {
        Window {
            from: self.attested_on,
            to: self.expires_on,
        }
    }
}

/// One unit of equipment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Equipment {
    /// Field strength in tesla, for MRI.
    pub field_strength_t: Option<f64>,
    /// Shape of the bore, for MRI.
    pub bore: Option<Bore>,
    /// Bore diameter in centimeters.
    pub bore_cm: Option<f64>,
    /// Slices, for CT.
    pub slices: Option<u32>,
    /// Maximum patient weight of the table, in pounds.
    pub table_limit_lb: Option<f64>,
    /// PET combined with CT.
    pub pet_ct: Option<bool>,
    /// SPECT combined with CT.
    pub spect_ct: Option<bool>,
}

/// Capabilities of a service for patients.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Capabilities {
    /// Deepest sedation offered.
    pub sedation: Option<Sedation>,
    /// Age of the youngest patient accepted, in years. 18 if absent.
    pub pediatric_min_age: Option<f64>,
    /// True if contrast is given.
    pub contrast: Option<bool>,
    /// True if someone who can treat a contrast reaction is present.
    pub contrast_reaction_cover: Option<bool>,
}

/// An accreditation of one modality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accreditation {
    /// Accreditation body.
    pub body: AccreditationBody,
    /// Last day. Does not expire if absent.
    pub expires_on: Option<Day>,
}

/// One modality a site offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The modality.
    pub modality: Modality,
    /// Regions offered. Absent means all.
    pub body_regions: Option<Vec<BodyRegion>>,
    /// Units of equipment.
    pub equipment: Vec<Equipment>,
    /// Capabilities.
    pub capabilities: Capabilities,
    /// Accreditations.
    pub accreditations: Vec<Accreditation>,
    /// Answers to the modality's measures of the score card.
    #[serde(default, skip_serializing_if = "Assessment::is_empty")]
    pub assessment: Assessment,
}

impl Service {
    /// True if an accreditation has not expired on a day.
    pub fn is_accredited_on(&self, day: Day) -> bool {
        let holds = |accreditation: &Accreditation| {
            accreditation
                .expires_on
                .is_none_or(|expires| day <= expires)
        };
        self.accreditations.iter().any(holds)
    }
}

/// The score of one modality at one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceScore {
    /// The modality.
    pub modality: Modality,
    /// The total.
    pub total: ScoreTenths,
    /// Date of the score, if stated. For a computed score, the date of the newer assessment.
    pub scored_on: Option<Day>,
    /// True if it was computed from the assessments because none was given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub computed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A site's participation in one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// The network.
    pub network: NetworkId,
    /// The tier, where stated.
    pub tier: Option<String>,
    /// The days it holds.
    pub window: Window,
}

/// One physical imaging location with one registration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Public name.
    pub registration_id: RegistrationId,
    /// Status of the registration.
    pub status: Status,
    /// Name.
    pub name: String,
    /// Other name.
    pub doing_business_as: Option<String>,
    /// Organization that runs it.
    pub organization: Option<Organization>,
    /// NPIs, in the order given.
    pub npi: Vec<Npi>,
    /// Practice address.
    pub address: Address,
    /// Point on the map.
    pub location: Location,
    /// Phone.
    pub phone: Option<String>,
    /// Website.
    pub website: Option<String>,
    /// Place-of-service code it bills with.
    pub place_of_service: PlaceOfService,
    /// The site's own statement. It decides nothing.
    pub declared_setting: Option<String>,
    /// Opening hours.
    pub hours: Vec<Hours>,
    /// Languages spoken, lower case.
    pub languages: Vec<String>,
    /// True if it is wheelchair accessible.
    pub wheelchair_accessible: Option<bool>,
    /// Statements of accuracy per plan.
    pub attestations: Vec<Attestation>,
    /// Answers to the site's measures of the score card.
    #[serde(default, skip_serializing_if = "Assessment::is_empty")]
    pub assessment: Assessment,
    /// Modalities offered, at most one entry each.
    pub services: Vec<Service>,
    /// Scores, at most one per modality offered.
    pub scores: Vec<ServiceScore>,
    /// Networks it takes part in; windows of one network add up.
    pub participation: Vec<Participation>,
}

impl Site {
    /// The setting the site bills as.
    pub const fn setting(&self) -> Setting {
        self.place_of_service.setting()
    }
}

/// A network of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Public name.
    pub network: NetworkId,
    /// The plan that owns it.
    pub plan: PlanId,
    /// Name for people.
    pub name: String,
    /// Product, such as PPO.
    pub product: Option<String>,
    /// Market.
    pub market: Option<String>,
}
