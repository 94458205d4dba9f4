//! Invents the tables other than the registrations: participation, networks and modality scores.
//! Each comes with one oddity of form (BOM, CRLF, unknown column, other column order), rows about
//! unknown sites and networks, and a few rows that must be refused, fewer than one in twenty in any
//! file or network.

use super::calendar::{Day, iso};
use super::catalog::{LOW_TECH, MODALITIES};
use super::service_lists::{invent_window, turning_days};
use super::table::csv_line;
use super::world::{NETWORKS, ParticipationRow, ScoreRow, Site};
use nearsite_random::SplitMix64;

/// Sound rows in file order, and the text of the file.
pub(crate) struct Table<Row> {
    pub(crate) rows: Vec<Row>,
    pub(crate) text: String,
}

/// `networks.csv`: begins with a BOM and has another order of columns.
pub(crate) fn networks_text() -> String {
    let mut lines = vec!["\u{feff}plan,network,product,name,market".to_owned()];
    for (network, plan) in NETWORKS {
        lines.push(format!(
            "{plan},{network},PPO,\"The {network}, a network\",US"
        ));
    }
    lines.join("\n") + "\n"
}

/// `participation.csv`, with CRLF line ends.
pub(crate) fn invent_participation(
    rng: &mut SplitMix64,
    sites: &[Site],
    build_day: Day,
) -> Table<ParticipationRow> {
    let mut lines = vec!["registration_id,npi,network,tier,effective_from,effective_to".to_owned()];
    let mut rows = Vec::new();
    for site in sites {
        for (network, _) in NETWORKS {
            if rng.chance(180) {
                continue;
            }
            let (by_id, npi) = row_key(rng, site);
            let row = ParticipationRow {
                registration_id: by_id.then(|| site.registration_id.clone()),
                npi,
                network: network.to_owned(),
                window: invent_window(rng, build_day),
            };
            let tier = *rng.pick(&["", "1", "2"]);
            lines.push(participation_line(&row, tier));
            if rng.chance(20) {
                lines.push(lines[lines.len() - 1].clone());
            }
            rows.push(row);
            if rng.chance(7) {
                lines.push(unusable_participation(rng, site, network));
            }
        }
    }
    lines.push("OPT-9999999,,wrangler-ppo,,,".to_owned());
    lines.push(",1999999992,wrangler-ppo,,,".to_owned());
    lines.push(format!("{},,nobodys-network,,,", sites[0].registration_id));
    let text = lines.join("\r\n") + "\r\n";
    Table { rows, text }
}

/// Names a site in a row: by registration, by one of its NPIs, or by both.
pub(crate) fn row_key(rng: &mut SplitMix64, site: &Site) -> (bool, Option<String>) {
    if site.npis.is_empty() {
        return (true, None);
    }
    let npi = rng.pick(&site.npis).clone();
    match rng.weighted_index(&[600, 250, 150]) {
        0 => (true, None),
        1 => (false, Some(npi)),
        _ => (true, Some(npi)),
    }
}

fn participation_line(row: &ParticipationRow, tier: &str) -> String {
    csv_line(&[
        row.registration_id.as_deref().unwrap_or(""),
        row.npi.as_deref().unwrap_or(""),
        &row.network,
        tier,
        &iso(row.window.from),
        &iso(row.window.to),
    ])
}

fn unusable_participation(rng: &mut SplitMix64, site: &Site, network: &str) -> String {
    let id = &site.registration_id;
    match rng.below(3) {
        0 => format!("{id},1999999992,{network},1,,"),
        1 => format!(",,{network},1,,"),
        _ => format!("{id},,{network},1,2026-13-01,"),
    }
}

