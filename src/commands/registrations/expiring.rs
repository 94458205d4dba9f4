//! `nearsite registrations expiring`: lists by plan the entries that lapse soon, from a snapshot or
//! from files.

use super::{Failure, say};
use crate::commands::progress::BuildProgress;
use crate::commands::table::{Table, plain};
use clap::{ArgGroup, Args};
use nearsite_datasets::{FileReport, SiteRegistryPaths, read_site_registry};
use nearsite_domain::{AccreditationBody, Day, Modality, PlanId, SiteNo};
use nearsite_index::audit::{Horizon, Lapse, Lapsing, PlanLapses};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Arguments.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("source").required(true).args(["index", "registrations"])))]
pub(crate) struct ExpiringArgs {
    /// Number of days to look ahead; what has lapsed already is always listed
    #[arg(long, value_name = "DAYS", default_value = "60d")]
    within: DaySpan,
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Registrations, to look at files instead of a snapshot
    #[arg(long, value_name = "FILE")]
    registrations: Option<PathBuf>,
    /// Networks, for their plans (CSV)
    #[arg(long, value_name = "FILE", conflicts_with = "index")]
    networks: Option<PathBuf>,
    /// Modality scores (CSV)
    #[arg(long, value_name = "FILE", conflicts_with = "index")]
    scores: Option<PathBuf>,
    /// Day to look from [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Day>,
    /// Show this plan only
    #[arg(long, value_name = "PLAN")]
    plan: Option<PlanId>,
    /// Number of days a score is good for after it was given; three years by default, as long as an
    /// accreditation
    #[arg(long, value_name = "DAYS", default_value_t = DaySpan(Horizon::SCORE_VALID_DAYS))]
    score_valid_for: DaySpan,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// Longest name that is shown in the table, in characters.
const LONGEST_NAME: usize = 60;

/// A number of days, written `60d` or `60`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DaySpan(u32);

/// Largest number of days: a century.
const MOST_DAYS: u32 = 36_500;

impl FromStr for DaySpan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix('d').unwrap_or(text);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let days = digits
            .parse()
            .ok()
            .filter(|days| is_number && *days <= MOST_DAYS);
        days.map(Self)
            .ok_or_else(|| format!("must be days from 0d to {MOST_DAYS}d, such as 60d"))
    }
}

impl std::fmt::Display for DaySpan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}d", self.0)
    }
}

/// The list as JSON.
#[derive(Serialize)]
struct Report<'a> {
    as_of: Day,
    within_days: u32,
    score_valid_days: u32,
    plans: Vec<PlanReport<'a>>,
}

#[derive(Serialize)]
struct PlanReport<'a> {
    plan: &'a PlanId,
    /// Entries that lapse within the given days.
    lapsing: usize,
    /// Entries that have lapsed.
    lapsed: usize,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    registration_id: &'a str,
    name: &'a str,
    what: &'static str,
    modality: Option<Modality>,
    body: Option<AccreditationBody>,
    ends_on: Day,
    days_left: i32,
    lapsed: bool,
}

pub(super) fn run(args: &ExpiringArgs) -> Result<(), Failure> {
    let horizon = Horizon {
        as_of: args.as_of.unwrap_or_else(Day::today),
        within_days: args.within.0,
        score_valid_days: args.score_valid_for.0,
    };
    let mut lapses = PlanLapses::new(horizon);
    match (&args.index, &args.registrations) {
        (Some(index), _) => note_snapshot(index, &mut lapses)?,
        (None, Some(registrations)) => {
            note_files(args, registrations, horizon.as_of, &mut lapses)?;
        }
        (None, None) => return Err(Failure::bad_input("either --index or --registrations")),
    }
    let mut plans = lapses.into_sorted();
    if let Some(plan) = &args.plan {
        let Some(of_plan) = plans.remove(plan) else {
            return Err(unknown_plan(plan, &plans));
        };
        plans = BTreeMap::from([(plan.clone(), of_plan)]);
    }
    if args.json {
        let report = report(&plans, horizon);
        return say(serde_json::to_string(&report).map_err(Failure::failed)?);
    }
    print(&plans, horizon)
}

fn note_snapshot(index: &Path, lapses: &mut PlanLapses) -> Result<(), Failure> {
    let snapshot = Snapshot::open(index, Verify::Fast)?;
    for plan in snapshot.plans() {
        lapses.add_plan(plan);
    }
    for number in (0..snapshot.site_count() as u32).map(SiteNo) {
        lapses.add_site(&snapshot.site(number)?);
    }
    Ok(())
}

