//! `nearsite score`: prints the score cards of one site, what would raise them, and the cheapest
//! way to the next grade.
//!
//! The site is from a snapshot or from a file with one registration. A site of a snapshot is scored
//! by the score card and on the build date of the snapshot. With a file, a facility can check its
//! own answers before it submits them.

mod answers;
mod card_table;
mod what_if;

use self::answers::{Cards, ScoredSite};
use self::what_if::WhatIf;
use super::table::plain;
use super::{Failure, note, say};
use clap::Args;
use nearsite::api::views::to_json;
use nearsite_datasets::{IngestError, read_registration, shipped};
use nearsite_domain::{Day, Modality};
use nearsite_index::scorecard::ScoreCardProfile;
use nearsite_index::snapshot::{Snapshot, Verify};
use std::path::{Path, PathBuf};

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// Registration id of a site of the snapshot, or a file with one registration
    #[arg(value_name = "SITE|FILE")]
    site: String,
    /// Directory that holds the snapshots and CURRENT; for a site, not for a file
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// One modality only [default: every one the site offers]
    #[arg(long, value_name = "MODALITY")]
    modality: Option<String>,
    /// Answer a measure differently and show the changed score; may be given more than once
    #[arg(long, value_name = "MEASURE=ANSWER")]
    what_if: Vec<String>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ScoreArgs) -> Result<(), Failure> {
    let scored = find(args)?;
    let modalities = modalities(&scored, args.modality.as_deref())?;
    let changes = WhatIf::read_all(&args.what_if, &scored.profile, &modalities)?;
    let changed = (!changes.is_empty()).then(|| what_if::apply(&scored, &changes, &modalities));
    let cards = Cards::new(&scored, changed.as_ref(), &modalities);
    if args.json {
        let bytes = to_json(&cards.view()).map_err(Failure::failed)?;
        return say(String::from_utf8(bytes).map_err(Failure::failed)?);
    }
    say(card_table::show(&cards, &changes))
}

/// Reads the site from a file if there is one of that name, otherwise from the snapshot.
fn find(args: &ScoreArgs) -> Result<ScoredSite, Failure> {
    let path = Path::new(&args.site);
    match &args.index {
        Some(_) if path.is_file() => Err(Failure::bad_input(format!(
            "{} is a file: leave --index out to score its registration",
            plain(&args.site)
        ))),
        Some(index) => find_in_snapshot(&args.site, index),
        None if path.exists() => read_file(path),
        None => Err(Failure::bad_input(format!(
            "there is no file {}; to score a site of a snapshot add --index DIR",
            plain(&args.site)
        ))),
    }
}

fn find_in_snapshot(id: &str, index: &Path) -> Result<ScoredSite, Failure> {
    let snapshot = Snapshot::open(index, Verify::Fast)?;
    let unknown = || {
        Failure::bad_input(format!(
            "there is no site {} in snapshot {}",
            plain(id),
            snapshot.id()
        ))
    };
    let site = snapshot.site(snapshot.find_site(id).ok_or_else(unknown)?)?;
    let none = || Failure::failed(format!("snapshot {} holds no score card", snapshot.id()));
    Ok(ScoredSite {
        site,
        profile: snapshot.scorecard().ok_or_else(none)?.clone(),
        day: snapshot.prices_as_of(),
    })
}

/// Reads a registration. Faulty or unknown parts are reported, and the rest is scored.
fn read_file(path: &Path) -> Result<ScoredSite, Failure> {
    let day = Day::today();
    let profile: ScoreCardProfile = shipped::scorecard(day).map_err(Failure::failed)?;
    let read = read_registration(path, &profile).map_err(|error: IngestError| {
        if error.is_bad_input() {
            Failure::bad_input(error)
        } else {
            Failure::failed(error)
        }
    })?;
    for part in &read.rejected_parts {
        let field = part.field.as_deref().unwrap_or("record");
        note(&format!(
            "{}: {}: {}",
            part.code,
            plain(field),
            part.message
        ));
    }
    for field in &read.unknown_fields {
        note(&format!("unknown and ignored: {}", plain(field)));
    }
    Ok(ScoredSite {
        site: read.site,
        profile,
        day,
    })
}

/// Returns the modalities to show: those of the site, or the requested one.
fn modalities(scored: &ScoredSite, asked: Option<&str>) -> Result<Vec<Modality>, Failure> {
    let offered: Vec<Modality> = scored
        .site
        .services
        .iter()
        .map(|service| service.modality)
        .collect();
    let Some(word) = asked else {
        return Ok(offered);
    };
    let modality: Modality = word
        .parse()
        .map_err(|fault| Failure::bad_input(format!("--modality: {fault}")))?;
    if offered.contains(&modality) {
        return Ok(vec![modality]);
    }
    let words: Vec<&str> = offered.iter().map(|modality| modality.as_str()).collect();
    Err(Failure::bad_input(format!(
        "--modality: the site does not offer {modality}; it offers {}",
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(", ")
        }
    )))
}
