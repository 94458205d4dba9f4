//! The card of a site: the parts that every audience may see, and the tax number for some.
//!
//! A card has no plans and networks. Attestations and participation are not shown.

use crate::api::vocabularies::{
    AccreditationBodyWord, BodyRegionWord, BoreWord, DayWord, ModalityWord, OwnerTypeWord,
    PrecisionWord, SedationWord, SettingWord,
};
use nearsite_domain::{
    Accreditation, AccreditationBody, Address, Audience, BodyRegion, Bore, Capabilities, Day,
    DayOfWeek, Equipment, Hours, Location, Modality, Npi, Organization, OwnerType, PlaceOfService,
    Precision, Sedation, Service, Setting, Site, Tin, Visible, ZipCode,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A site as answers show it. Values that it did not state are null or left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteCard<'a> {
    /// Public name of the registration.
    #[schema(example = "OPT-0012345")]
    registration_id: &'a str,
    /// Name.
    name: &'a str,
    /// Name under which it does business, if another.
    doing_business_as: Option<&'a str>,
    /// Organization that runs it.
    organization: Option<OrganizationView<'a>>,
    /// Setting in which care is billed, derived from `place_of_service`.
    #[schema(value_type = SettingWord)]
    setting: Setting,
    /// Place-of-service code the site bills with.
    #[schema(value_type = String, example = "49")]
    place_of_service: PlaceOfService,
    /// Practice address.
    address: AddressView<'a>,
    /// Point on the map.
    location: LocationView,
    /// Phone.
    phone: Option<&'a str>,
    /// Website.
    website: Option<&'a str>,
    /// Opening hours.
    hours: Vec<HoursView<'a>>,
    /// Languages spoken.
    languages: &'a [String],
    /// True if it is wheelchair accessible.
    wheelchair_accessible: Option<bool>,
    /// National provider identifiers.
    #[schema(value_type = Vec<String>)]
    npi: &'a [Npi],
    /// Services, one entry per modality.
    services: Vec<ServiceView<'a>>,
}

/// Organization that runs a site.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganizationView<'a> {
    /// Name.
    name: Option<&'a str>,
    /// Tax number. For reviewers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    tin: Option<&'a Tin>,
    /// Type of its owner.
    #[schema(value_type = Option<OwnerTypeWord>)]
    owner_type: Option<OwnerType>,
}

/// Practice address.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddressView<'a> {
    /// Street and number.
    line1: Option<&'a str>,
    /// Suite.
    line2: Option<&'a str>,
    /// City.
    city: Option<&'a str>,
    /// Two-letter state.
    state: Option<&'a str>,
    /// ZIP code.
    #[schema(value_type = Option<String>)]
    zip: Option<ZipCode>,
}

/// Point on the map in WGS84 degrees.
#[derive(Debug, Serialize, ToSchema)]
pub struct LocationView {
    /// Latitude.
    lat: f64,
    /// Longitude.
    lon: f64,
    /// Precision of the point.
    #[schema(value_type = PrecisionWord)]
    precision: Precision,
}

/// Opening hours on some days.
#[derive(Debug, Serialize, ToSchema)]
pub struct HoursView<'a> {
    /// The days.
    #[schema(value_type = Vec<DayWord>)]
    days: &'a [DayOfWeek],
    /// Opening time.
    #[schema(example = "07:00")]
    opens: Option<&'a str>,
    /// Closing time.
    #[schema(example = "19:00")]
    closes: Option<&'a str>,
}

/// One modality a site offers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceView<'a> {
    /// The modality.
    #[schema(value_type = ModalityWord)]
    modality: Modality,
    /// Regions offered. Null means all.
    #[schema(value_type = Option<Vec<BodyRegionWord>>)]
    body_regions: Option<&'a [BodyRegion]>,
    /// Units of equipment.
    equipment: Vec<EquipmentView>,
    /// Capabilities for patients.
    capabilities: CapabilitiesView,
    /// Accreditations.
    accreditations: Vec<AccreditationView>,
}

