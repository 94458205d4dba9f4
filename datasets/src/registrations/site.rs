//! Turns one registration record into one [`Site`].

use super::assessment::read_site_assessment;
use super::attestation::{read_attestation, read_hours};
use super::digits::{read_npi, read_tin, read_zip};
use super::notes::{FarFromZip, RegistrationNotes};
use super::service::read_services;
use crate::reading::json::JsonObject;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Address, Attestation, Location, LonLat, Npi, Organization, Precision, Site};
use rustc_hash::FxHashSet;

const MAX_LANGUAGES: usize = 200;

/// Reads a record. Faults of parts that are rejected alone go to the notes.
pub(super) fn read_site(
    mut record: JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Site, RowFault> {
    let registration_id = record.required("registration_id", RejectCode::InvalidValue)?;
    let status = record.required("status", RejectCode::InvalidValue)?;
    let name = record
        .text("name")?
        .ok_or_else(|| RowFault::missing("name"))?;
    let place_of_service = record.required("place_of_service", RejectCode::PlaceOfService)?;
    let address = read_address(&mut record, notes)?;
    let place = read_place(&mut record, notes)?;
    let site = Site {
        registration_id,
        status,
        name,
        doing_business_as: record.text("doing_business_as")?,
        organization: read_organization(&mut record, notes)?,
        npi: read_npis(&mut record, notes)?,
        location: locate(place, &address, notes)?,
        address,
        phone: record.text("phone")?,
        website: record.text("website")?,
        place_of_service,
        declared_setting: record.text("declared_setting")?,
        hours: read_hours(&mut record, &mut notes.unknown)?,
        languages: read_languages(&mut record)?,
        wheelchair_accessible: record.boolean("wheelchair_accessible")?,
        attestations: read_attestations(&mut record, notes)?,
        assessment: read_site_assessment(&mut record, notes)?,
        services: read_services(&mut record, notes)?,
        scores: Vec::new(),
        participation: Vec::new(),
    };
    record.finish(&mut notes.unknown);
    Ok(site)
}

fn read_organization(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Option<Organization>, RowFault> {
    let Some(mut object) = record.object("organization")? else {
        return Ok(None);
    };
    let organization = Organization {
        name: object.text("name")?,
        tin: read_tin(&mut object)?,
        owner_type: object.parsed("owner_type", RejectCode::InvalidValue)?,
    };
    object.finish(&mut notes.unknown);
    Ok(Some(organization))
}

fn read_address(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Address, RowFault> {
    let Some(mut object) = record.object("address")? else {
        return Ok(Address::default());
    };
    let address = Address {
        line1: object.text("line1")?,
        line2: object.text("line2")?,
        city: object.text("city")?,
        state: object
            .text("state")?
            .map(|state| state.to_ascii_uppercase()),
        zip: read_zip(&mut object)?,
    };
    object.finish(&mut notes.unknown);
    Ok(address)
}

/// Reads the reported point. Returns none if there is no location or both coordinates are null.
fn read_place(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Option<LonLat>, RowFault> {
    let Some(mut object) = record.object("location")? else {
        return Ok(None);
    };
    let as_location = |fault: RowFault| match fault.code {
        RejectCode::InvalidValue => RowFault {
            code: RejectCode::InvalidLocation,
            ..fault
        },
        _ => fault,
    };
    let lon = object.number("lon").map_err(as_location)?;
    let lat = object.number("lat").map_err(as_location)?;
    object.finish(&mut notes.unknown);
    match (lon, lat) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(RowFault::missing("location.lon")),
        (Some(_), None) => Err(RowFault::missing("location.lat")),
        (Some(lon), Some(lat)) => {
            let place = LonLat::new(lon, lat);
            place.map(Some).map_err(|fault| {
                RowFault::field(RejectCode::InvalidLocation, "location", fault.to_string())
            })
        }
    }
}

/// Returns the reported point, or else the center of the ZIP code.
fn locate(
    place: Option<LonLat>,
    address: &Address,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Location, RowFault> {
    match (place, address.zip) {
        (Some(place), zip) => {
            let kilometres = zip.and_then(|zip| notes.zips.far_kilometers(place, zip));
            // Without a ZIP code to compare with, 0/0 still looks like an empty form.
            let is_zero = place.lon() == 0.0 && place.lat() == 0.0;
            notes.far = (kilometres.is_some() || is_zero).then_some(FarFromZip { kilometres });
            Ok(Location {
                place,
                precision: Precision::Reported,
            })
        }
        (None, Some(zip)) => {
            let message =
                "the ZIP table does not have this ZIP code: correct it, or state a location";
            let center = notes.zips.center_of(zip);
            center.ok_or_else(|| RowFault::field(RejectCode::UnknownZip, "address.zip", message))
        }
        (None, None) => {
            let message = "address.zip or location is required, both are absent";
            Err(RowFault::field(
                RejectCode::MissingField,
                "address.zip",
                message,
            ))
        }
    }
}

fn read_npis(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Vec<Npi>, RowFault> {
    let mut npis = Vec::new();
    let mut seen = FxHashSet::default();
    for value in record.list("npi")?.iter() {
        match read_npi(&value) {
            Ok(npi) if seen.insert(npi) => npis.push(npi),
            Ok(_) => {
                let message = "the site lists this NPI twice: remove one";
                notes
                    .parts
                    .add(value.fault(RejectCode::Duplicate, message))?;
            }
            Err(fault) => notes.parts.add(RowFault {
                code: RejectCode::InvalidNpi,
                ..fault
            })?,
        }
    }
    Ok(npis)
}

fn read_languages(record: &mut JsonObject<'_>) -> Result<Vec<String>, RowFault> {
    let mut languages = Vec::new();
    for value in record.list("languages")?.iter() {
        if languages.len() == MAX_LANGUAGES {
            return Err(value.fault(RejectCode::InvalidValue, "at most 200 languages are kept"));
        }
        let language = value.text()?.to_lowercase();
        let is_word = (1..=64).contains(&language.len())
            && !language.contains(|c: char| c == '|' || c.is_control());
        if !is_word {
            return Err(value.fault(
                RejectCode::InvalidValue,
                "must be a language such as en, at most 64 bytes",
            ));
        }
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Ok(languages)
}

fn read_attestations(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Vec<Attestation>, RowFault> {
    let mut attestations = Vec::new();
    for value in record.list("attestations")?.iter() {
        match read_attestation(value, &mut notes.unknown) {
            Ok(attestation) => attestations.push(attestation),
            Err(fault) => notes.parts.add(fault)?,
        }
    }
    Ok(attestations)
}