/// Writes `modality_scores.csv`, with an unknown column.
pub(crate) fn invent_scores(
    rng: &mut SplitMix64,
    sites: &[Site],
    build_day: Day,
) -> Table<ScoreRow> {
    let header = "registration_id,modality,site_score,modality_specific,total,scored_on,remark";
    let mut lines = vec![header.to_owned()];
    let mut rows: Vec<ScoreRow> = Vec::new();
    for site in sites {
        for service in &site.services {
            if service.modality == "mammography" {
                if rng.chance(20) {
                    lines.push(format!("{},mammography,,,90.0,,", site.registration_id));
                }
                continue;
            }
            if rng.chance(120) {
                continue;
            }
            let mut row = invent_score(rng, site, service.modality, build_day);
            push_score(&mut rows, &mut lines, &row);
            if rng.chance(15) {
                lines.push(lines[lines.len() - 1].clone());
            }
            if rng.chance(15) {
                row = invent_score(rng, site, service.modality, build_day);
                push_score(&mut rows, &mut lines, &row);
            }
        }
        if rng.chance(2) {
            lines.push(format!("{},mri,150,150,,,", site.registration_id));
        }
    }
    for site in sites.iter().take(20) {
        for modality in MODALITIES
            .iter()
            .take(7)
            .filter(|modality| site.service(modality).is_none())
        {
            lines.push(format!("{},{modality},,,99.9,,", site.registration_id));
        }
    }
    lines.push("OPT-9999999,mri,,,99.9,,".to_owned());
    let text = lines.join("\n") + "\n";
    Table { rows, text }
}

fn push_score(rows: &mut Vec<ScoreRow>, lines: &mut Vec<String>, row: &ScoreRow) {
    lines.push(score_line(row));
    rows.push(row.clone());
}

/// A score as total, as parts, or as both; often one that others have too or that is at the edge of
/// a grade.
fn invent_score(rng: &mut SplitMix64, site: &Site, modality: &str, build_day: Day) -> ScoreRow {
    let common = [8800, 8790, 7600, 7590, 9130, 10_000, 0, 8795, 7595, 9125];
    let value = |rng: &mut SplitMix64| {
        if rng.chance(400) {
            *rng.pick(&common)
        } else {
            rng.between(5_000, 10_000)
        }
    };
    let (parts, total) = match rng.weighted_index(&[450, 450, 100]) {
        0 => (None, Some(value(rng))),
        1 => (Some((value(rng), value(rng))), None),
        _ => (Some((value(rng), value(rng))), Some(value(rng))),
    };
    let scored_on = rng
        .chance(800)
        .then(|| turning_days(build_day)[rng.below(3)]);
    ScoreRow {
        registration_id: site.registration_id.clone(),
        modality: modality.to_owned(),
        site_score: parts.map(|(site_score, _)| site_score),
        modality_specific: parts.map(|(_, specific)| specific),
        total,
        scored_on,
    }
}

fn score_line(row: &ScoreRow) -> String {
    csv_line(&[
        &row.registration_id,
        &row.modality,
        &decimal(row.site_score, 2),
        &decimal(row.modality_specific, 2),
        &decimal(row.total, 2),
        &iso(row.scored_on),
        "",
    ])
}

/// A fixed-point number as plain decimal text without superfluous zeros, empty for none.
pub(crate) fn decimal(value: Option<i64>, places: u32) -> String {
    let Some(value) = value else {
        return String::new();
    };
    let unit = 10_i64.pow(places);
    let text = format!(
        "{}.{:0width$}",
        value / unit,
        value % unit,
        width = places as usize
    );
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Deals the scores and dates of the low-tech rows anew among those rows; all else stays as it is.
pub(crate) fn permute_low_tech(rng: &mut SplitMix64, text: &str) -> String {
    let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let low: Vec<usize> = (0..lines.len())
        .filter(|&at| LOW_TECH.contains(&lines[at][1]))
        .collect();
    let mut dealt: Vec<Vec<&str>> = low.iter().map(|&at| lines[at][2..].to_vec()).collect();
    rng.shuffle(&mut dealt);
    for (at, values) in low.into_iter().zip(dealt) {
        lines[at].truncate(2);
        lines[at].extend(values);
    }
    let joined: Vec<String> = lines.iter().map(|line| line.join(",")).collect();
    joined.join("\n") + "\n"
}