/// One unit of equipment.
#[derive(Debug, Serialize, ToSchema)]
pub struct EquipmentView {
    /// Field strength in tesla.
    #[serde(skip_serializing_if = "Option::is_none")]
    field_strength_t: Option<f64>,
    /// Shape of the bore.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BoreWord>)]
    bore: Option<Bore>,
    /// Bore diameter in centimeters.
    #[serde(skip_serializing_if = "Option::is_none")]
    bore_cm: Option<f64>,
    /// Number of slices.
    #[serde(skip_serializing_if = "Option::is_none")]
    slices: Option<u32>,
    /// Largest patient weight the table takes, in pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    table_limit_lb: Option<f64>,
    /// True for PET combined with CT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pet_ct: Option<bool>,
    /// True for SPECT combined with CT.
    #[serde(skip_serializing_if = "Option::is_none")]
    spect_ct: Option<bool>,
}

/// Capabilities of a service for patients.
#[derive(Debug, Serialize, ToSchema)]
pub struct CapabilitiesView {
    /// Deepest sedation offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<SedationWord>)]
    sedation: Option<Sedation>,
    /// Age of the youngest patient accepted, in years. 18 applies if not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pediatric_min_age: Option<f64>,
    /// True if contrast is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    contrast: Option<bool>,
    /// True if someone who can treat a reaction to contrast is present.
    #[serde(skip_serializing_if = "Option::is_none")]
    contrast_reaction_cover: Option<bool>,
}

/// An accreditation of one modality.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccreditationView {
    /// Accreditation body.
    #[schema(value_type = AccreditationBodyWord)]
    body: AccreditationBody,
    /// Last day. Null means that it does not expire.
    #[schema(value_type = Option<String>)]
    expires_on: Option<Day>,
}

impl<'a> SiteCard<'a> {
    /// Creates the card of a site for an audience.
    pub fn new(site: &'a Site, audience: Audience) -> Self {
        Self {
            registration_id: site.registration_id.as_str(),
            name: &site.name,
            doing_business_as: site.doing_business_as.as_deref(),
            organization: site
                .organization
                .as_ref()
                .map(|organization| organization_view(organization, audience)),
            setting: site.setting(),
            place_of_service: site.place_of_service,
            address: address_view(&site.address),
            location: location_view(site.location),
            phone: site.phone.as_deref(),
            website: site.website.as_deref(),
            hours: site.hours.iter().map(hours_view).collect(),
            languages: &site.languages,
            wheelchair_accessible: site.wheelchair_accessible,
            npi: &site.npi,
            services: site.services.iter().map(service_view).collect(),
        }
    }
}

fn organization_view(organization: &Organization, audience: Audience) -> OrganizationView<'_> {
    OrganizationView {
        name: organization.name.as_deref(),
        tin: organization
            .tin
            .as_ref()
            .filter(|_| audience.sees(Visible::Tin)),
        owner_type: organization.owner_type,
    }
}

fn address_view(address: &Address) -> AddressView<'_> {
    AddressView {
        line1: address.line1.as_deref(),
        line2: address.line2.as_deref(),
        city: address.city.as_deref(),
        state: address.state.as_deref(),
        zip: address.zip,
    }
}

fn location_view(location: Location) -> LocationView {
    LocationView {
        lat: location.place.lat(),
        lon: location.place.lon(),
        precision: location.precision,
    }
}

fn hours_view(hours: &Hours) -> HoursView<'_> {
    HoursView {
        days: &hours.days,
        opens: hours.opens.as_deref(),
        closes: hours.closes.as_deref(),
    }
}

fn service_view(service: &Service) -> ServiceView<'_> {
    ServiceView {
        modality: service.modality,
        body_regions: service.body_regions.as_deref(),
        equipment: service.equipment.iter().map(equipment_view).collect(),
        capabilities: capabilities_view(&service.capabilities),
        accreditations: service
            .accreditations
            .iter()
            .map(accreditation_view)
            .collect(),
    }
}

fn equipment_view(unit: &Equipment) -> EquipmentView {
    EquipmentView {
        field_strength_t: unit.field_strength_t,
        bore: unit.bore,
        bore_cm: unit.bore_cm,
        slices: unit.slices,
        table_limit_lb: unit.table_limit_lb,
        pet_ct: unit.pet_ct,
        spect_ct: unit.spect_ct,
    }
}

fn capabilities_view(capabilities: &Capabilities) -> CapabilitiesView {
    CapabilitiesView {
        sedation: capabilities.sedation,
        pediatric_min_age: capabilities.pediatric_min_age,
        contrast: capabilities.contrast,
        contrast_reaction_cover: capabilities.contrast_reaction_cover,
    }
}

fn accreditation_view(accreditation: &Accreditation) -> AccreditationView {
    AccreditationView {
        body: accreditation.body,
        expires_on: accreditation.expires_on,
    }
}
