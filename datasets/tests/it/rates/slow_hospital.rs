//! A hospital's file of standard charges, whole in memory: what its two forms, CSV and JSON, have
//! in common, and JSON.

use super::decimal::{iso_date, rate};
use super::pairs::Json;
use super::row::{PlainFile, Row};
use super::slow_codes::{code_of, with_modifier};
use super::wanted::Wanted;
use std::collections::BTreeSet;

/// The metadata of a hospital file.
#[derive(Debug, Default)]
pub(super) struct Hospital {
    pub(super) name: Option<String>,
    pub(super) last_updated_on: Option<String>,
    pub(super) version: Option<String>,
    /// Its type-2 NPIs as stated.
    pub(super) npis: Vec<String>,
}

/// One statement of a payer's rates: amounts as stated, blank when not.
#[derive(Debug, Default)]
pub(super) struct Charge {
    pub(super) codes: Vec<(Option<String>, Option<String>)>,
    pub(super) payer: Option<String>,
    pub(super) plan: Option<String>,
    pub(super) dollar: Option<String>,
    pub(super) percentage: Option<String>,
    pub(super) methodology: Option<String>,
    pub(super) setting: Option<String>,
    pub(super) billing_class: Option<String>,
    pub(super) modifiers: Vec<String>,
}

/// Every row of a JSON file.
pub(super) fn rows(file: &PlainFile, wanted: &Wanted) -> Option<BTreeSet<Row>> {
    let root = Json::parse(decode(&file.contents).as_bytes())?;
    let hospital = Hospital {
        name: root.text("hospital_name"),
        last_updated_on: root
            .text("last_updated_on")
            .and_then(|words| iso_date(&words)),
        version: root.text("version"),
        npis: root
            .list("type_2_npi")
            .iter()
            .filter_map(Json::words)
            .collect(),
    };
    let items = root.list("standard_charge_information").iter();
    let charges: Vec<Charge> = items
        .filter(|item| item.is_sound_record(""))
        .flat_map(item_charges)
        .collect();
    Some(charge_rows(file, &hospital, &charges, wanted))
}

fn item_charges(item: &Json) -> Vec<Charge> {
    let codes = item.list("code_information").iter();
    let codes: Vec<_> = codes
        .map(|code| (code.text("code"), code.text("type")))
        .collect();
    let mut charges = Vec::new();
    for charge in item.list("standard_charges") {
        for payer in charge.list("payers_information") {
            charges.push(Charge {
                codes: codes.clone(),
                payer: payer.text("payer_name"),
                plan: payer.text("plan_name"),
                dollar: amount(payer, "standard_charge_dollar"),
                percentage: amount(payer, "standard_charge_percentage"),
                methodology: payer.text("methodology"),
                setting: charge.text("setting"),
                billing_class: charge.text("billing_class"),
                modifiers: modifiers(charge),
            });
        }
    }
    charges
}

fn modifiers(charge: &Json) -> Vec<String> {
    let words = charge.list("modifier_code").iter().filter_map(Json::words);
    words.flat_map(|words| split_modifiers(&words)).collect()
}

