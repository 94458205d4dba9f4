//! A payer's in-network file, whole in memory, rule by rule as the specification states them.

use super::decimal::{iso_date, rate};
use super::pairs::Json;
use super::row::{PlainFile, Row, text};
use super::slow_codes::{code_of, with_modifier};
use super::wanted::Wanted;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One group of providers.
#[derive(Debug, Clone)]
struct Group {
    npis: BTreeSet<u64>,
    tin_type: Option<String>,
    tin: Option<String>,
    network_name: Option<String>,
}

/// Every row of a file.
pub(super) fn rows(file: &PlainFile, wanted: &Wanted) -> Option<BTreeSet<Row>> {
    let root = Json::parse(&file.contents)?;
    let (references, has_networks) = references(&root, &file.folder);
    let entity = root.text("reporting_entity_name");
    let facts = Row {
        source: "payer_file".to_owned(),
        file: file.name.clone(),
        file_blake3: file.blake3.clone(),
        payer: root.text("issuer_name").or_else(|| entity.clone()),
        entity,
        last_updated_on: root
            .text("last_updated_on")
            .and_then(|words| iso_date(&words)),
        schema_version: root.text("version"),
        ..Row::default()
    };
    let mut rows = BTreeSet::new();
    for item in root.list("in_network") {
        rows.extend(item_rows(item, &facts, &references, wanted));
    }
    let is_first = facts
        .schema_version
        .as_ref()
        .is_none_or(|version| version == "1" || version.starts_with("1."));
    let plan = root.text("plan_name").filter(|_| is_first);
    match plan {
        Some(plan) if !has_networks => Some(
            rows.into_iter()
                .map(|row| Row {
                    network_name: Some(plan.clone()),
                    ..row
                })
                .collect(),
        ),
        _ => Some(rows),
    }
}

fn item_rows(
    item: &Json,
    facts: &Row,
    references: &BTreeMap<String, Vec<Group>>,
    wanted: &Wanted,
) -> Vec<Row> {
    let (stated, code_type) = (item.text("billing_code"), item.text("billing_code_type"));
    let code = code_of(stated.as_ref(), code_type.as_ref(), wanted);
    let (true, Some((code, modifier))) = (item.is_sound_record("negotiated_rates"), code) else {
        return Vec::new();
    };
    let item_facts = Row {
        code,
        code_type: item
            .text("billing_code_type")
            .map(|words| words.to_uppercase()),
        arrangement: item
            .text("negotiation_arrangement")
            .map(|words| words.to_lowercase()),
        ..facts.clone()
    };
    let entries = item.list("negotiated_rates").iter();
    entries
        .filter(|entry| entry.is_sound_record(""))
        .flat_map(|entry| entry_rows(entry, &item_facts, references, wanted))
        .filter_map(|row| {
            let modifiers = with_modifier(&row.modifiers, modifier.clone())?;
            Some(Row { modifiers, ..row })
        })
        .collect()
}

fn entry_rows(
    entry: &Json,
    facts: &Row,
    references: &BTreeMap<String, Vec<Group>>,
    wanted: &Wanted,
) -> Vec<Row> {
    let cited = entry
        .list("provider_references")
        .iter()
        .filter_map(Json::words);
    let cited = cited
        .filter_map(|id| references.get(&id))
        .flatten()
        .cloned();
    let inline = entry
        .list("provider_groups")
        .iter()
        .map(|group| read_group(group, None));
    let groups: Vec<Group> = cited.chain(inline).collect();
    let all_npis: BTreeSet<u64> = groups.iter().flat_map(|group| group.npis.clone()).collect();
    let mut rows = Vec::new();
    for price in entry.list("negotiated_prices") {
        let Some(price) = price_facts(price, facts) else {
            continue;
        };
        for group in &groups {
            for npi in providers(group, wanted) {
                rows.push(Row {
                    network_name: group.network_name.clone(),
                    tin_type: group.tin_type.clone(),
                    tin: group.tin.clone(),
                    npi,
                    group_size: all_npis.len() as u32,
                    ..price.clone()
                });
            }
        }
    }
    rows
}

