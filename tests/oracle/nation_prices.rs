//! Invents the price table. Every (site, network, code) in play draws some rows from a narrow
//! choice of components, modifiers, amounts, evidence and days, so that all rules of resolution
//! meet: ties, ambiguity, halves that are missing, composed against global, rows by NPI that count
//! for several sites, and rows that must be refused.

use super::calendar::{Day, iso};
use super::catalog::{Catalog, Procedure};
use super::nation_tables::{Table, decimal, row_key};
use super::price_bands::{dollars, least_cents};
use super::table::csv_line;
use super::world::{NETWORKS, PriceRow, Site};
use nearsite_random::SplitMix64;

const EVIDENCE: [&str; 5] = [
    "claims",
    "site_rate",
    "fee_schedule",
    "group_rate",
    "estimate",
];

/// Price levels in dollars: few, so that equal prices are common.
const LEVELS: [i64; 6] = [310, 412, 555, 780, 1180, 2150];

/// `prices.csv`: columns in another order than documented, one of them unknown.
pub(crate) fn invent_prices(
    rng: &mut SplitMix64,
    sites: &[Site],
    catalog: &Catalog,
    build_day: Day,
) -> Table<PriceRow> {
    let header = "network,code,registration_id,npi,component,modifier,amount,low,high,evidence,\
                  effective_from,effective_to,as_of,source,n_cases,remark";
    let mut lines = vec![header.to_owned()];
    let mut rows = Vec::new();
    let codes = catalog.codes_in_play();
    for site in sites {
        for (network, _) in NETWORKS.iter().take(4) {
            let plenty = if *network == "wrangler-ppo" { 750 } else { 400 };
            for code in &codes {
                let offered = site.service(&code.modality).is_some();
                if !rng.chance(if offered { plenty } else { 15 }) {
                    continue;
                }
                let scene = Scene {
                    site,
                    network,
                    code,
                    level: *rng.pick(&LEVELS),
                    build_day,
                };
                for row in invent_rows(rng, &scene) {
                    lines.push(price_line(&row));
                    if rng.chance(10) {
                        lines.push(lines[lines.len() - 1].clone());
                    }
                    rows.push(row);
                }
                if rng.chance(8) {
                    lines.push(unusable_line(rng, &scene));
                }
            }
        }
    }
    invent_scarce_prices(rng, sites, &codes, &mut rows, &mut lines, build_day);
    let id = &sites[0].registration_id;
    lines.push(format!("wrangler-ppo,00000,{id},,,,412,,,claims,,,,,,"));
    lines.push("wrangler-ppo,73721,OPT-9999999,,,,412,,,claims,,,,,,".to_owned());
    lines.push("wrangler-ppo,73721,,1999999992,,,412,,,claims,,,,,,".to_owned());
    lines.push(format!("nobodys-network,73721,{id},,,,412,,,claims,,,,,,"));
    let text = lines.join("\n") + "\n";
    Table { rows, text }
}

/// The fifth network prices each code at none to four sites, so that the median is often not worth
/// showing.
fn invent_scarce_prices(
    rng: &mut SplitMix64,
    sites: &[Site],
    codes: &[&Procedure],
    rows: &mut Vec<PriceRow>,
    lines: &mut Vec<String>,
    build_day: Day,
) {
    let network = NETWORKS[4].0;
    for (number, code) in codes.iter().enumerate() {
        for _ in 0..number % 5 {
            let site = rng.pick(sites);
            let scene = Scene {
                site,
                network,
                code,
                level: *rng.pick(&LEVELS),
                build_day,
            };
            let mut row = blank_row(rng, &scene);
            row.registration_id = Some(site.registration_id.clone());
            row.npi = None;
            row.amount = Some(invent_amount(rng, scene.level, 100));
            lines.push(price_line(&row));
            rows.push(row);
        }
    }
}

struct Scene<'a> {
    site: &'a Site,
    network: &'a str,
    code: &'a Procedure,
    level: i64,
    build_day: Day,
}