/// Modifiers behind bars, commas, semicolons or blanks.
pub(super) fn split_modifiers(words: &str) -> Vec<String> {
    let words = words
        .split(['|', ',', ';', ' '])
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The characters of the Windows code page from 0x80 to 0x9f.
const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// UTF-8 without its mark, or else the code page Windows uses for Western languages.
pub(super) fn decode(contents: &[u8]) -> String {
    let contents = contents.strip_prefix(b"\xef\xbb\xbf").unwrap_or(contents);
    let letter = |&byte: &u8| match byte {
        0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap(),
        _ => char::from(byte),
    };
    match std::str::from_utf8(contents) {
        Ok(text) => text.to_owned(),
        Err(_) => contents.iter().map(letter).collect(),
    }
}

/// An amount as stated; one that is no text and no number is no amount, but it is stated.
fn amount(payer: &Json, key: &str) -> Option<String> {
    let value = payer.get(key)?;
    match value {
        Json::Text(_) => value.words(),
        _ => Some(value.words().unwrap_or_else(|| "no amount".to_owned())),
    }
}

/// The rows of all charges, for everybody the file speaks for.
pub(super) fn charge_rows(
    file: &PlainFile,
    hospital: &Hospital,
    charges: &[Charge],
    wanted: &Wanted,
) -> BTreeSet<Row> {
    let providers = providers(file, hospital, wanted);
    let mut rows = BTreeSet::new();
    for charge in charges {
        for row in rates(charge, wanted) {
            rows.extend(providers.iter().map(|provider| {
                Row {
                    code: row.code.clone(),
                    code_type: row.code_type.clone(),
                    negotiated_type: row.negotiated_type.clone(),
                    rate: row.rate,
                    payer: charge.payer.clone(),
                    network_name: charge.plan.clone(),
                    setting: charge.setting.as_ref().map(|words| words.to_lowercase()),
                    billing_class: charge
                        .billing_class
                        .as_ref()
                        .map(|words| words.to_lowercase()),
                    modifiers: row.modifiers.clone(),
                    ..provider.clone()
                }
            }));
        }
    }
    rows
}

/// A row, but for what the charge says, for each provider: the registered type-2 NPIs, else the
/// registered EIN.
fn providers(file: &PlainFile, hospital: &Hospital, wanted: &Wanted) -> Vec<Row> {
    let npis = hospital
        .npis
        .iter()
        .filter_map(|npi| npi.trim().parse::<u64>().ok());
    let npis: BTreeSet<u64> = npis.filter(|&npi| npi != 0).collect();
    let ein = ein_of(&file.name);
    let row = Row {
        source: "hospital_file".to_owned(),
        file: file.name.clone(),
        file_blake3: file.blake3.clone(),
        entity: hospital.name.clone(),
        last_updated_on: hospital.last_updated_on.clone(),
        schema_version: hospital.version.clone(),
        tin_type: ein.is_some().then(|| "ein".to_owned()),
        tin: ein.clone(),
        group_size: npis.len() as u32,
        ..Row::default()
    };
    let numbers = npis.iter().map(u64::to_string);
    let registered = numbers.filter(|npi| wanted.npis.contains(npi));
    let mut rows: Vec<Row> = registered
        .map(|npi| Row {
            npi: Some(npi),
            ..row.clone()
        })
        .collect();
    if rows.is_empty() && ein.is_some_and(|ein| wanted.tins.contains(&ein)) {
        rows.push(row);
    }
    rows
}

/// The nine digits a name begins with, with or without a hyphen behind the second, when no tenth
/// follows.
pub(super) fn ein_of(name: &str) -> Option<String> {
    let is_hyphenated = name.as_bytes().get(2) == Some(&b'-');
    let name = if is_hyphenated {
        name.replacen('-', "", 1)
    } else {
        name.to_owned()
    };
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 9).then(|| name[..9].to_owned())
}

/// Code, type, amount and kind of each rate that is stated and sound.
fn rates(charge: &Charge, wanted: &Wanted) -> Vec<Row> {
    let methodology = charge.methodology.as_deref().unwrap_or("").to_lowercase();
    let of_dollars = match methodology.as_str() {
        "per diem" | "fee schedule" => methodology.as_str(),
        _ => "negotiated",
    };
    let amounts = [
        (&charge.dollar, of_dollars),
        (&charge.percentage, "percentage"),
    ];
    let mut rows = Vec::new();
    for (code, code_type) in &charge.codes {
        let found = code_of(code.as_ref(), code_type.as_ref(), wanted);
        let own: Vec<String> = charge
            .modifiers
            .iter()
            .map(|word| word.to_uppercase())
            .collect();
        let Some((code, Some(modifiers))) =
            found.map(|(code, more)| (code, with_modifier(&own, more)))
        else {
            continue;
        };
        for (amount, negotiated_type) in amounts {
            let Some(rate) = amount.as_ref().and_then(|words| rate(words)) else {
                continue;
            };
            rows.push(Row {
                code: code.clone(),
                modifiers: modifiers.clone(),
                code_type: code_type.as_ref().map(|words| words.to_uppercase()),
                negotiated_type: Some(negotiated_type.to_owned()),
                rate,
                ..Row::default()
            });
        }
    }
    rows
}