fn note_files(
    args: &ExpiringArgs,
    registrations: &Path,
    as_of: Day,
    lapses: &mut PlanLapses,
) -> Result<(), Failure> {
    let paths = SiteRegistryPaths {
        registrations: registrations.to_owned(),
        networks: args.networks.clone(),
        scores: args.scores.clone(),
    };
    let mut progress = BuildProgress::new();
    let read = read_site_registry(&paths, as_of, &mut |sign| progress.show(&sign));
    progress.finish();
    let roster = read.map_err(|error| {
        if error.is_bad_input() {
            Failure::bad_input(error)
        } else {
            Failure::failed(error)
        }
    })?;
    for file in &roster.files {
        warn_of_rejects(file);
    }
    for network in &roster.networks {
        lapses.add_plan(&network.plan);
    }
    for site in &roster.sites {
        lapses.add_site(site);
    }
    Ok(())
}

/// Warns on standard error that a list made from this file is not complete.
fn warn_of_rejects(file: &FileReport) {
    let counts = &file.counts;
    let parts = counts.parts_rejected_by_code.total();
    if counts.rejected > 0 || parts > 0 {
        // Standard error may be closed. Then there is no one to inform.
        let _ = writeln!(
            std::io::stderr(),
            "{}: {} of {} records and {parts} parts of others cannot be used: nearsite index names them",
            plain(&file.name),
            counts.rejected,
            counts.read
        );
    }
}

fn unknown_plan(plan: &PlanId, plans: &BTreeMap<PlanId, Vec<Lapse>>) -> Failure {
    let known: Vec<&str> = plans.keys().map(PlanId::as_str).collect();
    Failure::bad_input(plain(&format!(
        "no network and no attestation names the plan {plan}: known are {}",
        known.join(", ")
    )))
}

fn report(plans: &BTreeMap<PlanId, Vec<Lapse>>, horizon: Horizon) -> Report<'_> {
    let as_of = horizon.as_of;
    let plans = plans.iter().map(|(plan, lapses)| {
        let (lapsing, lapsed) = counts(lapses, as_of);
        PlanReport {
            plan,
            lapsing,
            lapsed,
            items: lapses.iter().map(|lapse| item(lapse, as_of)).collect(),
        }
    });
    Report {
        as_of,
        within_days: horizon.within_days,
        score_valid_days: horizon.score_valid_days,
        plans: plans.collect(),
    }
}

fn item(lapse: &Lapse, as_of: Day) -> Item<'_> {
    let (what, modality, body) = match lapse.lapsing {
        Lapsing::Attestation => ("attestation", None, None),
        Lapsing::Accreditation { modality, body } => ("accreditation", Some(modality), Some(body)),
        Lapsing::Score { modality } => ("score", Some(modality), None),
    };
    let days_left = lapse.days_left(as_of);
    Item {
        registration_id: lapse.registration_id.as_str(),
        name: &lapse.name,
        what,
        modality,
        body,
        ends_on: lapse.ends_on,
        days_left,
        lapsed: days_left < 0,
    }
}

/// Counts the entries that lapse and those that have lapsed.
fn counts(lapses: &[Lapse], as_of: Day) -> (usize, usize) {
    let lapsed = lapses
        .iter()
        .filter(|lapse| lapse.days_left(as_of) < 0)
        .count();
    (lapses.len() - lapsed, lapsed)
}

fn print(plans: &BTreeMap<PlanId, Vec<Lapse>>, horizon: Horizon) -> Result<(), Failure> {
    let Horizon {
        as_of,
        within_days,
        score_valid_days,
    } = horizon;
    say(format!(
        "what lapses within {within_days} days of {as_of}; scores are good for {score_valid_days} days"
    ))?;
    if plans.values().all(Vec::is_empty) {
        return say("nothing");
    }
    for (plan, lapses) in plans.iter().filter(|(_, lapses)| !lapses.is_empty()) {
        let (lapsing, lapsed) = counts(lapses, as_of);
        say(format!(
            "\n{}: {lapsing} lapse, {lapsed} have lapsed",
            plain(plan.as_str())
        ))?;
        let mut table = Table::new(["last day", "left", "site", "what"]);
        for lapse in lapses {
            table.row([
                lapse.ends_on.to_string(),
                days_left(lapse.days_left(as_of)),
                format!("{} ({})", short(&lapse.name), lapse.registration_id),
                words(lapse.lapsing),
            ]);
        }
        say(table)?;
    }
    Ok(())
}

/// Returns a name, cut to the width of a column.
fn short(name: &str) -> &str {
    let end = name.char_indices().nth(LONGEST_NAME);
    end.map_or(name, |(end, _)| &name[..end])
}

fn days_left(days: i32) -> String {
    match days {
        ..0 => "lapsed".to_owned(),
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}

fn words(lapsing: Lapsing) -> String {
    match lapsing {
        Lapsing::Attestation => "attestation".to_owned(),
        Lapsing::Accreditation { modality, body } => {
            format!("accreditation of {modality} by {body}")
        }
        Lapsing::Score { modality } => format!("score of {modality}"),
    }
}
