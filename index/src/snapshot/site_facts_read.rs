//! Readers of the tables of [`super::site_tables`]. They fill plain vectors and check that children
//! are in the order of their parents.

use super::arrow_file::{ArrowTable, ColumnFault, cell};
use super::site_facts_rows::{
    AccreditationFacts, Days, Membership, PatientFit, ServiceFacts, SiteFacts, UnitFacts,
};
use arrow_array::types::{Float64Type, Int32Type, UInt8Type, UInt16Type, UInt32Type};
use arrow_array::{Array, PrimitiveArray, StringArray};
use nearsite_domain::{
    AccreditationBody, Bore, DaySet, LonLat, Modality, ModalitySet, RegionSet, RegistrationId,
    ScoreTenths, Sedation, Setting, Status,
};
use rustc_hash::FxHashMap;

/// First rows of every site's children.
pub(super) struct FirstRows {
    pub(super) services: Vec<u32>,
    pub(super) attestations: Vec<u32>,
    pub(super) participation: Vec<u32>,
}

pub(super) fn read_sites(
    table: &ArrowTable,
    modalities: &[ModalitySet],
    organization: &[u32],
    first: &FirstRows,
) -> Result<Vec<SiteFacts>, ColumnFault> {
    let status = table.numbers::<UInt8Type>("status")?;
    let setting = table.numbers::<UInt8Type>("setting")?;
    let open_days = table.numbers::<UInt8Type>("open_days")?;
    let wheelchair = table.array::<UInt8Type>("wheelchair_accessible")?;
    (0..table.rows())
        .map(|row| {
            Ok(SiteFacts {
                setting: Setting::from_stored(setting[row]).ok_or(ColumnFault::Value("setting"))?,
                complete: Status::from_stored(status[row]).ok_or(ColumnFault::Value("status"))?
                    == Status::Complete,
                modalities: modalities[row],
                open_days: DaySet::from_bits(open_days[row]),
                wheelchair_accessible: cell(&wheelchair, row) == Some(1),
                organization: organization[row],
                first_service: first.services[row],
                first_attestation: first.attestations[row],
                first_participation: first.participation[row],
            })
        })
        .collect()
}

pub(super) fn read_places(table: &ArrowTable) -> Result<Vec<LonLat>, ColumnFault> {
    let (lon, lat) = (
        table.numbers::<Float64Type>("lon")?,
        table.numbers::<Float64Type>("lat")?,
    );
    lon.iter()
        .zip(lat.iter())
        .map(|(&lon, &lat)| LonLat::new(lon, lat).or(Err(ColumnFault::Value("lon"))))
        .collect()
}

pub(super) fn read_modalities(
    table: &ArrowTable,
    sites: usize,
) -> Result<(Vec<ModalitySet>, Vec<u32>), ColumnFault> {
    let owner = table.numbers::<UInt32Type>("site")?;
    let modality = table.numbers::<UInt8Type>("modality")?;
    let first_service = first_children(&owner, sites, "site")?;
    let mut sets = vec![ModalitySet::default(); sites];
    for (row, &site) in owner.iter().enumerate() {
        let modality =
            Modality::from_stored(modality[row]).ok_or(ColumnFault::Value("modality"))?;
        let set = &mut sets[site as usize];
        // Later rows of a site must hold later modalities, or counting bits would find the wrong
        // service.
        let in_order = set.position_of(modality) == row as u32 - first_service[site as usize]
            && !set.contains(modality);
        if !in_order {
            return Err(ColumnFault::Value("modality"));
        }
        *set = set.with(modality);
    }
    Ok((sets, first_service))
}

pub(super) fn read_services(
    table: &ArrowTable,
    units: &[UnitFacts],
    first_unit: &[u32],
    first_accreditation: &[u32],
) -> Result<Vec<ServiceFacts>, ColumnFault> {
    let regions = table.array::<UInt16Type>("regions")?;
    let sedation = table.array::<UInt8Type>("sedation")?;
    let age = table.array::<Float64Type>("pediatric_min_age")?;
    let contrast = table.array::<UInt8Type>("contrast")?;
    let cover = table.array::<UInt8Type>("contrast_reaction_cover")?;
    let score = table.array::<UInt16Type>("score_tenths")?;
    let end_of_units = |row: usize| {
        let next = first_unit.get(row + 1);
        next.map_or(units.len(), |&next| next as usize)
    };
    (0..table.rows())
        .map(|row| {
            let score = cell(&score, row)
                .map(|tenths| ScoreTenths::new(tenths).or(Err(ColumnFault::Value("score_tenths"))));
            Ok(ServiceFacts {
                regions: cell(&regions, row).map(RegionSet::from_bits),
                sedation: cell(&sedation, row).and_then(Sedation::from_stored),
                pediatric_min_age: cell(&age, row),
                contrast: cell(&contrast, row).map(|flag| flag == 1),
                contrast_reaction_cover: cell(&cover, row).map(|flag| flag == 1),
                score: score.transpose()?,
                fit: PatientFit::of(&units[first_unit[row] as usize..end_of_units(row)]),
                first_unit: first_unit[row],
                first_accreditation: first_accreditation[row],
            })
        })
        .collect()
}