/// Returns the providers with rows from the rate of a group: its registered NPIs, else `None` for
/// its registered TIN, else nothing.
fn providers(group: &Group, wanted: &Wanted) -> Vec<Option<String>> {
    let npis = group.npis.iter().map(u64::to_string);
    let registered: Vec<_> = npis
        .filter(|npi| wanted.npis.contains(npi))
        .map(Some)
        .collect();
    let tin = group.tin.as_deref().unwrap_or("");
    if registered.is_empty() && wanted.has_tin(group.tin_type.as_deref(), tin) {
        return vec![None];
    }
    registered
}

/// The columns of a row that come from a price; none when its amount or its date rejects it.
fn price_facts(price: &Json, facts: &Row) -> Option<Row> {
    let expires_on = match price.get("expiration_date") {
        None => None,
        Some(Json::Text(words)) if words.trim().is_empty() => None,
        Some(stated) => Some(iso_date(&stated.words()?)?),
    };
    let lower = |key: &str| price.text(key).map(|words| words.to_lowercase());
    let words = |key: &str| price.list(key).iter().filter_map(Json::words);
    Some(Row {
        rate: rate(&price.text("negotiated_rate")?)?,
        expires_on,
        negotiated_type: lower("negotiated_type"),
        billing_class: lower("billing_class"),
        setting: lower("setting"),
        service_codes: words("service_code").collect(),
        modifiers: words("billing_code_modifier")
            .map(|word| word.to_uppercase())
            .collect(),
        ..facts.clone()
    })
}

/// Groups by the id of their reference, one for each of its network names; of references with one
/// id the first counts. Also returns true if one of them names a network.
fn references(root: &Json, folder: &Path) -> (BTreeMap<String, Vec<Group>>, bool) {
    let (mut by_id, mut has_networks) = (BTreeMap::new(), false);
    for reference in root.list("provider_references") {
        let Some(id) = reference.text("provider_group_id") else {
            continue;
        };
        if reference.is_sound_record("") {
            by_id.entry(id).or_insert_with(|| {
                let mut names = reference.list("network_name").iter();
                has_networks |= names.any(|name| name.words().is_some());
                reference_groups(reference, folder)
            });
        }
    }
    (by_id, has_networks)
}

fn reference_groups(reference: &Json, folder: &Path) -> Vec<Group> {
    let names = reference.list("network_name").iter();
    let names: Vec<Option<String>> =
        match names.filter_map(Json::words).map(Some).collect::<Vec<_>>() {
            names if names.is_empty() => vec![None],
            names => names,
        };
    let file = match reference.text("location") {
        Some(location) if reference.list("provider_groups").is_empty() => {
            referenced_file(&location, folder)
        }
        _ => None,
    };
    let groups = file.as_ref().unwrap_or(reference).list("provider_groups");
    let of_name = |name: &Option<String>| -> Vec<Group> {
        groups
            .iter()
            .map(|group| read_group(group, name.clone()))
            .collect()
    };
    names.iter().flat_map(of_name).collect()
}

/// Returns the file that a location names, if it is in the folder or below.
fn referenced_file(location: &str, folder: &Path) -> Option<Json> {
    let name = location.rsplit('/').next()?;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|own| own == name) {
                return Json::parse(&std::fs::read(path).unwrap());
            }
        }
    }
    None
}

fn read_group(group: &Json, network_name: Option<String>) -> Group {
    let npis = group.list("npi").iter().filter_map(Json::words);
    let tin = group.get("tin").unwrap_or(&Json::Null);
    Group {
        npis: npis
            .filter_map(|npi| npi.parse().ok())
            .filter(|&npi| npi != 0)
            .collect(),
        tin_type: tin.text("type").map(|words| words.to_lowercase()),
        tin: tin.text("value").map(|value| tin_digits(&value)),
        network_name,
    }
}

/// Nine or ten digits lose their hyphens, anything else stays as stated.
pub(super) fn tin_digits(stated: &str) -> String {
    let digits = stated.replace('-', "");
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && (digits.len() == 9 || digits.len() == 10) {
        return digits;
    }
    text(stated).unwrap_or_default()
}