/// The rows of one (site, network, code): of one simple kind, or a random mixture.
fn invent_rows(rng: &mut SplitMix64, scene: &Scene<'_>) -> Vec<PriceRow> {
    let components: Vec<&str> = match rng.weighted_index(&[350, 90, 90, 90, 90, 60, 230]) {
        0 => vec!["global"],
        1 => vec!["technical", "professional"],
        2 => vec!["facility", "professional"],
        3 => vec![*rng.pick(&["technical", "professional", "facility"])],
        4 => vec!["facility", "technical", "professional", "contrast"],
        5 => vec!["global", "global"],
        _ => (0..rng.between(1, 5))
            .map(|_| {
                *rng.pick(&[
                    "global",
                    "technical",
                    "professional",
                    "facility",
                    "contrast",
                ])
            })
            .collect(),
    };
    let mut rows: Vec<PriceRow> = components
        .into_iter()
        .map(|component| invent_row(rng, scene, component))
        .collect();
    // A second statement of equal rank, which agrees on the ranking amount or makes it ambiguous.
    if rng.chance(120) {
        let mut twin = rng.pick(&rows).clone();
        "another file".clone_into(&mut twin.source);
        match twin.amount {
            Some(amount) if rng.chance(700) => twin.amount = Some(amount + rng.between(1, 90_000)),
            Some(amount) => (twin.low, twin.high) = (Some(amount - 1), Some(amount + 2_000)),
            None => twin.amount = twin.low,
        }
        rows.insert(rng.below(rows.len() + 1), twin);
    }
    rows
}

fn invent_row(rng: &mut SplitMix64, scene: &Scene<'_>, component: &str) -> PriceRow {
    let mut row = blank_row(rng, scene);
    let share = match component {
        "global" => 100,
        "technical" | "facility" => 70,
        "professional" => 30,
        _ => 8,
    };
    match rng.weighted_index(&[650, 200, 130, 8, 8, 4, 20]) {
        0 => row.amount = Some(invent_amount(rng, scene.level, share)),
        1 => (row.low, row.high) = invent_ends(rng, scene.level, share),
        2 => {
            (row.low, row.high) = invent_ends(rng, scene.level, share);
            row.amount = row.low.map(|low| low + 500);
        }
        3 => row.low = Some(invent_amount(rng, scene.level, share)),
        4 => {
            row.amount = Some(invent_amount(rng, scene.level, share));
            row.high = row.amount.map(|amount| amount + 1_000);
        }
        5 => (row.high, row.low) = invent_ends(rng, scene.level, share),
        _ => row.amount = Some(invent_end_of_band(rng, scene, component)),
    }
    (row.component, row.modifier) = invent_component_text(rng, component);
    row
}

/// An end of the band of a component, or a cent beyond it.
fn invent_end_of_band(rng: &mut SplitMix64, scene: &Scene<'_>, component: &str) -> i64 {
    let modality = &scene.code.modality;
    let [_, most] = dollars(modality);
    let least = least_cents(modality, component);
    let cents = *rng.pick(&[least - 1, least, most * 100, most * 100 + 1]);
    cents.max(1) * 10
}

fn blank_row(rng: &mut SplitMix64, scene: &Scene<'_>) -> PriceRow {
    let (by_id, npi) = row_key(rng, scene.site);
    let day = scene.build_day;
    let (from, to) = match rng.weighted_index(&[500, 200, 100, 100, 40, 30, 30]) {
        0 => (None, None),
        1 => (Some(day.plus(-300)), Some(day.plus(300))),
        2 => (Some(day), None),
        3 => (None, Some(day)),
        4 => (Some(day.plus(1)), None),
        5 => (None, Some(day.plus(-1))),
        _ => (Some(day.plus(-90)), Some(day.plus(-1))),
    };
    PriceRow {
        registration_id: by_id.then(|| scene.site.registration_id.clone()),
        npi,
        network: scene.network.to_owned(),
        code: scene.code.code.clone(),
        n_cases: rng.chance(300).then(|| rng.between(1, 500)),
        evidence: EVIDENCE[rng.weighted_index(&[350, 200, 150, 150, 150])].to_owned(),
        from,
        to,
        as_of: rng
            .chance(800)
            .then(|| day.plus(*rng.pick(&[-200, -100, -10]))),
        source: (*rng.pick(&["", "north file", "south file, part 2"])).to_owned(),
        ..PriceRow::default()
    }
}

