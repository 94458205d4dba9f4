//! `nearsite search`: runs one search from the command line.
//!
//! Flags become the body of `POST /v1/search`. The same code checks it, so faults and answers are
//! the same. `--json` prints the bytes that a client would receive.

use super::result_cells::{ResultCells, city, miles, name, score, setting};
use super::table::{Table, plain};
use super::{Failure, say};
use clap::Args;
use nearsite::api::params::read_search;
use nearsite::api::search::{Page, render};
use nearsite::api::views::{cause_detail, result_notices, status_detail};
use nearsite::error::ApiError;
use nearsite::render_cache::RenderCache;
use nearsite_domain::Day;
use nearsite_index::search::{EmptyList, SearchRequest, SearchResponse};
use nearsite_index::snapshot::{Snapshot, Verify};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Directory that holds the snapshots and CURRENT
    #[arg(long, value_name = "DIR")]
    index: PathBuf,
    /// CPT or HCPCS code
    #[arg(long, value_name = "CODE")]
    procedure: Option<String>,
    /// Any procedure of one modality
    #[arg(long, value_name = "MODALITY")]
    modality: Option<String>,
    /// Words that must match
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// ZIP code distances start from
    #[arg(long, value_name = "ZIP")]
    zip: Option<String>,
    /// Latitude distances start from
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true)]
    lat: Option<String>,
    /// Longitude distances start from
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true)]
    lon: Option<String>,
    /// Network of the sites and prices
    #[arg(long, value_name = "ID")]
    network: Option<String>,
    /// Audience of the answer
    #[arg(
        long,
        value_name = "ordering_provider|member|reviewer",
        default_value = "ordering_provider"
    )]
    audience: String,
    /// Radius in miles [default: 25]
    #[arg(long, value_name = "MILES", allow_negative_numbers = true)]
    radius: Option<String>,
    /// Widen the radius until this many sites qualify
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    min_results: Option<String>,
    /// Setting to offer; may be given more than once [default: the first two]
    #[arg(
        long,
        value_name = "free_standing|physician_office|hospital_outpatient"
    )]
    setting: Vec<String>,
    /// First key of the order: best, cost, distance, score or relevance
    #[arg(long, value_name = "KEY")]
    sort: Option<String>,
    /// Results to show
    #[arg(
        long,
        value_name = "N",
        default_value = "20",
        allow_negative_numbers = true
    )]
    limit: String,
    /// Service date [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Cursor of the page to show
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    /// Registration id of a site whose absence is to be explained; may be given more than once
    #[arg(long, value_name = "ID")]
    why_not: Vec<String>,
    /// List the terms behind each utility (with --json)
    #[arg(long)]
    explain: bool,
    /// Form of the results: full or compact (with --json)
    #[arg(long, value_name = "full|compact")]
    view: Option<String>,
    /// Print the answer the server would give
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &SearchArgs) -> Result<(), Failure> {
    let body = body_of(args)?;
    let snapshot = Snapshot::open(&args.index, Verify::Fast)?;
    let asked =
        read_search(body.to_string().as_bytes(), Day::today()).map_err(|error| refusal(&error))?;
    let page = Page::new(asked, snapshot.id()).map_err(|error| refusal(&error))?;
    let response = snapshot
        .search(page.request())
        .map_err(|error| refusal(&error.into()))?;
    if args.json {
        let bytes = render(&snapshot, &RenderCache::new(&snapshot), &page, &response)
            .map_err(|error| refusal(&error))?;
        return say(String::from_utf8(bytes).map_err(Failure::failed)?);
    }
    print_table(&snapshot, &page, &response)
}

/// Returns the flags as a request body.
fn body_of(args: &SearchArgs) -> Result<Value, Failure> {
    let mut body = Map::new();
    let texts = [
        ("audience", Some(&args.audience)),
        ("procedure", args.procedure.as_ref()),
        ("modality", args.modality.as_ref()),
        ("text", args.text.as_ref()),
        ("network", args.network.as_ref()),
        ("sort", args.sort.as_ref()),
        ("view", args.view.as_ref()),
        ("as_of", args.as_of.as_ref()),
        ("cursor", args.cursor.as_ref()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            body.insert(key.to_owned(), json!(text));
        }
    }
    let numbers = [
        ("--radius", "radius_miles", args.radius.as_ref()),
        ("--min-results", "min_results", args.min_results.as_ref()),
        ("--limit", "limit", Some(&args.limit)),
    ];
    for (flag, key, text) in numbers {
        if let Some(number) = number(flag, text)? {
            body.insert(key.to_owned(), number);
        }
    }
    let mut origin = Map::new();
    for (flag, key, text) in [
        ("--lat", "lat", args.lat.as_ref()),
        ("--lon", "lon", args.lon.as_ref()),
    ] {
        if let Some(number) = number(flag, text)? {
            origin.insert(key.to_owned(), number);
        }
    }
    if let Some(zip) = &args.zip {
        origin.insert("zip".to_owned(), json!(zip));
    }
    if !origin.is_empty() {
        body.insert("origin".to_owned(), Value::Object(origin));
    }
    if !args.setting.is_empty() {
        body.insert("settings".to_owned(), json!(args.setting));
    }
    if !args.why_not.is_empty() {
        body.insert("why_not".to_owned(), json!(args.why_not));
    }
    body.insert("explain".to_owned(), json!(args.explain));
    Ok(Value::Object(body))
}