pub(super) fn read_units(
    table: &ArrowTable,
    services: usize,
) -> Result<(Vec<UnitFacts>, Vec<u32>), ColumnFault> {
    let first = first_children(
        &table.numbers::<UInt32Type>("service")?,
        services,
        "service",
    )?;
    let field_strength = table.array::<Float64Type>("field_strength_t")?;
    let bore = table.array::<UInt8Type>("bore")?;
    let slices = table.array::<UInt32Type>("slices")?;
    let table_limit = table.array::<Float64Type>("table_limit_lb")?;
    let unit = |row| UnitFacts {
        field_strength_t: cell(&field_strength, row),
        bore: cell(&bore, row).and_then(Bore::from_stored),
        slices: cell(&slices, row),
        table_limit_lb: cell(&table_limit, row),
    };
    Ok(((0..table.rows()).map(unit).collect(), first))
}

pub(super) fn read_accreditations(
    table: &ArrowTable,
    services: usize,
) -> Result<(Vec<AccreditationFacts>, Vec<u32>), ColumnFault> {
    let first = first_children(
        &table.numbers::<UInt32Type>("service")?,
        services,
        "service",
    )?;
    let body = table.numbers::<UInt8Type>("body")?;
    let expires = table.array::<Int32Type>("expires_on_day")?;
    let rows = (0..table.rows()).map(|row| {
        let body = AccreditationBody::from_stored(body[row]).ok_or(ColumnFault::Value("body"))?;
        Ok(AccreditationFacts {
            body,
            days: Days {
                from: i32::MIN,
                to: cell(&expires, row).unwrap_or(i32::MAX),
            },
        })
    });
    Ok((rows.collect::<Result<_, _>>()?, first))
}

pub(super) fn memberships(
    table: &ArrowTable,
    owner: &'static str,
    limit: usize,
    sites: usize,
) -> Result<(Vec<Membership>, Vec<u32>), ColumnFault> {
    let first = first_children(&table.numbers::<UInt32Type>("site")?, sites, "site")?;
    let owners = table.numbers::<UInt32Type>(owner)?;
    let (from, to) = (
        table.array::<Int32Type>("from_day")?,
        table.array::<Int32Type>("to_day")?,
    );
    if owners.iter().any(|&owner| owner as usize >= limit) {
        return Err(ColumnFault::Value(owner));
    }
    let end = |days: &PrimitiveArray<Int32Type>, row, open| cell(days, row).unwrap_or(open);
    let membership = |(row, &owner): (usize, &u32)| Membership {
        owner,
        days: Days {
            from: end(&from, row, i32::MIN),
            to: end(&to, row, i32::MAX),
        },
    };
    Ok((owners.iter().enumerate().map(membership).collect(), first))
}

/// Returns the first child row of every parent, from the sorted parent column of the children.
fn first_children(
    parents: &[u32],
    count: usize,
    column: &'static str,
) -> Result<Vec<u32>, ColumnFault> {
    let ordered = parents.windows(2).all(|pair| pair[0] <= pair[1])
        && parents.last().is_none_or(|&last| (last as usize) < count);
    if !ordered {
        return Err(ColumnFault::Value(column));
    }
    let mut first = Vec::with_capacity(count);
    let mut row = 0;
    for parent in 0..count as u32 {
        first.push(row as u32);
        while parents.get(row) == Some(&parent) {
            row += 1;
        }
    }
    Ok(first)
}

pub(super) fn number_organizations(folded: &StringArray) -> (FxHashMap<Box<str>, u32>, Vec<u32>) {
    let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut of_site = Vec::with_capacity(folded.len());
    for name in folded.iter().map(Option::unwrap_or_default) {
        let next = numbers.len() as u32;
        of_site.push(match numbers.get(name) {
            Some(&number) => number,
            None => *numbers.entry(name.into()).or_insert(next),
        });
    }
    // Sites without an organization share the empty name, which no filter can name.
    numbers.remove("");
    (numbers, of_site)
}

pub(super) fn rank_ids(ids: &StringArray) -> Result<(Vec<u32>, Vec<u32>), ColumnFault> {
    let mut by_id: Vec<u32> = (0..ids.len() as u32).collect();
    by_id.sort_unstable_by(|&a, &b| ids.value(a as usize).cmp(ids.value(b as usize)));
    let unique = by_id
        .windows(2)
        .all(|pair| ids.value(pair[0] as usize) != ids.value(pair[1] as usize));
    if !unique
        || ids
            .iter()
            .any(|id| id.is_none_or(|id| RegistrationId::new(id).is_err()))
    {
        return Err(ColumnFault::Value("registration_id"));
    }
    let mut rank = vec![0; by_id.len()];
    for (position, &site) in by_id.iter().enumerate() {
        rank[site as usize] = position as u32;
    }
    Ok((by_id, rank))
}
