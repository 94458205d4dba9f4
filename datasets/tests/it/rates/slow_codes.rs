//! Codes as price files state them, by a list of spellings: what the slow readers read, and which
//! records name a code of the catalog at all.

use super::pairs::Json;
use super::row::PlainFile;
use super::slow_hospital::decode;
use super::slow_table::coded_rows;
use super::wanted::Wanted;

/// Cells with more than a code that the generators write, with their code and modifier.
const SPELLINGS: [(&str, &str, &str); 8] = [
    ("70551-TC", "70551", "TC"),
    ("70551 26", "70551", "26"),
    ("70551TC", "70551", "TC"),
    ("CPT 70551", "70551", ""),
    ("HCPCS: c8903", "C8903", ""),
    ("73721.0", "73721", ""),
    ("'73721", "73721", ""),
    ("=\"70450\"", "70450", ""),
];
/// Names of the types whose codes count.
const TYPES: [&str; 4] = ["", "CPT", "HCPCS", "CPT®"];

/// Returns the code of a cell and the modifier written with it, if it is one of the catalog.
pub(super) fn code_of(
    stated: Option<&String>,
    code_type: Option<&String>,
    wanted: &Wanted,
) -> Option<(String, Option<String>)> {
    let stated = stated?;
    let code_type = code_type.map(|words| words.to_uppercase());
    if !TYPES.contains(&code_type.as_deref().unwrap_or("")) {
        return None;
    }
    if let Some(code) = wanted.code(stated) {
        return Some((code, None));
    }
    let mut spellings = SPELLINGS.iter();
    let (_, code, modifier) = spellings.find(|(cell, ..)| cell == stated)?;
    let modifier = Some((*modifier).to_owned()).filter(|modifier| !modifier.is_empty());
    wanted.code(code).map(|code| (code, modifier))
}

/// Adds the modifier of a cell. None if the modifiers then name both components.
pub(super) fn with_modifier(modifiers: &[String], more: Option<String>) -> Option<Vec<String>> {
    let mut all: Vec<String> = modifiers.to_vec();
    let Some(more) = more else {
        return Some(all);
    };
    if !all.contains(&more) {
        all.push(more);
    }
    let has = |wanted: &str| all.iter().any(|modifier| modifier == wanted);
    (!(has("26") && has("TC"))).then_some(all)
}

/// True if a cell names a code of the catalog: as one of its words, or within a range.
fn names_code(cell: &str, wanted: &Wanted) -> bool {
    let cell = cell.to_uppercase();
    let words: Vec<&str> = cell
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_ours = |word: &&str| {
        let code = word.get(..5).unwrap_or_default();
        let is_modified = word.len() == 7 && word.ends_with("TC");
        (word.len() == 5 || is_modified) && wanted.codes.contains(code)
    };
    let is_range = |first: &str, last: &str| {
        let mut codes = wanted.codes.iter();
        first.len() == 5
            && last.len() == 5
            && codes.any(|code| (first..=last).contains(&code.as_str()))
    };
    let names_range = match words[..] {
        [first, last] => cell.contains('-') && is_range(first, last),
        _ => false,
    };
    words.iter().any(is_ours) || names_range
}

/// Number of sound records of a file that name a code of the catalog, whatever else they state.
pub(super) fn named_records(file: &PlainFile, wanted: &Wanted) -> u64 {
    let names = |cell: Option<String>| cell.is_some_and(|cell| names_code(&cell, wanted));
    let payer = Json::parse(&file.contents).filter(|root| root.get("in_network").is_some());
    if let Some(root) = payer {
        let items = root.list("in_network").iter();
        let sound = items.filter(|item| item.is_sound_record("negotiated_rates"));
        return sound
            .filter(|item| names(item.text("billing_code")))
            .count() as u64;
    }
    let Some(root) = Json::parse(decode(&file.contents).as_bytes()) else {
        let rows = coded_rows(file).unwrap_or_default();
        let is_named = |row: &Vec<String>| row.iter().any(|cell| names_code(cell, wanted));
        return rows.iter().filter(|row| is_named(row)).count() as u64;
    };
    let items = root.list("standard_charge_information").iter();
    let sound = items.filter(|item| item.is_sound_record(""));
    let is_named = |item: &&Json| {
        let mut codes = item.list("code_information").iter();
        codes.any(|code| names(code.text("code")))
    };
    sound.filter(is_named).count() as u64
}