fn number(flag: &str, text: Option<&String>) -> Result<Option<Value>, Failure> {
    let wrong = |_| Failure::bad_input(format!("{flag} must be a number"));
    text.map(|text| {
        serde_json::from_str::<serde_json::Number>(text)
            .map(Value::Number)
            .map_err(wrong)
    })
    .transpose()
}

/// Describes a refused search, with the names of flags in place of the names in the body.
fn refusal(error: &ApiError) -> Failure {
    let renamed = |message: String| {
        message
            .replace("/radius_miles", "--radius")
            .replace("/origin/zip", "--zip")
            .replace("/min_results", "--min-results")
    };
    match Failure::refused(error) {
        Failure::BadInput(message) => Failure::BadInput(renamed(message)),
        failed @ Failure::Failed(_) => failed,
    }
}

fn print_table(snapshot: &Snapshot, page: &Page, response: &SearchResponse) -> Result<(), Failure> {
    let cells = ResultCells {
        snapshot,
        audience: page.request().audience,
    };
    let mut table = Table::new([
        "rank", "site", "city", "setting", "score", "cost", "miles", "utility", "notices",
    ])
    .align_right(&[0, 4, 5, 6, 7]);
    for hit in &response.results {
        let site = cells.site(hit.card.site)?;
        table.row([
            hit.rank.to_string(),
            name(&site),
            city(&site),
            setting(site.setting()),
            score(hit.card.score),
            cells.cost(hit.card.cost)?,
            miles(&hit.card),
            hit.utility
                .map(|utility| utility.0.to_string())
                .unwrap_or_default(),
            result_notices(snapshot, &hit.card)?.join(", "),
        ]);
    }
    say(headline(snapshot, response))?;
    if !response.results.is_empty() {
        say(table)?;
        say(
            "cost marks: c claims, s site rate, f fee schedule, g group rate, e estimate, ~ ambiguous (midpoint)",
        )?;
    }
    if let Some(empty) = &response.empty {
        say(empty_list(&cells, empty, page.request())?)?;
    }
    for answer in &response.why_not {
        let id = plain(&answer.registration_id);
        let detail = status_detail(answer.status, page.request());
        say(format!("{id}: {detail}"))?;
    }
    match page.next_cursor(snapshot, response) {
        Some(cursor) => say(format!("more: --cursor {cursor}")),
        None => Ok(()),
    }
}

/// Explains an empty list: the causes with their counts, and the nearest site that qualifies.
fn empty_list(
    cells: &ResultCells<'_>,
    empty: &EmptyList,
    request: &SearchRequest,
) -> Result<String, Failure> {
    let mut lines = Vec::new();
    if empty.causes.is_empty() {
        lines.push("no site of this snapshot is within the radius".to_owned());
    } else {
        lines.push("sites within the radius, by the first cause of their absence:".to_owned());
        let mut table = Table::new(["sites", "cause", "meaning"]).align_right(&[0]);
        for (&cause, count) in &empty.causes {
            let meaning = cause_detail(cause, request).into_owned();
            table.row([count.to_string(), cause.as_str().to_owned(), meaning]);
        }
        lines.push(table.to_string());
    }
    lines.push(match &empty.nearest {
        Some(card) => {
            let site = cells.site(card.site)?;
            format!(
                "the nearest site that would qualify is {}, {}, {} miles away; --radius sets the radius",
                plain(&name(&site)),
                plain(&city(&site)),
                miles(card)
            )
        }
        None => "no site of this snapshot would qualify at any distance".to_owned(),
    });
    Ok(lines.join("\n"))
}

fn headline(snapshot: &Snapshot, response: &SearchResponse) -> String {
    let radius = response.radius.map_or_else(String::new, |radius| {
        let widened = if radius.widened { " (widened)" } else { "" };
        format!(" within {}{widened} miles", radius.miles)
    });
    let reference = response
        .reference_amount
        .map_or_else(String::new, |amount| format!(", median ${amount}"));
    format!(
        "{} sites{radius} on {}, prices as of {}{reference}",
        response.total,
        response.as_of,
        snapshot.prices_as_of()
    )
}