/// Thousandths of a dollar: mostly the bare level, sometimes off it, sometimes with a half cent to
/// be rounded.
fn invent_amount(rng: &mut SplitMix64, level: i64, share: i64) -> i64 {
    let base = level * share * 10;
    match rng.weighted_index(&[450, 250, 200, 100]) {
        0 => base,
        1 => base + rng.between(-200, 200) * 1_000,
        2 => base + rng.between(0, 99_999) * 10,
        _ => base + rng.between(0, 9_999) * 10 + *rng.pick(&[4, 5, 6]),
    }
    .max(10)
}

fn invent_ends(rng: &mut SplitMix64, level: i64, share: i64) -> (Option<i64>, Option<i64>) {
    let low = invent_amount(rng, level, share);
    (Some(low), Some(low + rng.between(1_000, 40_001) / 10 * 10))
}

/// Writes a component by name, by modifier or both; a few modifiers make the row a loser or
/// contradict it.
fn invent_component_text(rng: &mut SplitMix64, component: &str) -> (String, String) {
    let own = match component {
        "technical" => "TC",
        "professional" => "26",
        _ => "",
    };
    let side = *rng.pick(&["LT", "RT"]);
    let by_name = !["global", "technical", "professional"].contains(&component) || rng.chance(450);
    let name = if by_name { component } else { "" };
    let own = if by_name && rng.chance(600) { "" } else { own };
    let modifier = match rng.weighted_index(&[800, 60, 50, 40, 30, 8]) {
        0 => own.to_owned(),
        1 => format!("{own} {side}").trim().to_owned(),
        2 => format!("{side},{own}").trim_matches(',').to_owned(),
        3 => "59".to_owned(),
        4 => format!("{own} 52").trim().to_owned(),
        _ => return ("technical".to_owned(), "26".to_owned()),
    };
    // Without its own modifier an unnamed half would be read as global, which is a different row.
    if modifier == "59" {
        return (component.to_owned(), modifier);
    }
    (name.to_owned(), modifier)
}

fn price_line(row: &PriceRow) -> String {
    csv_line(&[
        &row.network,
        &row.code,
        row.registration_id.as_deref().unwrap_or(""),
        row.npi.as_deref().unwrap_or(""),
        &row.component,
        &row.modifier,
        &decimal(row.amount, 3),
        &decimal(row.low, 3),
        &decimal(row.high, 3),
        &row.evidence,
        &iso(row.from),
        &iso(row.to),
        &iso(row.as_of),
        &row.source,
        &row.n_cases
            .map(|cases| cases.to_string())
            .unwrap_or_default(),
        "",
    ])
}

/// A line that must be refused: a placeholder amount, nothing, less than nothing, no amount, an
/// impossible day.
fn unusable_line(rng: &mut SplitMix64, scene: &Scene<'_>) -> String {
    let start = format!(
        "{},{},{},,,",
        scene.network, scene.code.code, scene.site.registration_id
    );
    let rest = *rng.pick(&[
        ",999999999,,,claims,,,,,,",
        ",0,,,claims,,,,,,",
        ",-1,,,claims,,,,,,",
        ",,,,claims,,,,,,",
        ",412,,,claims,2026-02-30,,,,,",
        ",412,,,hearsay,,,,,,",
        ",4 hundred,,,claims,,,,,,",
    ]);
    start + rest
}
