//! Services of a registration: a modality, its equipment, capabilities, accreditations and
//! assessment.

use super::assessment::read_service_assessment;
use super::attestation::{read_accreditation, read_words};
use super::notes::RegistrationNotes;
use crate::reading::json::{JsonObject, JsonValue, UnknownFields};
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{BodyRegion, Capabilities, Equipment, Modality, Service};

/// Strongest plausible magnet, in tesla. The strongest one for patients has 7.
const MAX_TESLA: f64 = 20.0;
const MAX_BORE_CM: f64 = 200.0;
const MAX_TABLE_LIMIT_LB: f64 = 2000.0;
const MAX_SLICES: u32 = 10_000;
const MAX_AGE_YEARS: f64 = 130.0;

/// Reads the services. A faulty service is noted and left out, and so is a second service of a
/// modality.
pub(super) fn read_services(
    record: &mut JsonObject<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Vec<Service>, RowFault> {
    let mut services: Vec<Service> = Vec::new();
    for value in record.list("services")?.iter() {
        let path = value.path().to_owned();
        let before = notes.parts.mark();
        let service = read_service(value, notes).and_then(|service| {
            let has_modality = |earlier: &Service| earlier.modality == service.modality;
            if services.iter().any(has_modality) {
                let message = "an earlier service of the site has this modality and is used";
                return Err(RowFault::field(
                    RejectCode::Duplicate,
                    format!("{path}.modality"),
                    message,
                ));
            }
            Ok(service)
        });
        match service {
            Ok(service) => services.push(service),
            Err(fault) => {
                notes.parts.return_to(before);
                notes.parts.add(fault)?;
            }
        }
    }
    Ok(services)
}

fn read_service(
    value: JsonValue<'_>,
    notes: &mut RegistrationNotes<'_>,
) -> Result<Service, RowFault> {
    let mut object = value.object()?;
    let modality: Modality = object.required("modality", RejectCode::InvalidValue)?;
    let regions = read_words::<BodyRegion>(&mut object, "body_regions")?;
    let mut equipment = Vec::new();
    for unit in object.list("equipment")?.iter() {
        equipment.push(read_equipment(unit, &mut notes.unknown)?);
    }
    let capabilities = match object.object("capabilities")? {
        Some(capabilities) => read_capabilities(capabilities, &mut notes.unknown)?,
        None => Capabilities::default(),
    };
    let mut accreditations = Vec::new();
    for value in object.list("accreditations")?.iter() {
        match read_accreditation(value, &mut notes.unknown) {
            Ok(accreditation) => accreditations.push(accreditation),
            Err(fault) => notes.parts.add(fault)?,
        }
    }
    let assessment = read_service_assessment(&mut object, modality, notes)?;
    object.finish(&mut notes.unknown);
    // An empty list means the same as none: a service without any region would be useless.
    let body_regions = Some(regions).filter(|regions| !regions.is_empty());
    Ok(Service {
        modality,
        body_regions,
        equipment,
        capabilities,
        accreditations,
        assessment,
    })
}

fn read_equipment(
    value: JsonValue<'_>,
    unknown: &mut UnknownFields,
) -> Result<Equipment, RowFault> {
    let mut object = value.object()?;
    let equipment = Equipment {
        field_strength_t: object.number_within("field_strength_t", 0.0, MAX_TESLA)?,
        bore: object.parsed("bore", RejectCode::InvalidValue)?,
        bore_cm: object.number_within("bore_cm", 0.0, MAX_BORE_CM)?,
        slices: read_slices(&mut object)?,
        table_limit_lb: object.number_within("table_limit_lb", 0.0, MAX_TABLE_LIMIT_LB)?,
        pet_ct: object.boolean("pet_ct")?,
        spect_ct: object.boolean("spect_ct")?,
    };
    object.finish(unknown);
    Ok(equipment)
}

fn read_slices(object: &mut JsonObject<'_>) -> Result<Option<u32>, RowFault> {
    let Some(value) = object.take("slices") else {
        return Ok(None);
    };
    match value.whole_number()? {
        0 | MAX_SLICES.. => Err(value.fault(RejectCode::InvalidValue, "must be from 1 to 9999")),
        slices => Ok(Some(slices)),
    }
}

fn read_capabilities(
    mut object: JsonObject<'_>,
    unknown: &mut UnknownFields,
) -> Result<Capabilities, RowFault> {
    let pediatric_min_age = object.number("pediatric_min_age")?;
    if pediatric_min_age.is_some_and(|age| !(0.0..=MAX_AGE_YEARS).contains(&age)) {
        let path = object.path_of("pediatric_min_age");
        return Err(RowFault::field(
            RejectCode::InvalidValue,
            path,
            "must be an age in years from 0 to 130",
        ));
    }
    let capabilities = Capabilities {
        sedation: object.parsed("sedation", RejectCode::InvalidValue)?,
        pediatric_min_age,
        contrast: object.boolean("contrast")?,
        contrast_reaction_cover: object.boolean("contrast_reaction_cover")?,
    };
    object.finish(unknown);
    Ok(capabilities)
}
